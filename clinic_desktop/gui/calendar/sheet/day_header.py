"""The heads of the columns, which stay in view above a calendar's sheet and are taken by the hand to reorder them."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.appointment_words import shorter_name
from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.columns import CalendarColumn
from clinic_desktop.gui.calendar.sheet.grid import Grid
from clinic_desktop.gui.calendar.sheet.head_drag import HeadDrag
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.theme import veil
from clinic_desktop.gui.times import span_words
from clinic_desktop.gui.written import line_width, widths_in, write_line


class DayHeader(QWidget):
    """The heads of the columns, two lines each; they scroll sideways with the sheet.

    `column_moved` carries whose column was dropped, whose it was dropped at, and whether behind it; `menu_requested`
    the column's number.
    """

    column_moved = Signal(str, str, bool)
    menu_requested = Signal(QPoint, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns: Sequence[CalendarColumn] = ()
        self._late: Mapping[tuple[UUID, date], int] = {}
        self._grid: Grid | None = None
        self._offset = 0
        self._start = 0
        self._room = 0
        self._pressed: tuple[QPoint, int] | None = None
        self._drag: HeadDrag | None = None
        self._focus_before: QWidget | None = None

    def show_columns(self, columns: Sequence[CalendarColumn], grid: Grid) -> None:
        """Show these heads, over the columns of this grid."""
        if grid == self._grid and _heads(columns) == _heads(self._columns):
            self._columns = columns
            return
        self._columns = columns
        self._grid = grid
        self._end_drag()
        self._name()
        self.update()

    def show_late(self, late: Mapping[tuple[UUID, date], int]) -> None:
        """Say how many minutes late whoever's column of a day is; a room is never late."""
        if late != self._late:
            self._late = late
            self._name()
            self.update()

    def late_words(self, column: CalendarColumn) -> str:
        """How late the practitioner of a column runs; empty while they are on time."""
        minutes = self._minutes_late(column)
        return self.tr("{span} late").format(span=span_words(minutes)) if minutes else ""

    def _minutes_late(self, column: CalendarColumn) -> int:
        return self._late.get((column.practitioner_id, column.day), 0) if column.room is None else 0

    def _name(self) -> None:
        self.setAccessibleName(", ".join(", ".join(self._told(column)) for column in self._columns))

    def _told(self, column: CalendarColumn) -> list[str]:
        return [part for part in (column.words, column.subtitle, self.late_words(column)) if part]

    def scroll_to(self, offset: int, start: int, room: int) -> None:
        """The sheet shows from `offset` on; it lies at `start` of this widget, and is `room` wide."""
        if (offset, start, room) != (self._offset, self._start, self._room):
            self._offset, self._start, self._room = offset, start, room
            self.update()

    def _head_rect(self, number: int, grid: Grid) -> QRectF:
        left = grid.x(number) - self._offset + self._start
        return QRectF(left, 0, grid.column_width, self.height())

    def _number_at(self, place: QPointF) -> int | None:
        if self._grid is None or not self._start <= place.x() < self._start + self._room:
            return None
        number = self._grid.column_at(place.x() - self._start + self._offset)
        return None if number is None or number >= len(self._columns) else number

    # reordering

    def _end_drag(self) -> None:
        self._pressed = None
        if self._drag is not None:
            self._drag = None
            self.unsetCursor()
            if self._focus_before is not None and self.hasFocus():
                self._focus_before.setFocus()
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and number is not None:
            self._pressed = event.position().toPoint(), number

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or self._grid is None:
            return
        place, number = self._pressed
        far = (event.position().toPoint() - place).manhattanLength() >= QApplication.startDragDistance()
        if self._drag is None and far and HeadDrag.is_possible(self._columns):
            self._drag = HeadDrag(self._columns, self._grid, number)
            self._focus_before = QApplication.focusWidget()
            self.setFocus()  # for Esc
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._drag is not None:
            self._drag.go_to(event.position().x() - self._start + self._offset)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        landing = None if self._drag is None else self._drag.landing()
        self._end_drag()
        if landing is not None:
            self.column_moved.emit(*landing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._drag is not None and event.key() == Qt.Key.Key_Escape:
            self._end_drag()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        number = self._number_at(event.pos().toPointF())
        if number is not None:
            self.menu_requested.emit(event.globalPos(), number)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._number_at(event.pos().toPointF())
            column = None if number is None else self._columns[number]
            QToolTip.showText(event.globalPos(), "" if column is None else "\n".join(self._told(column)), self)
            return True
        return super().event(event)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(event.rect(), now.surface)
        if self._grid is not None:
            painter.setClipRect(QRectF(self._start, 0, self._room, self.height()))
            self._paint_heads(painter, event.rect().toRectF(), self._grid)
            if self._drag is not None:
                self._paint_drag(painter, self._grid, self._drag)
            painter.setClipping(False)
        painter.setPen(QPen(now.line_strong, Measure.HAIRLINE))
        painter.drawLine(QPointF(0, self.height() - 0.5), QPointF(self.width(), self.height() - 0.5))

    def _paint_heads(self, painter: QPainter, seen: QRectF, grid: Grid) -> None:
        now = theme.current()
        upper, lower = theme.font(TextSize.BODY, Weight.SEMIBOLD), theme.font(TextSize.SECONDARY)
        high = QFontMetricsF(upper).height()
        top = (self.height() - high - QFontMetricsF(lower).height()) / 2
        first = 0
        short = self._short_by(grid, upper if not any(column.over for column in self._columns) else lower)
        for number, column in enumerate(self._columns):
            rect = self._head_rect(number, grid)
            is_last = number + 1 == len(self._columns) or self._columns[number + 1].over != column.over
            if column.over and is_last:
                whole = rect.united(self._head_rect(first, grid))
                if whole.intersects(seen):
                    self._paint_edge(painter, whole, 0, strong=first > 0)
                    room = whole.intersected(QRectF(self._start, 0, self._room, self.height()))
                    line = self._indented(room, grid).adjusted(0, top, 0, 0)
                    _write(painter, line, (column.over,), upper, now.text)
            if is_last:
                first = number + 1
            if not rect.intersects(seen):
                continue
            line = self._indented(rect, grid).adjusted(0, top, 0, 0)
            self._paint_edge(painter, rect, top + high if column.over else 0)
            if column.over:
                self._paint_second(painter, column, line.adjusted(0, high, 0, 0), _shorter(column.title)[short:])
            else:
                _write(painter, line, _shorter(column.title)[short:], upper, now.text)
                where = (column.subtitle, column.subtitle.split(" · ")[0])
                self._paint_second(painter, column, line.adjusted(0, high, 0, 0), where)

    def _paint_second(self, painter: QPainter, column: CalendarColumn, line: QRectF, texts: Sequence[str]) -> None:
        """The second line; how late they run stands at its end, as short as there is room for beside the rest.

        Where there is room for neither: a column of a day says how late alone, below its name; one of a week has no
        other line for its name, which is written as loud instead.
        """
        now, font = theme.current(), theme.font(TextSize.SECONDARY)
        minutes = self._minutes_late(column)
        if not minutes:
            _write(painter, line, texts, font, now.muted)
            return
        bold = theme.font(TextSize.SECONDARY, Weight.SEMIBOLD)
        late = (self.late_words(column), f"+{span_words(minutes)}")
        for words in late:
            width = line_width(words, bold) + Space.XS
            if line_width(texts[-1], font) + width + Space.S <= line.width():
                rest = line.adjusted(0, 0, -width - Space.S, 0)
                end = QRectF(line.right() - width, line.top(), width, line.height())
                if self._grid is not None and self._grid.is_mirrored:
                    rest.translate(width + Space.S, 0)
                    end.moveLeft(line.left())
                _write(painter, rest, texts, font, now.muted)
                _write(painter, end, (words,), bold, now.arrived)
                return
        _write(painter, line, texts if column.over else late, bold, now.arrived)

    def _short_by(self, grid: Grid, font: QFont) -> int:
        """How short all names are said alike: as whole as every one fits, else as whole as most of them do."""
        room = self._indented(QRectF(0, 0, grid.column_width, 0), grid).width()
        said = [_shorter(title) for title in {column.title for column in self._columns}]
        width_of = widths_in(font)
        if all(width_of(whole) <= room for whole, *_ in said):
            return 0
        return 1 if 2 * sum(width_of(short) <= room for _, short, _ in said) > len(said) else 2

    def _paint_edge(self, painter: QPainter, rect: QRectF, top: float, *, strong: bool = False) -> None:
        painter.setPen(QPen(theme.current().line_strong if strong else theme.current().line, Measure.HAIRLINE))
        x = rect.right() - 0.5 if strong and self._grid is not None and self._grid.is_mirrored else rect.left() - 0.5
        painter.drawLine(QPointF(x, top), QPointF(x, rect.bottom()))

    def _paint_drag(self, painter: QPainter, grid: Grid, drag: HeadDrag) -> None:
        now = theme.current()
        for number in drag.moved:
            painter.fillRect(self._head_rect(number, grid), veil(now.accent, _TAKEN))
        edge = drag.edge()
        if edge is not None:
            x = edge - self._offset + self._start
            painter.fillRect(QRectF(x - Measure.RING, 0, 2 * Measure.RING, self.height()), now.accent)

    def _indented(self, rect: QRectF, grid: Grid) -> QRectF:
        if grid.column_width < CalendarMeasure.NARROW:
            margin = Space.XS if grid.column_width < CalendarMeasure.LEAST_COLUMN_WIDTH else Space.S
        else:
            margin = Space.M - 2
        first, last = (Space.XS, margin) if grid.is_mirrored else (margin, Space.XS)
        return rect.adjusted(first, 0, -last, 0)


def _heads(columns: Sequence[CalendarColumn]) -> list[tuple[str, str, str, str]]:
    """All that is seen of the columns here: from day to day it hardly changes."""
    return [(column.key, column.title, column.subtitle, column.over) for column in columns]


def _shorter(name: str) -> tuple[str, ...]:
    """A name, and what may stand for it where there is less room."""
    return name, shorter_name(name), (name.rsplit(maxsplit=1) or [name])[-1]


def _write(painter: QPainter, rect: QRectF, texts: Sequence[str], font: QFont, ink: QColor) -> None:
    """Write the first of these texts that has room there, or what has room of the last."""
    if rect.width() <= 0:
        return
    width_of = widths_in(font)
    words = next((text for text in texts if width_of(text) <= rect.width()), texts[-1])
    line = QRectF(rect.left(), rect.top(), rect.width(), QFontMetricsF(font).height())
    write_line(painter, line, words, font, ink)


_TAKEN = 0.18
