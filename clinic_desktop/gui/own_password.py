"""Whoever comes in with a one-time password chooses their own first."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.gui.coming_in import changed_password
from clinic_desktop.gui.password_dialog import PasswordChange, PasswordDialog
from clinic_desktop.gui.tasks import TaskRunner

if TYPE_CHECKING:
    from clinic_desktop.gui.coming_in import Prepare
    from clinic_desktop.services.clinic import Clinic


class OwnPassword(QObject):
    """`chosen` brings who came in, with the clinic's settings; `given_up` when they leave instead."""

    chosen = Signal(object)
    given_up = Signal()

    def __init__(self, runner: TaskRunner, clinic: "Clinic", prepare: "Prepare", window: QWidget) -> None:
        super().__init__(window)
        self._runner = runner
        self._clinic = clinic
        self._prepare = prepare
        self._window = window

    def ask(self, password: str, *, least_letters: int) -> None:
        """Show the dialog; `password` is the one that was typed a moment ago."""
        dialog = PasswordDialog(least_letters=least_letters, forced=True, parent=self._window)
        dialog.set_old(password)
        clinic, prepare = self._clinic, self._prepare

        def changed(entered: object) -> None:
            dialog.accept()
            self.chosen.emit(entered)

        def change(request: PasswordChange) -> None:
            self._runner.run(
                lambda: changed_password(clinic, request.old, request.new, prepare),
                done=changed,
                refused=lambda error: dialog.refuse(error.sentence),
                owner=dialog,
            )

        def given_up() -> None:
            self._runner.run(clinic.account.sign_out)
            self.given_up.emit()

        dialog.change_requested.connect(change)
        dialog.rejected.connect(given_up)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
