"""One column of the board: its title, how many stand in it, and the cards below one another."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from clinic_desktop.domain.waiting_room import BoardColumn
from clinic_desktop.gui import theme
from clinic_desktop.gui.calendar.sheet.flashes import Flashes
from clinic_desktop.gui.measures import Measure, Space, TextSize
from clinic_desktop.gui.properties import put
from clinic_desktop.gui.row_model import RowModel
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.waiting_room.board_measures import BoardMeasure
from clinic_desktop.gui.waiting_room.board_words import column_title, empty_words
from clinic_desktop.gui.waiting_room.card_delegate import CardDelegate
from clinic_desktop.gui.waiting_room.cards import Card
from clinic_desktop.gui.widgets.card import label


class CardModel(RowModel[Card]):
    """The cards of one column."""

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.ToolTipRole:
            card = self.row_at(index)
            return None if card is None else card.tip or None
        return super().data(index, role)


class CardList(QListView):
    """The cards of a column; it tells what is done with them and does nothing by itself.

    A card is taken up with the mouse (`drag_begun`), carried (`drag_moved`) and let go (`drag_ended`): global places.
    """

    card_pressed = Signal(object)
    card_clicked = Signal(object)
    card_activated = Signal(object)
    card_reached = Signal(object)
    menu_wanted = Signal(QPoint)
    column_wanted = Signal(int)
    escaped = Signal()
    drag_begun = Signal(object, QPoint, QPoint)
    drag_moved = Signal(QPoint)
    drag_ended = Signal(QPoint)

    def __init__(self, spoken: Callable[[Card], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.cards = CardModel(key=lambda card: card.id, text=spoken, parent=self)
        self.setModel(self.cards)
        self.empty_words = ""
        self._pressed_at: QPoint | None = None
        self._is_dragging = False
        self._is_settling = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        put(self, selectionMode="SingleSelection", verticalScrollMode="ScrollPerPixel")
        put(self, horizontalScrollBarPolicy="ScrollBarAlwaysOff", resizeMode="Adjust")
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(BoardMeasure.SCROLL_STEP)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these; the card at the top stays where it is, whatever comes and goes above it."""
        anchor = self.indexAt(QPoint(Space.S, 0))
        card = self.cards.row_at(anchor)
        offset = self.visualRect(anchor).top() if card is not None else 0
        is_at_top = self.verticalScrollBar().value() == 0
        self._is_settling = True
        self.cards.set_rows(cards)
        self._is_settling = False
        if card is not None and not is_at_top:
            self.doItemsLayout()
            found = self.cards.index_of(card.id)
            if found.isValid():
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + self.visualRect(found).top() - offset)
        self.viewport().update()

    def choose(self, card_id: UUID | None, *, in_view: bool = False) -> bool:
        """Mark a card, if it stands here; no card otherwise. Tells nobody."""
        index = QModelIndex() if card_id is None else self.cards.index_of(card_id)
        self._is_settling = True
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.selectionModel().clear()
        self._is_settling = False
        if in_view and index.isValid():
            self.scrollTo(index)
        return index.isValid()

    def current_card(self) -> Card | None:
        """The card that is marked."""
        return self.cards.row_at(self.currentIndex())

    def place_of(self, card_id: UUID) -> QPoint:
        """The middle of a card in the viewport."""
        return self.visualRect(self.cards.index_of(card_id)).center()

    def drop_card(self) -> None:
        """The card that was taken up is not carried any more."""
        self._pressed_at = None
        self._is_dragging = False

    def _on_current_changed(self, current: QModelIndex, _: QModelIndex) -> None:
        card = self.cards.row_at(current)
        if card is not None and not self._is_settling:
            self.card_reached.emit(card.id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        is_card = self.indexAt(event.position().toPoint()).isValid()
        if event.button() is Qt.MouseButton.LeftButton and is_card:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            super().mouseMoveEvent(event)
            return
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if not self._is_dragging and way >= QApplication.startDragDistance():
            index = self.indexAt(self._pressed_at)
            card = self.cards.row_at(index)
            if card is None:
                return
            self._is_dragging = True
            grip = self._pressed_at - self.visualRect(index).topLeft()
            self.drag_begun.emit(card, grip, event.globalPosition().toPoint())
        if self._is_dragging:
            self.drag_moved.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragging, pressed_at = self._is_dragging, self._pressed_at
        self.drop_card()
        super().mouseReleaseEvent(event)
        if was_dragging:
            self.drag_ended.emit(event.globalPosition().toPoint())
            return
        card = self.cards.row_at(self.indexAt(event.position().toPoint()))
        if card is not None and pressed_at is not None:
            self.card_clicked.emit(card.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        card = self.cards.row_at(self.indexAt(event.position().toPoint()))
        if card is not None:
            self.card_activated.emit(card.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self.current_card()
        key, modifiers = event.key(), event.modifiers()
        plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and plain:
            on = (key == Qt.Key.Key_Right) is (self.layoutDirection() is Qt.LayoutDirection.LeftToRight)
            self.column_wanted.emit(1 if on else -1)
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and card is not None:
            self.card_activated.emit(card.id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self.current_card() is None and self.cards.rowCount():
            self.setCurrentIndex(self.cards.index(0))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            place = self.viewport().mapToGlobal(self.visualRect(index).center())
        else:
            index = self.indexAt(event.pos())
            place = event.globalPos()
        card = self.cards.row_at(index)
        if card is not None:
            self.setCurrentIndex(index)
            self.card_reached.emit(card.id)
            self.menu_wanted.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.cards.rowCount() or not self.empty_words:
            return
        painter = QPainter(self.viewport())
        painter.setFont(theme.font(TextSize.SECONDARY))
        painter.setPen(theme.current().muted)
        box = self.viewport().rect().adjusted(Space.XS, Space.XS, -Space.XS, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap, self.empty_words)


class ColumnView(QWidget):
    """A column of the board; lit up while a card that may come here is carried."""

    def __init__(
        self, column: BoardColumn, flashes: Flashes, spoken: Callable[[Card], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.column = column
        self._is_lit = False
        self._is_under = False
        self._title = label(column_title(column), Look.STRONG)
        self._count = label("", Look.MUTED)
        self.list = CardList(spoken, self)
        self.list.empty_words = empty_words(column)
        self.list.setItemDelegate(CardDelegate(self.list.cards, flashes, self.list))
        set_look(self.list, Look.PLAIN)
        top = QWidget()
        top.setFixedHeight(BoardMeasure.HEAD_HEIGHT)
        head = QHBoxLayout(top)
        head.setContentsMargins(Space.XS, Space.NONE, Space.XS, Space.NONE)
        head.setSpacing(Space.S)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._count)
        self._head = head
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        layout.setSpacing(Space.XS)
        layout.addWidget(top)
        layout.addWidget(self.list, 1)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards and how many they are."""
        self.list.show_cards(cards)
        self._count.setText(str(len(cards)))
        self.list.setAccessibleName(f"{self._title.text()}, {len(cards)}")

    def add_to_head(self, widget: QWidget) -> None:
        """Something that can be done from this column stands beside its title."""
        self._head.insertWidget(1, widget)

    @property
    def count_text(self) -> str:
        """What stands above the cards at the end."""
        return self._count.text()

    @property
    def is_lit(self) -> bool:
        """Whether the carried card may come here."""
        return self._is_lit

    def light(self, *, lit: bool, under: bool = False) -> None:
        """Show that a carried card may come here, and that it is over this column now."""
        if (lit, under) != (self._is_lit, self._is_under):
            self._is_lit, self._is_under = lit, under
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_lit:
            return
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.accent, Measure.RING if self._is_under else Measure.HAIRLINE, Qt.PenStyle.DashLine))
        painter.setBrush(theme.veil(now.accent_soft, 1.0 if self._is_under else _LIT))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, Measure.CARD_RADIUS, Measure.CARD_RADIUS)


_LIT = 0.6
