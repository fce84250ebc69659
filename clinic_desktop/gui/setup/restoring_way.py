"""The wizard's way to a clinic out of a backup: a look at what is in it, and making it the clinic of this PC."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desktop.gui.backups.backup_words import held_messages_words, phase_words
from clinic_desktop.gui.backups.long_work import LongWork
from clinic_desktop.gui.coming_in import looked_into, restored
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.tasks import Lane, TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.domain.backups import BackupPhase, Staged
    from clinic_desktop.gui.coming_in import Clock
    from clinic_desktop.services.opening import OpenClinic


class RestoringWay(QObject):
    """Does what the wizard asks for, away from the window's thread, for as long as the wizard is there.

    `let_go` says that the clinic behind the wizard, if there is an empty one, is being closed; `restored` brings the
    one that is there instead, and what is left to do in it.
    """

    let_go = Signal()
    restored = Signal(object, str)

    def __init__(
        self,
        wizard: FirstRun,
        runner: TaskRunner,
        folder: Path,
        standing: "Callable[[], OpenClinic | None]",
        clock: "Clock | None",
    ) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._runner = runner
        self._folder = folder
        self._standing = standing
        self._clock = clock
        self._work = LongWork(self)
        self._work.progressed.connect(self._on_progressed)
        wizard.look_requested.connect(self._on_look_requested)
        wizard.restore_requested.connect(self._on_restore_requested)
        wizard.stop_requested.connect(self._work.stop)

    def _on_look_requested(self, file: str, code: str) -> None:
        folder = self._folder
        self._runner.run(
            lambda: looked_into(folder, file, code),
            done=self._wizard.show_looked,
            refused=self._wizard.refuse,
            lane=Lane.BACKUPS,
            owner=self,
        )

    def _on_restore_requested(self, file: str, code: str) -> None:
        self._work.begin()
        folder, standing, clock, tell = self._folder, self._standing(), self._clock, self._work.tell
        self.let_go.emit()
        self._runner.run(
            lambda: restored(folder, standing, file, code, tell, clock),
            done=self._on_restored,
            refused=self._wizard.refuse,
            lane=Lane.BACKUPS,
            owner=self,
        )

    def _on_progressed(self, done: float, phase: "BackupPhase") -> None:
        self._wizard.show_progress(done, phase_words(phase))

    def _on_restored(self, came: "tuple[OpenClinic, Staged]") -> None:
        clinic, staged = came
        remarks = [held_messages_words()] if staged.sends_messages else []
        if staged.was_connected:
            remarks.append(
                self.tr(
                    "This PC works by itself now. An administrator connects it to the other PCs anew under “Sync and "
                    "stations”, and it gets what was done there since."
                )
            )
        self.restored.emit(clinic, " ".join(remarks))
