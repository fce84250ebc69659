"""Lets a patient whom the desk knows sign in from home."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.signed_in import OneTimePassword
from clinic_desktop.gui.spoken_names import suggested_username
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class GiveSignInDialog(QDialog):
    """Asks for a user name and opens the account; `given` carries the OneTimePassword, which is shown nowhere else."""

    given = Signal(object)

    def __init__(self, workplace: "Workplace", parent: QWidget | None, patient: Patient) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._patient = patient
        self._is_busy = False
        self.setWindowTitle(self.tr("Give a sign-in"))
        self.username = QLineEdit(suggested_username(patient.full_name))
        self.username.setMaxLength(_LONGEST_NAME)
        self.username_field = LabelledField(self.tr("User name"), self.username, keeps_room=True)
        self.message = MessageLine()
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.give_button = QPushButton(self.tr("Give this sign-in"))
        set_look(self.give_button, Look.PRIMARY)
        sentence = self.tr(
            "With it they see, book and cancel their own appointments. Make sure that you know who is asking: "
            "whoever has it sees what is kept here about {name}."
        )
        layout = panel_of(self)
        layout.addWidget(ElidedLabel(self.tr("A sign-in for {name}").format(name=patient.full_name), Look.TITLE))
        layout.addWidget(label(sentence.format(name=patient.full_name), wraps=True))
        layout.addWidget(self.username_field)
        layout.addWidget(self.message)
        layout.addStretch(1)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.cancel_button, self.give_button))
        layout.addStrut(_WIDTH)
        self.give_button.setDefault(True)
        self.username.textEdited.connect(lambda *_: self.username_field.complain(""))
        self.cancel_button.clicked.connect(self.reject)
        self.give_button.clicked.connect(lambda *_: self._give())
        self.username.selectAll()
        self.username.setFocus()

    def _give(self) -> None:
        if self._is_busy:
            return
        # Not by disabling the button, which would send the keyboard's focus elsewhere.
        self._is_busy = True
        self.message.clear()
        patient_id, username = self._patient.id, self.username.text()
        self._workplace.run(
            lambda clinic: clinic.patients.give_account(patient_id, username),
            done=self._on_given,
            refused=self._on_refused,
            owner=self,
        )

    def _on_given(self, password: OneTimePassword) -> None:
        self.accept()
        self.given.emit(password)

    def _on_refused(self, error: ClinicError) -> None:
        self._is_busy = False
        if isinstance(error, InvalidInput) and error.field == "username":
            self.username_field.complain(error.sentence)
            self.username.setFocus()
        else:
            self.message.say(error.sentence)


_WIDTH = 412
_LONGEST_NAME = 64
