"""Putting the rows of a table into another order, by dragging them or by keys."""

from collections.abc import Hashable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.widgets.row_table_view import RowTableView


class RowOrder(QObject):
    """Watches the pointer over a table: a row that is dragged shows by a line where it would stand.

    `dropped` brings the key of the row, and the place between the rows that it was let go at (0 is before the first).
    Esc takes the drag back. `stepped` tells of Alt+Up (-1) and Alt+Down (+1) on the chosen row.
    """

    dropped = Signal(object, int)
    stepped = Signal(int)

    def __init__(self, view: RowTableView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed_at: QPoint | None = None
        self._key: Hashable = None
        self._place = -1
        self._line = _DropLine(view.viewport())
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    @property
    def is_dragging(self) -> bool:
        """Whether a row is being dragged now."""
        return self._place >= 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return self._on_key(event)
        if not isinstance(event, QMouseEvent) or watched is not self._view.viewport():
            return False
        if event.type() == QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            index = self._view.indexAt(event.position().toPoint())
            self._pressed_at = event.position().toPoint() if index.isValid() else None
            return False
        if event.type() == QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton:
            return self._on_moved(event.position().toPoint())
        if event.type() == QEvent.Type.MouseButtonRelease:
            return self._on_released()
        return False

    def _on_moved(self, at: QPoint) -> bool:
        if self._pressed_at is None:
            return False
        if not self.is_dragging:
            if (at - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
                return True  # the table would choose every row on the way
            row = self._view.rowAt(self._pressed_at.y())
            if row < 0 or row != self._view.currentIndex().row():
                self._pressed_at = None  # the press did not choose it: something on the card is not saved
                return False
            self._key = self._view.chosen_key
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._place = self._place_at(at.y())
        self._line.show_at(self._edge_of(self._place), self._view.viewport().width())
        self._scroll(at.y())
        return True

    def _on_released(self) -> bool:
        was_dragging, key, place = self.is_dragging, self._key, self._place
        self._end()
        if was_dragging:
            self.dropped.emit(key, place)
        return was_dragging

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape and self.is_dragging:
            self._end()
            return True
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
            return True
        return False

    def _end(self) -> None:
        if self.is_dragging:
            self._view.viewport().unsetCursor()
        self._pressed_at, self._key, self._place = None, None, -1
        self._line.hide()

    def _place_at(self, y: int) -> int:
        """Between which rows that height is: 0 before the first."""
        row = self._view.rowAt(y)
        if row < 0:
            return 0 if y < 0 else self._view.model().rowCount()
        middle = self._view.rowViewportPosition(row) + self._view.rowHeight(row) / 2
        return row if y < middle else row + 1

    def _edge_of(self, place: int) -> int:
        if place < self._view.model().rowCount():
            return self._view.rowViewportPosition(place)
        last = place - 1
        return self._view.rowViewportPosition(last) + self._view.rowHeight(last)

    def _scroll(self, y: int) -> None:
        bar, height = self._view.verticalScrollBar(), self._view.viewport().height()
        if y < Measure.ROW // 2:
            bar.setValue(bar.value() - bar.singleStep())
        elif y > height - Measure.ROW // 2:
            bar.setValue(bar.value() + bar.singleStep())


class _DropLine(QWidget):
    """Where a dragged row would stand: a line in the accent's colour with a dot at its beginning."""

    def __init__(self, table: QWidget) -> None:
        super().__init__(table)
        self._table = table
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, y: int, width: int) -> None:
        """Lie across the table at a height."""
        top = min(max(y - _DOT // 2, 0), max(self._table.height() - _DOT, 0))
        self.setGeometry(0, top, width, _DOT)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().accent)
        middle = self.height() / 2
        begins = self.width() - _DOT / 2 if self.isRightToLeft() else _DOT / 2
        painter.drawEllipse(QPointF(begins, middle), _DOT / 2, _DOT / 2)
        painter.drawRect(0, round(middle) - Measure.RING // 2, self.width(), Measure.RING)


_DOT = Space.S
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
