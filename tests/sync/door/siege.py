"""A hub with records that are worth something, and the stations that stand before it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID, uuid4

from clinic_desktop.domain.syncing import Profile
from clinic_desktop.sync import enrolment
from clinic_desktop.sync.address import HubAddress, HubConnection, connect
from clinic_desktop.sync.first_contact import make_first_contact
from clinic_desktop.sync.hub_admin import administering
from clinic_desktop.sync.hub_speech import fields_wanted

from .debian_server import CLINIC, DebianServer

SECRETS = {
    "visit_note": "suspected pregnancy",
    "desk_note": "owes for two visits",
    "notes": "has a restraining order",
    "alerts": "allergic to latex",
    "password_hash": "$2b$12$the-hash-of-the-boss",
}
PATIENT, PRACTITIONER, APPOINTMENT, TYPE, BOSS, DOCTOR = (UUID(int=n) for n in range(1, 7))
RECORDS: dict[str, tuple[UUID, dict[str, Any]]] = {
    "account": (
        BOSS,
        {
            "username": "boss",
            "full_name": "The Boss",
            "role": "admin",
            "password_hash": SECRETS["password_hash"],
            "active": 1,
        },
    ),
    "patient": (
        PATIENT,
        {"mrn": "100001", "given_name": "Ada", "family_name": "Novak"}
        | {name: SECRETS[name] for name in ("notes", "alerts")},
    ),
    "practitioner": (PRACTITIONER, {"name": "Dr. House"}),
    "appointment_type": (TYPE, {"name": "Visit"}),
    "appointment": (
        APPOINTMENT,
        {
            "patient_id": PATIENT.hex,
            "practitioner_id": PRACTITIONER.hex,
            "type_id": TYPE.hex,
            "starts_at": 1_800_000_000_000,
            "ends_at": 1_800_000_900_000,
            "status": "booked",
        }
        | {name: SECRETS[name] for name in ("visit_note", "desk_note")},
    ),
}


def operation(kind: str, record_id: UUID | str, new: object, **more: object) -> dict[str, object]:
    """An operation as a station says it; whatever a test puts in `more` stands there too."""
    return {
        "op_id": str(uuid4()),
        "number": 1,
        "kind": kind,
        "record_id": str(record_id),
        "action": "update",
        "base": {},
        "new": new,
        "base_revision": 1,
        "strict": False,
        "at": 1_790_000_000_000,
        "account_id": None,
        "actor_name": "Mallory",
        "change_id": None,
        "verb": "book",
        "reason": "",
        **more,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A station that has come in once."""

    address: HubAddress

    @contextmanager
    def connected(self) -> Iterator[HubConnection]:
        connection = connect(self.address)
        try:
            yield connection
        finally:
            connection.close()

    def ask(self, statement: LiteralString, *values: object) -> Any:  # Any: what the hub says
        """The first value that the hub gives."""
        with self.connected() as connection:
            row = connection.execute(statement, values).fetchone()
        return row[0] if row else None

    def push(self, *operations: object) -> list[dict[str, Any]]:
        answers: list[dict[str, Any]] = self.ask("select clinic_sync.push(%s)", json.dumps(operations))
        return answers

    def everything(self) -> str:
        """All that the hub gives it, as one text."""
        page = self.ask("select clinic_sync.pull('1:1:', null, null, null, null, 5000)")
        columns = self.ask("select clinic_sync.pull_columns('1:1:', null, null, null, null, 5000, %s)", fields_wanted())
        return json.dumps([page, columns], ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Siege:
    """The hub, and who stands before it: the desk and the kiosk are the attacker's, the office is not."""

    superuser: HubConnection
    office: Station
    desk: Station
    kiosk: Station

    def look(self, statement: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        """What a superuser sees in the clinic's database."""
        return self.superuser.execute(statement, values).fetchall()

    def records(self) -> list[tuple[Any, ...]]:
        return self.look("select * from clinic_sync.record where kind <> 'conflict' order by kind, id")

    def build(self) -> list[tuple[Any, ...]]:
        """What the house is made of: its objects, who may use them, and who may come in."""
        return self.look(
            """
            select 'class', oid::text, relowner::text, relacl::text, relname::text from pg_class
              where relkind <> 't' and relnamespace::regnamespace::text !~ '^pg_(toast|temp)'
            union all select 'function', oid::text, proowner::text, proacl::text, md5(prosrc) from pg_proc
            union all select 'trigger', oid::text, tgenabled::text, '', tgname::text from pg_trigger
            union all select 'schema', oid::text, nspowner::text, nspacl::text, nspname::text from pg_namespace
              where nspname !~ '^pg_(toast_)?temp'
            union all select 'role', oid::text, rolpassword, '', row(rolname, rolsuper, rolcreaterole, rolcreatedb,
              rolcanlogin, rolreplication, rolbypassrls, rolconnlimit)::text from pg_authid
            union all select 'member', roleid::text, member::text, admin_option::text, '' from pg_auth_members
            union all select 'database', oid::text, datdba::text, datacl::text, datname::text from pg_database
            union all select 'file', oid::text, lomowner::text, '', '' from pg_largeobject_metadata
            order by 1, 2, 5
            """
        )


@contextmanager
def besieged(server: DebianServer) -> Iterator[Siege]:
    """A clinic's hub, its records brought by the office, and two stations of the attacker's."""
    with server.as_superuser() as connection:
        connection.execute(f"create database {CLINIC}")
    try:
        with administering(server.login(CLINIC)) as hub:
            hub.init()
            profiles = {"office": Profile.ADMIN, "desk": Profile.RECEPTION, "kiosk": Profile.PATIENT_DESK}
            stations = {
                name: Station(address=_enrolled(hub.make_station(name, profile))) for name, profile in profiles.items()
            }
        for station in stations.values():
            station.ask("select clinic_sync.hello('1.0', 1, null, null, 1)")
        inserts = [
            operation(kind, record_id, fields, action="insert", base_revision=None, actor_name="The Boss")
            for kind, (record_id, fields) in RECORDS.items()
        ]
        answers = stations["office"].push(*inserts)
        assert [answer["status"] for answer in answers] == ["applied"] * len(inserts), answers
        with server.as_superuser(CLINIC) as superuser:
            yield Siege(superuser=superuser, **stations)
    finally:
        server.clear()


def _enrolled(made: Any) -> HubAddress:
    address = enrolment.opened(made.file_text, made.code)
    return make_first_contact(address, enrolment.new_password())
