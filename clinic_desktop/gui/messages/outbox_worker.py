"""The outbox at work: once a minute, on the network's lane, as long as the program runs."""

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.gui.quiet_import import quiet_import
from clinic_desktop.gui.tasks import Lane, TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.exchange.messages.sending import Run
    from clinic_desktop.services.opening import OpenClinic

A_MINUTE = 60_000


class OutboxWorker(QObject):
    """Plans and sends what is due, whoever is signed in and behind a lock too; `ran` tells what a run did.

    A run that has not come back is not begun a second time, so that a stalled server holds up nothing but itself.
    """

    ran = Signal(object)

    def __init__(
        self,
        runner: TaskRunner,
        clinic_now: "Callable[[], OpenClinic | None]",
        parent: QObject | None = None,
        *,
        every: int = A_MINUTE,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._clinic_now = clinic_now
        self._is_running = False
        self._ended = Event()
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self._on_due)

    def start(self) -> None:
        """Begin, with the first run in a minute: the start of the program belongs to the person."""
        self._timer.start()

    def stop(self) -> None:
        """End after the message under way."""
        self._ended.set()
        self._timer.stop()

    def _on_due(self) -> None:
        clinic = self._clinic_now()
        if clinic is None or self._is_running:
            return
        self._is_running = True
        ended = self._ended
        self._runner.run(
            lambda: _run(clinic, lambda: not ended.is_set()),
            done=self._on_ran,
            refused=self._on_refused,
            lane=Lane.NETWORK,
            owner=self,
        )

    def _on_ran(self, run: "Run") -> None:
        self._is_running = False
        self.ran.emit(run)

    def _on_refused(self, _: "ClinicError") -> None:
        self._is_running = False  # a locked database, say: the next minute is another try


def _run(clinic: "OpenClinic", is_wanted: Callable[[], bool]) -> "Run":
    with quiet_import():
        from clinic_desktop.exchange.messages.sending import run_outbox
        from clinic_desktop.services.outbox import Outbox

    return run_outbox(Outbox(clinic.database), is_wanted=is_wanted)
