"""Everything kept about a patient, as fields that say at once what is wrong with them."""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.people import Patient, PatientDetails, Sex
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients.reminder_choice import ReminderChoice
from clinic_desktop.gui.typed_dates import birth_date_from
from clinic_desktop.gui.widgets.date_field import DateField
from clinic_desktop.gui.widgets.labelled_field import LabelledField

OLDEST_BIRTH_DATE = date(1900, 1, 1)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]{2,}")
_PHONE = re.compile(r"\+?[\d\s()/.\-–]+(?:\s*(?:ext|x)\.?\s*\d+)?")
_FEWEST_DIGITS = 3


class RegisterForm(QWidget):
    """The fields of a patient; `edited` tells of every change.

    A name is anything a person may be called. What is typed is never thrown away, and only the service decides what
    cannot be kept.
    """

    edited = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._kept = PatientDetails(given_name="", family_name="", birth_date=None)
        self.given_name, self.family_name = QLineEdit(), QLineEdit()
        self.birth_date = DateField(today)
        self.sex = QComboBox()
        for sex, words in (
            (Sex.UNKNOWN, self.tr("Not known")),
            (Sex.FEMALE, self.tr("Female")),
            (Sex.MALE, self.tr("Male")),
            (Sex.OTHER, self.tr("Other")),
        ):
            self.sex.addItem(words, sex)
        self.mobile, self.phone, self.email, self.language = (QLineEdit() for _ in range(4))
        self.address = QLineEdit()
        self.reminders = ReminderChoice()
        self.contact_name, self.contact_phone, self.contact_relation = (QLineEdit() for _ in range(3))
        self.contact_relation.setPlaceholderText(self.tr("mother, guardian…"))
        self.alerts, self.notes = _lines(), _lines()
        self.alerts.setPlaceholderText(self.tr("One a line: Penicillin allergy, uses a wheelchair…"))
        self._fields = self._make_fields()
        self._lay_out()
        for control in self._fields.values():
            self._listen(control.control)

    def _make_fields(self) -> dict[str, LabelledField]:
        return {
            "given_name": LabelledField(self.tr("Given name"), self.given_name),
            "family_name": LabelledField(self.tr("Family name"), self.family_name),
            "birth_date": LabelledField(self.tr("Date of birth"), self.birth_date),
            "sex": LabelledField(self.tr("Sex"), self.sex),
            "mobile": LabelledField(self.tr("Mobile"), self.mobile),
            "phone": LabelledField(self.tr("Other phone"), self.phone),
            "email": LabelledField(self.tr("E-mail"), self.email),
            "language": LabelledField(self.tr("Language"), self.language),
            "address": LabelledField(self.tr("Address"), self.address),
            "reminders": LabelledField(self.tr("Reminders"), self.reminders),
            "contact_name": LabelledField(self.tr("Contact person or guardian"), self.contact_name),
            "contact_phone": LabelledField(self.tr("Their phone"), self.contact_phone),
            "contact_relation": LabelledField(self.tr("Who they are"), self.contact_relation),
            "alerts": LabelledField(self.tr("Alerts: allergies, access needs"), self.alerts),
            "notes": LabelledField(self.tr("Notes"), self.notes),
        }

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        rows = (
            (("given_name", 3), ("family_name", 3)),
            (("birth_date", 2), ("sex", 2), ("language", 2)),
            (("mobile", 2), ("phone", 2), ("email", 2)),
            (("address", 4), ("reminders", 2)),
            (("contact_name", 2), ("contact_relation", 2), ("contact_phone", 2)),
            (("alerts", 3), ("notes", 3)),
        )
        for number, row in enumerate(rows):
            column = 0
            for name, width in row:
                grid.addWidget(self._fields[name], number, column, 1, width, Qt.AlignmentFlag.AlignTop)
                column += width
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)

    def _listen(self, control: QWidget) -> None:
        if isinstance(control, QLineEdit):
            control.textEdited.connect(self._on_edited)
            control.editingFinished.connect(self.check)
        elif isinstance(control, QPlainTextEdit):
            control.textChanged.connect(self._on_edited)
        elif isinstance(control, QComboBox):
            control.activated.connect(self._on_edited)

    def show_details(self, of: PatientDetails | Patient) -> None:
        """Fill the fields."""
        shared = {field.name: getattr(of, field.name) for field in fields(PatientDetails)}
        self._kept = details = PatientDetails(**shared)
        for name in _PLAIN:
            control = self._fields[name].control
            assert isinstance(control, QLineEdit)
            control.setText(getattr(details, name))
            control.setCursorPosition(0)
        self.birth_date.set_day(details.birth_date)
        self.sex.setCurrentIndex(self.sex.findData(details.sex))
        self.reminders.choose(wants_reminders=details.wants_reminders, channel=details.reminder_channel)
        self.address.setText(", ".join(details.address.splitlines()))
        self.alerts.setPlainText("\n".join(details.alerts))
        self.notes.setPlainText(details.notes)
        self.complain({})

    def take_over(self, text: str) -> None:
        """Begin with what was typed into the search: a phone number, a birth date or a name."""
        self.show_details(details_from(text, self._today))

    def details(self) -> PatientDetails:
        """What stands in the fields; what this form does not ask stays as it was."""
        address = self._kept.address
        if self.address.text() != ", ".join(address.splitlines()):
            address = self.address.text().strip()
        return replace(
            self._kept,
            given_name=self._text("given_name"),
            family_name=self._text("family_name"),
            mobile=self._text("mobile"),
            phone=self._text("phone"),
            email=self._text("email"),
            language=self._text("language"),
            contact_name=self._text("contact_name"),
            contact_phone=self._text("contact_phone"),
            contact_relation=self._text("contact_relation"),
            birth_date=self.birth_date.day,
            sex=Sex(self.sex.currentData() or Sex.UNKNOWN),  # Qt gives a StrEnum back as a plain string
            address=address,
            alerts=tuple(line.strip() for line in self.alerts.toPlainText().splitlines() if line.strip()),
            notes=self.notes.toPlainText().strip(),
            wants_reminders=self.reminders.wants_reminders,
            reminder_channel=self.reminders.channel,
        )

    def caption_of(self, name: str) -> str:
        """What a field is called."""
        field = self._fields.get(name)
        return field.control.accessibleName() if field is not None else name

    def problem_at(self, name: str) -> str:
        """The sentence at a field; empty when all is well with it."""
        return self._fields[name].problem

    def check(self) -> bool:
        """Say at each field what is wrong with it; whether nothing is."""
        problems = self._problems()
        self.complain(problems)
        return not problems

    def complain(self, problems: Mapping[str, str]) -> None:
        """Show these sentences at their fields, and none at the others."""
        for name, field in self._fields.items():
            field.complain(problems.get(name, ""))

    def point_at(self, problem: InvalidInput) -> bool:
        """Show a refusal at its field and go there; False when the field is none of these."""
        field = self._fields.get(problem.field)
        if field is None:
            return False
        field.complain(problem.sentence)
        field.control.setFocus()
        return True

    def go_to_first_problem(self) -> None:
        """Put the keyboard where the first sentence stands."""
        for field in self._fields.values():
            if field.problem:
                field.control.setFocus()
                return

    def begin(self) -> None:
        """Put the keyboard where the next of name and birth date is still to be typed."""
        asked = (self.given_name, self.family_name, self.birth_date)
        next((field for field in asked if not field.text()), self.given_name).setFocus()

    def _problems(self) -> dict[str, str]:
        problems = {}
        if self.birth_date.is_wrong:
            problems["birth_date"] = self.tr("That is no date. Type it as 12.3.1961.")
        elif self.birth_date.day is not None and self.birth_date.day > self._today:
            problems["birth_date"] = self.tr("That day is still to come. Check the year.")
        elif self.birth_date.day is not None and self.birth_date.day < OLDEST_BIRTH_DATE:
            problems["birth_date"] = self.tr("That is before 1900. Check the year.")
        email = self.email.text().strip()
        if email and not _EMAIL.fullmatch(email):
            problems["email"] = self.tr("It looks like name@example.org.")
        for name in ("mobile", "phone", "contact_phone"):
            number = self._text(name)
            if number and (not _PHONE.fullmatch(number) or sum(map(str.isdigit, number)) < _FEWEST_DIGITS):
                problems[name] = self.tr("Check the digits of this number.")
        return problems

    def _text(self, name: str) -> str:
        control = self._fields[name].control
        assert isinstance(control, QLineEdit)
        return control.text().strip()

    def _on_edited(self) -> None:
        # While typing, a sentence only goes away; it comes when the field is left, so that nobody is scolded mid-word.
        problems = self._problems()
        for name, field in self._fields.items():
            if field.problem and name not in problems:
                field.complain("")
        self.edited.emit()


def details_from(text: str, today: date) -> PatientDetails:
    """What a search that found nobody says about the patient to register."""
    words = " ".join(text.split())
    born = birth_date_from(words, today)
    if born is not None:
        return PatientDetails(given_name="", family_name="", birth_date=born)
    if any(sign.isdigit() for sign in words) and _PHONE.fullmatch(words):
        return PatientDetails(given_name="", family_name="", birth_date=None, mobile=words)
    if words == words.lower():
        words = words.title()
    family, comma, given = words.partition(",")
    if not comma:
        given, _, family = words.rpartition(" ")
    return PatientDetails(given_name=given.strip(), family_name=family.strip(), birth_date=None)


def _lines() -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(edit.fontMetrics().lineSpacing() * _LINES + 2 * Space.S)
    return edit


_PLAIN = (
    "given_name", "family_name", "mobile", "phone", "email", "language",
    "contact_name", "contact_phone", "contact_relation",
)  # fmt: skip
_COLUMNS = 6
_LINES = 3
