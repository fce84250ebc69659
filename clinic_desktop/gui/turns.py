"""Work that has a turn of the event loop to itself."""

from collections import deque
from collections.abc import Callable
from enum import IntEnum
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


def in_a_turn(owner: QObject, work: Callable[[], object]) -> None:
    """Call `work` in a turn to come, after the keys and clicks that have come by then; not once `owner` is gone.

    Each has a turn of its own, in the order in which they were asked for. A timer of no time alone would not do: what
    two of them do is one wait for whoever presses a key amid the first, because Qt's loop on GLib calls the timers of
    a round before it looks at what the desktop has sent.
    """
    _wait_for(owner, work, _Rank.OTHER)


def before_painting(owner: QObject, work: Callable[[], object]) -> None:
    """As in_a_turn(), before anything is painted: what is on the screen stays as it is until then."""
    _wait_for(owner, work, _Rank.BEFORE_PAINTING)


def beside_painting(owner: QObject, work: Callable[[], object]) -> None:
    """As in_a_turn(), when a window would be painted: before other work that waits."""
    _wait_for(owner, work, _Rank.PAINTING)


def after_all_others(owner: QObject, work: Callable[[], object]) -> None:
    """As in_a_turn(), when no other work waits."""
    _wait_for(owner, work, _Rank.LAST)


def are_over() -> bool:
    """Whether no work waits for its turn."""
    return not any(_waiting.values())


def paint_in_a_turn(widget: QWidget) -> None:
    """Have all that changes now in a widget painted in a turn to come, for which a key need not wait."""
    _paint_in(in_a_turn, widget)


def paint_after_all_others(widget: QWidget) -> None:
    """As paint_in_a_turn(), when no other work waits: of a widget that is not what a person looks at first."""
    _paint_in(after_all_others, widget)


def paint_now(widget: QWidget) -> None:
    """Have what changed in a widget painted before this returns, whatever its window waits for."""
    _painted_now.append(widget)
    try:
        widget.repaint()
    finally:
        _painted_now.pop()


def paint_in_turns(window: QWidget) -> None:
    """Have a window painted in turns of their own: what a key or a result changes is one wait, its picture another.

    Qt paints at the end of the round in which something changed, and looks at what the desktop sent after that. The
    picture goes before other work that waits, since it is what a person waits for. What the desktop itself asks to be
    painted, as when the window comes up, is painted at once.
    """
    if not any(isinstance(child, _Painting) for child in window.children()):
        _Painting(window)


def show_painted_once(window: QWidget) -> None:
    """Show a window that was not shown before: as the desktop lets it be seen, all of it is painted.

    Besides, Qt asks every part of it, as it is shown, to be painted in a turn to come: it would be painted twice, and
    what it is opened for comes after that.
    """
    window.show()
    QCoreApplication.removePostedEvents(None, QEvent.Type.UpdateLater.value)  # type: ignore[arg-type] # None is all


class _Painting(QObject):
    """Keeps the painting of its window for a turn to come."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._is_due = self._is_painting = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.UpdateRequest or self._is_painting or _painted_now:
            return False
        if not self._is_due:
            self._is_due = True
            _wait_for(self, self._paint, _Rank.PAINTING)
        return True

    def _paint(self) -> None:
        self._is_due = False
        self._is_painting = True
        try:
            QCoreApplication.sendEvent(self._window, QEvent(QEvent.Type.UpdateRequest))
        finally:
            self._is_painting = False


class _Rank(IntEnum):
    """What goes first."""

    BEFORE_PAINTING = 0
    PAINTING = 1
    OTHER = 2
    LAST = 3


def _paint_in(turn: Callable[[QObject, Callable[[], object]], None], widget: QWidget) -> None:
    # By itself: that what is around it waits too is no reason to be painted with that.
    if widget.isVisible() and widget not in _held_back:
        _held_back.add(widget)
        widget.setUpdatesEnabled(False)
        turn(widget, lambda: _let_go(widget))


def _let_go(widget: QWidget) -> None:
    _held_back.discard(widget)
    widget.setUpdatesEnabled(True)


def _wait_for(owner: QObject, work: Callable[[], object], rank: _Rank) -> None:
    is_first = are_over()
    _waiting[rank].append((owner, work))
    if is_first:
        _come()


def _come() -> None:
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, _take))


def _take() -> None:
    owner, work = next(waiting for waiting in _waiting.values() if waiting).popleft()
    if not are_over():
        _come()  # before the work, which may open a menu and wait for it
    if shiboken6.isValid(owner):
        work()


_waiting: dict[_Rank, deque[tuple[QObject, Callable[[], object]]]] = {rank: deque() for rank in _Rank}
_painted_now: list[QWidget] = []
_held_back: WeakSet[QWidget] = WeakSet()
