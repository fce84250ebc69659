"""The daily backup at work: on its own lane, behind everything else, as long as the program runs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.domain.backups import Backup
from clinic_desktop.gui.backups.long_work import LongWork
from clinic_desktop.gui.quiet_import import quiet_import
from clinic_desktop.gui.tasks import Lane, TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.domain.backups import Told
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.services.opening import OpenClinic

FIVE_MINUTES = 300_000


class BackupWorker(QObject):
    """Makes the day's backup, whoever is signed in and behind a lock too; `made` brings it.

    Why one failed is kept by the service, and told on the administrator's page.
    """

    made = Signal(object)

    def __init__(
        self,
        runner: TaskRunner,
        clinic_now: "Callable[[], OpenClinic | None]",
        parent: QObject | None = None,
        *,
        every: int = FIVE_MINUTES,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._clinic_now = clinic_now
        self._is_running = False
        self._work = LongWork(self)
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self._on_due)

    def start(self) -> None:
        """Begin, with the first look in a few minutes: the start of the program belongs to the person."""
        self._timer.start()

    def stop(self) -> None:
        """End at once; what is half made is thrown away."""
        self._work.stop()
        self._timer.stop()

    def _on_due(self) -> None:
        clinic = self._clinic_now()
        if clinic is None or self._is_running:
            return
        self._is_running = True
        tell = self._work.tell
        self._runner.run(
            lambda: _make_if_due(clinic, tell),
            done=self._on_done,
            refused=self._on_refused,
            lane=Lane.BACKUPS,
            owner=self,
        )

    def _on_done(self, made: Backup | None) -> None:
        self._is_running = False
        if made is not None:
            self.made.emit(made)

    def _on_refused(self, _: "ClinicError") -> None:
        self._is_running = False


def _make_if_due(clinic: "OpenClinic", tell: "Told") -> Backup | None:
    with quiet_import():
        from clinic_desktop.domain.backups import BackupReason
        from clinic_desktop.services.backup_keeping import BackupKeeper

    keeper = BackupKeeper(clinic.database)
    return keeper.make(BackupReason.DAILY, tell) if keeper.is_due() else None
