"""The step of whoever makes an administrator for saved records: what shows that they may."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from clinic_desktop.domain.keys import KeyPlace
from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import TextSize, Weight
from clinic_desktop.gui.setup.steps import Step
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.password_field import PasswordField


class ProofStep(Step):
    """Asks for the recovery code, or for the start passphrase where there is no code."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Proof"),
            self.tr("Are these your records?"),
            self.tr(
                "An administrator sees every record. So that nobody becomes one who only stands at this PC, type what "
                "belongs to the clinic and not to a person."
            ),
        )
        self._code, self._passphrase = QLineEdit(), PasswordField()
        self._code.setPlaceholderText(self.tr("seven groups of four letters and figures"))
        self._code.setMaxLength(_LONGEST)
        self._code.setFont(theme.font(TextSize.SUBTITLE, Weight.SEMIBOLD))
        self._code.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhSensitiveData)
        self._all = {
            "code": LabelledField(self.tr("Recovery code, from the clinic's safe"), self._code),
            "passphrase": LabelledField(self.tr("Start passphrase"), self._passphrase),
        }
        for field, edit in zip(self._all.values(), (self._code, self._passphrase), strict=True):
            self.body.addWidget(field)
            edit.returnPressed.connect(self.enter_pressed)
            edit.textEdited.connect(lambda *_, field=field: field.complain(""))
        self.ask_for(KeyPlace.RECOVERY_CODE)

    def ask_for(self, proof: KeyPlace) -> None:
        """Ask for the one or for the other."""
        name = "code" if proof is KeyPlace.RECOVERY_CODE else "passphrase"
        for each, field in self._all.items():
            field.setVisible(each == name)
        self.fields = {name: self._all[name]}

    @property
    def proof(self) -> str:
        """What was typed."""
        return self._code.text() if "code" in self.fields else self._passphrase.text()

    def faults(self) -> Mapping[str, str]:
        if self.proof.strip():
            return {}
        if "code" in self.fields:
            return {"code": self.tr("Type the recovery code.")}
        return {"passphrase": self.tr("Type the passphrase.")}


_LONGEST = 60
