"""Faults that come many times a second: each is told once, and afterwards how often it came."""

from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_desktop.gui.reports import FaultReport


class Floods:
    """Which faults have come a moment ago, and how often; asked from every thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._coming: dict[str, _Coming] = {}

    def begins_with(self, report: "FaultReport") -> bool:
        """Take in a fault; whether it is the first of its kind, or else one more of a flood."""
        with self._lock:
            coming = self._coming.get(report.text)
            if coming is None:
                self._coming[report.text] = _Coming(report)
                return True
            coming.times += 1
            coming.last = monotonic()
            return False

    def end(self, *, quiet_seconds: float = 0.0) -> "list[tuple[FaultReport, int]]":
        """Forget those that have not come for so long; of what came more than once, how often it came."""
        until = monotonic() - quiet_seconds
        with self._lock:
            over = [coming for coming in self._coming.values() if coming.last <= until]
            for coming in over:
                del self._coming[coming.report.text]
        return [(coming.report, coming.times) for coming in over if coming.times > 1]

    @property
    def is_any(self) -> bool:
        """Whether any may go on."""
        return bool(self._coming)


class _Coming:
    def __init__(self, report: "FaultReport") -> None:
        self.report = report
        self.times = 1
        self.last = monotonic()
