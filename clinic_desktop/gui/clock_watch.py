"""Notices that the computer's clock was set, or that the computer slept: what was planned by it is looked at anew."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal


class ClockWatch(QObject):
    """Compares the wall's time with one that nobody can set.

    `moved` tells by how many seconds the clock was set forward, or with a minus back; `woke` for how many the computer
    slept, where the system tells that apart.
    """

    moved = Signal(float)
    woke = Signal(float)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        wall: Callable[[], float] = time.time,
        awake: Callable[[], float] = time.monotonic,
        running: Callable[[], float] | None = None,
        every: int = 1_000,
    ) -> None:
        from clinic_desktop.services.stopwatch import since_switched_on

        super().__init__(parent)
        self._wall, self._awake, self._running = wall, awake, running or since_switched_on
        self._ahead, self._asleep = 0.0, 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Compare from now on."""
        self._ahead, self._asleep = self._measured()
        self._timer.start()

    def stop(self) -> None:
        """Compare no more."""
        self._timer.stop()

    def look(self) -> None:
        """See what the clock has done since the last look."""
        ahead, asleep = self._measured()
        set_by, slept = ahead - self._ahead, asleep - self._asleep
        self._ahead, self._asleep = ahead, asleep
        if slept >= _WORTH_WORDS:
            self.woke.emit(slept)
        if abs(set_by) >= _WORTH_WORDS:
            self.moved.emit(set_by)

    def _measured(self) -> tuple[float, float]:
        """How far the wall's time is ahead of the one that counts sleep, and this of the one that does not."""
        running = self._running()
        return self._wall() - running, running - self._awake()


_WORTH_WORDS = 60.0
"""In seconds: less is what time servers put right."""
