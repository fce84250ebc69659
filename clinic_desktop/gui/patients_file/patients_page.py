"""The file of patients: found by typing, listed with the columns one wants, the chosen one's card beside it."""

from collections.abc import Hashable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sheets import PatientFileLine
from clinic_desktop.gui import privacy
from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.booking.side_panel import SidePanel
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.patients_file.file_reader import PAGE, FileReader
from clinic_desktop.gui.patients_file.former_number import FormerNumber
from clinic_desktop.gui.patients_file.patient_columns import (
    USUAL,
    PatientColumn,
    PatientColumns,
    columns_kept,
    columns_to_keep,
    heads,
)
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.row_table import RowTable
from clinic_desktop.gui.widgets.row_table_view import RowTableView
from clinic_desktop.gui.widgets.search_field import SearchField
from clinic_desktop.gui.widgets.segmented import SegmentedButtons
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile


class PatientsPage(Page):
    """Reads the file a page at a time, or what a search finds; keeps the choice while others change things.

    `appointment_wanted` carries the line of an appointment to be shown in the calendar, `appointment_neared` of one
    that may be so in a moment.
    """

    appointment_wanted = Signal(object)
    appointment_neared = Signal(object)

    def __init__(
        self, workplace: Workplace, verbs: AppointmentVerbs, station: SettingsFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        self.verbs = verbs
        self._station = station
        self.reader = FileReader(workplace, self)
        self._wanted: UUID | None = None
        self._room_below = 0
        self._shown = columns_kept(station.read().patients_columns)
        self._columns = PatientColumns(workplace.zone, workplace.today())
        self.table = RowTable[PatientFileLine](
            self._columns.columns(self._shown),
            key=lambda row: row.line.id,
            is_faint=lambda row: row.line.archived,
            parent=self,
        )
        self.panel = SidePanel(workplace, verbs, self)
        self.panel.hide()  # until the window shows it at its right; it ends with the page in any case
        self.search = SearchField(self.tr("Name, phone, date of birth or MRN…"))
        self.search.setMaximumWidth(_SEARCH_WIDTH)
        self.which = SegmentedButtons()
        self.view = RowTableView(self.table, name="patients")
        self.columns_button = QPushButton(self.tr("Columns…"))
        self.register_button = QPushButton(self.tr("Register a patient"))
        self.empty = EmptyState(
            Icon.USERS,
            self.tr("No patients yet"),
            self.tr("Everyone who is registered stands here, by family name."),
            action_text=self.tr("Register a patient") if self._may_register else "",
        )
        self.former = FormerNumber(self)
        self.set_title(self.tr("Patients"))
        self.tools = QHBoxLayout()
        self._lay_out()
        self._connect()

    @property
    def _may_register(self) -> bool:
        return Permission.REGISTER_PATIENT in self.verbs.permissions

    @property
    def chosen(self) -> PatientFileLine | None:
        """The patient whose card is shown."""
        return self.table.row_at(self.view.currentIndex())

    def show_patient(self, patient_id: UUID) -> bool:
        """Show a patient, whether or not the list has them."""
        self._wanted = patient_id
        self.panel.show_patient(patient_id)
        if self.view.choose(patient_id):
            self._wanted = None
        return True

    def leave_room(self, height: int) -> None:
        """Make the list so much lower, for what is to stand below it."""
        self._room_below = height + Space.M if height > 0 else 0
        self._fit()

    def _fit(self) -> None:
        room = 0 if self.former.isHidden() else self.former.sizeHint().height() + Space.M
        self.view.set_height(round(self.height() - _ROOM_ABOVE - room - self._room_below))

    def stand_beside(self, navigation: QWidget) -> None:
        """Show the way to other pages at the left."""
        self._navigation = navigation

    def _lay_out(self) -> None:
        for key, words in (
            (False, self.tr("Active")),
            (True, self.tr("Archived")),
            (None, self.tr("All")),
        ):
            self.which.add(key, words)
        self.which.setAccessibleName(self.tr("Which patients"))
        self.view.setAccessibleName(self.tr("Patients"))
        self.columns_button.setToolTip(self.tr("Choose what the table shows"))
        set_look(self.register_button, Look.PRIMARY)
        if not self._may_register:
            self.register_button.hide()
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(label(self.title, Look.TITLE), 1)
        self.tools.setSpacing(Space.S)
        head.addLayout(self.tools)
        head.addWidget(self.register_button)
        filters = QHBoxLayout()
        filters.setSpacing(Space.S)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.which)
        filters.addStretch(1)
        filters.addWidget(self.columns_button)
        self._card = Card()
        edge = Space.S - 2
        self._card.body.setContentsMargins(edge, Space.XS // 2, edge, Space.XS)
        self._card.body.addWidget(self.view)
        self._card.setSizePolicy(self.view.sizePolicy())
        self.empty.hide()
        self.below = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        layout.setSpacing(Space.M)
        layout.addLayout(head)
        layout.addLayout(filters)
        layout.addWidget(self.former)
        layout.addWidget(self._card)
        layout.addWidget(self.empty, 1)
        layout.addLayout(self.below)
        layout.addStretch(1)
        self.setFocusProxy(self.search)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._ask)
        self.search.stepped.connect(self.view.step)
        self.search.returnPressed.connect(self._go_to_table)
        self.which.chosen.connect(self._ask)
        self.view.row_chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)
        self.view.end_neared.connect(self.reader.read_on)
        self.reader.read.connect(self._on_read)
        self.view.heads.shows_others = self._shown != USUAL
        self.view.heads.menu_wanted.connect(self._offer_columns)
        self.view.heads.original_wanted.connect(lambda: self._show_columns(USUAL))
        self.columns_button.clicked.connect(
            lambda *_: self._choose_columns(self.columns_button.mapToGlobal(QPoint(0, self.columns_button.height())))
        )
        self.register_button.clicked.connect(lambda *_: self._register())
        self.empty.action_requested.connect(self._register)
        self.panel.appointment_wanted.connect(self.appointment_wanted)
        self.panel.appointment_neared.connect(self.appointment_neared)
        self.panel.closed.connect(lambda: self.view.choose(None))
        self.panel.rest_changed.connect(self.side_changed)
        self.verbs.patient_taken.connect(self._on_patient_taken)
        privacy.switch().changed.connect(self.table.tell_anew)

    # reading

    def reload(self) -> None:
        self.reader.ask_again()

    def cares(self, changes: Changes) -> bool:
        return changes.touches("patient") or (changes.touches("appointment") and bool(self.reader.rows))

    def _ask(self, *_: object) -> None:
        current = self.which.current
        self.reader.ask(self.search.text(), archived=current if isinstance(current, bool) else None)

    def _on_read(self) -> None:
        rows = self.reader.rows
        self.table.set_rows(rows)
        self._card.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if not rows:
            self._say_nobody()
        self.former.show_for(rows)
        self._fit()
        self._say_count(len(rows))
        if self._wanted is not None and self.view.choose(self._wanted):
            self._wanted = None

    def _say_count(self, found: int) -> None:
        count = f"{self.reader.count:,}"
        if self.reader.text:
            more = "+" if found >= PAGE else ""
            self.search.set_found(self.tr("{found} of {count}").format(found=f"{found}{more}", count=count))
        self.set_figures(self.tr("{count} patients").format(count=count))

    def _say_nobody(self) -> None:
        if self.reader.text:
            self.empty.set_words(
                self.tr("Nobody found"),
                self.tr("Nobody of that name, phone, birth date or MRN. Try fewer letters, or look in the archive."),
            )
        elif self.which.current is True:
            self.empty.set_words(self.tr("The archive is empty"), self.tr("Patients who were archived stand here."))
        else:
            self.empty.set_words(
                self.tr("No patients yet"), self.tr("Everyone who is registered stands here, by family name.")
            )

    # what happens

    def _on_chosen(self, key: Hashable) -> None:
        if isinstance(key, UUID) and key != self.panel.patient_id:
            self.panel.show_patient(key)

    def _go_to_table(self) -> None:
        if self.table.rows and not self.view.currentIndex().isValid():
            self.view.step(1)
        self.view.setFocus()

    def _on_opened(self) -> None:
        row = self.chosen
        if row is not None and Permission.CHANGE_PATIENT in self.verbs.permissions:
            self.verbs.change_patient(row.line.id)

    def _register(self) -> None:
        text = self.search.text().strip()
        self.verbs.register("" if self.reader.rows else text)

    def _on_patient_taken(self, patient: object) -> None:
        if self.isVisible():
            self.show_patient(patient.id)  # type: ignore[attr-defined] # the signal carries a PatientLine

    def _book(self) -> None:
        row = self.chosen
        if row is not None:
            self.verbs.book(patient=row.line)

    def _choose_columns(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view.heads.add_put_back(menu)
        self._offer_columns(menu)
        menu.popup(place)

    def _offer_columns(self, menu: QMenu) -> None:
        menu.addSeparator()
        for column, words in heads().items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(column in self._shown)
            action.setEnabled(column is not PatientColumn.NAME)
            action.triggered.connect(partial(self._switch_column, column))

    def _switch_column(self, column: PatientColumn, *_: object) -> None:
        shown = {*self._shown} ^ {column}
        self._show_columns(tuple(each for each in PatientColumn if each in shown))

    def _show_columns(self, columns: Sequence[PatientColumn]) -> None:
        self._shown = tuple(columns)
        self.view.heads.shows_others = self._shown != USUAL
        chosen = self.view.chosen_key
        self.table.set_columns(self._columns.columns(self._shown))
        self.view.choose(chosen)
        self._station.keep(patients_columns=columns_to_keep(self._shown))

    # as a page

    def commands(self) -> Sequence[Command]:
        may = self.verbs.permissions
        wanted = []
        if Permission.CHANGE_PATIENT in may:
            change = self.tr("&Change the patient…")
            wanted.append(
                Command(
                    name="change_patient", text=change, run=self._on_opened, shortcut="Ctrl+E", menu=MenuPlace.PATIENTS
                )
            )
        if Permission.BOOK in may:
            book = self.tr("&Book for the patient…")
            wanted.append(
                Command(
                    name="book_for_patient", text=book, run=self._book, shortcut="Ctrl+Return", menu=MenuPlace.PATIENTS
                )
            )
        return wanted

    def left_side(self) -> QWidget | None:
        return self._navigation

    def right_side(self) -> QWidget:
        return self.panel

    def right_side_rests(self) -> bool:
        return self.panel.is_at_rest

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


_SEARCH_WIDTH = 420
_ROOM_ABOVE = 128
