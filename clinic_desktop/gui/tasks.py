"""Runs work away from the window's thread and brings back what came of it."""

import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from queue import SimpleQueue
from typing import TypeAlias, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from clinic_desktop.domain.errors import ClinicError, ProgramFault, WorldFault
from clinic_desktop.gui.lingering import Lingering
from clinic_desktop.gui.reports import FaultReport, report_now
from clinic_desktop.gui.slow_tasks import SlowTasks, name_of
from clinic_desktop.gui.turns import after_all_others, in_a_turn

Result = TypeVar("Result")
Pieces: TypeAlias = Generator[None, None, Result]
"""Work that stops here and there, holding nothing meanwhile, and has a result at its end."""


class Lane(StrEnum):
    """Where a task waits its turn: one thread each, so that reading waits for no write and nothing for the network.

    LONG is for what nobody waits for: work of minutes that can be stopped, such as a search of the whole file. BACKUPS
    is for making and restoring those, behind everything else.
    """

    LOCAL = "local"
    READING = "reading"
    LONG = "long"
    BACKUPS = "backups"
    NETWORK = "network"


@dataclass(slots=True, kw_only=True, eq=False)
class Task:
    """Something to do and who wants to hear of it; it belongs to the runner, never to a widget.

    One that `waits_for_rest` begins when the window has nothing else to do. `rest` is what is left of work in pieces;
    `held` counts how often a thread has it, or is about to.
    """

    work: Callable[[], object]
    done: Callable[..., object] | None
    refused: Callable[[ClinicError], object] | None
    owner: QObject | None
    lane: Lane = Lane.LOCAL
    key: object = None
    given_up: bool = False
    waits_for_rest: bool = False
    rest: Pieces[object] | None = None
    held: int = 0
    seconds: float = 0.0

    def give_up(self) -> None:
        """Nobody wants the result any more; work that has not begun is left out."""
        self.given_up = True

    def is_awaited(self) -> bool:
        """Whether the result still has someone to go to; asked in the window's thread only."""
        return not self.given_up and (self.owner is None or shiboken6.isValid(self.owner))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    task: Task
    result: object = None
    refusal: ClinicError | None = None
    fault: FaultReport | None = None
    hindrance: FaultReport | None = None
    is_over: bool = True


class TaskRunner(QObject):
    """Every task of the program, each lane in its order; results arrive in the window's thread, a turn for each.

    A refusal (ClinicError) goes to the task's `refused`, or else to the signal `refused_unheard`; any other exception
    is a fault of the program and goes to `broke`, while the task's `refused` hears of a ProgramFault. Where the world
    refuses (WorldFault: a disk, a file) `hindered` brings the FaultReport of it too, for the log.
    """

    broke = Signal(object)
    hindered = Signal(object)
    refused_unheard = Signal(object)
    _landed = Signal(object)
    _released = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.slow = SlowTasks()
        self.lingering = Lingering(self)
        self._queues: dict[Lane, SimpleQueue[Task | None]] = {}
        self._threads: list[threading.Thread] = []
        self._latest: dict[object, Task] = {}
        # Holds each task until its thread has let go of it, so that no widget it knows is ever deleted by that thread.
        self._tasks: dict[int, Task] = {}
        # What one result makes of the window is painted before the next one comes: that is one wait less.
        self._outcomes: deque[_Outcome] = deque()
        self._is_closed = False
        self._landed.connect(self._on_landed)
        self._released.connect(self._on_released)

    @property
    def is_idle(self) -> bool:
        """Whether every task has been run and its result delivered."""
        return not self._tasks and not self._outcomes

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is under way but what waits for the network, which may take as long as it likes."""
        return not self._outcomes and all(task.lane is Lane.NETWORK for task in self._tasks.values())

    def run(
        self,
        work: Callable[[], Result],
        *,
        done: Callable[[Result], object] | None = None,
        refused: Callable[[ClinicError], object] | None = None,
        lane: Lane = Lane.LOCAL,
        owner: QObject | None = None,
    ) -> Task:
        """Do `work` on a lane, then call `done(result)` or `refused(error)` in this thread.

        Neither is called once `owner` is gone; without one, the QObject whose method `done` is counts as the owner.
        """
        task = Task(work=work, done=done, refused=refused, owner=owner or _owner_of(done) or _owner_of(refused))
        self._put(task, lane)
        return task

    def run_latest(
        self,
        key: object,
        work: Callable[[], Result],
        *,
        done: Callable[[Result], object] | None = None,
        refused: Callable[[ClinicError], object] | None = None,
        lane: Lane = Lane.READING,
        owner: QObject | None = None,
    ) -> Task:
        """As run(), for what is asked again at each key: an earlier task under the same key is given up."""
        owner = owner or _owner_of(done) or _owner_of(refused)
        return self._put_latest(Task(work=work, done=done, refused=refused, owner=owner, key=key), lane)

    def run_in_pieces(
        self,
        key: object,
        work: Callable[[], Pieces[Result]],
        *,
        done: Callable[[Result], object] | None = None,
        refused: Callable[[ClinicError], object] | None = None,
        lane: Lane = Lane.READING,
        owner: QObject | None = None,
    ) -> Task:
        """As run_latest(), for what nobody waits for: each piece begins when the window has nothing else to do.

        Whatever else is asked of the lane meanwhile goes first, and none is begun after it was given up.
        """
        owner = owner or _owner_of(done) or _owner_of(refused)
        task = Task(work=work, done=done, refused=refused, owner=owner, key=key, waits_for_rest=True)
        return self._put_latest(task, lane)

    def give_up(self, key: object) -> None:
        """Nobody wants the result of the task under that key any more."""
        earlier = self._latest.get(key)
        if earlier is not None:
            earlier.give_up()

    def close(self, *, patience_seconds: float = 10.0) -> None:
        """Take no more tasks, finish those that wait, and deliver their results; a stalled network is left behind."""
        self._is_closed = True
        for queue in self._queues.values():
            queue.put(None)
        for thread in self._threads:
            thread.join(patience_seconds)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)
        while self._outcomes:
            self._deliver()
        for task in [task for task in self._tasks.values() if not task.held]:  # with pieces that nobody does any more
            self._end(task)
        self._threads.clear()
        self._queues.clear()
        self._latest.clear()

    def _put_latest(self, task: Task, lane: Lane) -> Task:
        self.give_up(task.key)
        self._latest[task.key] = task
        self._put(task, lane)
        return task

    def _put(self, task: Task, lane: Lane) -> None:
        if self._is_closed:
            return
        task.lane = lane
        if lane not in self._queues:
            self._queues[lane] = queue = SimpleQueue[Task | None]()
            thread = threading.Thread(target=self._work_off, args=(queue,), name=f"tasks-{lane}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self._tasks[id(task)] = task
        if lane is Lane.LOCAL:  # of the others nobody waits for an end, or something tells how far they are
            self.lingering.begin(id(task))
        if task.waits_for_rest:
            self._go_on(task)
        else:
            self._hand_on(task)

    def _hand_on(self, task: Task) -> None:
        task.held += 1
        self._queues[task.lane].put(task)

    def _work_off(self, queue: "SimpleQueue[Task | None]") -> None:
        while (task := queue.get()) is not None:
            number = id(task)
            self._landed.emit(_outcome_of(task))
            del task
            self._released.emit(number)

    def _on_landed(self, outcome: _Outcome) -> None:
        self._outcomes.append(outcome)
        in_a_turn(self, self._deliver)

    def _deliver(self) -> None:
        if not self._outcomes:  # close() was before this turn
            return
        outcome = self._outcomes.popleft()
        task = outcome.task
        if not outcome.is_over:
            self._go_on(task)
            return
        self._end(task)
        if outcome.fault is not None:
            self.broke.emit(outcome.fault)
        if outcome.hindrance is not None:
            self.hindered.emit(outcome.hindrance)
        if not task.is_awaited():
            return
        if outcome.fault is not None:
            if task.refused is not None:  # a form that waits must be usable again
                task.refused(ProgramFault())
        elif outcome.refusal is None:
            if task.done is not None:
                task.done(outcome.result)
        elif task.refused is not None:
            task.refused(outcome.refusal)
        else:
            self.refused_unheard.emit(outcome.refusal)

    def _go_on(self, task: Task) -> None:
        """Have the next piece done once the window has nothing else to do."""
        after_all_others(self, lambda: self._begin_piece(task))

    def _begin_piece(self, task: Task) -> None:
        if self._is_closed:
            return
        if task.is_awaited():
            self._hand_on(task)
        else:
            self._end(task)

    def _end(self, task: Task) -> None:
        task.rest = None
        self.lingering.end(id(task))
        self._let_go_of(task)
        if task.seconds and task.lane in (Lane.LOCAL, Lane.READING):  # of the others nobody waits for the computer
            self.slow.took(name_of(task.work), task.seconds, datetime.now(UTC))
        if self._latest.get(task.key) is task:
            del self._latest[task.key]

    def _on_released(self, number: int) -> None:
        task = self._tasks[number]
        task.held -= 1
        self._let_go_of(task)

    def _let_go_of(self, task: Task) -> None:
        if not task.held and task.rest is None:
            self._tasks.pop(id(task), None)


def _outcome_of(task: Task) -> _Outcome:
    if task.given_up:
        return _Outcome(task=task)
    begun = time.perf_counter()
    try:
        result = task.work() if task.rest is None else task.rest
        if isinstance(result, Generator):
            task.rest = result
            next(result)
            return _Outcome(task=task, is_over=False)
    except StopIteration as end:
        return _Outcome(task=task, result=end.value)
    except WorldFault as refusal:
        return _Outcome(task=task, refusal=refusal, hindrance=report_now())
    except ClinicError as refusal:
        return _Outcome(task=task, refusal=refusal)
    except Exception:  # noqa: BLE001 - a fault of the program, in one task, must not end the lane
        return _Outcome(task=task, fault=report_now())
    finally:
        task.seconds += time.perf_counter() - begun
    return _Outcome(task=task, result=result)


def _owner_of(callback: Callable[..., object] | None) -> QObject | None:
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, QObject) else None
