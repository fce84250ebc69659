"""The board: five columns, one card chosen, and a card that is carried from one to another."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.waiting_room import BoardColumn, column_before, column_of, step_to
from clinic_desktop.gui import theme
from clinic_desktop.gui.calendar.sheet.flashes import Flashes
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.turns import paint_in_a_turn
from clinic_desktop.gui.waiting_room.board_measures import BoardMeasure
from clinic_desktop.gui.waiting_room.board_words import back_words, step_words, why_not
from clinic_desktop.gui.waiting_room.cards import Card
from clinic_desktop.gui.waiting_room.carried_card import CarriedCard
from clinic_desktop.gui.waiting_room.column_view import ColumnView

_COLUMNS = tuple(BoardColumn)


class BoardView(QWidget):
    """Shows cards and says where one is wanted; it changes nothing by itself.

    `card_chosen` tells of a click, `card_reached` of the arrow keys, `card_activated` of Enter; `step_wanted` carries
    a card's line and the column where it was let go, `refused` the sentence that says why it may not go there.
    """

    card_chosen = Signal(object)
    card_reached = Signal(object)
    card_activated = Signal(object)
    menu_wanted = Signal(QPoint)
    step_wanted = Signal(object, object)
    back_wanted = Signal(object)
    refused = Signal(str)
    escaped = Signal()

    def __init__(self, spoken: Callable[[Card], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flashes = Flashes(self)
        self.is_movable = True
        self._chosen: UUID | None = None
        self._carried: CarriedCard | None = None
        self._carried_line: AppointmentLine | None = None
        self.columns: dict[BoardColumn, ColumnView] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.NONE)
        row.setSpacing(BoardMeasure.COLUMN_GAP - 2 * Space.XS)
        for column in _COLUMNS:
            made = self.columns[column] = ColumnView(column, self.flashes, spoken)
            row.addWidget(made, 1)
            self._connect(made)
        self.flashes.changed.connect(self._repaint)
        theme.switch().changed.connect(self._repaint)

    def _connect(self, view: ColumnView) -> None:
        cards = view.list
        cards.card_clicked.connect(self._on_clicked)
        cards.card_reached.connect(self._on_reached)
        cards.card_activated.connect(self._on_activated)
        cards.menu_wanted.connect(self.menu_wanted)
        cards.column_wanted.connect(lambda by: self._go_beside(view.column, by))
        cards.escaped.connect(self._on_escaped)
        cards.drag_begun.connect(lambda card, grip, place: self._take_up(view, card, grip, place))
        cards.drag_moved.connect(self._carry)
        cards.drag_ended.connect(self._let_go)

    @property
    def chosen(self) -> UUID | None:
        """The chosen card's appointment."""
        return self._chosen

    @property
    def carried(self) -> CarriedCard | None:
        """The card that is carried now."""
        return self._carried

    def line(self, appointment_id: UUID | None) -> AppointmentLine | None:
        """An appointment that stands on the board."""
        column = self._column_of(appointment_id)
        if appointment_id is None or column is None:
            return None
        cards = self.columns[column].list.cards
        card = cards.row_at(cards.index_of(appointment_id))
        return None if card is None else card.line

    def show_cards(self, cards: Mapping[BoardColumn, Sequence[Card]]) -> frozenset[UUID]:
        """Show these cards; the chosen one stays chosen wherever it goes. Answers whose appointment changed."""
        before = {card.id: card.line for view in self.columns.values() for card in view.list.cards.rows}
        had_focus = any(view.list.hasFocus() for view in self.columns.values())
        was_in = self._column_of(self._chosen)
        for column, view in self.columns.items():
            if not before:  # all the cards are new, and a picture of each is made
                paint_in_a_turn(view.list)
            view.show_cards(cards.get(column, ()))
        if self._chosen is not None:
            is_in = self._column_of(self._chosen)
            self._chosen = None if is_in is None else self._chosen
            self._mark(self._chosen, in_view=is_in is not was_in, focus=had_focus)
        after = (card.line for column in cards.values() for card in column)
        return frozenset(line.id for line in after if before.get(line.id) != line)

    def choose(self, appointment_id: UUID | None) -> bool:
        """Choose a card and bring it into view; None chooses nobody. Tells nobody."""
        column = self._column_of(appointment_id)
        self._chosen = appointment_id if column is not None else None
        self._mark(self._chosen, in_view=True, focus=False)
        return column is not None

    def go(self) -> None:
        """Take the keyboard: to the chosen card, or else to the first that waits."""
        column = self._column_of(self._chosen)
        filled = (one for one in (BoardColumn.ARRIVED, *_COLUMNS) if self.columns[one].list.cards.rowCount())
        self.columns[column or next(filled, BoardColumn.EXPECTED)].list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _column_of(self, appointment_id: UUID | None) -> BoardColumn | None:
        if appointment_id is None:
            return None
        found = (column for column, view in self.columns.items() if view.list.cards.index_of(appointment_id).isValid())
        return next(found, None)

    def _mark(self, appointment_id: UUID | None, *, in_view: bool, focus: bool) -> None:
        for view in self.columns.values():
            if view.list.choose(appointment_id, in_view=in_view) and focus:
                view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reached(self, appointment_id: UUID) -> None:
        self._chosen = appointment_id
        self._mark(appointment_id, in_view=False, focus=False)
        self.card_reached.emit(appointment_id)

    def _on_clicked(self, appointment_id: UUID) -> None:
        self._on_reached(appointment_id)
        self.card_chosen.emit(appointment_id)

    def _on_activated(self, appointment_id: UUID) -> None:
        self._on_reached(appointment_id)
        self.card_activated.emit(appointment_id)

    def _on_escaped(self) -> None:
        if self._carried is not None:
            self._put_down()
        else:
            self.escaped.emit()

    def _go_beside(self, column: BoardColumn, by: int) -> None:
        """To the card at the same height in the next column that has any."""
        here = self.columns[column].list
        index = here.currentIndex()
        height = here.visualRect(index).center().y() if index.isValid() else 0
        number = _COLUMNS.index(column) + by
        while 0 <= number < len(_COLUMNS):
            there = self.columns[_COLUMNS[number]].list
            rows = there.cards.rowCount()
            if rows:
                found = there.indexAt(QPoint(Space.M, height))
                there.setFocus(Qt.FocusReason.OtherFocusReason)
                there.setCurrentIndex(found if found.isValid() else there.cards.index(rows - 1))
                return
            number += by

    # carrying

    def _take_up(self, view: ColumnView, card: Card, grip: QPoint, place: QPoint) -> None:
        self._carried_line = card.line
        self._carried = CarriedCard(card, view.list.viewport().width(), grip, self)
        self._carried.show()
        self._carry(place)

    def _carry(self, place: QPoint) -> None:
        if self._carried is None or self._carried_line is None:
            return
        line = self._carried_line
        under = self._column_at(place)
        for column, view in self.columns.items():
            view.light(lit=self._may_go(line, column), under=column is under)
        words, allowed = "", True
        if under is not None and under is not column_of(line.status):
            allowed = self._may_go(line, under)
            is_back = step_to(line.status, under) is None
            words = (back_words() if is_back else step_words(under)) if allowed else self._why_not(line, under)
        self._carried.follow(self.mapFromGlobal(place), words, allowed=allowed)

    def _let_go(self, place: QPoint) -> None:
        line, under = self._carried_line, self._column_at(place)
        if self._carried is None or line is None:
            return
        self._put_down()
        if under is None or under is column_of(line.status):
            return
        if not self._may_go(line, under):
            self.refused.emit(self._why_not(line, under))
        elif step_to(line.status, under) is not None:
            self.step_wanted.emit(line, under)
        else:
            self.back_wanted.emit(line)

    def _put_down(self) -> None:
        if self._carried is not None:
            self._carried.hide()
            self._carried.deleteLater()
        self._carried = self._carried_line = None
        for view in self.columns.values():
            view.list.drop_card()
            view.light(lit=False)

    def _may_go(self, line: AppointmentLine, column: BoardColumn) -> bool:
        if not self.is_movable or column is column_of(line.status):
            return False
        return step_to(line.status, column) is not None or column_before(line) is column

    def _why_not(self, line: AppointmentLine, column: BoardColumn) -> str:
        return why_not(line, column) if self.is_movable else self.tr("Only the cards of today can be moved.")

    def _column_at(self, place: QPoint) -> BoardColumn | None:
        for column, view in self.columns.items():
            if view.rect().contains(view.mapFromGlobal(place)):
                return column
        return None

    def _repaint(self) -> None:
        for view in self.columns.values():
            view.update()
            view.list.viewport().update()
