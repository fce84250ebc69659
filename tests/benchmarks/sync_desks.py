"""python -m tests.benchmarks.sync_desks WORK: one station in a process of its own, measured from within."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentType
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.domain.syncing import SyncMode
from clinic_desktop.services.sync_station import SyncStation
from clinic_desktop.storage.actor import Actor
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key
from clinic_desktop.sync.engine import SyncEngine
from clinic_desktop.sync.shared import Address, HubLink
from tests.sync.simulation import DAY

SOMEBODY = Actor(account_id=None, name="Somebody")
_A_DAY = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a station is to do; it goes there as JSON."""

    what: str
    number: int
    folder: str
    host: str
    database: str
    user: str
    count: int = 0
    a_second: float = 0.0

    def as_text(self) -> str:
        return json.dumps(asdict(self))

    @property
    def address(self) -> Address:
        return Address(host=self.host, database=self.database, user=self.user, password="")

    def engine(self, database: Database) -> SyncEngine:
        return SyncEngine(database, HubLink(self.address), program="measured")

    def open(self) -> Database:
        folder = Path(self.folder)
        folder.mkdir(parents=True, exist_ok=True)
        return Database.open(
            folder, open_key(folder, make=True, allow_file=True, prefer_file=True), station=f"Desk {self.number}"
        )


@contextmanager
def at_work(work: Work) -> Iterator[tuple[Database, SyncStation]]:
    """A station whose sync goes on in its thread, in sync with the hub."""
    database = work.open()
    station = SyncStation(database, lambda: work.engine(database))
    try:
        is_there = Event()
        station.subscribe(lambda state: is_there.set() if state.mode is SyncMode.IN_SYNC else None)
        station.start()
        assert is_there.wait(60), "the hub does not answer"
        yield database, station
    finally:
        station.close()
        database.close()


class Bookings:
    """Appointments that nobody else books."""

    def __init__(self, database: Database, number: int) -> None:
        with database.reading() as reading:
            self._people = reading.where(Patient, limit=8)
            self._doctors = reading.where(Practitioner)
            self._type_id = reading.where(AppointmentType)[0].id
        self._first_day = DAY + timedelta(days=400 * number)

    def nth(self, n: int) -> Appointment:
        """Without an id yet."""
        day, place = divmod(n, _A_DAY * len(self._doctors))
        which, place = divmod(place, _A_DAY)
        starts = self._first_day + timedelta(days=day, minutes=15 * place)
        return Appointment(
            id=UUID(int=0),
            patient_id=self._people[n % len(self._people)].id,
            practitioner_id=self._doctors[which].id,
            type_id=self._type_id,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=15),
            local_start=starts.replace(tzinfo=None),
            zone="UTC",
            booked_at=starts,
        )

    def book(self, database: Database, n: int) -> UUID:
        with database.transaction(SOMEBODY, "book") as transaction:
            return transaction.add(replace(self.nth(n), id=transaction.new_id())).id


def confirmed_bookings(work: Work) -> dict[str, Any]:  # Any: JSON's
    """So many bookings a second, each until the hub's word on it; begins when a line comes in."""
    with at_work(work) as (database, station):
        bookings = Bookings(database, work.number)
        print("ready", flush=True)  # noqa: T201 # the parent waits for all
        sys.stdin.readline()
        taken, answers, pause, begun = [], 0, Event(), time.monotonic() + work.number / 8 / work.a_second
        for n in range(work.count):
            pause.wait(max(0.0, begun + n / work.a_second - time.monotonic()))
            at = time.perf_counter()
            wish = bookings.nth(n)
            with database.transaction(SOMEBODY, "book") as transaction:
                booked = replace(wish, id=transaction.new_id())
                station.waiters.expect({booked.id})
                transaction.add(booked)
            answers += booked.id in station.confirm({booked.id})
            taken.append((time.perf_counter() - at) * 1000)
        return {"milliseconds": taken, "answered": answers}


def first_sync(work: Work) -> dict[str, Any]:  # Any: JSON's
    """All that the hub has into an empty file."""
    database = work.open()
    engine = work.engine(database)
    begun, worked = time.perf_counter(), time.process_time()
    pulled = 0
    while not (report := engine.round()).is_done:
        pulled += report.pulled
    pulled += report.pulled
    seconds, processor = time.perf_counter() - begun, time.process_time() - worked
    engine.close()
    database.close()
    return {"seconds": seconds, "processor": processor, "records": pulled, "megabytes": _most_megabytes()}


def _most_megabytes() -> float:
    """The most memory that this process ever had."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


_WORKS = {"confirmed": confirmed_bookings, "first": first_sync}

if __name__ == "__main__":
    asked = Work(**json.loads(sys.argv[1]))
    print(json.dumps(_WORKS[asked.what](asked)))  # noqa: T201 # the parent reads it
