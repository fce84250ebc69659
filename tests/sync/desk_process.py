"""python -m tests.sync.desk_process: desks as programs of their own, each with somebody at work until it is killed.

A plan on each line that comes in; for each a process is forked that has all it needs in memory already, and its number
goes out. What it told a person is in a file before it goes on: that must be true at the end, whatever became of it.
"""

import json
import os
import signal
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import NoReturn
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.syncing import AnswerStatus
from clinic_desktop.services.sync_rhythm import Rhythm
from clinic_desktop.services.sync_station import SyncStation
from clinic_desktop.storage.database import Database, utc_now
from clinic_desktop.storage.keys import open_key
from clinic_desktop.sync import hub_calls  # noqa: F401 # loaded before the fork
from clinic_desktop.sync.engine import SyncEngine
from clinic_desktop.sync.shared import Address, HubLink, Link, Patience
from tests.sync.luck import Luck
from tests.sync.other_programs import NewerLink, OlderLink, OtherLink
from tests.sync.simulation import DAY, Desk, Life, Told

PATIENCE = Patience(connect=2.0, call=3.0, bulk=20.0)
_HOT = 15
"""Seconds for which all desks book in the same day; then comes the next one."""
_RECENT = 'SELECT id FROM appointment ORDER BY "row" DESC LIMIT 60'


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a desk's process is told; it goes there as JSON."""

    number: int
    seed: int
    begun: float
    folder: str
    told: str
    host: str
    port: int
    database: str
    user: str
    program: str = "usual"

    def link(self) -> Link:
        """To the hub, as this desk's program speaks."""
        address = Address(host=self.host, port=self.port, database=self.database, user=self.user, password="")
        link = HubLink(address, PATIENCE)
        if self.program == "newer":
            return NewerLink(link, Path(self.told).with_suffix(".newer"))
        return OlderLink(link) if self.program == "older" else OtherLink(link)

    def as_text(self) -> str:
        return json.dumps(asdict(self))


class Tries(Rhythm):
    """As everybody's, but a failure is not forgiven later than in a second: there is much to live through."""

    def failed(self, *, may_pass: bool) -> None:
        super().failed(may_pass=may_pass)
        with self._lock:
            self._due = min(self._due, self._stopwatch() + (0.1 + self._jitter() if may_pass else 5))


class Pen:
    """Writes what was told, and is not done before the disk has it."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._lock = threading.Lock()

    def write(self, what: str, record_id: UUID) -> None:
        line = json.dumps({"what": what, "id": record_id.hex, "at": time.time()}) + "\n"
        with self._lock:
            os.write(self._file, line.encode())
            os.fsync(self._file)


class Written(set[UUID]):
    """A set that is on the disk."""

    def __init__(self, what: str, pen: Pen) -> None:
        super().__init__()
        self._what, self._pen = what, pen

    def add(self, record_id: UUID) -> None:
        self._pen.write(self._what, record_id)
        super().add(record_id)


class WrittenBookings(dict[UUID, int]):
    """As `Written`."""

    def __init__(self, pen: Pen) -> None:
        super().__init__()
        self._pen = pen

    def __setitem__(self, record_id: UUID, number: int) -> None:
        self._pen.write("booked", record_id)
        super().__setitem__(record_id, number)


@dataclass(kw_only=True)
class ProcessDesk(Desk):
    """A desk whose sync has a thread of its own, as in the program."""

    station: SyncStation = field(init=False)

    def start(self) -> None:
        key = open_key(self.folder, make=False, allow_file=True, prefer_file=True)
        self.database = Database.open(self.folder, key, station=f"Desk {self.number}", clock=self.clock)
        self.engine = SyncEngine(self.database, self.make_link(), program="campaign")
        self.station = SyncStation(self.database, lambda: self.engine, rhythm=Tries())
        self.station.start()

    def stop(self) -> None:
        self.station.close()
        self.database.close()


class WorkingLife(Life):
    """What somebody does at one desk, told to the pen."""

    def __init__(self, desk: ProcessDesk, plan: Plan, chance: Random, counts: Counter[str]) -> None:
        super().__init__([desk], chance, counts)
        self._desk, self._plan = desk, plan
        self.pen = Pen(Path(plan.told))
        self.told = Told(
            booked=WrittenBookings(self.pen),
            confirmed=Written("confirmed", self.pen),
            touched=Written("touched", self.pen),
            waiting=Written("waiting", self.pen),
        )

    def work(self, ends: Callable[[float], bool]) -> None:
        """Until somebody says so; `ends` waits so many seconds for it."""
        acts = [act for act, share in _ACTS.items() for _ in range(share)]
        while not ends(self._chance.expovariate(1 / 0.08)):
            act = self._chance.choice(acts)
            with suppress(ClinicError):  # such as a time that is taken here already
                getattr(self, f"_{act}")(self._desk)

    @property
    def now(self) -> datetime:
        return utc_now()

    def _slot(self) -> tuple[datetime, datetime]:
        day = DAY + timedelta(days=int((time.time() - self._plan.begun) / _HOT))
        starts = day + timedelta(minutes=15 * self._chance.randrange(40))
        return starts, starts + timedelta(minutes=self._chance.choice((15, 30, 45)))

    def _word(self) -> str:
        return f"{super()._word()} of {self._plan.number} {self._plan.seed}"

    def _any_appointment(self, desk: Desk) -> Appointment | None:
        with desk.database.reading() as reading:
            ids = [UUID(bytes=row[0]) for row in reading.ask(_RECENT)]
            return reading.find(Appointment, id=self._chance.choice(ids)) if ids else None

    def _book(self, desk: Desk) -> None:
        """Waiting for the hub's word, as the booking dialog does."""
        assert isinstance(desk, ProcessDesk)
        wish = self._wish(desk)
        if wish is None:
            return
        waiters = desk.station.waiters
        with desk.database.transaction(desk.actor, "simulate") as transaction:
            booked = replace(wish, id=transaction.new_id())
            waiters.expect({booked.id})
            try:
                transaction.add(booked)
            except ClinicError:
                waiters.forget({booked.id})
                raise
        answer = desk.station.confirm({booked.id}).get(booked.id)
        if answer is not None and answer.status is AnswerStatus.TAKEN:
            self.pen.write("taken", booked.id)
            return
        self.told.booked[booked.id] = desk.number
        if answer is not None and answer.status is AnswerStatus.APPLIED:
            self.told.confirmed.add(booked.id)

    def _edit(self, desk: Desk) -> None:
        if self._plan.program != "older":
            super()._edit(desk)
            return
        patient = self._chance.choice(desk.all(Patient))
        desk.change(patient, **{self._chance.choice(("mobile", "email", "given_name", "family_name")): self._word()})


_ACTS = {
    "book": 16, "book_offline": 6, "move": 6, "cancel": 4, "note": 5, "edit": 5, "archive": 1, "register": 3, "want": 1,
    "close": 1, "open_again": 1, "reopen": 1, "settle": 2,
}  # fmt: skip


def live(plan: Plan) -> None:
    """One desk's process, until it is killed or told to end."""
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    chance, counts = Random(plan.seed), Counter[str]()
    desk = ProcessDesk(
        number=plan.number,
        folder=Path(plan.folder),
        make_link=plan.link,
        luck=Luck(chance=chance, counts=counts, is_bad=False),
        clock=utc_now,
    )
    desk.start()
    try:
        WorkingLife(desk, plan, chance, counts).work(ending.wait)
    finally:
        desk.stop()


def main() -> int:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here asks how they ended
    for line in sys.stdin:
        plan = Plan(**json.loads(line))
        child = os.fork()
        if child == 0:
            _be(plan)
        print(child, flush=True)  # noqa: T201 # whoever starts them reads it
    return 0


def _be(plan: Plan) -> NoReturn:
    code = 1
    try:
        live(plan)
        code = 0
    except BaseException:  # noqa: BLE001 # told in the log, and by the code
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
