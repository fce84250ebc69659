"""The card of the chosen person: how they sign in, how patients are booked with them, and when they work."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError, WouldStrand
from clinic_desktop.domain.people import Account, Practitioner
from clinic_desktop.domain.sheets import AccountLine, DepartmentLine, PractitionerLine
from clinic_desktop.gui.staff.ask_dialog import AskDialog
from clinic_desktop.gui.staff.chosen_card import ChosenCard
from clinic_desktop.gui.staff.hours_form import HoursForm
from clinic_desktop.gui.staff.person_forms import AccountForm, PractitionerForm
from clinic_desktop.gui.staff.staff_rows import StaffRow
from clinic_desktop.gui.staff.staff_words import state_words
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic


class PersonCard(ChosenCard):
    """Saves the account, the diary and the hours one after the other, each only where it was changed.

    What is refused stays as it was typed; what was stored before the refusal is not asked for again.
    """

    asked = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._row: StaffRow | None = None
        self._spoken = ""
        self._diary: tuple[PractitionerLine, Hours] | None = None
        self._departments: Sequence[DepartmentLine] = ()
        self.open_button = self.add_verb(QPushButton(self.tr("Open the account")))
        self.diary_button = self.add_verb(QPushButton(self.tr("Give a diary…")))
        self.sign_in_button = self.add_verb(QPushButton(self.tr("Give a sign-in…")))
        self.end_button = self.add_verb(QPushButton(self.tr("End sessions…")))
        self.reset_button = self.add_verb(QPushButton(self.tr("Reset password…")))
        self.reopen_button = self.add_verb(QPushButton(self.tr("Reopen the diary")))
        self.close_button = self.add_verb(QPushButton(self.tr("Close the diary…")))
        self.enable_button = self.add_verb(QPushButton(self.tr("Enable")))
        self.disable_button = self.add_verb(QPushButton(self.tr("Disable…")))
        set_look(self.disable_button, Look.DANGER)
        self.practitioner_form = PractitionerForm()
        self.account_form = AccountForm()
        self.hours_form = HoursForm()
        self.add_form(self.practitioner_form)
        self.add_form(self.account_form)
        hours = self.hours_form
        self.practitioner_form.put_between(hours, first=hours.use_opening, last=hours.painter)
        self.hours_form.edited.connect(self.edited)
        self.practitioner_form.edited.connect(self._on_name_edited)

    @property
    def row(self) -> StaffRow | None:
        """Who is shown."""
        return self._row

    @property
    def is_changed(self) -> bool:
        return self._row is not None and (
            (self._row.account is not None and self.account_form.is_changed)
            or (self._row.practitioner_id is not None and self._is_diary_changed)
        )

    @property
    def _is_diary_changed(self) -> bool:
        return self.practitioner_form.is_changed or self.hours_form.is_changed

    def set_departments(self, departments: Sequence[DepartmentLine]) -> None:
        """Offer these departments."""
        self._departments = departments
        self.practitioner_form.set_departments(departments)

    def show_row(self, row: StaffRow | None) -> None:
        """Show a person at once from their row, and read their diary; what was typed about the same person stays."""
        is_same = row is not None and self._row is not None and row.key == self._row.key
        self._row = row
        if row is None:
            return
        if not is_same:
            self.clear_refusal()
            self.practitioner_form.setEnabled(False)
            self.hours_form.clear()
            self._diary = None
        self.heading.setText(row.name)
        self._show_state(row)
        self.account_form.setVisible(row.account is not None)
        self.practitioner_form.setVisible(row.practitioner_id is not None)
        if row.account is not None and not (is_same and self.account_form.is_changed):
            self._show_account(row.account)
        if row.practitioner_id is not None:
            self._read_diary(row.practitioner_id)

    def discard(self) -> None:
        super().discard()
        if self._row is not None and self._row.account is not None:
            self._show_account(self._row.account)
        if self._diary is not None:
            self._show_diary(*self._diary)

    def save(self) -> None:
        """Store the next thing that was changed, and so on until all is stored or something is refused."""
        row = self._row
        if row is None or self.is_busy:
            return
        self.clear_refusal()
        self._store_next(row)

    def _store_next(self, row: StaffRow) -> None:
        if row.account is not None and self.account_form.is_changed:
            self._store_account(row.account.id, self.account_form.version)
        elif row.practitioner_id is not None and self.practitioner_form.is_changed:
            self._store_practitioner(row.practitioner_id, self.practitioner_form.version)
        elif row.practitioner_id is not None and self.hours_form.is_changed:
            self._store_hours(row.practitioner_id)
        else:
            self.is_busy = False
            self.workplace.say(self.tr("Saved what changed about {name}.").format(name=self.heading.text()))
            self.saved.emit()

    def _begin(self) -> None:
        self.is_busy = True
        self.edited.emit()

    def _is_about(self, key: UUID) -> bool:
        """Whether what was stored just now still concerns whoever is shown."""
        row = self._row
        is_shown = row is not None and key in (row.practitioner_id, row.account.id if row.account is not None else None)
        self.is_busy = self.is_busy and is_shown
        return is_shown

    def _go_on(self) -> None:
        if self._row is not None:
            self._store_next(self._row)

    # The account

    def _show_account(self, account: AccountLine | Account) -> None:
        has_name_elsewhere = self._row is not None and self._row.practitioner_id is not None
        self.account_form.show_account(account, has_name_elsewhere=has_name_elsewhere)

    def _store_account(self, account_id: UUID, version: int) -> None:
        change = self.account_form.value()

        def stored(line: AccountLine) -> None:
            if not self._is_about(account_id):
                return
            self.heading.setText(line.full_name)
            self._show_account(line)
            self._go_on()

        def refused(error: ClinicError) -> None:
            if not (isinstance(error, ChangedMeanwhile) and isinstance(error.theirs, Account)):
                self.refuse(error, self.account_form)
                return
            theirs = error.theirs
            other = AccountForm(self)
            other.hide()
            other.show_account(theirs)
            self.offer_both(
                error,
                self.account_form,
                other,
                keep_mine=lambda: self._store_account(theirs.id, theirs.version),
                take_theirs=lambda: self._show_account(theirs),
            )

        self._begin()
        self.workplace.run(
            lambda clinic: clinic.staff.change_account(account_id, version, change),
            done=stored,
            refused=refused,
            owner=self,
        )

    # The diary

    def _read_diary(self, practitioner_id: UUID) -> None:
        def read(clinic: "Clinic") -> tuple[PractitionerLine, Hours]:
            return clinic.staff.practitioner(practitioner_id), clinic.hours.of(practitioner_id)

        def done(found: tuple[PractitionerLine, Hours]) -> None:
            if self._row is None or self._row.practitioner_id != practitioner_id or self.is_busy:
                return
            self._diary = found
            is_first = not self.practitioner_form.isEnabled()
            self._show_diary(
                *found,
                keeps_form=not is_first and self.practitioner_form.is_changed,
                keeps_hours=self.hours_form.is_changed,
            )

        self.workplace.run_latest((self, "diary"), read, done=done, owner=self)

    def _show_diary(
        self, line: PractitionerLine, hours: Hours, *, keeps_form: bool = False, keeps_hours: bool = False
    ) -> None:
        if not keeps_form:
            self._show_practitioner(line.practitioner, line.department_name)
        if not keeps_hours:
            self._show_hours(hours)
        self.practitioner_form.setEnabled(True)

    def _show_practitioner(self, practitioner: Practitioner, department_name: str = "") -> None:
        self.practitioner_form.show_practitioner(practitioner, department_name)
        self._spoken = practitioner.display_name

    def _show_hours(self, hours: Hours) -> None:
        self.hours_form.show_hours(hours, self.workplace.settings, self.workplace.today())

    def _on_name_edited(self) -> None:
        """A doctor's account is called as the diary is."""
        if self._row is None or self._row.account is None:
            return
        spoken = self.practitioner_form.spoken_name
        self.account_form.full_name.setText(spoken if spoken != self._spoken else self._row.account.full_name)
        self.edited.emit()

    def _store_practitioner(self, practitioner_id: UUID, version: int) -> None:
        details = self.practitioner_form.value()

        def stored(practitioner: Practitioner) -> None:
            if not self._is_about(practitioner_id):
                return
            self._show_practitioner(practitioner, self.practitioner_form.department.currentText())
            if self._row is not None and self._row.account is None:
                self.heading.setText(practitioner.display_name)
            self._go_on()

        def refused(error: ClinicError) -> None:
            if not (isinstance(error, ChangedMeanwhile) and isinstance(error.theirs, Practitioner)):
                self.refuse(error, self.practitioner_form)
                return
            theirs = error.theirs
            other = PractitionerForm(parent=self)
            other.hide()
            other.set_departments(self._departments)
            other.show_practitioner(theirs)
            self.offer_both(
                error,
                self.practitioner_form,
                other,
                keep_mine=lambda: self._store_practitioner(theirs.id, theirs.version),
                take_theirs=lambda: self._show_practitioner(theirs),
            )

        self._begin()
        self.workplace.run(
            lambda clinic: clinic.staff.change_practitioner(practitioner_id, version, details),
            done=stored,
            refused=refused,
            owner=self,
        )

    # The hours

    def _store_hours(self, practitioner_id: UUID, asking: AskDialog | None = None) -> None:
        """Store the week; `asking` is the question that has been answered with yes already."""
        drafts = self.hours_form.drafts()

        def stored(hours: Hours) -> None:
            if asking is not None:
                asking.accept()
            if not self._is_about(practitioner_id):
                return
            self._show_hours(hours)
            self._go_on()

        def refused(error: ClinicError) -> None:
            self.is_busy = False
            self.edited.emit()
            if isinstance(error, WouldStrand):
                self._ask_despite_stranded(practitioner_id, error)
            elif asking is not None:
                asking.refuse(error)
            else:
                self.say_refused(error)

        self._begin()
        self.workplace.run(
            lambda clinic: clinic.hours.set_weekly(practitioner_id, drafts, despite_stranded=asking is not None),
            done=stored,
            refused=refused,
            lane=Lane.LOCAL,
            owner=self,
        )

    def _ask_despite_stranded(self, practitioner_id: UUID, error: WouldStrand) -> None:
        dialog = AskDialog(
            self.tr("Booked appointments outside the new hours"),
            error.sentence,
            self.tr("Save anyway"),
            is_danger=True,
            zone=self.workplace.zone,
            parent=self.window(),
        )
        dialog.show_appointments(error.appointments)
        dialog.confirmed.connect(lambda: self._store_hours(practitioner_id, dialog))
        dialog.open()
        self.asked.emit(dialog)

    # The verbs

    def _show_state(self, row: StaffRow) -> None:
        words = state_words(row)
        is_alarming = row.account is not None and row.account.is_locked
        self.state.show_words(words, token="danger" if is_alarming else "done")
        self.state.setVisible(bool(words))
        account = row.account
        is_self = account is not None and account.id == self.workplace.clinic.session.account.id
        may_sign_in = account is not None and account.active
        self.open_button.setVisible(may_sign_in and account is not None and account.is_locked)
        self.end_button.setVisible(may_sign_in and not is_self and account is not None and account.sessions > 0)
        self.reset_button.setVisible(may_sign_in and not is_self)
        self.disable_button.setVisible(may_sign_in)
        self.enable_button.setVisible(account is not None and not account.active)
        self.sign_in_button.setVisible(account is None and not row.is_diary_closed)
        self.diary_button.setVisible(row.has_no_diary)
        self.close_button.setVisible(row.practitioner_id is not None and not row.is_diary_closed)
        self.reopen_button.setVisible(row.is_diary_closed)
        self.arrange()
