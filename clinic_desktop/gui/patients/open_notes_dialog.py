"""Breaking the glass: why somebody needs to read the visit notes of a patient whom they never saw."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.disclosure import LEAST_REASON, NotesToRead
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class OpenNotesDialog(QDialog):
    """Asks for the reason and opens the notes; what was typed stays while the service refuses it.

    The news of the stored reason tell whoever shows the notes.
    """

    def __init__(self, workplace: "Workplace", parent: QWidget | None, *, patient_id: UUID, name: str) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._patient_id = patient_id
        self._is_busy = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Open visit notes"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST)
        self.reason.setPlaceholderText(self.tr("For instance: called about by the emergency room"))
        self.reason_field = LabelledField(self.tr("Reason"), self.reason, keeps_room=True)
        self.message = MessageLine()
        self._told = MessageLine(kind=MessageKind.WARNING)
        self.back_button = QPushButton(self.tr("Go back"))
        self.back_button.setAutoDefault(False)
        self.open_button = QPushButton(self.tr("Open the notes for 24 hours"))
        self._lay_out(shown_name(name))
        self.reason.textEdited.connect(lambda *_: self.reason_field.complain(""))
        self.back_button.clicked.connect(self.reject)
        self.open_button.clicked.connect(lambda *_: self._open())
        self.reason.setFocus()

    def _lay_out(self, name: str) -> None:
        set_look(self.open_button, Look.PRIMARY)
        self.open_button.setDefault(True)
        self._told.say(
            self.tr("Your name, the patient and this reason are written to the audit log, where they stay."),
            aloud=False,
        )
        layout = panel_of(self)
        layout.addWidget(ElidedLabel(self.tr("Open the visit notes of {name}").format(name=name), Look.TITLE))
        words = self.tr("This patient has not been with you. Say why you need to read what other doctors wrote.")
        layout.addWidget(label(words, wraps=True))
        layout.addWidget(self.reason_field)
        layout.addWidget(self._told)
        layout.addWidget(self.message)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.back_button, self.open_button))
        self.setMinimumWidth(_WIDTH)

    def _open(self) -> None:
        reason, patient_id = self.reason.text(), self._patient_id
        if self._is_busy:
            return
        if len(" ".join(reason.split())) < LEAST_REASON:
            words = self.tr("Say a little more: at least {count} characters.").format(count=LEAST_REASON)
            self.reason_field.complain(words)
            self.reason.setFocus()
            return
        self._is_busy = True
        self.message.clear()
        self._workplace.run(
            lambda clinic: clinic.disclosures.open(patient_id, reason),
            done=self._on_open,
            refused=self._on_refused,
            owner=self,
        )

    def _on_open(self, _: NotesToRead) -> None:
        self.accept()

    def _on_refused(self, error: ClinicError) -> None:
        self._is_busy = False
        if isinstance(error, InvalidInput) and error.field == "reason":
            self.reason_field.complain(error.sentence)
            self.reason.setFocus()
        else:
            self.message.say(error.sentence)


_WIDTH = 500
_LONGEST = 500
