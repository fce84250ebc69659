"""Patients make an account of their own."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.people import PatientDetails
from clinic_desktop.domain.requests import PatientRegistration
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.date_field import DateField
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.password_field import PasswordField, password_fault, password_rule


class RegistrationDialog(QDialog):
    """Asks a patient who they are, how to reach them, and how they want to sign in.

    Answer `registration_requested` (a PatientRegistration) with refuse(), or with accept() when the account is there.
    """

    registration_requested = Signal(object)

    def __init__(self, *, today: date, least_letters: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least_letters
        self.setWindowTitle(self.tr("Make an account"))
        self._given, self._family = QLineEdit(), QLineEdit()
        self._born = DateField(today)
        self._mobile, self._email = QLineEdit(), QLineEdit()
        self._username = QLineEdit()
        self._password, self._again = PasswordField(), PasswordField()
        self._fields = {
            "given_name": LabelledField(self.tr("First name"), self._given),
            "family_name": LabelledField(self.tr("Family name"), self._family),
            "birth_date": LabelledField(self.tr("Date of birth"), self._born),
            "mobile": LabelledField(self.tr("Mobile phone"), self._mobile),
            "email": LabelledField(self.tr("E-mail"), self._email),
            "username": LabelledField(self.tr("User name"), self._username),
            "password": LabelledField(self.tr("Password"), self._password),
            "again": LabelledField(self.tr("Password, once more"), self._again),
        }
        self._message = MessageLine()
        self._register = QPushButton(self.tr("Make my account"))
        self._register.setDefault(True)
        set_look(self._register, Look.PRIMARY)
        self._lay_out()
        self._register.clicked.connect(self._on_register)

    def refuse(self, error: ClinicError) -> None:
        """Say why there is no account yet, at the field that it concerns; what was typed stays."""
        self._register.setEnabled(True)
        field = self._fields.get(error.field) if isinstance(error, InvalidInput) else None
        if field is None:
            self._message.say(error.sentence, MessageKind.ERROR)
        else:
            field.complain(error.sentence)
            field.control.setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.M)
        layout.addStrut(_WIDTH)
        layout.addWidget(label(self.windowTitle(), Look.TITLE))
        purpose = self.tr("For patients: see, book and cancel your appointments, and tell us when you have arrived.")
        layout.addWidget(label(purpose, Look.MUTED, wraps=True))
        for names in (("given_name", "family_name"), ("birth_date", "mobile"), ("email",), ("username",)):
            self._add_row(layout, names)
        self._add_row(layout, ("password", "again"))
        layout.addWidget(label(password_rule(self._least), Look.SECONDARY, wraps=True))
        layout.addWidget(self._message)
        layout.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons.addWidget(cancel)
        buttons.addWidget(self._register)
        layout.addLayout(buttons)

    def _add_row(self, layout: QVBoxLayout, names: tuple[str, ...]) -> None:
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        for name in names:
            column = QVBoxLayout()
            column.addWidget(self._fields[name])
            column.addStretch(1)
            row.addLayout(column, 1)
        layout.addLayout(row)

    def _faults(self) -> dict[str, str]:
        """What is missing or wrong, by field, in the order of the fields."""
        faults: dict[str, str] = {}
        for name, edit in (("given_name", self._given), ("family_name", self._family)):
            if not edit.text().strip():
                faults[name] = self.tr("Type your name.")
        if self._born.day is None:
            faults["birth_date"] = self.tr("Type your date of birth.")
        if not self._mobile.text().strip() and not self._email.text().strip():
            faults["mobile"] = self.tr("Give a phone number or e-mail.")
        if not self._username.text().strip():
            faults["username"] = self.tr("Choose a user name.")
        fault = password_fault(self._password.text(), self._again.text(), self._least)
        if fault:
            long_enough = len(self._password.text()) >= self._least
            faults["again" if long_enough else "password"] = fault
        return faults

    def _on_register(self) -> None:
        faults = self._faults()
        for name, field in self._fields.items():
            field.complain(faults.get(name, ""))
        self._message.clear()
        if faults:
            self._fields[next(iter(faults))].control.setFocus()
            return
        self._register.setEnabled(False)
        details = PatientDetails(
            given_name=self._given.text().strip(),
            family_name=self._family.text().strip(),
            birth_date=self._born.day,
            mobile=self._mobile.text().strip(),
            email=self._email.text().strip(),
        )
        request = PatientRegistration(
            details=details, username=self._username.text().strip(), password=self._password.text()
        )
        self.registration_requested.emit(request)


_WIDTH = 440
