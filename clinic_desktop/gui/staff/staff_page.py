"""The people who work here: the list, the chosen person, and everything an admin does with them."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.sheets import DepartmentLine
from clinic_desktop.gui.actions import Command
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.role_words import role_words
from clinic_desktop.gui.staff.choice_boxes import ChoiceBox
from clinic_desktop.gui.staff.list_and_card import Fetch, ListAndCardPage
from clinic_desktop.gui.staff.person_card import PersonCard
from clinic_desktop.gui.staff.staff_rows import StaffRow, fetch_staff, folded
from clinic_desktop.gui.staff.staff_verbs import StaffVerbs
from clinic_desktop.gui.staff.staff_words import last_sign_in_words, state_words
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.widgets.search_field import SearchField
from clinic_desktop.gui.workplace import Workplace


class StaffPage(ListAndCardPage[StaffRow]):
    """Admins, doctors and reception; patients' accounts only when they are asked for."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.person_card = PersonCard(workplace)
        self.verbs = StaffVerbs(workplace, self)
        self.role_box = ChoiceBox(letters=None)
        self.role_box.setAccessibleName(self.tr("Whom to list"))
        for words, role in (
            (self.tr("All who work here"), None),
            (self.tr("Administrators"), Role.ADMIN),
            (self.tr("Doctors"), Role.DOCTOR),
            (self.tr("Reception"), Role.RECEPTIONIST),
            (self.tr("Patients who sign in"), Role.PATIENT),
        ):
            self.role_box.addItem(words, role)
        self.role_box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.filter_field = SearchField(self.tr("Filter…"), keys="Ctrl+F")
        self.filter_field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.filter_field.setMaximumWidth(_FILTER_WIDTH)
        self.tools.addWidget(self.role_box)
        self.tools.addWidget(self.filter_field)
        self.build(
            title=self.tr("Staff"),
            add_text=self.tr("Add a person"),
            table=RowTable(self._columns(), key=lambda row: row.key, is_faint=lambda row: not row.is_active),
            card=self.person_card,
            empty=EmptyState(
                Icon.USERS,
                self.tr("Nobody here"),
                self.tr("People of this role appear here once they are added."),
                action_text=self.tr("Add a person"),
            ),
        )
        self._connect()

    @property
    def wanted_role(self) -> Role | None:
        """Whose accounts are listed; None lists all who work here."""
        chosen = self.role_box.currentData()
        return Role(chosen) if chosen else None

    def fetch(self) -> Fetch[StaffRow]:
        role = self.wanted_role
        return lambda clinic, limit, after: fetch_staff(clinic, role, limit, after)

    def is_wanted(self, row: StaffRow) -> bool:
        wanted = folded(self.filter_field.text()).split()
        email = row.account.email if row.account is not None else None
        words = (row.name, self._username(row), role_words(row.role), row.department_name, email or "")
        found = folded(" ".join((*words, state_words(row))))
        return all(word in found for word in wanted)

    def show_row(self, row: StaffRow | None) -> None:
        self.person_card.show_row(row)

    def add(self) -> None:
        role = self.wanted_role
        self.verbs.add(role if role not in (None, Role.PATIENT) else Role.RECEPTIONIST)

    def cares(self, changes: Changes) -> bool:
        return changes.touches(
            "account", "practitioner", "department", "weekly_pattern", "session", "clinic_settings", "room"
        )

    def reload(self) -> None:
        super().reload()
        self.workplace.run_latest(
            (self, "departments"),
            lambda clinic: (clinic.staff.departments(), [room.name for room in clinic.staff.rooms()]),
            done=self._on_house,
            lane=Lane.READING,
        )

    def list_anew(self) -> None:
        typed = self.filter_field.text().strip()
        if typed:
            sentence = self.tr("Nobody matches “{words}”. Look at another role, or type less.").format(words=typed)
            self.empty.set_words(self.tr("Nobody found"), sentence)
        elif self.wanted_role is Role.PATIENT:
            sentence = self.tr("Patients register themselves, or the front desk opens a sign-in from their record.")
            self.empty.set_words(self.tr("No patient signs in yet"), sentence)
        else:
            sentence = self.tr("People of this role appear here once they are added.")
            self.empty.set_words(self.tr("Nobody here"), sentence)
        super().list_anew()

    def commands(self) -> Sequence[Command]:
        find = Command(name="filter", text=self.tr("Filter the list"), run=self._go_to_filter, shortcut="Ctrl+F")
        return (*super().commands(), find)

    def _columns(self) -> Sequence[Column[StaffRow]]:
        return (
            Column(head=self.tr("Name"), text=lambda row: row.name, share=20, is_strong=True),
            Column(head=self.tr("User name"), text=self._username, share=13),
            Column(head=self.tr("Role"), text=lambda row: role_words(row.role), share=14),
            Column(head=self.tr("Department"), text=lambda row: row.department_name or _NOTHING, share=17),
            Column(head=self.tr("Last sign-in"), text=self._last_sign_in, share=13),
            Column(head=self.tr("State"), text=state_words, share=19, ink=_state_ink),
        )

    def _connect(self) -> None:
        card, verbs = self.person_card, self.verbs
        for button, verb in (
            (card.open_button, verbs.open_account),
            (card.where_button, verbs.show_sessions),
            (card.reset_button, verbs.reset_password),
            (card.disable_button, verbs.disable),
            (card.enable_button, verbs.enable),
            (card.close_button, verbs.close_diary),
            (card.reopen_button, verbs.reopen_diary),
            (card.diary_button, verbs.give_diary),
            (card.sign_in_button, verbs.give_sign_in),
        ):
            button.clicked.connect(lambda *_, verb=verb: self._on_verb(verb))
        # What concerns sign-in tries and sessions alone is kept at this station and makes no news.
        verbs.done.connect(self.mark_stale)
        verbs.added.connect(self._on_added)
        self.role_box.activated.connect(lambda *_: self.start_anew())
        self.filter_field.textChanged.connect(lambda *_: self.list_anew())
        self.filter_field.stepped.connect(self.view.step)
        self.filter_field.returnPressed.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))

    def _on_verb(self, verb: Callable[[StaffRow], object]) -> None:
        row = self.person_card.row
        if row is not None:
            verb(row)

    def _on_added(self, key: Hashable) -> None:
        self.filter_field.clear()
        if self.wanted_role is not None:
            self.role_box.choose(None)
            self.start_anew()
        self.choose(key)
        self.mark_stale()

    def _on_house(self, house: tuple[Sequence[DepartmentLine], Sequence[str]]) -> None:
        departments, rooms = house
        self.person_card.set_departments(departments)
        self.person_card.set_rooms(rooms)

    def _go_to_filter(self) -> None:
        self.filter_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_field.selectAll()

    def _username(self, row: StaffRow) -> str:
        return row.account.username if row.account is not None else _NOTHING

    def _last_sign_in(self, row: StaffRow) -> str:
        if row.account is None:
            return _NOTHING
        is_self = row.account.id == self.workplace.account.id
        workplace = self.workplace
        return last_sign_in_words(row.account.last_sign_in_at, workplace.now(), workplace.zone, is_self=is_self)


def _state_ink(row: StaffRow) -> str:
    return "danger" if row.account is not None and row.account.active and row.account.is_locked else "muted"


_NOTHING = "–"
_FILTER_WIDTH = 240
