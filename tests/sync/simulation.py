"""A clinic of five desks lived through by a seed: real files, a real hub, and every kind of bad luck between them.

Network, clocks, chance and the moments at which programs die are injected, so a seed that fails fails again. What must
hold at the end is in `invariants`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.availability import Closure
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.domain.sync_refusals import NotReached
from clinic_desktop.domain.syncing import (
    Answer,
    AnswerStatus,
    Conflict,
    ConflictState,
    Greeting,
    HubPage,
    HubRecord,
    Operation,
    StationLine,
)
from clinic_desktop.domain.waiting_list import WaitingEntry
from clinic_desktop.storage.actor import Actor
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_key
from clinic_desktop.storage.transaction import Transaction
from clinic_desktop.sync.engine import SyncEngine
from clinic_desktop.sync.shared import Link

T = TypeVar("T")

DAY = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
_SKEWS = (0, 0, -7200, 86_400 * 30, -30)


class Died(BaseException):
    """The program was killed here."""


class BrokenList(list[T]):
    """Is killed while it is being read."""

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self)):
            if number:
                raise Died
            yield self[number]


class UnluckyLink:
    """A link that loses requests and replies, as its desk's luck has it."""

    def __init__(self, link: Link, luck: "Luck") -> None:
        self._link = link
        self._luck = luck

    def _call(self, call: Callable[[], T]) -> T:
        luck = self._luck
        if not luck.is_online:
            raise NotReached
        if luck.strikes("request lost", 0.06):
            raise NotReached
        answer = call()
        if luck.strikes("reply lost", 0.08):
            raise NotReached
        if luck.strikes("connection cut", 0.03):
            self._link.close()
        return answer

    def hello(self, program: str, last_ordinal: int | None, last_op: UUID | None, sequence: int) -> Greeting:
        return self._call(lambda: self._link.hello(program, last_ordinal, last_op, sequence))

    def push(self, operations: Sequence[Operation]) -> list[Answer]:
        answers = self._call(lambda: self._link.push(operations))
        return BrokenList(answers) if len(answers) > 1 and self._luck.strikes("died in the answers", 0.01) else answers

    def pull(self, cursor: str, upto: str | None, after: tuple[str, str, UUID] | None, limit: int) -> HubPage:
        few = self._luck.chance.choice((3, 20, limit))
        return self._call(lambda: self._link.pull(cursor, upto, after, few))

    def reconcile(self, rows: Sequence[tuple[str, UUID, int]]) -> list[tuple[str, UUID]]:
        return self._call(lambda: self._link.reconcile(rows))

    def restore(self, records: Sequence[HubRecord]) -> int:
        return self._call(lambda: self._link.restore(records))

    def lease(self, name: str, count: int) -> range:
        return self._call(lambda: self._link.lease(name, count))

    def stations(self) -> list[StationLine]:
        return self._call(self._link.stations)

    def wait(self, seconds: float) -> bool:
        return self._link.wait(seconds)

    def close(self) -> None:
        self._link.close()


@dataclass(kw_only=True)
class Luck:
    """What befalls one desk, by the seed's chance; `counts` tells how often each thing did."""

    chance: Random
    counts: Counter[str]
    is_online: bool = True
    is_bad: bool = True

    def strikes(self, what: str, share: float) -> bool:
        """Whether it happens now."""
        if self.is_bad and self.chance.random() < share:
            self.counts[what] += 1
            return True
        return False


@dataclass(kw_only=True)
class Desk:
    """One station: its file, its end of sync, its luck."""

    number: int
    folder: Path
    make_link: Callable[[], Link]
    luck: Luck
    clock: Callable[[], datetime]
    database: Database = field(init=False)
    engine: SyncEngine = field(init=False)

    def start(self) -> None:
        """Start the program."""
        key = open_key(self.folder, make=False, allow_file=True, prefer_file=True)
        self.database = Database.open(
            self.folder, key, station=f"Desk {self.number}", clock=self.clock, draw=self.luck.chance.randbytes
        )
        link = UnluckyLink(self.make_link(), self.luck)
        self.engine = SyncEngine(self.database, link, program="simulated", passed=self._passed)

    def _passed(self, place: str) -> None:
        if self.luck.strikes(f"died {place}", 0.02):
            raise Died

    def stop(self) -> None:
        """End the program."""
        self.engine.close()
        self.database.close()

    @property
    def actor(self) -> Actor:
        """Who works here."""
        return Actor(account_id=None, name=f"Person {self.number}")

    def all(self, kind: type[T], **where: object) -> list[T]:
        """What stands in the file."""
        with self.database.reading() as reading:
            return reading.where(kind, **where)  # type: ignore[type-var, return-value] # any record
