"""The card of the chosen person: how they sign in, how patients are booked with them, and when they work."""

from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError
from clinic_desktop.domain.people import Account
from clinic_desktop.domain.sheets import AccountLine, DepartmentLine
from clinic_desktop.gui.staff.chosen_card import ChosenCard
from clinic_desktop.gui.staff.diary_part import DiaryPart
from clinic_desktop.gui.staff.hours_form import HoursForm
from clinic_desktop.gui.staff.person_forms import AccountForm, PractitionerForm
from clinic_desktop.gui.staff.staff_rows import StaffRow
from clinic_desktop.gui.staff.staff_words import state_words
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.workplace import Workplace


class PersonCard(ChosenCard):
    """Saves the account, the diary and the hours one after the other, each only where it was changed.

    What is refused stays as it was typed; what was stored before the refusal is not asked for again. The forms are
    made when the first person who needs them is shown: all at once would keep the window waiting.
    """

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._row: StaffRow | None = None
        self._departments: Sequence[DepartmentLine] = ()
        self._rooms: Sequence[str] = ()
        self.open_button = self.add_verb(self.tr("Open the account"))
        self.diary_button = self.add_verb(self.tr("Give a diary…"))
        self.sign_in_button = self.add_verb(self.tr("Give a sign-in…"))
        self.where_button = self.add_verb(self.tr("Where signed in…"))
        self.reset_button = self.add_verb(self.tr("Reset password…"))
        self.reopen_button = self.add_verb(self.tr("Reopen the diary"))
        self.close_button = self.add_verb(self.tr("Close the diary…"))
        self.enable_button = self.add_verb(self.tr("Enable"))
        self.disable_button = self.add_verb(self.tr("Disable…"))
        set_look(self.disable_button, Look.DANGER)

    @cached_property
    def account_form(self) -> AccountForm:
        """How the person signs in."""
        made = AccountForm(self)
        self.add_form(made)
        return made

    @cached_property
    def diary(self) -> DiaryPart:
        """How patients are booked with the person."""
        made = DiaryPart(self)
        made.set_departments(self._departments)
        made.set_rooms(self._rooms)
        self.add_form(made.form, part=made, first=True)
        made.stored.connect(self._go_on)
        made.name_edited.connect(self._on_name_edited)
        return made

    @property
    def practitioner_form(self) -> PractitionerForm:
        """The details of the practitioner."""
        return self.diary.form

    @property
    def hours_form(self) -> HoursForm:
        """The practitioner's weekly hours."""
        return self.diary.hours

    @property
    def row(self) -> StaffRow | None:
        """Who is shown."""
        return self._row

    @property
    def is_changed(self) -> bool:
        row = self._row
        return row is not None and (
            (row.account is not None and self.account_form.is_changed)
            or (row.practitioner_id is not None and self.diary.is_changed)
        )

    def set_departments(self, departments: Sequence[DepartmentLine]) -> None:
        """Offer these departments."""
        self._departments = departments
        if _is_made(self, "diary"):
            self.diary.set_departments(departments)

    def set_rooms(self, rooms: Sequence[str]) -> None:
        """Offer these rooms."""
        self._rooms = rooms
        if _is_made(self, "diary"):
            self.diary.set_rooms(rooms)

    def show_row(self, row: StaffRow | None) -> None:
        """Show a person at once from their row, and read their diary; what was typed about the same person stays."""
        is_same = row is not None and self._row is not None and row.key == self._row.key
        self._row = row
        if row is None:
            return
        if not is_same:
            self.clear_refusal()
        self.heading.setText(row.name)
        self._show_state(row)
        if row.practitioner_id is not None or _is_made(self, "diary"):
            self.diary.show_practitioner(row.practitioner_id)
        if row.account is not None or _is_made(self, "account_form"):
            self.account_form.setVisible(row.account is not None)
        if row.account is not None and not (is_same and self.account_form.is_changed):
            self._show_account(row.account)

    def discard(self) -> None:
        super().discard()
        row = self._row
        if row is not None and row.account is not None:
            self._show_account(row.account)
        if row is not None and row.practitioner_id is not None:
            self.diary.discard()

    def save(self) -> None:
        """Store the next thing that was changed, and so on until all is stored or something is refused."""
        if self._row is not None and not self.is_busy:
            self.clear_refusal()
            self._go_on()

    def _go_on(self) -> None:
        row = self._row
        if row is None:
            return
        if row.account is not None and self.account_form.is_changed:
            self._store_account(row.account.id, self.account_form.version)
        elif row.practitioner_id is not None and self.diary.is_changed:
            self.diary.save()
        else:
            if row.account is None:
                self.heading.setText(self.practitioner_form.spoken_name)
            self.is_busy = False
            self.workplace.say(self.tr("Saved what changed about {name}.").format(name=self.heading.text()))
            self.saved.emit()

    def _show_account(self, account: AccountLine | Account) -> None:
        has_name_elsewhere = self._row is not None and self._row.practitioner_id is not None
        self.account_form.show_account(account, has_name_elsewhere=has_name_elsewhere)

    def _on_name_edited(self, spoken: str) -> None:
        """A doctor's account is called as the diary is."""
        if self._row is not None and self._row.account is not None:
            name = self._row.account.full_name if spoken == self.diary.spoken_name else spoken
            self.account_form.full_name.setText(name)

    def _store_account(self, account_id: UUID, version: int) -> None:
        change = self.account_form.value()

        def stored(line: AccountLine) -> None:
            row = self._row
            if row is None or row.account is None or row.account.id != account_id:
                self.end()
                return
            self.heading.setText(line.full_name)
            self._show_account(line)
            self._go_on()

        def refused(error: ClinicError) -> None:
            if isinstance(error, ChangedMeanwhile) and isinstance(error.theirs, Account):
                self._offer_both_accounts(error, error.theirs)
            else:
                self.refuse(error, self.account_form)

        self.begin()
        self.workplace.run(
            lambda clinic: clinic.staff.change_account(account_id, version, change),
            done=stored,
            refused=refused,
            owner=self,
        )

    def _offer_both_accounts(self, error: ChangedMeanwhile, theirs: Account) -> None:
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

    def _show_state(self, row: StaffRow) -> None:
        words = state_words(row)
        is_alarming = row.account is not None and row.account.is_locked
        self.state.show_words(words, token="danger" if is_alarming else "done")
        self.state.setVisible(bool(words))
        account = row.account
        is_self = account is not None and account.id == self.workplace.account.id
        may_sign_in = account is not None and account.active
        self.open_button.setVisible(may_sign_in and account is not None and account.is_locked)
        self.where_button.setVisible(may_sign_in)
        self.reset_button.setVisible(may_sign_in and not is_self)
        self.disable_button.setVisible(may_sign_in)
        self.enable_button.setVisible(account is not None and not account.active)
        self.sign_in_button.setVisible(account is None and not row.is_diary_closed)
        self.diary_button.setVisible(row.has_no_diary)
        self.close_button.setVisible(row.practitioner_id is not None and not row.is_diary_closed)
        self.reopen_button.setVisible(row.is_diary_closed)
        self.arrange()


def _is_made(card: PersonCard, part: str) -> bool:
    """Whether a part that is made when it is first needed has been."""
    return part in vars(card)
