"""The calm table of the admin's pages: as high as its rows need, its chosen row framed while it has the keyboard."""

from collections.abc import Hashable
from functools import cache

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import pixmap
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.statuses import practitioner_colour
from clinic_desktop.gui.widgets.column_heads import ColumnHeads
from clinic_desktop.gui.widgets.row_table import Cell, Index, RowTable
from clinic_desktop.gui.widgets.tables import calm_table


class RowTableView(QTableView):
    """Shows a RowTable. `row_chosen` tells of the current row's key, None when there is none; `opened` of Enter or a
    double-click; `end_neared` that more rows should come. By its `name` a window knows how its columns were left.
    """

    row_chosen = Signal(object)
    opened = Signal()
    end_neared = Signal()

    def __init__(
        self,
        table: RowTable,  # type: ignore[type-arg]  # of any rows
        parent: QWidget | None = None,
        *,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._most_rows = _LEAST_ROWS
        self._hovered = -1
        self.heads = ColumnHeads(name, table, self)
        self.setHorizontalHeader(self.heads)
        self.setMouseTracking(True)
        self.setModel(table)
        self.setItemDelegate(CellDelegate(self))
        calm_table(self)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.doubleClicked.connect(lambda *_: self.opened.emit())
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        table.rowsInserted.connect(lambda *_: self.updateGeometry())
        table.rowsRemoved.connect(lambda *_: self.updateGeometry())
        self.heads.begin()

    @property
    def chosen_key(self) -> Hashable:
        """The key of the current row; None when there is none."""
        row = self._table.row_at(self.currentIndex())
        return None if row is None else self._table.key_of(row)

    @property
    def hovered_row(self) -> int:
        """The row under the pointer; -1 for none."""
        return self._hovered

    def set_height(self, room: int) -> None:
        """Take as many rows as there is room for, where there are so many; a few in any case."""
        self._most_rows = max((room - self._height(0)) // Measure.ROW, _LEAST_ROWS)
        self.updateGeometry()

    @property
    def has_more_than_least(self) -> bool:
        """Whether it is higher where there is room."""
        return self._table.rowCount() > _LEAST_ROWS

    def choose(self, key: Hashable) -> bool:
        """Make a row the current one, and show it; whether there is such a row."""
        index = self._table.index_of(key)
        if index.isValid() and index.row() != self.currentIndex().row():
            self.setCurrentIndex(index)
        if not index.isValid():
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        return index.isValid()

    def step(self, by: int) -> None:
        """Make the next row (+1) or the one before (-1) the current one."""
        wanted = min(max(self.currentIndex().row() + by, 0), self._table.rowCount() - 1)
        if wanted >= 0:
            self.setCurrentIndex(self._table.index(wanted, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row() or current.isValid() != previous.isValid():
            self.row_chosen.emit(self.chosen_key)

    def _on_scrolled(self, value: int) -> None:
        if value >= self.verticalScrollBar().maximum() - self.viewport().height():
            self.end_neared.emit()

    def _height(self, rows: int) -> int:
        return self.horizontalHeader().height() + rows * Measure.ROW + 2 * self.frameWidth()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height(min(self._table.rowCount(), self._most_rows)))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column its share of the width, and no less than it needs where it is not to be cut."""
        self.heads.fit()

    def _hover(self, row: int) -> None:
        for each in {self._hovered, row} - {-1}:
            self.viewport().update(0, self.rowViewportPosition(each), self.viewport().width(), self.rowHeight(each))
        self._hovered = row

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)  # a dialog that lay over it may have closed, while the pointer rests
        self._hover(self.rowAt(self.viewport().mapFromGlobal(event.globalPosition()).toPoint().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in _COMING_BACK and not self.currentIndex().isValid():
            QAbstractScrollArea.focusInEvent(self, event)  # the table's own would choose the first row, as for Tab
            return
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit()
            return
        if event.text().isdigit():  # perhaps a scanner's; rows are found by the search field, not by typing here
            event.ignore()
            return
        super().keyPressEvent(event)


class CellDelegate(QStyledItemDelegate):
    """Writes a cell in the ink and weight of its row and column, elided, with the whole in the tooltip."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        # Qt's own would ask the model seven times for what is not wanted: the style draws a cell's ground, no more.
        option.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        view = option.widget
        if isinstance(view, RowTableView) and view.hovered_row == index.row():
            option.state |= QStyle.StateFlag.State_MouseOver

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        table = index.model()
        cell = table.cell(index) if isinstance(table, RowTable) else None
        if cell is None:
            return
        painter.save()
        room = self._draw_before(painter, option, cell)
        text = theme.font(TextSize.BODY, Weight.SEMIBOLD if cell.is_strong else Weight.REGULAR)
        painter.setFont(text)
        painter.setPen(theme.current().token(cell.ink))
        words = QFontMetrics(text).elidedText(cell.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room.toRectF(), words, _written(option.direction))
        painter.restore()
        view = option.widget
        if isinstance(view, RowTableView) and view.hasFocus() and index.row() == view.currentIndex().row():
            paint_ring(painter, option, index)

    def _draw_before(self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell) -> QRect:
        """Draw the cell's dot and icon, if it has any; answers with the room for the words."""
        room = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        if cell.colour:
            dot = QRect(room.left(), room.center().y() - Measure.DOT // 2, Measure.DOT, Measure.DOT)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(practitioner_colour(cell.colour))
            painter.drawEllipse(QStyle.visualRect(option.direction, room, dot))
            room = QStyle.visualRect(option.direction, room, room.adjusted(Measure.DOT + Space.S, 0, 0, 0))
        if cell.icon is not None:
            ink = theme.current().token(cell.ink)
            place = QRect(room.left(), room.center().y() - Measure.ICON // 2, Measure.ICON, Measure.ICON)
            shape = pixmap(cell.icon, ink, Measure.ICON, scale=painter.device().devicePixelRatioF())
            painter.drawPixmap(QStyle.visualRect(option.direction, room, place).topLeft(), shape)
            room = QStyle.visualRect(option.direction, room, room.adjusted(Measure.ICON + Space.S, 0, 0, 0))
        if cell.bar is not None and room.width() >= _ROOM_FOR_BAR:
            self._draw_bar(painter, option, room, cell.bar)
            room = QStyle.visualRect(option.direction, room, room.adjusted(_BAR + Space.S, 0, 0, 0))
        return room

    def _draw_bar(self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, part: float) -> None:
        """How much of the whole it is: a bar in its groove."""
        now, half = theme.current(), Measure.DOT / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRect(room.left(), room.center().y() - Measure.DOT // 2, _BAR, Measure.DOT)
        filled = QRect(groove.left(), groove.top(), round(_BAR * min(max(part, 0.0), 1.0)), groove.height())
        for box, ink in ((groove, now.line), (filled, now.accent)):
            painter.setBrush(ink)
            painter.drawRoundedRect(QStyle.visualRect(option.direction, room, box), half, half)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        table = index.model()
        cell = table.cell(index) if isinstance(table, RowTable) else None
        if cell is None:
            return super().sizeHint(option, index)
        letters = QFontMetrics(theme.font(TextSize.BODY, Weight.SEMIBOLD if cell.is_strong else Weight.REGULAR))
        width = letters.horizontalAdvance(cell.text) + 1 + 2 * _PADDING  # Qt leaves off what is less than half a pixel
        width += Measure.DOT + Space.S if cell.colour else 0
        width += Measure.ICON + Space.S if cell.icon is not None else 0
        width += _BAR + Space.S if cell.bar is not None and option.rect.width() >= _ROOM_FOR_BAR else 0
        return QSize(width, Measure.ROW)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        is_cut = self.sizeHint(option, index).width() > option.rect.width()
        QToolTip.showText(event.globalPos(), str(index.data()) if is_cut else "", view)
        return True


@cache
def _written(direction: Qt.LayoutDirection) -> QTextOption:
    """How the words of a cell are laid out in a window that is read that way."""
    leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    written = QTextOption(QStyle.visualAlignment(direction, leading) | Qt.AlignmentFlag.AlignAbsolute)
    written.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # a name's own: dots stand where it ends
    written.setWrapMode(QTextOption.WrapMode.NoWrap)
    return written


def paint_ring(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    """Draw this cell's part of the frame around the whole row."""
    view = option.widget
    place = view.heads.visualIndex(index.column()) if isinstance(view, RowTableView) else index.column()
    is_first, is_last = place == 0, place == index.model().columnCount() - 1
    if option.direction is Qt.LayoutDirection.RightToLeft:
        is_first, is_last = is_last, is_first
    box = option.rect
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    ring, accent = int(Measure.RING), theme.current().accent
    painter.fillRect(box.left(), box.top(), box.width(), ring, accent)
    painter.fillRect(box.left(), box.bottom() + 1 - ring, box.width(), ring, accent)
    if is_first:
        painter.fillRect(box.left(), box.top(), ring, box.height(), accent)
    if is_last:
        painter.fillRect(box.right() + 1 - ring, box.top(), ring, box.height(), accent)


_PADDING = Space.M - 1
_BAR, _ROOM_FOR_BAR = 72, 128
_COMING_BACK = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})
_LEAST_ROWS = 5
_LEAST_WIDTH = 320
