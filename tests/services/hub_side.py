"""An engine whose hub says what the test wants it to, for what a real one cannot be brought to."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from clinic_desktop.domain.anchors import Adrift, Anchor
from clinic_desktop.domain.field_groups import group_of
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.sync_refusals import NotReached
from clinic_desktop.domain.syncing import (
    Answer,
    AnswerStatus,
    HubRecord,
    Operation,
    RoundReport,
    StationLine,
    SyncState,
)
from clinic_desktop.services.sync_station import SyncStation
from clinic_desktop.storage import outgoing
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.kinds import image_of, kind_of

LONG_ENOUGH = 10.0
Answered = Callable[[Mapping[UUID, Answer]], frozenset[UUID]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One round: `strict` tells what somebody waits for, `answered` takes the answers, as an engine is given them."""

    strict: Callable[[], frozenset[UUID]]
    answered: Answered


Hub = Callable[[Asked], RoundReport]


def answer(status: AnswerStatus, station: str = "") -> Answer:
    return Answer(op_id=uuid4(), status=status, holder_station=station)


@dataclass
class ScriptedEngine:
    """Answers a round by `hub`; without one it is reached and has nothing to say."""

    hub: Hub = lambda _: RoundReport()
    left: tuple[int, frozenset[UUID]] = (0, frozenset())
    leased: dict[str, int] = field(default_factory=dict)
    rounds: int = 0
    adrift: Adrift | None = None
    kept: list[Anchor] = field(default_factory=list)
    is_gone: threading.Event = field(default_factory=threading.Event)
    _woken: threading.Event = field(default_factory=threading.Event)

    def round(self, strict: Callable[[], frozenset[UUID]], answered: Answered) -> RoundReport:
        self.rounds += 1
        report = self.hub(Asked(strict, answered))
        answered(report.answers)
        return report

    def wait(self, seconds: float) -> bool:
        woken = self._woken.wait(seconds)
        self._woken.clear()
        return woken

    def rest(self) -> None: ...

    def wake(self) -> None:
        self._woken.set()

    def waiting(self) -> tuple[int, frozenset[UUID]]:
        return self.left

    def lease(self, name: str, count: int) -> range:
        first = self.leased.get(name, 0) + 1
        self.leased[name] = first + count - 1
        return range(first, first + count)

    def compare(self, is_awaited: Callable[[], bool]) -> None:
        """It is an older hub, that compares nothing."""

    def anchor(self) -> Adrift | None:
        return self.adrift

    def anchors(self) -> list[Anchor]:
        return self.kept

    def stations(self) -> list[StationLine]:
        return []

    def close(self) -> None:
        self.is_gone.set()
        self._woken.set()


def pushed(database: Database, asked: Asked, answer_of: Callable[[Operation], Answer]) -> dict[UUID, Answer]:
    """All that waits here is sent, and what the hub answers is taken over, as the engine does it."""
    with database.transaction(PROGRAM, "sync") as transaction:
        outgoing.freeze(transaction, group_of)
    with database.reading() as reading:
        sent = outgoing.operations(reading, 500, strict=asked.strict())
    answers = [answer_of(operation) for operation in sent]
    by_record = {operation.record_id: given for operation, given in zip(sent, answers, strict=True)}
    waited_for = asked.answered(by_record)
    with database.receiving("sync") as receiving:
        receiving.acknowledge(sent, answers, group_of, still_waited_for=waited_for)
    return by_record


def pulled(database: Database, record: Record, *, revision: int = 1, by: str = "Jin Kim", station: UUID) -> None:
    """A record comes from the hub as somebody stored it at another station."""
    values = {name: getattr(record, name) for name in kind_of(type(record)).columns}
    kind = kind_of(type(record)).name
    document = json.loads(image_of(kind, values))
    come = HubRecord(
        kind=kind,
        record_id=record.id,
        revision=revision,
        is_deleted=False,
        document={name: value for name, value in document.items() if name not in ("id", "version")},
        station_id=station,
        account_id=None,
        actor_name=by,
        at=database.now(),
        change_id=database.new_id(),
        verb="book",
        reason="",
    )
    with database.receiving("sync") as receiving:
        receiving.take([come], group_of)


def black_hole(engine: ScriptedEngine) -> Hub:
    """A network that swallows everything, until the connection is cut here."""

    def hub(_: Asked) -> RoundReport:
        engine.is_gone.wait()
        raise NotReached

    return hub


def gone(_: Asked) -> RoundReport:
    """A hub that refuses to connect."""
    raise NotReached


@contextmanager
def started(station: SyncStation) -> Iterator[SyncStation]:
    station.start()
    try:
        yield station
    finally:
        station.close()


def until(station: SyncStation, holds: Callable[[SyncState], bool]) -> SyncState:
    """The state once it is so; fails if that takes too long."""
    came = threading.Event()
    unsubscribe = station.subscribe(lambda state: came.set() if holds(state) else None)
    if holds(station.state()):
        came.set()
    assert came.wait(LONG_ENOUGH), station.state()
    unsubscribe()
    return station.state()
