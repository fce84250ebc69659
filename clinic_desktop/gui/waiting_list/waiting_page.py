"""The whole waiting list as a page: who waits for what since when, and what can be done about it."""

from collections.abc import Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sheets import DepartmentLine
from clinic_desktop.domain.waiting_list import WaitingFilter, WaitingLine, WaitingStatus
from clinic_desktop.gui import privacy
from clinic_desktop.gui.actions import Command, Commands, MenuPlace
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.privacy import shown_detail
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.waiting_list.waiting_section import CONCERNED
from clinic_desktop.gui.waiting_list.waiting_table import waiting_table
from clinic_desktop.gui.waiting_list.waiting_verbs import WaitingVerbs
from clinic_desktop.gui.waiting_list.words import status_words
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.row_pages import RowsPage, first_rows, page_of
from clinic_desktop.gui.widgets.row_table_view import RowTableView
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

BOOK, CHANGE, TAKE_OFF = "waiting_book", "waiting_change", "waiting_take_off"


class WaitingPage(Page):
    """Reads the list a page at a time; the chosen row stays chosen when the list changes."""

    def __init__(
        self, workplace: Workplace, commands: Commands, verbs: WaitingVerbs, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        self._commands = commands
        self._verbs = verbs
        self._status = WaitingStatus.WAITING
        self._read: tuple[WaitingLine, ...] = ()
        self._is_whole = True
        self._is_reading_on = False
        self.table = waiting_table(workplace)
        self.table.setParent(self)
        self.view = RowTableView(self.table, name="waiting-list")
        self.view.setAccessibleName(self.tr("Waiting list"))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.department_box = QComboBox()
        self.department_box.setAccessibleName(self.tr("Department"))
        self.department_box.addItem(self.tr("All departments"), None)
        self.chips: dict[WaitingStatus, QPushButton] = {}
        self.add_button = QPushButton(self.tr("Put somebody on the list…"))
        set_look(self.add_button, Look.PRIMARY)
        self.note = ElidedLabel(look=Look.MUTED)
        self.buttons = {name: QPushButton(self) for name in (BOOK, CHANGE, TAKE_OFF)}
        self._empty = EmptyState(Icon.LIST, "", "", action_text=self.tr("Put somebody on the list…"))
        self._table_card = Card()
        self._lay_out()
        self._connect()
        self.set_title(self.tr("Waiting list"))

    @property
    def goes_on(self) -> bool:
        """Whether more wait than are listed; they are read as one goes down."""
        return not self._is_whole

    @property
    def chosen(self) -> WaitingLine | None:
        """The row that is chosen."""
        return self.table.row_at(self.view.currentIndex())

    def show_status(self, status: WaitingStatus) -> None:
        """List the entries that stand so."""
        self._status = status
        self.chips[status].setChecked(True)
        self._read, self._is_whole, self._is_reading_on = (), True, False
        self.mark_stale()

    def _lay_out(self) -> None:
        head, filters = QHBoxLayout(), QHBoxLayout()
        for row in (head, filters):
            row.setSpacing(Space.S)
        head.addWidget(label(self.tr("Waiting list"), Look.TITLE))
        head.addStretch(1)
        head.addWidget(self.add_button)
        group = QButtonGroup(self)
        for status in (WaitingStatus.WAITING, WaitingStatus.LAPSED, WaitingStatus.BOOKED, WaitingStatus.WITHDRAWN):
            chip = self.chips[status] = QPushButton(status_words(status))
            chip.setCheckable(True)
            chip.setChecked(status is self._status)
            set_look(chip, Look.CHIP)
            group.addButton(chip)
            chip.clicked.connect(partial(self._on_status, status))
            filters.addWidget(chip)
        filters.addStretch(1)
        filters.addWidget(self.department_box)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        for button in self.buttons.values():
            foot.addWidget(button)
        set_look(self.buttons[TAKE_OFF], Look.DANGER)
        foot.addSpacing(Space.M)
        foot.addWidget(self.note, 1)
        self._table_card.body.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        self._table_card.body.addWidget(self.view)
        self._table_card.setSizePolicy(self.view.sizePolicy())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        layout.setSpacing(Space.M)
        layout.addLayout(head)
        layout.addLayout(filters)
        layout.addWidget(self._table_card)
        layout.addLayout(foot)
        layout.addWidget(self._empty, 1)
        layout.addStretch(0)
        self._empty.hide()

    def _connect(self) -> None:
        self.view.row_chosen.connect(lambda *_: self._show_actions())
        self.view.opened.connect(self._on_change)
        self.view.end_neared.connect(self._read_on)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.department_box.activated.connect(lambda *_: self.show_status(self._status))
        self.add_button.clicked.connect(lambda *_: self._verbs.put_on_list())
        self._empty.action_requested.connect(self._verbs.put_on_list)
        self.buttons[BOOK].clicked.connect(lambda *_: self._on_book())
        self.buttons[CHANGE].clicked.connect(lambda *_: self._on_change())
        self.buttons[TAKE_OFF].clicked.connect(lambda *_: self._on_take_off())
        privacy.switch().changed.connect(self._on_privacy_changed)
        self._show_actions()

    def _on_book(self) -> None:
        line = self.chosen
        if line is not None and self._may_book():
            self._verbs.choose_time(line)

    def _on_change(self) -> None:
        line = self.chosen
        if line is not None and self._may_change():
            self._verbs.change(line)

    def _on_take_off(self) -> None:
        line = self.chosen
        if line is not None and self._may_take_off():
            self._verbs.withdraw(line)

    def _may_book(self) -> bool:
        return self.chosen is not None and self.chosen.status is WaitingStatus.WAITING

    def _may_change(self) -> bool:
        return self.chosen is not None and self.chosen.status is not WaitingStatus.BOOKED

    def _may_take_off(self) -> bool:
        return self.chosen is not None and self.chosen.entry.status is WaitingStatus.WAITING

    def _show_actions(self) -> None:
        line = self.chosen
        is_over = line is not None and line.status is not WaitingStatus.WAITING
        self.note.setText("" if line is None else shown_detail(line.entry.note))
        self.buttons[BOOK].setText(self.tr("Book…"))
        self.buttons[CHANGE].setText(self.tr("Take up again…") if is_over else self.tr("Change…"))
        self.buttons[TAKE_OFF].setText(self.tr("Take off the list"))
        for name, allowed in ((BOOK, self._may_book()), (CHANGE, self._may_change()), (TAKE_OFF, self._may_take_off())):
            self.buttons[name].setEnabled(allowed)
        self._commands.refresh()

    def _on_menu(self, place: QPoint) -> None:
        if self.chosen is not None and BOOK in self._commands:
            menu = self._commands.menu([BOOK, CHANGE, None, TAKE_OFF], self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.view.viewport().mapToGlobal(place))

    def _on_status(self, status: WaitingStatus) -> None:
        self.show_status(status)

    def _on_privacy_changed(self) -> None:
        self._show_actions()
        self.table.dataChanged.emit(
            self.table.index(0, 0), self.table.index(self.table.rowCount() - 1, self.table.columnCount() - 1)
        )

    # reading

    def _wanted(self) -> WaitingFilter:
        department = self.department_box.currentData()
        return WaitingFilter(
            statuses=frozenset({self._status}), department_id=department if isinstance(department, UUID) else None
        )

    def reload(self) -> None:
        wanted, many = self._wanted(), max(len(self._read), _PAGE)

        def read(clinic: "Clinic") -> tuple[RowsPage[WaitingLine], Sequence[DepartmentLine]]:
            def fetch(limit: int, after: WaitingLine | None) -> RowsPage[WaitingLine]:
                return page_of(clinic.waiting_list.list(wanted, limit=limit, after=after), limit)

            return first_rows(fetch, many, _PAGE), clinic.staff.departments(limit=_MOST_DEPARTMENTS)

        self.workplace.run_latest(("waiting-page", id(self)), read, done=self._on_read, owner=self)

    def _on_read(self, read: tuple[RowsPage[WaitingLine], Sequence[DepartmentLine]]) -> None:
        page, departments = read
        self._offer(departments)
        self._read, self._is_whole, self._is_reading_on = page.rows, page.is_whole, False
        self._show_rows()

    def _read_on(self) -> None:
        if self._is_whole or self._is_reading_on:
            return
        self._is_reading_on = True
        wanted, read = self._wanted(), self._read

        def done(lines: Sequence[WaitingLine]) -> None:
            if self._read is read:
                self._read, self._is_whole, self._is_reading_on = (*read, *lines), len(lines) < _PAGE, False
                self._show_rows()

        self.workplace.run_latest(
            ("waiting-page-on", id(self)),
            lambda clinic: clinic.waiting_list.list(wanted, limit=_PAGE, after=read[-1]),
            done=done,
            owner=self,
        )

    def _show_rows(self) -> None:
        chosen: Hashable = self.view.chosen_key
        row = self.view.currentIndex().row()
        self.table.set_rows(self._read)
        if chosen is None or not self.view.choose(chosen):
            place = min(max(row, 0), len(self._read) - 1)
            if place >= 0:
                self.view.setCurrentIndex(self.table.index(place, 0))
        self._table_card.setVisible(bool(self._read))
        for button in self.buttons.values():
            button.setVisible(bool(self._read))
        self._empty.setVisible(not self._read)
        self._empty.set_words(*self._words_of_none())
        self._show_actions()

    def _words_of_none(self) -> tuple[str, str]:
        if self._status is WaitingStatus.WAITING:
            return self.tr("Nobody waits"), self.tr(
                "Whoever wants an earlier time stands here, and is offered when a time comes free."
            )
        return self.tr("None of these"), self.tr("Entries that are over stand here.")

    def _offer(self, departments: Sequence[DepartmentLine]) -> None:
        """The departments to narrow the list to; hidden where there is no choice."""
        wanted = [(one.name, one.id) for one in departments]
        standing = [
            (self.department_box.itemText(n), self.department_box.itemData(n))
            for n in range(1, self.department_box.count())
        ]
        if wanted != standing:
            while self.department_box.count() > 1:
                self.department_box.removeItem(1)
            for name, which in wanted:
                self.department_box.addItem(name, which)
        self.department_box.setVisible(len(wanted) > 1)

    # as a page

    def commands(self) -> Sequence[Command]:
        place, group = MenuPlace.SCHEDULE, "waiting"
        return (
            Command(
                name=BOOK, text=self.tr("&Book from the waiting list…"), run=self._on_book, enabled=self._may_book,
                shortcut="Ctrl+B", icon=Icon.CALENDAR_CHECK, menu=place, group=group,
            ),
            Command(
                name=CHANGE, text=self.tr("&Change what they wait for…"), run=self._on_change,
                enabled=self._may_change, shortcut="F2", icon=Icon.CALENDAR_CLOCK, menu=place, group=group,
            ),
            Command(
                name=TAKE_OFF, text=self.tr("&Take off the waiting list"), run=self._on_take_off,
                enabled=self._may_take_off, shortcut="Del", icon=Icon.BAN, menu=place, group=group,
            ),
        )  # fmt: skip

    def cares(self, changes: Changes) -> bool:
        return changes.touches("department", *CONCERNED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.set_height(self.height() - _AROUND_TABLE)


_PAGE = 100
_MOST_DEPARTMENTS = 200
_AROUND_TABLE = 2 * Measure.TOOLBAR + 3 * Space.XL
