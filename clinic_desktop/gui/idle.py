"""Notices that nobody has touched keyboard or mouse for a while."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow


class TouchWatch(QObject):
    """Tells of key presses, clicks and moves of the pointer in any of the program's windows while it is started.

    Events are watched at the windows of the platform, not at the application: there each widget's every event would
    pass Python.
    """

    touched = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_watching = False
        QGuiApplication.instance().focusWindowChanged.connect(self._watch)  # type: ignore[union-attr]

    def start(self) -> None:
        """Watch from now on."""
        self._is_watching = True
        self._watch(QGuiApplication.focusWindow())

    def stop(self) -> None:
        """Watch no more."""
        self._is_watching = False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_watching and event.type() in _TOUCHES:
            self.touched.emit()
        return False


class IdleWatch(QObject):
    """Counts the minutes since somebody last touched any of the program's windows.

    `expired` comes once when the time is over; `minutes_left_changed` tells the whole minutes before that.
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
        self._touches = TouchWatch(self)
        self._touches.touched.connect(self.touch)

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
        self._touches.start()
        self._look_again.start()
        self.touch()

    def stop(self) -> None:
        """Count no more."""
        self._touches.stop()
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
