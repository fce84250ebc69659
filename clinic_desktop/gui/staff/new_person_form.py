"""The form of someone who is added: what they are here for, their names, their sign-in, their diary."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.requests import NewAccount, NewPractitioner, PractitionerDetails
from clinic_desktop.domain.sheets import DepartmentLine
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.role_words import role_words
from clinic_desktop.gui.spoken_names import split_title, suggested_username
from clinic_desktop.gui.staff.person_forms import WORKING_ROLES, PractitionerForm
from clinic_desktop.gui.staff.staff_rows import StaffRow
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label, section_label
from clinic_desktop.gui.widgets.field_grid import FieldGrid
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.record_form import RecordForm, show_text, text_field
from clinic_desktop.gui.widgets.segmented import SegmentedButtons
from clinic_desktop.gui.widgets.sides import mirrored


class Part(StrEnum):
    """What the form may ask for."""

    ROLE = "role"
    DIARY = "diary"
    SIGN_IN = "sign-in"


class NewPersonForm(RecordForm):
    """Asks only what the role needs; the user name follows the name until someone types another."""

    name_changed = Signal(str)
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggests = True
        self._parts = frozenset(Part)
        self.role = SegmentedButtons()
        for role in WORKING_ROLES:
            self.role.add(role, role_words(role))
        self.role.setAccessibleName(self.tr("Role"))
        self._role_field = LabelledField(self.tr("Role"), self.role)
        self._role_words = label("", Look.SECONDARY, wraps=True)
        self.full_name = text_field()
        self._full_name_field = self.field("full_name", self.tr("Full name"), self.full_name)
        self.diary = PractitionerForm(may_open_new=True, names_first=True)
        self.new_department = text_field(longest=100, placeholder=self.tr("For instance: Cardiology"))
        self._new_department_field = self.field(
            "new_department", self.tr("Name of the new department"), self.new_department
        )
        self.follows_opening = self.tick(QCheckBox(self.tr("Works the clinic's opening hours to begin with")))
        self.follows_opening.setChecked(True)
        self.may_sign_in = self.tick(QCheckBox(self.tr("Signs in to this program")))
        self.may_sign_in.setChecked(True)
        self.username = text_field(longest=64)
        self.email = text_field(longest=254, placeholder=self.tr("not needed"))
        self._sign_in = FieldGrid((2, 1))
        self._sign_in.add(self.field("username", self.tr("User name"), self.username))
        self._sign_in.add(self.field("email", self.tr("E-mail"), self.email))
        self._diary_head = section_label(self.tr("Diary"))
        self._sign_in_head = section_label(self.tr("Signing in"))
        self._lay_out()
        self.role.chosen.connect(lambda *_: self._on_role_chosen())
        self.full_name.textEdited.connect(lambda *_: self._on_name_edited())
        self.diary.edited.connect(self._on_diary_edited)
        self.username.textEdited.connect(self._on_username_edited)
        self.may_sign_in.toggled.connect(lambda *_: self._show_what_is_needed())
        self._show_what_is_needed()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*mirrored(Space.NONE, Space.NONE, Space.S, Space.NONE))
        layout.setSpacing(Space.M)
        for widget in (
            self._role_field,
            self._role_words,
            self._full_name_field,
            self._diary_head,
            self.diary,
            self._new_department_field,
            self.follows_opening,
            self._sign_in_head,
            self.may_sign_in,
            self._sign_in,
        ):
            layout.addWidget(widget)
        layout.addStretch(1)

    @property
    def chosen_role(self) -> Role:
        """What the person shall be here for."""
        return Role(str(self.role.current))

    @property
    def name(self) -> str:
        """The person as the desk says them."""
        if self.chosen_role is Role.DOCTOR:
            return self.diary.spoken_name
        return self.full_name.text().strip()

    @property
    def wants_new_department(self) -> str:
        """The name of a department to be opened first; empty when there is none to open."""
        is_asked = self.chosen_role is Role.DOCTOR and self.diary.department.wants_new
        return self.new_department.text().strip() if is_asked else ""

    def begin(self, role: Role) -> None:
        """Begin with someone new."""
        self.role.set_current(role)
        self._show_what_is_needed()

    def begin_diary(self, row: StaffRow) -> None:
        """Ask only for the diary of someone who signs in already."""
        self.role.set_current(Role.DOCTOR)
        title, name = split_title(row.name)
        show_text(self.diary.title, title)
        show_text(self.diary.name, name)
        self._parts = frozenset({Part.DIARY})
        self._show_what_is_needed()

    def begin_sign_in(self, row: StaffRow) -> None:
        """Ask only how someone signs in who has a diary already."""
        show_text(self.full_name, row.name)
        self._parts = frozenset({Part.SIGN_IN})
        self._show_what_is_needed()
        self._suggest()

    def set_departments(self, departments: Sequence[DepartmentLine]) -> None:
        """Offer these departments."""
        self.diary.set_departments(departments)

    def set_rooms(self, rooms: Sequence[str]) -> None:
        """Offer these rooms."""
        self.diary.set_rooms(rooms)

    def set_new_department(self, line: DepartmentLine, departments: Sequence[DepartmentLine]) -> None:
        """The department has been opened: it is chosen from now on."""
        self.set_departments(departments)
        self.diary.department.set_department(line.id, line.name)
        self._show_what_is_needed()

    def set_clinic(self, settings: ClinicSettings) -> None:
        """Begin with what the clinic agreed on: its slot length, and its opening hours where there are any."""
        self.diary.slot.set_minutes(settings.policies.slot_minutes)
        self.follows_opening.setChecked(bool(settings.opening_hours))
        self.follows_opening.setEnabled(bool(settings.opening_hours))

    def account(self) -> NewAccount:
        """The account as it is asked for."""
        return NewAccount(
            username=self.username.text().strip(),
            full_name=self.name,
            role=self.chosen_role,
            email=self.email.text().strip(),
        )

    def practitioner(self) -> NewPractitioner:
        """The practitioner as they are asked for."""
        signs_in = self.may_sign_in.isChecked()
        return NewPractitioner(
            details=self.details(),
            username=self.username.text().strip() if signs_in else "",
            email=self.email.text().strip() if signs_in else "",
            follows_opening_hours=self.follows_opening.isChecked(),
        )

    def details(self) -> PractitionerDetails:
        """The diary as it is asked for."""
        return self.diary.value()

    def find_fault(self) -> InvalidInput | None:
        """What can be seen to be missing without asking the clinic."""
        is_doctor = self.chosen_role is Role.DOCTOR and not self.diary.isHidden()
        if is_doctor and not self.diary.name.text().strip():
            return InvalidInput("name", self.tr("Write the doctor's name."))
        if is_doctor and self.diary.department.wants_new and not self.wants_new_department:
            return InvalidInput("new_department", self.tr("Write the department's name."))
        if not self._sign_in.isHidden() and not self.username.text().strip():
            return InvalidInput("username", self.tr("Choose a user name."))
        return None

    def point_at(self, error: InvalidInput) -> bool:
        return super().point_at(error) or (not self.diary.isHidden() and self.diary.point_at(error))

    def clear_complaints(self) -> None:
        super().clear_complaints()
        self.diary.clear_complaints()

    def go_to_first_field(self) -> bool:
        if not self._full_name_field.isHidden():
            self.full_name.setFocus()
        elif not self.diary.isHidden():
            (self.diary.name if self.diary.title.text() else self.diary.title).setFocus()
        else:
            self.username.setFocus()
        return True

    def _show_what_is_needed(self) -> None:
        asks_role, asks_diary, asks_sign_in = (part in self._parts for part in Part)
        is_doctor = self.chosen_role is Role.DOCTOR
        self._role_words.setText(what_a_role_does(self.chosen_role))
        self._role_field.setVisible(asks_role)
        self._role_words.setVisible(asks_role)
        self._full_name_field.setVisible(asks_role and not is_doctor)
        for widget in (self.diary, self.follows_opening):
            widget.setVisible(asks_diary and is_doctor)
        self._diary_head.setVisible(asks_diary and asks_role and is_doctor)
        self._new_department_field.setVisible(asks_diary and is_doctor and self.diary.department.wants_new)
        self.may_sign_in.setVisible(asks_sign_in and asks_role and is_doctor)
        self._sign_in_head.setVisible(asks_sign_in and asks_role)
        self._sign_in.setVisible(asks_sign_in and (not is_doctor or self.may_sign_in.isChecked()))
        self.grown.emit()

    def _on_role_chosen(self) -> None:
        if self.chosen_role is Role.DOCTOR and not self.diary.name.text():
            title, name = split_title(self.full_name.text())
            show_text(self.diary.title, title)
            show_text(self.diary.name, name)
        elif self.chosen_role is not Role.DOCTOR and not self.full_name.text():
            show_text(self.full_name, self.diary.spoken_name)
        self._show_what_is_needed()
        self.name_changed.emit(self.name)

    def _on_name_edited(self) -> None:
        self._suggest()
        self.name_changed.emit(self.name)

    def _on_diary_edited(self) -> None:
        was_hidden = self._new_department_field.isHidden()
        self._show_what_is_needed()
        if was_hidden and not self._new_department_field.isHidden():
            self.new_department.setFocus()
        self._on_name_edited()

    def _on_username_edited(self, text: str) -> None:
        self._suggests = not text

    def _suggest(self) -> None:
        if self._suggests:
            name = self.diary.name.text() if self.chosen_role is Role.DOCTOR else self.full_name.text()
            show_text(self.username, suggested_username(name))


def what_a_role_does(role: Role) -> str:
    """What someone of a role does in the program."""
    translate = QCoreApplication.translate
    return {
        Role.RECEPTIONIST: translate("roles", "Registers patients, books and moves appointments, checks patients in."),
        Role.DOCTOR: translate("roles", "Has a diary that patients are booked in, and sees the own day."),
        Role.ADMIN: translate(
            "roles", "Does all that reception does, and looks after people, departments and settings."
        ),
    }[role]
