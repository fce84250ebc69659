"""A small real clinic on disk for tests of services and above, with a clock that the test moves."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, AppointmentType
from clinic_desktop.domain.availability import WeeklyPattern
from clinic_desktop.domain.clinic import ClinicSettings, OpeningHours
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.people import Account, Department, Patient, PatientDetails, Practitioner, Role
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.requests import FirstAdmin, FirstRunRequest
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.passwords import Passwords
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key
from clinic_desktop.storage.transaction import Transaction

R = TypeVar("R", bound=Record)

COST = 4
PASSWORD = "walnut-ferry-cloud"
NINE_OCLOCK = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # a Tuesday, 09:00 in Berlin
OPEN_ON_WEEKDAYS = tuple(OpeningHours(weekday=weekday, starts=time(8), ends=time(17)) for weekday in range(5))
_HASH = Passwords(COST).hash(PASSWORD)
_NOT_STORED = UUID(int=0)


class Clock:
    """The clock of a test: it stands still until it is moved."""

    def __init__(self, now: datetime = NINE_OCLOCK) -> None:
        self.now = now
        self._set_by = timedelta(0)

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        """The same clock as a stopwatch, which nobody sets."""
        return (self.now - self._set_by).timestamp()

    def set_by(self, **by: float) -> None:
        """Somebody sets the clock of the computer: `clock.set_by(hours=-1)`."""
        self._set_by += timedelta(**by)
        self.forward(**by)

    def forward(self, **by: float) -> None:
        """Move on: `clock.forward(minutes=16)`; negative moves back."""
        self.now += timedelta(**by)


def a_patient(**fields: object) -> Patient:
    """Peter Novak, unless said otherwise; `id` and `mrn` are given when he is stored."""
    whole = {"given_name": "Peter", "family_name": "Novak", "birth_date": date(1961, 3, 14), "mrn": ""} | fields
    return Patient(**({"id": _NOT_STORED} | whole))  # type: ignore[arg-type] # the test says what is other


def details(**fields: object) -> PatientDetails:
    """What the desk types for Peter Novak, unless said otherwise."""
    whole = {"given_name": "Peter", "family_name": "Novak", "birth_date": date(1961, 3, 14)} | fields
    return PatientDetails(**whole)  # type: ignore[arg-type] # as above


def an_account(**fields: object) -> Account:
    """A receptionist whose password is PASSWORD, unless said otherwise."""
    whole = {"username": "rlopez", "full_name": "Rosa Lopez", "role": Role.RECEPTIONIST, "password_hash": _HASH}
    return Account(**({"id": _NOT_STORED} | whole | fields))  # type: ignore[arg-type] # as above


@dataclass(kw_only=True)
class SmallClinic:
    """A clinic in Berlin: an admin, a receptionist, two doctors, two patients with accounts, one type, one department.

    Every password is PASSWORD. The clock stands at NINE_OCLOCK, a Tuesday.
    """

    database: Database
    clock: Clock
    sign_in: SignIn
    admin: Account = field(init=False)
    receptionist: Account = field(init=False)
    doctor: Account = field(init=False)
    other_doctor: Account = field(init=False)
    patient: Account = field(init=False)
    other_patient: Account = field(init=False)
    department: Department = field(init=False)
    okafor: Practitioner = field(init=False)
    fischer: Practitioner = field(init=False)
    novak: Patient = field(init=False)
    kim: Patient = field(init=False)
    consultation: AppointmentType = field(init=False)

    def __post_init__(self) -> None:
        with self.database.glance() as reading:  # which needs no second connection: many a test has no use for one
            accounts = {account.username: account for account in reading.where(Account)}
            doctors = {practitioner.name: practitioner for practitioner in reading.where(Practitioner)}
            patients = {patient.family_name: patient for patient in reading.where(Patient)}
            (self.department,) = reading.where(Department)
            (self.consultation,) = reading.where(AppointmentType, name="Consultation")
        self.admin, self.receptionist = accounts["sortiz"], accounts["rlopez"]
        self.doctor, self.other_doctor = accounts["aokafor"], accounts["lfischer"]
        self.patient, self.other_patient = accounts["pnovak"], accounts["mkim"]
        self.okafor, self.fischer = doctors["Amara Okafor"], doctors["Lena Fischer"]
        self.novak, self.kim = patients["Novak"], patients["Kim"]

    def store(self, record: R) -> R:
        """Keep a record as the program itself, past every rule of the services; it gets an id if it has none."""
        with self.database.transaction(PROGRAM, "test") as transaction:
            if record.id == _NOT_STORED:
                record = replace(record, id=transaction.new_id())
            return transaction.add(record) if record.version == 0 else transaction.replace(record)

    def settings(self) -> ClinicSettings:
        with self.database.reading() as reading:
            return reading.clinic()

    def stored(self, record: R) -> R:
        """The record as it stands now."""
        with self.database.reading() as reading:
            return reading.get(type(record), record.id)

    def as_admin(self) -> Clinic:
        return self.signed_in(self.admin)

    def as_receptionist(self) -> Clinic:
        return self.signed_in(self.receptionist)

    def as_doctor(self) -> Clinic:
        """Dr Okafor."""
        return self.signed_in(self.doctor)

    def as_patient(self) -> Clinic:
        """Peter Novak."""
        return self.signed_in(self.patient)

    def signed_in(self, account: Account) -> Clinic:
        """The clinic for the holder of an account."""
        return self.sign_in.authenticate(account.username, PASSWORD)

    def an_appointment(self, starts_at: datetime | None = None, *, minutes: int = 30, **fields: object) -> Appointment:
        """Peter Novak at Dr Okafor's an hour from now, unless said otherwise; not stored."""
        starts_at = starts_at or self.clock.now + timedelta(hours=1)
        zone = self.settings().zone_info
        whole = {
            "id": _NOT_STORED,
            "patient_id": self.novak.id,
            "practitioner_id": self.okafor.id,
            "type_id": self.consultation.id,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=minutes),
            "local_start": wall_time(starts_at, zone),
            "zone": zone.key,
            "status": AppointmentStatus.BOOKED,
            "booked_at": self.clock.now,
        }
        return Appointment(**(whole | fields))  # type: ignore[arg-type] # the test says what is other


@contextmanager
def an_empty_database(folder: Path, clock: Clock) -> Iterator[Database]:
    """A database with nothing in it, closed at the end."""
    key = open_key(folder, make=True, allow_file=True, prefer_file=True)
    database = Database.open(folder, key, station="Desk 1", clock=clock)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def a_small_clinic(folder: Path) -> Iterator[SmallClinic]:
    """See SmallClinic; its files are copied from one that is furnished once."""
    shutil.copytree(_furnished(), folder)
    clock = Clock()
    with an_empty_database(folder, clock) as database:
        yield SmallClinic(database=database, clock=clock, sign_in=SignIn(database, cost=COST, stopwatch=clock.seconds))


_rooms = tempfile.TemporaryDirectory(prefix="clinic-desktop-small-")


@cache
def _furnished() -> Path:
    folder = Path(_rooms.name) / "clinic"
    with an_empty_database(folder, Clock()) as database:
        SignIn(database, cost=COST).set_up(
            FirstRunRequest(
                name="Linden Street Clinic",
                zone="Europe/Berlin",
                opening_hours=OPEN_ON_WEEKDAYS,
                admin=FirstAdmin(username="sortiz", full_name="Sam Ortiz", password=PASSWORD),
            )
        )
        with database.transaction(PROGRAM, "furnish") as transaction:
            _people(transaction)
    return folder


def _people(transaction: Transaction) -> None:
    def added(record: R) -> R:
        return transaction.add(replace(record, id=transaction.new_id()))

    added(an_account())
    department = added(Department(id=_NOT_STORED, name="Cardiology"))
    for username, name, room in (("aokafor", "Amara Okafor", "Room 2"), ("lfischer", "Lena Fischer", "Room 3")):
        account = added(an_account(username=username, full_name=f"Dr {name}", role=Role.DOCTOR))
        doctor = Practitioner(id=_NOT_STORED, name=name, title="Dr", account_id=account.id, room=room)
        doctor = added(replace(doctor, department_id=department.id))
        for hours in OPEN_ON_WEEKDAYS:
            pattern = WeeklyPattern(
                id=_NOT_STORED,
                practitioner_id=doctor.id,
                weekday=hours.weekday,
                starts=hours.starts,
                ends=hours.ends,
                valid_from=date(2026, 1, 1),
            )
            added(pattern)
    kim = a_patient(mrn="100002", given_name="Min", family_name="Kim", birth_date=date(1988, 7, 2))
    for username, patient in (("pnovak", a_patient(mrn="100001")), ("mkim", kim)):
        account = added(an_account(username=username, full_name=patient.full_name, role=Role.PATIENT))
        added(replace(patient, account_id=account.id))
