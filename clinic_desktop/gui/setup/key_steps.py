"""The steps of the key: its recovery code, kept on paper, and where the key lies every day."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_desktop.domain.backups import RecoveryCode
from clinic_desktop.domain.keys import PASSPHRASE_LEAST
from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.keys.code_card import CodeCard
from clinic_desktop.gui.keys.key_words import passphrase_fault
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.setup.key_place import KeyPlaceBox
from clinic_desktop.gui.setup.steps import Step
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.choice_card import ChoiceCard
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.password_field import PasswordField, password_rule


class CodeStep(Step):
    """The recovery code: shown once, printed or saved, and typed back."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Recovery code"),
            self.tr("Keep this code in a safe"),
            self.tr(
                "Everything the clinic keeps is encrypted on this computer. When the computer has lost the key, this "
                "code opens it; and with it every backup, on any computer. It is shown only now."
            ),
        )
        self.card = CodeCard()
        self.body.addWidget(self.card)
        self.fields = {"code": self.card.typed_field}
        self.card.entered.connect(self.enter_pressed)

    @property
    def typed(self) -> str:
        """The code, as it was typed back."""
        return self.card.typed.text()

    def show_code(self, code: RecoveryCode, clinic: str) -> None:
        """Show a code."""
        self.card.show_code(code, clinic)

    def check(self) -> bool:
        self.message.clear()
        return self.card.check()


class KeyStep(Step):
    """Where the key lies that the clinic's file is encrypted with; without a keyring, somebody decides."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Keep the key safe"),
            self.tr("The clinic is ready"),
            self.tr("Everything the clinic keeps is encrypted on this computer. Without its key nobody can read it."),
        )
        self._place = KeyPlaceBox()
        self.ask = ChoiceCard(
            self.tr("Ask for a passphrase at each start"),
            self.tr("Somebody types it before anybody can sign in. Who takes this computer away can read nothing."),
            Icon.KEYBOARD,
        )
        self.file = ChoiceCard(
            self.tr("Keep the key in a file"),
            self.tr(
                "Nothing is typed. Only your account can read the file; but who has this computer's disk can read "
                "every patient's record, unless the disk is encrypted."
            ),
            Icon.FILE_TEXT,
        )
        self._passphrase, self._again = PasswordField(), PasswordField()
        self._typed = QWidget()
        self.fields = {
            "passphrase": LabelledField(self.tr("Passphrase"), self._passphrase),
            "again": LabelledField(self.tr("Passphrase, once more"), self._again),
        }
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        for field, edit in zip(self.fields.values(), (self._passphrase, self._again), strict=True):
            column = QVBoxLayout()
            column.addWidget(field)
            column.addStretch(1)
            row.addLayout(column, 1)
            edit.returnPressed.connect(self.enter_pressed)
        rows = QVBoxLayout(self._typed)
        rows.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        rows.setSpacing(Space.XS)
        rows.addLayout(row)
        rows.addWidget(label(password_rule(PASSPHRASE_LEAST), Look.SECONDARY, wraps=True))
        for part in (self._place, self.ask, self._typed, self.file):
            self.body.addWidget(part)
        for card in (self.ask, self.file):
            card.entered.connect(self.enter_pressed)
            card.toggled.connect(lambda *_: self._show_choice())
        self._may_choose = False
        self._show_choice()

    @property
    def passphrase(self) -> str:
        """The passphrase that was chosen; empty if the key lies elsewhere."""
        return self._passphrase.text() if self._may_choose and self.ask.isChecked() else ""

    def show_place(self, *, in_keyring: bool, is_typed: bool, file: str) -> None:
        """Say plainly where the key lies, and what to mind; where there is no keyring and nothing is typed, ask."""
        self._may_choose = not in_keyring and not is_typed
        self._place.show_place(in_keyring=in_keyring, is_typed=is_typed, file=file, is_asked=self._may_choose)
        self._show_choice()

    def show_code(self, *, is_kept: bool) -> None:
        """Say what is lost with this computer while somebody has the recovery code, or while nobody has one."""
        self._place.show_code(is_kept=is_kept)

    def take_focus(self) -> None:
        if self._may_choose:
            (self.file if self.file.isChecked() else self.ask).setFocus()

    def faults(self) -> Mapping[str, str]:
        if not self._may_choose or self.file.isChecked():
            return {}
        typed, again = self._passphrase.text(), self._again.text()
        fault = passphrase_fault(typed, again)
        return {("again" if len(typed) >= PASSPHRASE_LEAST else "passphrase"): fault} if fault else {}

    def check(self) -> bool:
        if self._may_choose and not (self.ask.isChecked() or self.file.isChecked()):
            self.say(self.tr("Choose how this computer keeps the key."))
            self.ask.setFocus()
            return False
        return super().check()

    def _show_choice(self) -> None:
        for card in (self.ask, self.file):
            card.setVisible(self._may_choose)
        self._typed.setVisible(self._may_choose and self.ask.isChecked())
        if self._may_choose and self.ask.isChecked():
            self._passphrase.setFocus()
