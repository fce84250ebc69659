"""What an open database must be: made new, or found at the program's schema, with the triggers as generated."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection

from . import table_making, triggers
from .faults import DatabaseNewer
from .kinds import quoted

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

HEAD = "0006"
"""The schema of this program; the last of `migrations.REVISIONS`."""
KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006")


def driver_of(connection: Connection) -> "dbapi2.Connection":
    """The bare driver's connection below SQLAlchemy's."""
    driver = connection.connection.dbapi_connection
    assert driver is not None
    return driver


def stored_schema(driver: "dbapi2.Connection") -> str | None:
    """The schema that the file is at; None for an empty file. Raises DatabaseNewer for one this program cannot know."""
    if driver.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is None:
        return None
    schema = read_meta(driver, "schema")
    if schema not in KNOWN:
        raise DatabaseNewer
    return schema


def make(connection: Connection) -> None:
    """All tables of an empty database; triggers come with `renew_triggers`."""
    table_making.metadata.create_all(connection)
    driver = driver_of(connection)
    driver.execute(triggers.SEARCH_INDEX)
    write_meta(driver, "schema", HEAD)


def triggers_differ(driver: "dbapi2.Connection") -> bool:
    """Whether a trigger is missing, foreign or other than generated: migrations drop them, other tools may."""
    standing = dict(driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return triggers.fingerprint(standing) != triggers.fingerprint(triggers.wanted())


def renew_triggers(driver: "dbapi2.Connection") -> None:
    """Drop every trigger and make those that are generated."""
    for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        driver.execute(f"DROP TRIGGER {quoted(name)}")
    for sql in triggers.wanted().values():
        driver.execute(sql)


def read_meta(driver: "dbapi2.Connection", name: str) -> str | None:
    """A value that this file knows of itself."""
    row = driver.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def write_meta(driver: "dbapi2.Connection", name: str, value: str) -> None:
    """Keep a value that this file knows of itself."""
    driver.execute(
        "INSERT INTO meta(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def own_station(driver: "dbapi2.Connection", make_id: Callable[[], UUID], name: str, at: datetime) -> UUID:
    """The identity of this station, given when the file is made."""
    known = read_meta(driver, "station_id")
    if known is not None:
        return UUID(hex=known)
    station_id = make_id()
    write_meta(driver, "station_id", station_id.hex)
    write_meta(driver, "station_name", name)
    write_meta(driver, "made_at", at.isoformat())
    return station_id
