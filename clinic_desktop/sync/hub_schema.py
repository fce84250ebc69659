"""The hub's schema: SQL files and what is written from the program's own tables, installed and upgraded as one."""

import hashlib
import json
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import Table

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.field_groups import REMOVABLE, SYNCED_KINDS, WHOLE, group_of
from clinic_desktop.domain.sync_refusals import HubTooNew
from clinic_desktop.domain.syncing import Profile
from clinic_desktop.storage import table_making, tables
from clinic_desktop.storage.column_types import Flag, Id, Instant, Number
from clinic_desktop.storage.documents import form_of
from clinic_desktop.storage.table_making import AnyColumn

from . import field_groups, report_views

if TYPE_CHECKING:
    from psycopg import Connection

VERSION = 1
"""Of the hub's functions and of what stations say to them. A station tells it in `hello`."""
OLDEST_SERVED = 1
"""The oldest version whose programs this hub still serves; older ones are told to update."""

SCHEMA = "clinic_sync"
OWNER = "clinic_sync_owner"
STATIONS = "clinic_sync_station"
REPORTS = "clinic_sync_report"
FIRST_MRN = 100_001

_TABLES = "tables.sql"
_FUNCTIONS = (
    "ground.sql", "turns.sql", "slots.sql", "merge.sql", "apply.sql", "update.sql", "push.sql", "pull.sql", "hello.sql",
    "restore_many.sql", "restore.sql", "stations.sql", "compare.sql", "anchors.sql",
)  # fmt: skip
_ACCESS = "access.sql"
_KNOWS_SET = 160000
"""Since then whoever made a role is its member, but may not act as it before they grant it to themselves."""
_SINCE: dict[tuple[str, str], int] = {}
"""The version that brought a field; what is not named here was there from the beginning."""


def version_of(connection: "Connection[Any]") -> int | None:  # Any: as above
    """The version of the hub in this database; None when there is none."""
    row = connection.execute("SELECT to_regclass('clinic_sync.meta') IS NOT NULL").fetchone()
    if row is None or not row[0]:
        return None
    row = connection.execute("SELECT value FROM clinic_sync.meta WHERE name = 'version'").fetchone()
    return int(row[0]) if row else None


def install(connection: "Connection[Any]") -> None:  # Any: as above
    """Make the hub, or bring it to this program's version; in one transaction, and again without harm.

    The login must be a superuser, or own the database and be allowed to make roles. Raises HubTooNew for a hub of a
    newer program.
    """
    with connection.transaction():
        for role in (OWNER, STATIONS, REPORTS):
            _make_role(connection, role)
        _become_owner(connection)
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA} AUTHORIZATION {OWNER}")
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {report_views.SCHEMA} AUTHORIZATION {OWNER}")
        _close_the_house(connection)
        upgrade(connection)


def upgrade(connection: "Connection[Any]") -> None:  # Any: as above
    """Bring an installed hub to this program's version; in one transaction. Raises HubTooNew for a newer one."""
    with connection.transaction():
        _become_owner(connection)
        connection.execute(f"SET LOCAL ROLE {OWNER}")
        connection.execute(f"SET LOCAL search_path = {SCHEMA}, pg_temp")
        standing = version_of(connection)
        if standing is not None and standing > VERSION:
            raise HubTooNew
        if standing is not None and _stored_fingerprint(connection) == fingerprint():
            connection.execute("RESET ROLE")
            return
        if standing is not None:  # who is just pushing comes to the end with the old functions
            connection.execute("LOCK TABLE clinic_sync.turn IN EXCLUSIVE MODE")
        connection.execute(_file(_TABLES))
        _drop_functions(connection)
        _write_known(connection)
        for name in _FUNCTIONS:
            connection.execute(_filled(_file(name)))
        connection.execute(_file(_ACCESS))
        for statement in report_views.statements():
            connection.execute(statement)
        _write_meta(connection)
        connection.execute("RESET ROLE")


def is_current(connection: "Connection[Any]") -> bool:  # Any: as above
    """Whether the hub is as this program would install it; read by its owner."""
    return _stored_fingerprint(connection) == fingerprint()


def fingerprint() -> str:
    """A short text that differs when anything of the hub differs."""
    texts = [_file(name) for name in (_TABLES, *_FUNCTIONS, _ACCESS)]
    known = repr([sorted(rows) for _, rows in _known()])
    return hashlib.sha256("\n".join([*texts, known, *report_views.statements()]).encode()).hexdigest()


def _file(name: str) -> str:
    return (files(__package__) / "hub" / name).read_text(encoding="utf-8")


def _filled(text: str) -> str:
    holding = ", ".join(f"'{status.value}'" for status in AppointmentStatus if status.holds_time)
    return text.replace("{holding_statuses}", f"array[{holding}]").replace("{first_mrn}", str(FIRST_MRN))


def _make_role(connection: "Connection[Any]", role: str) -> None:  # Any: as above
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
        connection.execute(f"CREATE ROLE {role} NOLOGIN")


def _become_owner(connection: "Connection[Any]") -> None:  # Any: as above
    """Whoever installs must be able to act as the owner; a superuser is already."""
    right = "SET" if connection.info.server_version >= _KNOWS_SET else "MEMBER"
    if connection.execute("SELECT pg_has_role(current_user, %s, %s)", (OWNER, right)).fetchone() != (True,):
        connection.execute(f"GRANT {OWNER} TO CURRENT_USER")


def _close_the_house(connection: "Connection[Any]") -> None:  # Any: as above
    """Leave logins nothing to do in this database but what they are granted."""
    row = connection.execute(
        "SELECT current_database(), pg_has_role(current_user, d.datdba, 'MEMBER'), "
        "(SELECT rolsuper FROM pg_roles WHERE rolname = current_user) "
        "FROM pg_database d WHERE d.datname = current_database()"
    ).fetchone()
    assert row is not None
    database, owns, is_superuser = row
    if owns:
        from psycopg.sql import SQL, Identifier

        named = Identifier(database)
        connection.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(named))
        for role in (STATIONS, REPORTS):
            connection.execute(SQL("GRANT CONNECT ON DATABASE {} TO {}").format(named, Identifier(role)))
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    if is_superuser:  # large objects belong to whoever makes them, and fill the disk
        connection.execute(
            "REVOKE EXECUTE ON FUNCTION lo_create(oid), lo_creat(int), lo_from_bytea(oid, bytea) FROM PUBLIC"
        )


def _drop_functions(connection: "Connection[Any]") -> None:  # Any: as above
    """All of the schema's functions but those that its range type brings."""
    connection.execute(
        """
        DO $$
        DECLARE old regprocedure;
        BEGIN
          FOR old IN
            SELECT p.oid::regprocedure FROM pg_proc p
            WHERE p.pronamespace = 'clinic_sync'::regnamespace AND NOT EXISTS (
              SELECT FROM pg_depend d
              WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
          LOOP
            EXECUTE 'DROP FUNCTION ' || old;
          END LOOP;
        END $$
        """
    )


def _known() -> Iterator[tuple[str, list[tuple[Any, ...]]]]:  # Any: rows of various tables
    """What the hub's tables hold of the program's own."""
    yield "kind", [(k, k in REMOVABLE, k in field_groups.FLEETING, _one_group(k)) for k in SYNCED_KINDS]
    yield "field", [_field(kind, column) for kind in SYNCED_KINDS for column in _columns(kind)]
    yield (
        "unique_field",
        [
            (kind, name, _type(_table(kind).c[name]), (kind, name) in field_groups.FOLDED)
            for kind, name in field_groups.UNIQUE
        ],
    )
    yield (
        "hidden_field",
        [(p.value, kind, sorted(hidden)) for p in Profile for kind, hidden in field_groups.HIDDEN[p].items()],
    )
    yield (
        "profile_kind",
        [
            (p.value, kind, field_groups.sees(p, kind), field_groups.may_write(p, kind))
            for p in Profile
            for kind in SYNCED_KINDS
        ],
    )


@cache
def _folds() -> list[tuple[Any, ...]]:  # Any: as above
    letters = map(chr, range(sys.maxunicode + 1))
    return [(letter, folded) for letter in letters if (folded := letter.casefold()) != letter]


def _write_known(connection: "Connection[Any]") -> None:  # Any: as above
    for table, rows in [*_known(), ("letter_case", _folds())]:
        connection.execute(f"TRUNCATE {SCHEMA}.{table}")
        with connection.cursor() as cursor, cursor.copy(f"COPY {SCHEMA}.{table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _write_meta(connection: "Connection[Any]") -> None:  # Any: as above
    once = {"clinic_id": str(uuid4()), "epoch": str(uuid4())}
    always = {"version": str(VERSION), "oldest_served": str(OLDEST_SERVED), "fingerprint": fingerprint()}
    for pair in once.items():
        connection.execute("INSERT INTO clinic_sync.meta VALUES (%s, %s) ON CONFLICT DO NOTHING", pair)
    connection.execute("INSERT INTO clinic_sync.meta VALUES ('place', clinic_sync.place()) ON CONFLICT DO NOTHING")
    for pair in always.items():
        connection.execute(
            "INSERT INTO clinic_sync.meta VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value", pair
        )


def _stored_fingerprint(connection: "Connection[Any]") -> str | None:  # Any: as above
    row = connection.execute("SELECT value FROM clinic_sync.meta WHERE name = 'fingerprint'").fetchone()
    return row[0] if row else None


def _one_group(kind: str) -> str | None:
    return WHOLE if group_of(kind, "") == WHOLE else None


def _table(kind: str) -> Table:
    return table_making.metadata.tables[kind]


def _columns(kind: str) -> list[AnyColumn]:
    """The fields of a kind: all that is neither derived nor the station's own."""
    own = {"row", "id", "version", *tables.DERIVED.get(kind, ())}
    return [column for column in _table(kind).columns if column.name not in own]


def _field(kind: str, column: AnyColumn) -> tuple[str, str, str, str, bool, bool, int, str | None]:
    form = form_of(kind)
    empty = None if form is None else form.empty_of(column.name)
    return (
        kind,
        column.name,
        group_of(kind, column.name),
        _type(column),
        isinstance(column.type, Id) and not column.nullable,
        (kind, column.name) in field_groups.GREATEST_STANDS,
        _SINCE.get((kind, column.name), 1),
        None if empty is None else json.dumps(empty),
    )


def _type(column: AnyColumn) -> str:
    if isinstance(column.type, Id):
        return "id"
    return "integer" if isinstance(column.type, Instant | Number | Flag) else "text"
