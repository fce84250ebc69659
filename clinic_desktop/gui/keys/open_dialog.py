"""Opening the clinic's records at the start, where their key does not open by itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.keys import KeyPlace, KeyWanted, TypedKey
from clinic_desktop.gui import theme
from clinic_desktop.gui.keys.key_dialogs import KeyDialog
from clinic_desktop.gui.measures import TextSize, Weight
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.password_field import PasswordField


class OpenDialog(KeyDialog):
    """Asks for the start passphrase, or for the recovery code where that is forgotten or the keyring is lost.

    `given` brings a TypedKey; the opener calls refuse() or accept(). A wrong one changes nothing.
    """

    given = Signal(object)

    def __init__(self, wanted: KeyWanted, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Open the clinic's records"), self.tr("Open"), parent)
        self._wanted = wanted
        self.why = label(wanted.sentence, wraps=True)
        self.passphrase, self.code = PasswordField(), QLineEdit()
        self.code.setPlaceholderText(self.tr("seven groups of four letters and figures"))
        self.code.setMaxLength(_LONGEST)
        self.code.setFont(theme.font(TextSize.SUBTITLE, Weight.SEMIBOLD))
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData)
        self._fields = {
            "passphrase": LabelledField(self.tr("Start passphrase"), self.passphrase),
            "code": LabelledField(self.tr("Recovery code, from the clinic's safe"), self.code),
        }
        self.other_button = QPushButton()
        self.other_button.setAutoDefault(False)
        set_look(self.other_button, Look.LINK)
        self.into_keyring = QCheckBox(self.tr("Keep the key in this computer's keyring again"))
        self.body.addWidget(self.why)
        for field in self._fields.values():
            self.body.addWidget(field)
        self.body.addWidget(self.into_keyring)
        self.body.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addStretch(1)
        self.back_button.setText(self.tr("Close"))
        self.other_button.clicked.connect(lambda *_: self._show(self._other))
        for field, edit in zip(self._fields.values(), (self.passphrase, self.code), strict=True):
            edit.textEdited.connect(lambda *_, field=field: field.complain(""))
        fit_on_screen(self, _WIDTH, _HEIGHT)
        self._show(wanted.ways[0])

    @property
    def place(self) -> KeyPlace:
        """What is asked for just now."""
        return self._place

    def fields(self) -> dict[str, LabelledField]:
        return self._fields

    def check(self) -> bool:
        name, edit, sentence = (
            ("code", self.code, self.tr("Type the recovery code."))
            if self._place is KeyPlace.RECOVERY_CODE
            else ("passphrase", self.passphrase, self.tr("Type the passphrase."))
        )
        is_missing = not edit.text().strip()
        self._fields[name].complain(sentence if is_missing else "")
        if is_missing:
            edit.setFocus()
        return not is_missing

    def give(self) -> None:
        is_code = self._place is KeyPlace.RECOVERY_CODE
        text = self.code.text() if is_code else self.passphrase.text()
        self.given.emit(TypedKey(place=self._place, text=text, into_keyring=is_code and self.into_keyring.isChecked()))

    @property
    def _other(self) -> KeyPlace:
        return KeyPlace.PASSPHRASE if self._place is KeyPlace.RECOVERY_CODE else KeyPlace.RECOVERY_CODE

    def _show(self, place: KeyPlace) -> None:
        """Ask for the one or for the other."""
        self._place = place
        is_code = place is KeyPlace.RECOVERY_CODE
        self._fields["code"].setVisible(is_code)
        self._fields["passphrase"].setVisible(not is_code)
        self.into_keyring.setVisible(is_code and self._wanted.was_in_keyring)
        self.into_keyring.setChecked(self._wanted.was_in_keyring)
        words = self.tr("Use the start passphrase") if is_code else self.tr("Use the recovery code instead")
        self.other_button.setText(words)
        self.other_button.setVisible(len(self._wanted.ways) > 1)
        (self.code if is_code else self.passphrase).setFocus()


_WIDTH, _HEIGHT = 480, 300
_LONGEST = 60
