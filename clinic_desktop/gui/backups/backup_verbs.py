"""What an administrator does about backups; long work runs behind everything else and can be stopped."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from clinic_desktop.domain.backups import Backup, RecoveryCode, Staged, Stopped
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.gui.backups.backup_words import when_words
from clinic_desktop.gui.backups.code_dialog import CodeDialog
from clinic_desktop.gui.backups.long_work import LongWork
from clinic_desktop.gui.backups.restore_dialog import RestoreDialog
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from clinic_desktop.domain.backups import Told
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class BackupVerbs(QObject):
    """`changed` says that there is news, `working` that a backup is being made or checked, or no more."""

    changed = Signal()
    working = Signal(bool)

    def __init__(self, workplace: "Workplace", parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._page = parent
        self.work = LongWork(self)

    def switch_on(self, folder: str, *, is_new_one: bool = False) -> None:
        """Show a new code, and use it once it was typed back."""
        self._workplace.run(
            lambda clinic: clinic.backups.new_code(),
            done=lambda code: self._ask_back(code, folder, is_new_one=is_new_one),
            owner=self,
        )

    def _ask_back(self, code: RecoveryCode, folder: str, *, is_new_one: bool) -> None:
        dialog = CodeDialog(code, folder, is_new_one=is_new_one, parent=self._page.window())

        def done(_: object) -> None:
            if isValid(dialog):
                dialog.accept()
            words = self.tr("Later backups have the new code.") if is_new_one else self.tr("Backups are switched on.")
            self._workplace.say(words)
            self.changed.emit()
            if not is_new_one:
                self.make()

        def go(typed: str, place: str) -> None:
            self._workplace.run(
                lambda clinic: clinic.backups.switch_on(code, typed, place),
                done=done,
                refused=lambda error: self._refuse(dialog, error),
                owner=self,
            )

        dialog.given.connect(go)
        open_soon(dialog, self._page.window())

    def switch_on_again(self) -> None:
        """Go on with the code that there was."""
        self._do(lambda clinic: clinic.backups.switch_on_again(), self.tr("Backups are switched on."))

    def switch_off(self) -> None:
        """Make no more backups; taken back by the notice."""
        words = self.tr("Backups are switched off. Those that were made stay.")
        self._do(lambda clinic: clinic.backups.switch_off(), words, undo=self.switch_on_again)

    def change_folder(self, was: str) -> None:
        """Ask for another folder."""
        dialog = QFileDialog(self._page.window(), self.tr("Folder for the backups"), was)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(partial(self.use_folder, was=was))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def use_folder(self, folder: str, *, was: str) -> None:
        """Let later backups go to a folder; taken back by the notice."""
        words = self.tr("Backups go to {folder} from now on.").format(folder=folder)
        self._do(
            lambda clinic: clinic.backups.change_folder(folder),
            words,
            undo=lambda: self.use_folder(was, was=folder),
        )

    def make(self) -> None:
        """Make a backup now."""
        self._long(lambda clinic, tell: clinic.backups.make(tell), self.tr("The backup is made, and was found whole."))

    def check(self, backup: Backup) -> None:
        """Put a backup back on trial once more."""
        words = self.tr("This backup is whole.")
        self._long(lambda clinic, tell: clinic.backups.check(backup.file, tell), words)

    def remove(self, backup: Backup) -> None:
        """Ask, and take a backup away."""
        here = self._workplace
        when = when_words(backup.made_at, here.zone, here.today())
        dialog = AskDialog(
            self.tr("Remove this backup?"),
            self.tr("The backup of {when} is taken away for good. The others stay.").format(when=when),
            self.tr("Remove it"),
            zone=here.zone,
            is_danger=True,
            parent=self._page.window(),
        )

        def removed(_: object) -> None:
            if isValid(dialog):
                dialog.accept()
            here.say(self.tr("The backup of {when} was removed.").format(when=when))
            self.changed.emit()

        dialog.confirmed.connect(
            lambda: here.run(
                lambda clinic: clinic.backups.remove(backup.file),
                done=removed,
                refused=lambda error: self._refuse(dialog, error),
                owner=self,
            )
        )
        open_soon(dialog, self._page.window())

    def restore(self, file: str = "") -> None:
        """Look into a backup, and restore it step by step."""
        here = self._workplace
        dialog = RestoreDialog(here.zone, file, self._page.window())
        work = LongWork(dialog)
        work.progressed.connect(dialog.show_progress)
        dialog.stop_wanted.connect(work.stop)
        refused = partial(self._refuse, dialog)

        def look(chosen: str, code: str) -> None:
            here.run(
                lambda clinic: clinic.backups.look(chosen, code),
                done=lambda looked: dialog.show_looked(looked) if isValid(dialog) else None,
                refused=refused,
                lane=Lane.BACKUPS,
                owner=self,
            )

        def stage(chosen: str, code: str) -> None:
            work.begin()
            tell = work.tell
            here.run(
                lambda clinic: clinic.backups.stage(chosen, code, tell),
                done=lambda staged: dialog.show_staged(staged) if isValid(dialog) else self._throw_away(staged),
                refused=refused,
                lane=Lane.BACKUPS,
                owner=self,
            )

        dialog.look_wanted.connect(look)
        dialog.stage_wanted.connect(stage)
        dialog.left.connect(self._throw_away)
        dialog.place_wanted.connect(here.restore_wanted)
        open_soon(dialog, self._page.window())

    def _throw_away(self, staged: Staged | None) -> None:
        if staged is not None:
            self._workplace.run(lambda clinic: clinic.backups.throw_away(staged), lane=Lane.BACKUPS, owner=self)

    def _do(self, work: "Callable[[Clinic], object]", words: str, *, undo: Callable[[], object] | None = None) -> None:
        def done(_: object) -> None:
            self._workplace.say(words, undo=undo)
            self.changed.emit()

        self._workplace.run(work, done=done, owner=self)

    def _long(self, work: "Callable[[Clinic, Told], object]", words: str) -> None:
        self.work.begin()
        self.working.emit(True)
        tell = self.work.tell

        def over() -> None:
            self.working.emit(False)
            self.changed.emit()

        def done(_: object) -> None:
            self._workplace.say(words)
            over()

        def refused(error: ClinicError) -> None:
            kind = NoticeKind.DONE if isinstance(error, Stopped) else NoticeKind.PROBLEM
            self._workplace.say(error.sentence, kind=kind)
            over()

        self._workplace.run(
            lambda clinic: work(clinic, tell), done=done, refused=refused, lane=Lane.BACKUPS, owner=self
        )

    def _refuse(self, dialog: QDialog, error: ClinicError) -> None:
        if isValid(dialog) and isinstance(dialog, CodeDialog | RestoreDialog | AskDialog):
            dialog.refuse(error)
        else:
            self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)
