"""Adding someone, giving a doctor's account its diary, or a practitioner a sign-in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.people import Department, Role
from clinic_desktop.domain.requests import DepartmentDetails, NewAccount, NewPractitioner
from clinic_desktop.domain.sheets import DepartmentLine
from clinic_desktop.domain.signed_in import AddedPractitioner, OneTimePassword
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.staff.new_person_form import NewPersonForm
from clinic_desktop.gui.staff.person_forms import details_of
from clinic_desktop.gui.staff.staff_rows import StaffRow
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import line
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, foot_of, panel_of, scrolling
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

Result = TypeVar("Result")


class PersonDialog(QDialog):
    """Stays filled in when the service refuses; it is empty until make_parts() has been gone through.

    `added` brings the name, the key of the row, and a one-time password where an account was made.
    """

    added = Signal(str, object, object)

    def __init__(
        self,
        workplace: Workplace,
        parent: QWidget | None = None,
        *,
        role: Role = Role.RECEPTIONIST,
        of_account: StaffRow | None = None,
        of_diary: StaffRow | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workplace = workplace
        self._of_account = of_account
        self._of_diary = of_diary
        self._departments: tuple[DepartmentLine, ...] = ()
        self._is_busy = False
        self._role = role
        self._panel = panel_of(self)
        fit_on_screen(self, _WIDTH, _HEIGHT)

    def make_parts(self) -> Iterator[None]:
        """Make what stands in it, a part in each turn of the event loop; before that only its signals are of use."""
        # Form and area are made in their places: moving the finished form into another parent costs as much again.
        self._area, body = scrolling(self._panel.parentWidget() or self)
        self.form = NewPersonForm(body)
        yield
        self.message = MessageLine()
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.add_button = QPushButton()
        self.add_button.setDefault(True)
        set_look(self.add_button, Look.PRIMARY)
        self._begin(self._role)
        self._lay_out(self._panel, body)
        yield
        self.form.set_clinic(self._workplace.settings)
        self.form.name_changed.connect(lambda *_: self._name_button())
        self.form.edited.connect(self.message.clear)
        self.cancel_button.clicked.connect(self.reject)
        self.add_button.clicked.connect(lambda *_: self._on_add())
        self.form.grown.connect(self._fit)
        self._name_button()
        self.form.go_to_first_field()
        self._workplace.run(
            lambda clinic: (tuple(clinic.staff.departments()), tuple(room.name for room in clinic.staff.rooms())),
            done=self._on_departments,
            lane=Lane.READING,
            owner=self,
        )

    def _begin(self, role: Role) -> None:
        if self._of_account is not None:
            self.setWindowTitle(self.tr("Give a diary"))
            self.form.begin_diary(self._of_account)
        elif self._of_diary is not None:
            self.setWindowTitle(self.tr("Give a sign-in"))
            self.form.begin_sign_in(self._of_diary)
        else:
            self.setWindowTitle(self.tr("Add a person"))
            self.form.begin(role)

    def _lay_out(self, layout: QVBoxLayout, body: QWidget) -> None:
        layout.addWidget(ElidedLabel(self._heading(), Look.TITLE))
        column = QVBoxLayout(body)
        column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        column.addWidget(self.form)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.message)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.cancel_button, self.add_button))

    def _heading(self) -> str:
        if self._of_account is not None:
            return self.tr("A diary for {name}").format(name=self._of_account.name)
        if self._of_diary is not None:
            return self.tr("A sign-in for {name}").format(name=self._of_diary.name)
        return self.windowTitle()

    def _fit(self) -> None:
        """Be as high as the form needs; the top, where the pointer may be, stays where it is."""
        if not self.isVisible():
            return
        needed = self.sizeHint().height() - self._area.sizeHint().height() + self.form.sizeHint().height()
        self.resize(self.width(), min(needed, _HEIGHT, self.screen().availableSize().height() - 2 * Space.XXL))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _name_button(self) -> None:
        if self._of_account is not None:
            self.add_button.setText(self.tr("Give this diary"))
        elif self._of_diary is not None:
            self.add_button.setText(self.tr("Give this sign-in"))
        else:
            name = self.form.name
            shown = name if len(name) <= _LONGEST_NAME else ""
            self.add_button.setText(self.tr("Add {name}").format(name=shown) if shown else self.tr("Add this person"))

    def _on_departments(self, read: tuple[tuple[DepartmentLine, ...], tuple[str, ...]]) -> None:
        departments, rooms = read
        self.form.set_rooms(rooms)
        self._departments = departments
        self.form.set_departments(departments)

    def _on_add(self) -> None:
        if self._is_busy:
            return
        self.message.clear()
        self.form.clear_complaints()
        fault = self.form.find_fault()
        if fault is not None:
            self._refuse(fault)
        elif self._of_diary is None and self.form.wants_new_department:
            self._open_department(self.form.wants_new_department)
        else:
            self._add()

    def _open_department(self, name: str) -> None:
        def opened(department: Department) -> None:
            added = DepartmentLine(
                id=department.id,
                version=department.version,
                name=department.name,
                description="",
                location="",
                active=True,
                practitioners=0,
            )
            self._departments = (*self._departments, added)
            self.form.set_new_department(added, self._departments)
            self._add()

        def refused(error: ClinicError) -> None:
            at_name = isinstance(error, InvalidInput) and error.field == "name"
            self._refuse(InvalidInput("new_department", error.sentence) if at_name else error)

        self._run(lambda clinic: clinic.staff.add_department(DepartmentDetails(name=name)), opened, refused)

    def _add(self) -> None:
        form, name = self.form, self.form.name
        if self._of_account is not None:
            self._add_diary(self._of_account, form.practitioner())
        elif self._of_diary is not None:
            self._add_sign_in(self._of_diary, form.account())
        elif form.chosen_role is Role.DOCTOR:
            request = form.practitioner()
            self._run(
                lambda clinic: clinic.staff.add_practitioner(request), lambda added: self._on_doctor_added(name, added)
            )
        else:
            account = form.account()
            self._run(
                lambda clinic: clinic.staff.add_account(account),
                lambda password: self._finish(name, password.account_id, password),
            )

    def _add_diary(self, row: StaffRow, request: NewPractitioner) -> None:
        account = row.account
        assert account is not None
        request = replace(request, username="", email="", details=replace(request.details, account_id=account.id))
        self._run(
            lambda clinic: clinic.staff.add_practitioner(request), lambda _: self._finish(row.name, account.id, None)
        )

    def _add_sign_in(self, row: StaffRow, request: NewAccount) -> None:
        """An account of their own, then the diary made its holder's."""
        practitioner_id = row.practitioner_id
        assert practitioner_id is not None
        account = replace(request, full_name=row.name, role=Role.DOCTOR)

        def add(clinic: "Clinic") -> OneTimePassword:
            standing = clinic.staff.practitioner(practitioner_id).practitioner
            password = clinic.staff.add_account(account)
            clinic.staff.change_practitioner(
                practitioner_id, standing.version, replace(details_of(standing), account_id=password.account_id)
            )
            return password

        self._run(add, lambda password: self._finish(row.name, password.account_id, password))

    def _on_doctor_added(self, name: str, added: AddedPractitioner) -> None:
        password = added.one_time_password
        self._finish(name, added.practitioner.id if password is None else password.account_id, password)

    def _run(
        self,
        work: "Callable[[Clinic], Result]",
        done: Callable[[Result], object],
        refused: Callable[[ClinicError], object] | None = None,
    ) -> None:
        self._is_busy = True
        self.add_button.setEnabled(False)
        self._workplace.run(work, done=done, refused=refused or self._refuse, owner=self)

    def _refuse(self, error: ClinicError) -> None:
        self._is_busy = False
        self.add_button.setEnabled(True)
        if not (isinstance(error, InvalidInput) and self.form.point_at(error)):
            self.message.say(error.sentence)

    def _finish(self, name: str, key: UUID, password: OneTimePassword | None) -> None:
        self.accept()
        self.added.emit(name, key, password)


_WIDTH, _HEIGHT = 620, 640
_LONGEST_NAME = 40
