"""The wizard's way to a clinic out of a backup: a look at what is in it, and making it the clinic of this PC."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from clinic_desktop.gui.backups.backup_words import held_messages_words, phase_words
from clinic_desktop.gui.backups.long_work import LongWork
from clinic_desktop.gui.coming_in import looked_into, restored
from clinic_desktop.gui.setup.first_run import FirstRun
from clinic_desktop.gui.setup.way import Ground, Way
from clinic_desktop.gui.tasks import Lane, TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.domain.backups import BackupPhase, Staged
    from clinic_desktop.services.opening import OpenClinic


class RestoringWay(Way):
    """Makes a backup the clinic of this PC.

    `let_go` says that the clinic behind the wizard, if there is an empty one, is being closed; `restored` brings the
    one that is there instead, and what is left to do in it.
    """

    let_go = Signal()
    restored = Signal(object, str)

    def __init__(self, wizard: FirstRun, runner: TaskRunner, ground: Ground) -> None:
        super().__init__(wizard, runner, ground)
        self._work = LongWork(self)
        self._work.progressed.connect(self._on_progressed)
        wizard.look_requested.connect(self._on_look_requested)
        wizard.restore_requested.connect(self._on_restore_requested)
        wizard.stop_requested.connect(self._work.stop)

    def _on_look_requested(self, file: str, code: str) -> None:
        folder = self._ground.folder
        self._do(lambda: looked_into(folder, file, code), done=self._wizard.show_looked, lane=Lane.BACKUPS)

    def _on_restore_requested(self, file: str, code: str) -> None:
        self._work.begin()
        ground, tell = self._ground, self._work.tell
        standing = ground.standing()
        self.let_go.emit()
        self._do(
            lambda: restored(ground.folder, standing, file, code, tell, ground.clock),
            done=self._on_restored,
            lane=Lane.BACKUPS,
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
