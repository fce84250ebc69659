"""Notices that nobody has touched keyboard or mouse for a while."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow


class IdleWatch(QObject):
    """Counts the minutes since the last key press, click or move of the pointer in any of the program's windows.

    `expired` comes once when the time is over; `minutes_left_changed` tells the whole minutes before that. Events are
    watched at the windows of the platform, not at the application: there each widget's every event would pass Python.
    """

    expired = Signal()
    minutes_left_changed = Signal(int)

    def __init__(self, minutes: int, *, clock: Callable[[], float] = time.time, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._minutes = minutes
        self._clock = clock
        self._last = clock()
        self._told = minutes
        self._has_expired = False
        self._look_again = QTimer(self)
        self._look_again.setInterval(_EVERY)
        self._look_again.timeout.connect(self.look)
        QGuiApplication.instance().focusWindowChanged.connect(self._on_focus_window_changed)  # type: ignore[union-attr]

    @property
    def minutes_left(self) -> int:
        """Whole minutes, begun ones counted, until the time is over."""
        return max(0, -int(-(self._last + self._minutes * 60 - self._clock()) // 60))

    def set_minutes(self, minutes: int) -> None:
        """Change the time that may pass."""
        self._minutes = minutes
        self.look()

    def start(self) -> None:
        """Begin to count, from now."""
        self._watch(QGuiApplication.focusWindow())
        self._look_again.start()
        self.touch()

    def stop(self) -> None:
        """Count no more."""
        self._look_again.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._clock()
        self._has_expired = False
        self._tell()

    def look(self) -> None:
        """See how late it is. A clock that was set back counts as a touch, so that nobody is locked out of locking."""
        now = self._clock()
        if now < self._last:
            self._last = now
        self._tell()
        if not self._has_expired and now - self._last >= self._minutes * 60:
            self._has_expired = True
            self.expired.emit()

    def _tell(self) -> None:
        left = self.minutes_left
        if left != self._told:
            self._told = left
            self.minutes_left_changed.emit(left)

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        self._watch(window)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._look_again.isActive() and event.type() in _TOUCHES:
            self.touch()
        return False


_EVERY = 5_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
