"""How an older database becomes today's: Alembic's operations, run in code, after a copy was put aside."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from clinic_desktop.storage.connections import engine_for
from clinic_desktop.storage.faults import UpgradeFailed
from clinic_desktop.storage.schema import driver_of, write_meta
from clinic_desktop.storage.transaction import Change, Transaction

from .versions import r0001_first, r0002_front_desk, r0003_sync, r0004_visits, r0005_settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from clinic_desktop.storage.keys import StationKey

REVISIONS: tuple[ModuleType, ...] = (r0001_first, r0002_front_desk, r0003_sync, r0004_visits, r0005_settings)
"""Every step in its order; a new one is a module in `versions`, named here and in `schema.KNOWN`."""

BACKUPS = "backups"


def upgrade(engine: Engine, file: Path, key: "StationKey", standing: str, change: Change) -> None:
    """Bring a database from the schema it stands at to the last, as one change that the journal tells of.

    Raises UpgradeFailed, after the copy that was made before was put back.
    """
    copy = back_up(engine, file, key.bytes, f"{standing}-{change.at:%Y%m%dT%H%M%S}")
    done = False
    try:
        with engine.connect() as connection:
            driver = driver_of(connection)
            driver.execute("PRAGMA foreign_keys = OFF")  # a table that is made anew is dropped while others refer to it
            driver.execute("BEGIN IMMEDIATE")
            transaction = Transaction(connection, change, key.derive("journal"))
            # What the hub sent may name what has not come yet.
            loose = set(driver.execute("PRAGMA foreign_key_check"))
            climb(connection, [one for one in REVISIONS if standing < one.REVISION])
            if set(driver.execute("PRAGMA foreign_key_check")) - loose:
                raise UpgradeFailed
            transaction.close()
            driver.execute("COMMIT")
        done = True
    except (SQLAlchemyError, dbapi2.Error) as error:
        raise UpgradeFailed from error
    finally:
        engine.dispose()  # with the connection that minded no foreign keys
        if not done:
            put_back(copy, file)


def climb(connection: "Connection", revisions: Sequence[ModuleType]) -> None:
    """Run steps; the triggers are renewed by whoever opens the database then."""
    with Operations.context(MigrationContext.configure(connection)):
        for revision in revisions:
            revision.upgrade()
            write_meta(driver_of(connection), "schema", revision.REVISION)


def back_up(engine: Engine, file: Path, key: bytes, name: str) -> Path:
    """An encrypted copy of the whole database, page by page, in the folder beside it."""
    folder = file.parent / BACKUPS
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{name}.db"
    copy.unlink(missing_ok=True)
    target = engine_for(copy, key)
    with engine.connect() as source, target.connect() as destination:
        driver_of(source).backup(driver_of(destination))
    target.dispose()
    return copy


def put_back(copy: Path, file: Path) -> None:
    """Make the file what the copy is; nothing may have it open."""
    for beside in ("-wal", "-shm"):
        file.with_name(file.name + beside).unlink(missing_ok=True)
    shutil.copyfile(copy, file)
