"""What an administrator does about the key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from clinic_desktop.domain.backups import RecoveryCode
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.keys import KeyChange, KeyPlace, KeyStanding
from clinic_desktop.gui.keys.key_dialogs import KeyDialog, NewCodeDialog, PassphraseDialog
from clinic_desktop.gui.keys.key_words import file_warning, way_words
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class KeyVerbs(QObject):
    """`changed` says that the ways are others now."""

    changed = Signal()

    def __init__(self, workplace: "Workplace", page: QWidget) -> None:
        super().__init__(page)
        self._workplace = workplace
        self._page = page

    def add(self, place: KeyPlace, standing: KeyStanding) -> None:
        """Have a way made, or made anew."""
        match place:
            case KeyPlace.KEYRING:
                self._do(lambda clinic: clinic.keys.use_keyring(), self.tr("The key is in this computer's keyring."))
            case KeyPlace.PASSPHRASE:
                self._ask_for_passphrase(standing)
            case KeyPlace.FILE:
                self._ask_for_file()
            case KeyPlace.RECOVERY_CODE:
                self._with_new_code(self._show_new_code)

    def drop(self, place: KeyPlace) -> None:
        """Ask, and take a way away."""
        words = way_words(place)
        question = self.tr(
            "{way}: the key opens by it no more. Whoever had it may know the key itself; if that is so, change the key "
            "too."
        ).format(way=words.name)
        self._ask(
            self.tr("Take this way away?"),
            f"{question} {words.loss}".strip(),
            self.tr("Take it away"),
            lambda clinic: clinic.keys.drop(place),
            words.dropped,
        )

    def change(self, standing: KeyStanding) -> None:
        """Ask for what another key is to be opened by, and have everybody signed out for it."""
        self._with_new_code(lambda code: self._ask_for_change(code, standing))

    def _show_new_code(self, code: RecoveryCode) -> None:
        dialog = NewCodeDialog(code, self._workplace.settings.name, parent=self._page.window())
        words = self.tr("The new recovery code opens the records, and every backup that is made from now on.")
        dialog.given.connect(
            lambda typed, _: self._run(dialog, lambda clinic: clinic.keys.use_code(code, typed), words)
        )
        open_soon(dialog, self._page.window())

    def _ask_for_change(self, code: RecoveryCode, standing: KeyStanding) -> None:
        dialog = NewCodeDialog(
            code,
            self._workplace.settings.name,
            is_change=True,
            asks_passphrase=standing.way(KeyPlace.PASSPHRASE) is not None,
            parent=self._page.window(),
        )

        def prepared(change: KeyChange) -> None:
            if isValid(dialog):
                dialog.accept()
            self._workplace.key_change_wanted.emit(change)

        def go(typed: str, passphrase: str) -> None:
            self._workplace.run(
                lambda clinic: clinic.keys.prepare_change(code, typed, passphrase),
                done=prepared,
                refused=lambda error: self._refuse(dialog, error),
                owner=self,
            )

        dialog.given.connect(go)
        open_soon(dialog, self._page.window())

    def _ask_for_passphrase(self, standing: KeyStanding) -> None:
        silent = [way_words(place).name for place in standing.silent]
        words = self.tr("For this the ways that open it without asking are taken away: {ways}.")
        words = words.format(ways=", ".join(silent))
        has_code = standing.way(KeyPlace.RECOVERY_CODE) is not None
        dialog = PassphraseDialog(others=words if silent else "", has_code=has_code, parent=self._page.window())
        done = self.tr("The passphrase opens the key from now on.")
        dialog.given.connect(
            lambda typed, only: self._run(dialog, lambda clinic: clinic.keys.use_passphrase(typed, only=only), done)
        )
        open_soon(dialog, self._page.window())

    def _ask_for_file(self) -> None:
        self._ask(
            self.tr("Keep the key in a file?"),
            file_warning(),
            self.tr("Keep it in a file"),
            lambda clinic: clinic.keys.use_file(),
            self.tr("The key is in a file that only your account can read."),
        )

    def _with_new_code(self, then: Callable[[RecoveryCode], object]) -> None:
        self._workplace.run(lambda clinic: clinic.keys.new_code(), done=then, owner=self)

    def _ask(self, heading: str, sentence: str, do: str, work: "Callable[[Clinic], object]", done: str) -> None:
        here = self._workplace
        dialog = AskDialog(heading, sentence, do, zone=here.zone, is_danger=True, parent=self._page.window())
        dialog.confirmed.connect(lambda: self._run(dialog, work, done))
        open_soon(dialog, self._page.window())

    def _do(self, work: "Callable[[Clinic], object]", words: str) -> None:
        self._workplace.run(work, done=lambda _: self._on_done(words), owner=self)

    def _run(self, dialog: QDialog, work: "Callable[[Clinic], object]", words: str) -> None:
        def done(_: object) -> None:
            if isValid(dialog):
                dialog.accept()
            self._on_done(words)

        self._workplace.run(work, done=done, refused=lambda error: self._refuse(dialog, error), owner=self)

    def _on_done(self, words: str) -> None:
        self._workplace.say(words)
        self.changed.emit()

    def _refuse(self, dialog: QDialog, error: ClinicError) -> None:
        if isValid(dialog) and isinstance(dialog, AskDialog | KeyDialog):
            dialog.refuse(error)
        else:
            self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)
