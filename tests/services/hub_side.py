"""An engine whose hub says what the test wants it to, for what a real one cannot be brought to."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from clinic_desktop.domain.sync_refusals import NotReached
from clinic_desktop.domain.syncing import Answer, AnswerStatus, RoundReport, StationLine, SyncState
from clinic_desktop.services.sync_station import SyncStation

LONG_ENOUGH = 10.0


def answer(status: AnswerStatus, station: str = "") -> Answer:
    return Answer(op_id=uuid4(), status=status, holder_station=station)


@dataclass
class ScriptedEngine:
    """Answers a round by `hub`; without one it is reached and has nothing to say."""

    hub: Callable[[frozenset[UUID]], RoundReport] = lambda _: RoundReport()
    left: tuple[int, frozenset[UUID]] = (0, frozenset())
    leased: dict[str, int] = field(default_factory=dict)
    rounds: int = 0
    is_gone: threading.Event = field(default_factory=threading.Event)
    _woken: threading.Event = field(default_factory=threading.Event)

    def round(self, strict: Callable[[], frozenset[UUID]]) -> RoundReport:
        self.rounds += 1
        return self.hub(strict())

    def wait(self, seconds: float) -> bool:
        woken = self._woken.wait(seconds)
        self._woken.clear()
        return woken

    def wake(self) -> None:
        self._woken.set()

    def waiting(self) -> tuple[int, frozenset[UUID]]:
        return self.left

    def lease(self, name: str, count: int) -> range:
        first = self.leased.get(name, 0) + 1
        self.leased[name] = first + count - 1
        return range(first, first + count)

    def stations(self) -> list[StationLine]:
        return []

    def close(self) -> None:
        self.is_gone.set()
        self._woken.set()


def black_hole(engine: ScriptedEngine) -> Callable[[frozenset[UUID]], RoundReport]:
    """A network that swallows everything, until the connection is cut here."""

    def hub(_: frozenset[UUID]) -> RoundReport:
        engine.is_gone.wait()
        raise NotReached

    return hub


def gone(_: frozenset[UUID]) -> RoundReport:
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
