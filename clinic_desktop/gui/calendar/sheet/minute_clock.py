"""Tells that a minute has passed, on the minute, while somebody looks."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from clinic_desktop.gui.clock_moves import clock_moves

_MINUTE = 60_000


class MinuteClock(QObject):
    """Ticks when the clock it is given begins a new minute, or is set, between start() and stop()."""

    passed = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._on_timeout)
        clock_moves().moved.connect(self._on_clock_moved)

    @property
    def is_running(self) -> bool:
        """Whether it ticks."""
        return self._timer.isActive()

    def start(self) -> None:
        """Tick from the next full minute on."""
        now = self._clock()
        self._timer.start(_MINUTE - (now.second * 1000 + now.microsecond // 1000) % _MINUTE)

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    def _on_clock_moved(self, _: float) -> None:
        if self.is_running:
            self._on_timeout()

    def _on_timeout(self) -> None:
        self.start()
        self.passed.emit()
