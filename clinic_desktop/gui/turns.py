"""Work that has a turn of the event loop to itself."""

from collections import deque
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


def in_a_turn(owner: QObject, work: Callable[[], object]) -> None:
    """Call `work` in a turn to come, after the keys and clicks that have come by then; not once `owner` is gone.

    Each has a turn of its own, in the order in which they were asked for. A timer of no time alone would not do: what
    two of them do is one wait for whoever presses a key amid the first, because Qt's loop on GLib calls the timers of
    a round before it looks at what the desktop has sent.
    """
    _wait_for(owner, work)


def are_over() -> bool:
    """Whether no work waits for its turn."""
    return not _waiting


def paint_in_a_turn(widget: QWidget) -> None:
    """Have all that changes now in a widget painted in a turn to come, for which a key need not wait."""
    if widget.isVisible() and widget.updatesEnabled():
        widget.setUpdatesEnabled(False)
        in_a_turn(widget, lambda: widget.setUpdatesEnabled(True))


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
            _wait_for(self, self._paint, before_others=True)
        return True

    def _paint(self) -> None:
        self._is_due = False
        self._is_painting = True
        try:
            QCoreApplication.sendEvent(self._window, QEvent(QEvent.Type.UpdateRequest))
        finally:
            self._is_painting = False


def _wait_for(owner: QObject, work: Callable[[], object], *, before_others: bool = False) -> None:
    put = _waiting.appendleft if before_others else _waiting.append
    put((owner, work))
    if len(_waiting) == 1:
        _come()


def _come() -> None:
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, _take))


def _take() -> None:
    owner, work = _waiting.popleft()
    if _waiting:
        _come()  # before the work, which may open a menu and wait for it
    if shiboken6.isValid(owner):
        work()


_waiting: deque[tuple[QObject, Callable[[], object]]] = deque()
_painted_now: list[QWidget] = []
