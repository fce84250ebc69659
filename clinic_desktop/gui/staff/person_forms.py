"""The two forms of a person: how they sign in, and how patients are booked with them."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.people import Account, Practitioner, Role
from clinic_desktop.domain.requests import AccountChange, PractitionerDetails, PractitionerProfile
from clinic_desktop.domain.sheets import AccountLine, DepartmentLine
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.role_words import role_words
from clinic_desktop.gui.staff.choice_boxes import ChoiceBox, ColourBox, DepartmentBox, SlotBox
from clinic_desktop.gui.staff.room_field import RoomField
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.field_grid import FieldGrid
from clinic_desktop.gui.widgets.record_form import RecordForm, show_text, text_field

WORKING_ROLES = (Role.RECEPTIONIST, Role.DOCTOR, Role.ADMIN)


class AccountForm(RecordForm):
    """Name, user name, e-mail and role of an account. A doctor's name is written with their diary instead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing: AccountLine | Account | None = None
        self.full_name = text_field()
        self.username = text_field(longest=64)
        self.email = text_field(longest=254)
        self.role = ChoiceBox()
        for role in WORKING_ROLES:
            self.role.addItem(role_words(role), role)
        self._grid = FieldGrid((4, 2, 1), self)
        for made in (
            self.field("full_name", self.tr("Full name"), self.full_name),
            self.field("username", self.tr("User name"), self.username),
            self.field("email", self.tr("E-mail"), self.email),
            self.field("role", self.tr("Role"), self.role),
        ):
            self._grid.add(made)
        self._role_note = label("", Look.SECONDARY, wraps=True)
        self._role_note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        layout.addWidget(self._grid)
        layout.addWidget(self._role_note)
        self.edited.connect(self._say_what_a_role_does)

    def show_account(self, account: AccountLine | Account, *, has_name_elsewhere: bool = False) -> None:
        """Fill the fields."""
        self._standing = account
        show_text(self.full_name, account.full_name)
        show_text(self.username, account.username)
        show_text(self.email, account.email or "")
        self.role.choose(account.role)
        self._grid.set_shown(self._fields["full_name"], not has_name_elsewhere)
        self._grid.set_shown(self._fields["role"], account.role is not Role.PATIENT)
        self.keep()
        self._say_what_a_role_does()

    @property
    def version(self) -> int:
        """The version that is shown."""
        return 0 if self._standing is None else self._standing.version

    def value(self) -> AccountChange:
        role = self.role.currentData()
        if self._standing is not None and self._standing.role is Role.PATIENT:
            role = Role.PATIENT
        return AccountChange(
            username=self.username.text().strip(),
            full_name=self.full_name.text().strip(),
            role=Role(role),
            email=self.email.text().strip(),
        )

    def _say_what_a_role_does(self) -> None:
        standing, wanted = self._standing, self.value().role
        is_other = standing is not None and wanted is not standing.role
        words = self.tr("Saved with another role, they are signed out; the next sign-in opens the window of {role}.")
        if is_other and wanted is Role.DOCTOR:
            words += " " + self.tr("Give them a diary then, so that patients can be booked with them.")
        self._role_note.setText(words.format(role=role_words(wanted)) if is_other else "")
        self._role_note.setVisible(is_other)


class PractitionerForm(RecordForm):
    """Department, room, slot length, colour, title, name and specialty of a practitioner."""

    def __init__(self, *, may_open_new: bool = False, names_first: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing: Practitioner | None = None
        self.department = DepartmentBox(may_open_new=may_open_new)
        self.room = RoomField()
        self.slot = SlotBox()
        self.colour = ColourBox()
        self.title = text_field(longest=40)
        self.name = text_field(longest=100)
        self.specialty = text_field(longest=100)
        self.qualification = text_field()
        places = (
            self.field("department_id", self.tr("Department"), self.department),
            self.field("room", self.tr("Room"), self.room),
            self.field("slot_minutes", self.tr("Slot length"), self.slot),
            self.field("colour", self.tr("Calendar colour"), self.colour),
        )
        names = (
            self.field("title", self.tr("Title"), self.title),
            self.field("name", self.tr("Name"), self.name),
            self.field("specialty", self.tr("Specialty"), self.specialty),
            self.field("qualification", self.tr("Qualification"), self.qualification),
        )
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._layout.setSpacing(Space.S)
        for fields in (names, places) if names_first else (places, names):
            grid = FieldGrid((4, 2, 1), self)
            for made in fields:
                grid.add(made)
            self._layout.addWidget(grid)

    @property
    def version(self) -> int:
        """The version that is shown."""
        return 0 if self._standing is None else self._standing.version

    @property
    def spoken_name(self) -> str:
        """Title and name, as the desk says them."""
        return f"{self.title.text().strip()} {self.name.text().strip()}".strip()

    def put_between(self, hours: QWidget, *, first: QWidget, last: QWidget) -> None:
        """Have the hours stand after the places and before the names; Tab passes from `first` to `last` of them."""
        self._layout.setSpacing(Space.M)
        self._layout.insertWidget(1, hours)
        QWidget.setTabOrder(self.colour, first)
        QWidget.setTabOrder(first, last)
        QWidget.setTabOrder(last, self.title)

    def set_departments(self, departments: Sequence[DepartmentLine]) -> None:
        """Offer these departments; the choice stays."""
        self.department.set_departments(departments)

    def set_rooms(self, rooms: Sequence[str]) -> None:
        """Offer these rooms; what is written stays."""
        self.room.set_rooms(rooms)

    def show_practitioner(self, practitioner: Practitioner, department_name: str = "") -> None:
        """Fill the fields."""
        self._standing = practitioner
        self.department.set_department(practitioner.department_id, department_name)
        show_text(self.room, practitioner.room)
        self.slot.set_minutes(practitioner.slot_minutes)
        self.colour.set_colour(practitioner.colour)
        show_text(self.title, practitioner.title)
        show_text(self.name, practitioner.name)
        show_text(self.specialty, practitioner.specialty)
        show_text(self.qualification, practitioner.qualification)
        self.keep()

    def value(self) -> PractitionerDetails:
        standing = self._standing
        profile = PractitionerProfile(
            title=self.title.text().strip(),
            specialty=self.specialty.text().strip(),
            qualification=self.qualification.text().strip(),
            room=self.room.text().strip(),
            colour=self.colour.colour,
        )
        details = PractitionerDetails(
            name=self.name.text().strip(),
            profile=profile,
            department_id=self.department.department_id,
            slot_minutes=self.slot.minutes,
        )
        if standing is None:
            return details
        return replace(details, account_id=standing.account_id, profile=replace(profile, contact=standing.contact))


def details_of(practitioner: Practitioner) -> PractitionerDetails:
    """A practitioner as a change of nothing would ask for."""
    return PractitionerDetails(
        name=practitioner.name,
        profile=PractitionerProfile(
            title=practitioner.title,
            specialty=practitioner.specialty,
            qualification=practitioner.qualification,
            room=practitioner.room,
            contact=practitioner.contact,
            colour=practitioner.colour,
        ),
        department_id=practitioner.department_id,
        slot_minutes=practitioner.slot_minutes,
        account_id=practitioner.account_id,
    )
