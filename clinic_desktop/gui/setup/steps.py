"""What each step of the first start asks."""

from collections.abc import Mapping
from datetime import time
from importlib.resources import files

from PySide6.QtCore import QTimeZone, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic import OpeningHours
from clinic_desktop.domain.requests import FirstAdmin
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.hours_painter import HoursPainter
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.password_field import PasswordField, password_fault, password_rule
from clinic_desktop.gui.widgets.searchable_box import SearchableBox


class Step(QWidget):
    """One step: a question, the fields that answer it, and a check before one goes on."""

    enter_pressed = Signal()

    def __init__(self, name: str, question: str, purpose: str) -> None:
        super().__init__()
        self.name = name
        self.fields: Mapping[str, LabelledField] = {}
        self.message = MessageLine()
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.M)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        self.question, self.purpose = label(question, Look.HUGE), label(purpose, Look.MUTED, wraps=True)
        layout.addWidget(self.question)
        layout.addWidget(self.purpose)
        layout.addSpacing(Space.M)
        layout.addLayout(self.body)
        layout.addStretch(1)
        layout.addWidget(self.message)

    def check(self) -> bool:
        """Whether one may go on; complains at the fields otherwise."""
        faults = self.faults()
        self.message.clear()
        for name, field in self.fields.items():
            field.complain(faults.get(name, ""))
        first = next((field for name, field in self.fields.items() if name in faults), None)
        if first is not None:
            first.control.setFocus()
        return not faults

    def faults(self) -> Mapping[str, str]:
        """What is missing or wrong, by field."""
        return {}

    def complain(self, field: str, sentence: str) -> bool:
        """Show what the clinic has against one of the fields; False when the field is not of this step."""
        if field not in self.fields:
            return False
        self.fields[field].complain(sentence)
        return True

    def go_to(self, field: str) -> None:
        """Go to one of the fields."""
        self.fields[field].control.setFocus()

    def say(self, sentence: str) -> None:
        """Show a refusal that concerns no single field."""
        self.message.say(sentence, MessageKind.ERROR)

    def take_focus(self) -> None:
        """Go to the first field."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.control.setFocus()

    def _ask(self, captions: Mapping[str, tuple[str, QWidget]]) -> dict[str, LabelledField]:
        """Lay fields out below each other."""
        fields = {name: LabelledField(words, control) for name, (words, control) in captions.items()}
        for field in fields.values():
            self.body.addWidget(field)
            if isinstance(field.control, QLineEdit):
                field.control.returnPressed.connect(self.enter_pressed)
        return fields


class ClinicStep(Step):
    """The clinic's name, and how to find it."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Your clinic"),
            self.tr("What is the clinic called?"),
            self.tr("Name, address and phone stand on slips and letters. All can be changed later."),
        )
        self._name, self._address, self._phone = QLineEdit(), QLineEdit(), QLineEdit()
        self.fields = self._ask(
            {
                "name": (self.tr("Name of the clinic"), self._name),
                "address": (self.tr("Address (optional)"), self._address),
                "phone": (self.tr("Phone (optional)"), self._phone),
            }
        )

    @property
    def clinic_name(self) -> str:
        """What the clinic is called."""
        return self._name.text().strip()

    @property
    def address(self) -> str:
        """Where it is; may be empty."""
        return self._address.text().strip()

    @property
    def phone(self) -> str:
        """Its number; may be empty."""
        return self._phone.text().strip()

    def faults(self) -> Mapping[str, str]:
        return {} if self.clinic_name else {"name": self.tr("Type the clinic's name.")}


class HoursStep(Step):
    """When the clinic is open, and by which clock."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Opening hours"),
            self.tr("When is the clinic open?"),
            self.tr("Doctors can have hours of their own later. Drag to paint, right-click to clear."),
        )
        self._painter = HoursPainter()
        self._painter.set_hours(_usual_hours())
        self._zone = SearchableBox(self.tr("Type a city"))
        self._zone.addItems(_zones())
        self._zone.setCurrentText(_own_zone())
        self.body.addWidget(self._painter)
        row = QHBoxLayout()
        field = LabelledField(self.tr("Time zone"), self._zone)
        row.addWidget(field, 1)
        row.addStretch(1)
        self.body.addLayout(row)
        self.fields = {"zone": field}

    @property
    def zone(self) -> str:
        """The IANA name of the clinic's time zone."""
        return self._zone.currentText()

    @property
    def hours(self) -> tuple[OpeningHours, ...]:
        """What is painted."""
        return self._painter.hours()

    def take_focus(self) -> None:
        self._painter.setFocus()

    def complain(self, field: str, sentence: str) -> bool:
        if field == "opening_hours":
            self.say(sentence)
            return True
        return super().complain(field, sentence)

    def faults(self) -> Mapping[str, str]:
        if self._zone.findText(self.zone) < 0:
            return {"zone": self.tr("Choose a time zone from the list.")}
        if not self.hours:
            self.say(self.tr("Paint at least one stretch of open time."))
            return {"opening_hours": ""}
        return {}

    def check(self) -> bool:
        faults = self.faults()
        self.fields["zone"].complain(faults.get("zone", ""))
        if not faults:
            self.message.clear()
        return not faults


class AdminStep(Step):
    """The person who administers the clinic and makes the other accounts."""

    def __init__(self, least_letters: int) -> None:
        super().__init__(
            self.tr("First administrator"),
            self.tr("Who looks after the program?"),
            self.tr("The first administrator adds the other people and decides what each may do."),
        )
        self._least = least_letters
        self._full_name, self._username = QLineEdit(), QLineEdit()
        self._password, self._again = PasswordField(), PasswordField()
        names = QHBoxLayout()
        names.setSpacing(Space.M)
        passwords = QHBoxLayout()
        passwords.setSpacing(Space.M)
        fields = {
            "full_name": LabelledField(self.tr("Full name"), self._full_name),
            "username": LabelledField(self.tr("User name"), self._username),
            "password": LabelledField(self.tr("Password"), self._password),
            "again": LabelledField(self.tr("Password, once more"), self._again),
        }
        for name, field in fields.items():
            column = QVBoxLayout()
            column.addWidget(field)
            column.addStretch(1)
            (names if name in {"full_name", "username"} else passwords).addLayout(column, 1)
            if isinstance(field.control, QLineEdit):
                field.control.returnPressed.connect(self.enter_pressed)
        self.body.addLayout(names)
        self.body.addLayout(passwords)
        self.body.addWidget(label(password_rule(least_letters), Look.SECONDARY, wraps=True))
        self.fields = fields

    @property
    def admin(self) -> FirstAdmin:
        """The person, as typed."""
        return FirstAdmin(
            username=self._username.text().strip(),
            full_name=self._full_name.text().strip(),
            password=self._password.text(),
        )

    def faults(self) -> Mapping[str, str]:
        faults: dict[str, str] = {}
        if not self._full_name.text().strip():
            faults["full_name"] = self.tr("Type the full name.")
        if not self._username.text().strip():
            faults["username"] = self.tr("Choose a user name.")
        fault = password_fault(self._password.text(), self._again.text(), self._least)
        if fault:
            long_enough = len(self._password.text()) >= self._least
            faults["again" if long_enough else "password"] = fault
        return faults


def _usual_hours() -> list[OpeningHours]:
    """Hours to begin with: most clinics change little of them."""
    mornings = [OpeningHours(weekday=day, starts=time(8), ends=time(12)) for day in range(5)]
    afternoons = [OpeningHours(weekday=day, starts=time(13), ends=time(17)) for day in (0, 1, 3)]
    return sorted([*mornings, *afternoons], key=lambda each: (each.weekday, each.starts))


def _zones() -> list[str]:
    """Every time zone that is named for a place, and UTC, in the names of the tzdata package."""
    names = (files("tzdata") / "zones").read_text(encoding="utf-8").split()
    return ["UTC", *sorted(name for name in names if "/" in name and not name.startswith("Etc/"))]


def _own_zone() -> str:
    """The computer's own zone."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return "UTC" if name.startswith("Etc/") else name
