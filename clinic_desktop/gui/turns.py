"""Work that has a turn of the event loop to itself."""

from collections import deque
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget


def in_a_turn(owner: QObject, work: Callable[[], object]) -> None:
    """Call `work` in a turn to come, after the keys and clicks that have come by then; not once `owner` is gone.

    Each has a turn of its own, in the order in which they were asked for. A timer of no time alone would not do: what
    two of them do is one wait for whoever presses a key amid the first, because Qt's loop on GLib calls the timers of
    a round before it looks at what the desktop has sent.
    """
    _waiting.append((owner, work))
    if len(_waiting) == 1:
        _come()


def are_over() -> bool:
    """Whether no work waits for its turn."""
    return not _waiting


def paint_in_a_turn(widget: QWidget) -> None:
    """Have all that changes now in a widget painted in a turn to come, for which a key need not wait."""
    if widget.isVisible() and widget.updatesEnabled():
        widget.setUpdatesEnabled(False)
        in_a_turn(widget, lambda: widget.setUpdatesEnabled(True))


def _come() -> None:
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, _take))


def _take() -> None:
    owner, work = _waiting.popleft()
    if _waiting:
        _come()  # before the work, which may open a menu and wait for it
    if shiboken6.isValid(owner):
        work()


_waiting: deque[tuple[QObject, Callable[[], object]]] = deque()
