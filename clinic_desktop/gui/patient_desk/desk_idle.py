"""Counts the seconds that nobody has touched the patient's desk."""

import time
from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.gui.idle import TouchWatch


class DeskIdle(QObject):
    """While it counts, `seconds_left_changed` tells each second that is left, and `expired` comes when none is.

    Time is measured on a clock that only runs forward: setting the PC's clock keeps nobody signed in.
    """

    expired = Signal()
    seconds_left_changed = Signal(int)

    def __init__(
        self, seconds: int, parent: QObject | None = None, *, stopwatch: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._stopwatch = stopwatch
        self._last = stopwatch()
        self._told = -1
        self._touches = TouchWatch(self)
        self._touches.touched.connect(self.touch)
        self._second = QTimer(self)
        self._second.setInterval(_EVERY)
        self._second.timeout.connect(self.look)

    @property
    def seconds_left(self) -> int:
        """Whole seconds, begun ones counted."""
        return max(0, ceil(self._last + self._seconds - self._stopwatch()))

    def set_seconds(self, seconds: int) -> None:
        """Change the time that may pass."""
        self._seconds = seconds

    def start(self) -> None:
        """Begin to count, from now."""
        self._told = -1
        self._touches.start()
        self._second.start()
        self.touch()

    def stop(self) -> None:
        """Count no more."""
        self._touches.stop()
        self._second.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._stopwatch()
        self._tell()

    def look(self) -> None:
        """See how late it is."""
        self._tell()
        if self._second.isActive() and self.seconds_left == 0:
            self.stop()
            self.expired.emit()

    def _tell(self) -> None:
        left = self.seconds_left
        if left != self._told:
            self._told = left
            self.seconds_left_changed.emit(left)


_EVERY = 250
"""Milliseconds: often enough for each second to be told in time."""
