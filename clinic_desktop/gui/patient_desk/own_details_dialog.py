"""A patient looks after their own phone, address and contact person."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.requests import PatientContact
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients.reminder_choice import ReminderChoice
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, panel_of
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine


class OwnDetailsDialog(QDialog):
    """Shows how the clinic reaches the patient; the opener stores and calls refuse() or accept()."""

    change_requested = Signal(object)

    def __init__(self, patient: Patient, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("My details"))
        self._language = patient.language
        captions = {
            "mobile": self.tr("Mobile phone"),
            "phone": self.tr("Other phone"),
            "email": self.tr("E-mail"),
            "address": self.tr("Address"),
            "contact_name": self.tr("Contact person"),
            "contact_phone": self.tr("Their phone"),
            "contact_relation": self.tr("Who they are to you"),
        }
        self.fields: dict[str, QLineEdit] = {}
        self._labelled: dict[str, LabelledField] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.M)
        for number, (name, caption) in enumerate(captions.items()):
            self.fields[name] = edit = QLineEdit(getattr(patient, name))
            self._labelled[name] = LabelledField(caption, edit)
            grid.addWidget(self._labelled[name], number // 2, number % 2)
        self.reminders = ReminderChoice()
        self.reminders.choose(wants_reminders=patient.wants_reminders, channel=patient.reminder_channel)
        grid.addWidget(LabelledField(self.tr("Reminders"), self.reminders), len(captions) // 2, len(captions) % 2)
        self._message = MessageLine()
        self.store_button = QPushButton(self.tr("Store my details"))
        set_look(self.store_button, Look.PRIMARY)
        self.store_button.setDefault(True)
        self.store_button.clicked.connect(self._on_store)
        back = QPushButton(self.tr("Back"))
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        panel = panel_of(self)
        panel.addWidget(label(self.windowTitle(), Look.TITLE))
        panel.addWidget(label(self.tr("Name and birth date are changed at the desk."), Look.MUTED, wraps=True))
        panel.addLayout(grid)
        panel.addWidget(self._message)
        panel.addStretch(1)
        panel.addWidget(line())
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(back)
        foot.addWidget(self.store_button)
        panel.addLayout(foot)
        fit_on_screen(self, _WIDTH, _HEIGHT)

    def problem_of(self, name: str) -> str:
        """What is wrong with a field; empty while all is well."""
        return self._labelled[name].problem

    def refuse(self, error: ClinicError) -> None:
        """Say why nothing was stored, at the field it is about; what was typed stays."""
        self.store_button.setEnabled(True)
        field = self._labelled.get(error.field) if isinstance(error, InvalidInput) else None
        if field is None:
            self._message.say(error.sentence, MessageKind.ERROR)
        else:
            field.complain(error.sentence)
            field.setFocus()

    def _on_store(self) -> None:
        for field in self._labelled.values():
            field.complain("")
        self._message.clear()
        self.store_button.setEnabled(False)
        typed = {name: edit.text() for name, edit in self.fields.items()}
        self.change_requested.emit(
            PatientContact(
                mobile=typed["mobile"],
                phone=typed["phone"],
                email=typed["email"],
                address=typed["address"],
                contact_name=typed["contact_name"],
                contact_phone=typed["contact_phone"],
                contact_relation=typed["contact_relation"],
                language=self._language,
                wants_reminders=self.reminders.wants_reminders,
                reminder_channel=self.reminders.channel,
            )
        )


_WIDTH, _HEIGHT = 560, 460
