"""Small databases on disk with a few records in them, for the tests of storage."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher

from clinic_desktop.domain.appointments import Appointment, AppointmentType
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.storage.actor import Actor
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.journal import Entry, audit
from clinic_desktop.storage.keys import StationKey, open_key
from clinic_desktop.storage.transaction import Transaction

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
NINE = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
MIRA = Actor(account_id=UUID(int=7), name="Mira Blum", session_id=UUID(int=8))
SOMEBODY = UUID(int=1)


def key_of_folder(folder: Path) -> StationKey:
    return open_key(folder, make=True, allow_file=True, prefer_file=True)


@contextmanager
def opened(folder: Path) -> Iterator[Database]:
    database = Database.open(folder, key_of_folder(folder), station="Desk 1", clock=lambda: NOW)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def bare(database: Database) -> Iterator[sqlcipher.Connection]:
    """Another program on the same file, which knows the key and nothing of our writer."""
    connection = sqlcipher.connect(str(database.folder / "clinic.db"), isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{database.key.bytes.hex()}'\"")
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection
    finally:
        connection.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnished:
    """One patient, one doctor and a type of visit, stored."""

    patient: Patient
    doctor: Practitioner
    visit: AppointmentType


def a_patient(**fields: object) -> Patient:
    whole = {
        "id": SOMEBODY,
        "mrn": "1001",
        "given_name": "Peter",
        "family_name": "Novak",
        "birth_date": date(1961, 3, 12),
    }
    return Patient(**(whole | fields))  # type: ignore[arg-type] # the test says what is other


def furnish(database: Database) -> Furnished:
    with database.transaction(MIRA, "furnish") as transaction:
        return Furnished(
            patient=transaction.add(a_patient(id=transaction.new_id())),
            doctor=transaction.add(Practitioner(id=transaction.new_id(), name="Amara Okafor", title="Dr")),
            visit=transaction.add(AppointmentType(id=transaction.new_id(), name="Consultation", minutes=30)),
        )


def an_appointment(
    who: Furnished, transaction: Transaction, starts_at: datetime = NINE, **fields: object
) -> Appointment:
    whole = {
        "id": transaction.new_id(),
        "patient_id": who.patient.id,
        "practitioner_id": who.doctor.id,
        "type_id": who.visit.id,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=30),
        "local_start": starts_at.replace(tzinfo=None),
        "zone": "UTC",
        "booked_at": transaction.now,
    }
    return Appointment(**(whole | fields))  # type: ignore[arg-type] # as above


def book(database: Database, who: Furnished, starts_at: datetime = NINE) -> Appointment:
    with database.transaction(MIRA, "book") as transaction:
        return transaction.add(an_appointment(who, transaction, starts_at))


def entries(database: Database) -> list[Entry]:
    """The whole journal, oldest first."""
    with database.reading() as reading:
        return audit(reading, AuditFilter(), limit=10_000)[::-1]
