"""The dialogs of the key: a new recovery code, another key, and a start passphrase."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.backups import RecoveryCode
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.keys import PASSPHRASE_LEAST
from clinic_desktop.gui.keys.code_card import CodeCard
from clinic_desktop.gui.keys.key_words import passphrase_fault
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.turns import in_a_turn
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, foot_of, panel_of, scrolling
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.password_field import PasswordField, password_rule


class KeyDialog(QDialog):
    """What these dialogs share: a heading, a body, one button that does it; the opener calls refuse() or accept()."""

    def __init__(self, heading: str, do: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.message = MessageLine(kind=MessageKind.ERROR)
        self.back_button = QPushButton(self.tr("Go back"))
        self.back_button.setAutoDefault(False)
        self.do_button = QPushButton(do)
        set_look(self.do_button, Look.PRIMARY)
        self.do_button.setDefault(True)
        layout = panel_of(self)
        layout.addWidget(label(heading, Look.TITLE))
        area, floor = scrolling(self)
        self.body = QVBoxLayout(floor)
        self.body.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self.body.setSpacing(Space.M)
        layout.addWidget(area, 1)
        layout.addWidget(self.message)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.back_button, self.do_button))
        self.back_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(lambda *_: self._on_do())

    def refuse(self, error: ClinicError) -> None:
        """Say why it came to nothing; what was typed stays."""
        self.do_button.setEnabled(True)
        field = self.fields().get(error.field) if isinstance(error, InvalidInput) else None
        if field is None:
            self.message.say(error.sentence, MessageKind.ERROR)
            return
        field.complain(error.sentence)
        field.control.setFocus()

    def fields(self) -> dict[str, LabelledField]:
        """The fields at which a refusal can be shown."""
        return {}

    def check(self) -> bool:
        """Whether what was typed can be used; complains otherwise."""
        return True

    def give(self) -> None:
        """Tell the opener what was typed, which is each dialog's own."""

    def _on_do(self) -> None:
        self.message.clear()
        if self.do_button.isEnabled() and self.check():
            self.do_button.setEnabled(False)
            self.give()


class NewCodeDialog(KeyDialog):
    """Shows a new recovery code; with `is_change` the records get another key with it.

    `given` brings the code as it was typed back, and the start passphrase, which `asks_passphrase` has typed.
    """

    given = Signal(str, str)

    def __init__(
        self,
        code: RecoveryCode,
        clinic: str,
        *,
        is_change: bool = False,
        asks_passphrase: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        heading = self.tr("Change the key") if is_change else self.tr("New recovery code")
        do = self.tr("Change the key and sign everybody out") if is_change else self.tr("Use this code")
        super().__init__(heading, do, parent)
        self.code = CodeCard()
        self.code.show_code(code, clinic)
        self.passphrase = PasswordField()
        self.passphrase_field = LabelledField(self.tr("Start passphrase, which stays"), self.passphrase)
        self.passphrase_field.setVisible(asks_passphrase)
        self._asks_passphrase = asks_passphrase
        if is_change:
            self.body.addWidget(label(self._about_change(), wraps=True))
        self.body.addWidget(
            label(self.tr("This is the recovery code. Keep it now: it is not shown again."), Look.STRONG, wraps=True)
        )
        self.body.addWidget(self.code)
        self.body.addWidget(self.passphrase_field)
        words = self.tr("No earlier code opens the records from then on. Backups made until now keep theirs.")
        self.body.addWidget(label(words, Look.MUTED, wraps=True))
        self.body.addStretch(1)
        self.passphrase.textEdited.connect(lambda *_: self.passphrase_field.complain(""))
        fit_on_screen(self, _WIDTH, _HEIGHT_OF_CHANGE if is_change else _HEIGHT_OF_CODE)
        self.code.code.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        in_a_turn(self, self._type_if_both_are_seen)

    def _type_if_both_are_seen(self) -> None:
        """Where the screen is too low for the code and the field below it, the code comes first."""
        if not self.code.typed.visibleRegion().isEmpty():
            self.code.typed.setFocus()

    def fields(self) -> dict[str, LabelledField]:
        return {"code": self.code.typed_field, "passphrase": self.passphrase_field}

    def check(self) -> bool:
        if not self.code.check():
            return False
        if self._asks_passphrase and not self.passphrase.text():
            self.passphrase_field.complain(self.tr("Type the passphrase that opens the clinic now."))
            self.passphrase.setFocus()
            return False
        return True

    def give(self) -> None:
        self.given.emit(self.code.typed.text(), self.passphrase.text())

    def _about_change(self) -> str:
        return self.tr(
            "Do this when somebody may know the key who should not: all records are written anew under another one, "
            "which takes about a minute for each gigabyte. Meanwhile nobody works at this computer."
        )


class PassphraseDialog(KeyDialog):
    """Asks twice for a start passphrase; `given` brings it, and whether nothing else is to open the key by itself."""

    given = Signal(str, bool)

    def __init__(self, *, others: str = "", has_code: bool, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Start passphrase"), self.tr("Use this passphrase"), parent)
        self.passphrase, self.again = PasswordField(), PasswordField()
        self.only = QCheckBox(self.tr("Ask for it at every start"))
        self.only.setChecked(True)
        self.only.setVisible(bool(others))
        self._fields = {
            "passphrase": LabelledField(self.tr("Passphrase"), self.passphrase),
            "again": LabelledField(self.tr("Passphrase, once more"), self.again),
        }
        words = self.tr("Whoever starts the program types it, before anybody can sign in. It is kept nowhere.")
        self.body.addWidget(label(words, wraps=True))
        for field in self._fields.values():
            self.body.addWidget(field)
        self.body.addWidget(label(password_rule(PASSPHRASE_LEAST), Look.SECONDARY, wraps=True))
        if others:
            self.body.addWidget(self.only)
            self.body.addWidget(label(others, Look.MUTED, wraps=True))
        if not has_code:
            warning = MessageLine(kind=MessageKind.WARNING)
            self.body.addWidget(warning)
            warning.say(self.tr("There is no recovery code: a forgotten passphrase would lose every record."))
        self.body.addStretch(1)
        for field, edit in zip(self._fields.values(), (self.passphrase, self.again), strict=True):
            edit.textEdited.connect(lambda *_, field=field: field.complain(""))
        fit_on_screen(self, _WIDTH, _HEIGHT_OF_PASSPHRASE + (0 if has_code else _HEIGHT_OF_WARNING))
        self.passphrase.setFocus()

    def fields(self) -> dict[str, LabelledField]:
        return self._fields

    def check(self) -> bool:
        typed, again = self.passphrase.text(), self.again.text()
        fault = passphrase_fault(typed, again)
        name = "again" if fault and len(typed) >= PASSPHRASE_LEAST else "passphrase"
        for each, field in self._fields.items():
            field.complain(fault if each == name else "")
        if fault:
            self._fields[name].control.setFocus()
        return not fault

    def give(self) -> None:
        self.given.emit(self.passphrase.text(), self.only.isChecked() and not self.only.isHidden())


_WIDTH = 560
_HEIGHT_OF_CODE = 460
_HEIGHT_OF_CHANGE = 580
_HEIGHT_OF_PASSPHRASE = 440
_HEIGHT_OF_WARNING = 72
