"""A page of settings: a heading, a list, and the chosen row's card below it."""

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.staff.chosen_card import ChosenCard
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.ask_dialog import AskDialog, ask_before_leaving, unsaved_question
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.divide import DividePlace, HeightDivide, list_place
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.row_pages import RowsPage, first_rows
from clinic_desktop.gui.widgets.row_table import RowTable
from clinic_desktop.gui.widgets.row_table_view import RowTableView
from clinic_desktop.gui.widgets.save_bar import SaveBar
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

Row = TypeVar("Row")
Fetch = Callable[["Clinic", int, "Row | None"], RowsPage[Row]]


class ListAndCardPage(Page, Generic[Row]):
    """Reads its rows a page at a time, keeps the choice when they change, and lets nothing typed be lost.

    A page of it says what to fetch, which of the rows read are wanted, how one is shown on the card, and what adding
    one means.
    """

    row_shown = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._read: tuple[Row, ...] = ()
        self._is_whole = True
        self._is_reading_on = False
        self._shown_key: Hashable = None
        self._wanted_key: Hashable = None
        self._is_settling = False
        self._after_saving: Callable[[], object] | None = None
        self.tools = QHBoxLayout()
        self.tools.setSpacing(Space.S)
        self.save_bar = SaveBar()
        self._table_card = Card()
        self._list_place = list_place("list", _LIST_SHARE, self)
        self.divide = HeightDivide(self._list_place, self)
        self._list_place.changed.connect(self._fit_list)

    def build(self, *, title: str, add_text: str, table: RowTable[Row], card: ChosenCard, empty: EmptyState) -> None:
        """Put the page together; each page calls it once, when it has its parts."""
        self.set_title(title)
        self.table = table
        self.card = card
        self.empty = empty
        table.setParent(self)
        self.view = RowTableView(table, self._table_card, name=type(self).__name__)
        self.view.setAccessibleName(title)
        self.add_button = QPushButton(add_text)
        self.add_button.setToolTip(self.tr("{verb} (Ctrl+N)").format(verb=add_text))
        set_look(self.add_button, Look.PRIMARY)
        self._lay_out(title)
        self.add_button.clicked.connect(lambda *_: self.add())
        self.empty.action_requested.connect(self.add)
        self.view.row_chosen.connect(self._on_row_chosen)
        self.view.opened.connect(self.go_to_card)
        self.view.end_neared.connect(self.read_on)
        card.edited.connect(self._on_card_edited)
        card.refused.connect(self._reveal)
        card.saved.connect(self._on_card_saved)
        self.save_bar.save_wanted.connect(card.save)
        self.save_bar.discard_wanted.connect(self.discard)

    def divides(self) -> Sequence[DividePlace]:
        return (self._list_place,)

    # What each page says for itself

    def fetch(self) -> Fetch[Row]:
        """What reads rows, beside the window's thread."""
        return lambda *_: RowsPage(rows=(), is_whole=True)

    def is_wanted(self, row: Row) -> bool:
        """Whether a row that was read is listed."""
        return True

    def show_row(self, row: Row | None) -> None:
        """Show a row on the card, or none."""

    def add(self) -> None:
        """Begin to add one."""

    # What they share

    @property
    def is_changed(self) -> bool:
        """Whether something was typed on the card that is not saved."""
        return self.card.is_changed

    def choose(self, key: Hashable) -> None:
        """Show the row of that key, now or as soon as it is read."""
        self._wanted_key = key
        if self.view.choose(key) or self._shown_key == key:
            self._wanted_key = None

    def go_to_card(self) -> None:
        """Put the keyboard into the first field of the card."""
        self.card.go_to_first_field()

    def discard(self) -> None:
        """Forget what was typed on the card."""
        self.card.discard()
        self._on_card_edited()

    def reload(self) -> None:
        fetch, wanted = self.fetch(), max(len(self._read), _PAGE)

        def read(clinic: "Clinic") -> RowsPage[Row]:
            return first_rows(lambda limit, after: fetch(clinic, limit, after), wanted, _PAGE)

        self.workplace.run_latest(self, read, done=self._on_read)

    def read_on(self) -> None:
        """Read the next rows, where there are more."""
        if self._is_whole or self._is_reading_on:
            return
        self._is_reading_on = True
        fetch, read = self.fetch(), self._read

        def done(page: RowsPage[Row]) -> None:
            if self._read is read:
                self._read, self._is_whole, self._is_reading_on = (*read, *page.rows), page.is_whole, False
                self.list_anew()

        last = read[-1] if read else None
        self.workplace.run_latest((self, "on"), lambda clinic: fetch(clinic, _PAGE, last), done=done, owner=self)

    def list_anew(self) -> None:
        """List those of the rows read that are wanted now."""
        rows = [row for row in self._read if self.is_wanted(row)]
        self._is_settling = True
        self.table.set_rows(rows)
        self._is_settling = False
        self._table_card.setVisible(bool(rows) or not self._is_whole)
        self.divide.setVisible(not self._table_card.isHidden())
        self.divide.set_of_use(is_of_use=self.view.has_more_than_least)
        self.empty.setVisible(not rows and self._is_whole)
        self._settle_choice(rows)
        if len(rows) < _PAGE and not self._is_whole:
            self.read_on()

    def put_in_order(self, keys: Sequence[Hashable]) -> None:
        """Have the rows that were read stand in that order."""
        places = {key: place for place, key in enumerate(keys)}
        self._read = tuple(sorted(self._read, key=lambda row: places.get(self.table.key_of(row), len(places))))
        self.list_anew()

    def say_below(self, words: str) -> None:
        """Say something below the list, as long as there is one."""
        hint = label(words, Look.SECONDARY, wraps=True)
        hint.setContentsMargins(Space.S, Space.NONE, Space.S, Space.XS)
        self._table_card.body.addWidget(hint)

    def start_anew(self) -> None:
        """Forget the rows, because others are wanted."""
        self._read, self._is_whole, self._is_reading_on = (), True, False
        self.mark_stale()

    def commands(self) -> Sequence[Command]:
        add, save = self.tr("&{verb}…").format(verb=self.add_button.text()), self.tr("Save &changes")
        file, group = MenuPlace.FILE, "page"
        return (
            Command(name="add", text=add, run=self.add, shortcut="Ctrl+N", icon=Icon.PLUS, menu=file, group=group),
            Command(name="save", text=save, run=self._on_save_command, shortcut="Ctrl+S", menu=file, group=group),
        )

    def _lay_out(self, title: str) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(Space.S)
        heading.addWidget(label(title, Look.TITLE), 1)
        heading.addLayout(self.tools)
        heading.addWidget(self.add_button)
        edge = Space.S - 2
        self._table_card.body.setContentsMargins(edge, Space.XS // 2, edge, Space.XS)
        self._table_card.body.addWidget(self.view)
        self._table_card.setSizePolicy(self.view.sizePolicy())
        self.empty.hide()
        self.card.hide()
        self._area, floor = scrolling(self)
        column = QVBoxLayout(floor)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addLayout(heading)
        below = QVBoxLayout()
        below.setSpacing(Space.NONE)
        for widget in (self._table_card, self.divide, self.empty, self.card):
            below.addWidget(widget, 1 if widget is self.empty else 0)
        column.addLayout(below)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.NONE)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.save_bar)

    def _on_read(self, page: RowsPage[Row]) -> None:
        self._read, self._is_whole, self._is_reading_on = page.rows, page.is_whole, False
        self.list_anew()

    def _settle_choice(self, rows: Sequence[Row]) -> None:
        """Keep the row that is shown; where it has gone, the first takes its place unless something was typed."""
        keys = [self.table.key_of(row) for row in rows]
        if self._wanted_key in keys and not self.card.is_changed:
            key, self._wanted_key = self._wanted_key, None
        elif self._shown_key in keys or self.card.is_changed or not keys:
            key = self._shown_key
        else:
            key = keys[0]
        self._is_settling = True
        self.view.choose(key)
        self._is_settling = False
        row = next((row for row in rows if self.table.key_of(row) == key), None)
        if row is not None or not self.card.is_changed:
            self._show(row)

    def _show(self, row: Row | None) -> None:
        self._shown_key = None if row is None else self.table.key_of(row)
        self.show_row(row)
        self.card.setVisible(row is not None)
        self._on_card_edited()
        self.row_shown.emit(row)

    def _on_row_chosen(self, key: Hashable) -> None:
        if self._is_settling or key is None or key == self._shown_key:
            return
        if not self.card.is_changed:
            self._show(self.table.row_at(self.table.index_of(key)))
            return
        # The view has not finished with the click that chose the row: what it does then would undo this.
        QTimer.singleShot(0, self.view, self._choose_what_is_shown)
        self.ask_to_save(lambda: self.choose(key))

    def _choose_what_is_shown(self) -> None:
        self._is_settling = True
        self.view.choose(self._shown_key)
        self._is_settling = False

    def ask_to_save(self, then: Callable[[], object]) -> AskDialog:
        """Ask what to do with what was typed, and go on `then` unless the person goes back."""

        def save() -> None:
            self._after_saving = then
            self.card.save()

        dialog = unsaved_question(self.card.subject, self.workplace.zone, self.window())
        return ask_before_leaving(dialog, save=save, discard=self.discard, then=then)

    def _on_save_command(self) -> None:
        if self.card.is_changed and not self.card.is_busy:
            self.card.save()

    def _reveal(self, widget: QWidget) -> None:
        # The area learns of the new height only once its layout has run.
        QTimer.singleShot(0, widget, lambda: self._area.ensureWidgetVisible(widget))

    def _on_card_saved(self) -> None:
        self._on_card_edited()
        then, self._after_saving = self._after_saving, None
        if then is not None:
            then()

    def _on_card_edited(self) -> None:
        if not self.card.is_busy and self.card.is_changed:
            self._after_saving = None
        if self.card.is_changed:
            self.save_bar.show_unsaved(self.card.subject, is_busy=self.card.is_busy)
        else:
            self.save_bar.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_list()

    def _fit_list(self) -> None:
        # The list keeps its height whoever is chosen: a row that is clicked must not leave the pointer.
        self.view.set_height(self.height() * self._list_place.value // 100)


_PAGE = 100
_LIST_SHARE = 36
