"""Makes the demo clinic in a folder: whole, or not at all."""

import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.clinic_time import day_of, wall_time
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.records import Record
from clinic_desktop.exchange.progress import Progress, Ticker
from clinic_desktop.paths import clinic_file
from clinic_desktop.services.passwords import Passwords
from clinic_desktop.storage.actor import Actor
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key
from clinic_desktop.storage.reading.visits import upcoming_of_patient

from .accounts import PASSWORD, RECEPTIONIST, demo_accounts, identities_of, tell_accounts
from .building_site import building_site
from .cast import PETERS_NAME
from .desk_tasks import tasks_of_today
from .diary import DiaryWriter, Row
from .house import ZONE, House, furnish
from .identities import Identities
from .messages import demo_message_settings, demo_messages
from .patients import Doctors, Register, register_patients
from .plan import DayPlan, plan_days
from .returning import series_of
from .waiting import waiting_entries

FEWEST_PATIENTS = 200
MOST_PATIENTS = 1_000_000
MOST_APPOINTMENTS = 2_000_000
MOST_EACH = 100
"""More appointments than this for each patient cannot be laid out believably."""

_ACTOR = Actor(account_id=None, name="Demo")
_VERB = "make the demo clinic"
_PATIENTS_AT_ONCE = 10_000
_ROWS_AT_ONCE = 50_000
_DOCTORS = 8
_MOST_DOCTORS = 60
_APPOINTMENTS_PER_DOCTOR = 12_000


class ClinicExists(ClinicError):
    """There is a clinic in the folder already; the demo is never laid over one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There is a clinic in {folder} already. Name another folder with --data-dir, or remove it.")
        self.folder = folder


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMade:
    """What was made."""

    folder: Path
    patients: int
    appointments: int
    seconds: float


def make_demo(
    folder: Path,
    *,
    now: datetime | None = None,
    patients: int = 3_000,
    appointments: int | None = None,
    seed: int = 1,
    progress: Progress | None = None,
) -> DemoMade:
    """Make Linden Street Clinic around `now`; the same seed and moment give the same people and diaries.

    Without a number of appointments, there are twelve months of past and three of coming ones. What `progress` raises
    stops the work, and nothing stays behind. A program that makes one there already is waited for.
    Raises ClinicExists, InvalidInput and the faults of `open_key` and `Database.open`.
    """
    _check(patients, appointments)
    if clinic_file(folder).exists():
        raise ClinicExists(folder)
    started = time.monotonic()
    at = datetime.now(UTC) if now is None else now.astimezone(UTC)
    with building_site(folder, lambda: Ticker(progress).tell(0.0, "Another start is making it")) as site:
        if clinic_file(folder).exists():
            raise ClinicExists(folder)
        key = open_key(site, make=True, allow_file=True, prefer_file=True)
        database = Database.open(site, key, station="Front desk")
        try:
            stored = _Builder(database, at, seed, Ticker(progress)).build(patients, appointments)
        finally:
            database.close()
        tell_accounts(site)
    return DemoMade(folder=folder, patients=patients, appointments=stored, seconds=time.monotonic() - started)


def _check(patients: int, appointments: int | None) -> None:
    if not FEWEST_PATIENTS <= patients <= MOST_PATIENTS:
        raise InvalidInput("patients", f"Ask for {FEWEST_PATIENTS} to {MOST_PATIENTS:,} patients, not {patients:,}.")
    most = min(MOST_APPOINTMENTS, MOST_EACH * patients)
    if appointments is not None and not 0 <= appointments <= most:
        raise InvalidInput(
            "appointments", f"Ask for 0 to {most:,} appointments for {patients:,} patients, not {appointments:,}."
        )


@dataclass(slots=True)
class _Builder:
    """Lays the clinic into an empty database."""

    database: Database
    now: datetime
    seed: int
    ticker: Ticker

    def build(self, patients: int, appointments: int | None) -> int:
        """Everything; gives the number of appointments."""
        zone = ZoneInfo(ZONE)
        today = day_of(self.now, zone)
        lot = random.Random(f"{self.seed} {today}")
        ids = Identities(lot, today, zone)
        self.ticker.tell(0.0, "Furnishing the clinic")
        accounts = demo_accounts(ids, Passwords().hash(PASSWORD))
        by_username = identities_of(accounts)
        doctors = min(max(_DOCTORS, (appointments or 0) // _APPOINTMENTS_PER_DOCTOR), _MOST_DOCTORS)
        opened = date(today.year - 20, 1, 1)
        house = furnish(ids, lot, today=today, first_day=opened, doctors=doctors, accounts=by_username)
        self._store_house(house, accounts)
        self.ticker.tell(0.02, "Registering patients")
        register = register_patients(
            lot, ids, count=patients, today=today, doctors=_own_doctors(house), accounts=by_username
        )
        plans = plan_days(lot, house, now=wall_time(self.now, zone), appointments=appointments)
        planned = sum(len(layout) for plan in plans for _, layout in plan.diaries)
        share = 0.05 + 0.9 * patients * 4 / (patients * 4 + planned + 1)
        self._store_patients(register, upto=share)
        ids_of_cast = {name: register.patients[index].id for name, index in register.by_name.items()}
        series = tuple(series_of(ids, house, ids_of_cast, today))
        self._store(series)
        writer = DiaryWriter(
            lot, ids, house, register, now=self.now, overbooks=by_username[RECEPTIONIST], series=series
        )
        stored = self._store_appointments(writer, plans, planned, since=share)
        self._store_messages(ids)
        self._store_waiting(ids, house, register, today)
        with self.database.reading() as reading:
            asked = list(tasks_of_today(reading, ids, house, now=self.now, today=today))
        for kind in dict.fromkeys(map(type, asked)):
            self._store([one for one in asked if type(one) is kind])
        return stored

    def _store_house(self, house: House, accounts: tuple[Record, ...]) -> None:
        with self.database.batch(_ACTOR, _VERB) as batch:
            batch.add(house.settings)
            for records in (accounts, house.departments, house.rooms, house.types, house.practitioners):
                batch.add_all(records)
            for times in (house.patterns, house.exceptions, house.closures):
                batch.add_all(times)

    def _store(self, records: Sequence[Record]) -> None:
        if records:
            with self.database.batch(_ACTOR, _VERB) as batch:
                batch.add_all(records)

    def _store_waiting(self, ids: Identities, house: House, register: Register, today: date) -> None:
        peter = register.patients[register.by_name[PETERS_NAME]].id
        with self.database.reading() as reading:
            upcoming = upcoming_of_patient(reading, peter, self.now)
        booked = [line.id for line in upcoming if line.status is AppointmentStatus.BOOKED]
        later = {peter: booked[-1]} if booked else {}
        entries = list(waiting_entries(ids, house, register, now=self.now, today=today, later=later))
        with self.database.batch(_ACTOR, _VERB) as batch:
            batch.add_all(entries)

    def _store_patients(self, register: Register, *, upto: float) -> None:
        count = len(register.patients)
        for start in range(0, count, _PATIENTS_AT_ONCE):
            self.ticker.tell(0.02 + (upto - 0.02) * start / count, "Registering patients")
            with self.database.batch(_ACTOR, _VERB) as batch:
                batch.add_all(register.patients[start : start + _PATIENTS_AT_ONCE])

    def _store_appointments(self, writer: DiaryWriter, plans: list[DayPlan], planned: int, *, since: float) -> int:
        stored = 0
        waiting: list[Row] = []
        for plan in plans:
            waiting += writer.rows(plan)
            if len(waiting) >= _ROWS_AT_ONCE or plan is plans[-1]:
                with self.database.batch(_ACTOR, _VERB) as batch:
                    stored += batch.add_rows(Appointment, waiting)
                waiting = []
            self.ticker.tell(since + (1 - since) * stored / (planned + 1), "Filling the diaries")
        self.ticker.tell(1.0, "Done")
        return stored

    def _store_messages(self, ids: Identities) -> None:
        settings = demo_message_settings(ids)
        with self.database.reading() as reading:
            messages = demo_messages(reading, ids, settings, self.now)
        with self.database.batch(_ACTOR, _VERB) as batch:
            batch.add(settings)
            batch.add_all(messages)


def _own_doctors(house: House) -> Doctors:
    name_of = {department.id: department.name for department in house.departments}
    by_department: dict[str, list[UUID]] = defaultdict(list)
    for doctor in house.practitioners:
        if doctor.department_id is not None:
            by_department[name_of[doctor.department_id]].append(doctor.id)
    return Doctors(for_children=by_department["Paediatrics"], for_adults=by_department["General practice"])
