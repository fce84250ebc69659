"""What lies under the appointments: closed time, the lines of the hours and columns, and the present."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.columns import DAY_MINUTES, CalendarColumn
from clinic_desktop.gui.calendar.sheet.grid import Grid
from clinic_desktop.gui.measures import Measure
from clinic_desktop.gui.theme import Theme


class CalendarGround:
    """The ground of one layout, its shapes computed once, when they are first seen."""

    def __init__(self, grid: Grid, columns: Sequence[CalendarColumn], theme: Theme, *, step: int) -> None:
        self._grid = grid
        self._theme = theme
        half = Measure.HAIRLINE / 2
        self._hours = [grid.y(hour * 60) - half for hour in range(1, DAY_MINUTES // 60)]
        parts = range(0, DAY_MINUTES, _part(grid, step))
        self._parts = [grid.y(minute) - half for minute in parts if minute % 60]
        self._columns = columns
        self._closed: dict[int, list[QRectF]] = {}
        self._edges = [*(grid.x(number) - half for number in range(len(columns))), grid.width - half]
        self._day_edges = [_leading(grid, number) - half for number in _first_of_days(columns)]

    def paint(self, painter: QPainter, shown: QRectF, columns: Sequence[int]) -> None:
        """Paint the part of the sheet that is shown, and of it are these columns."""
        painter.fillRect(shown, self._theme.surface)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(self._theme.closed))
        painter.drawRects([rect for number in columns for rect in self._closed_in(number) if rect.intersects(shown)])
        # Dots by a pattern: a dotted pen is drawn dot by dot, and takes longer than all the boxes.
        dots = QBrush(self._theme.line_strong, Qt.BrushStyle.Dense5Pattern)
        top, bottom, left, right = shown.top() - 1, shown.bottom() + 1, shown.left() - 1, shown.right() + 1
        for y in self._parts:
            if top <= y <= bottom:
                painter.fillRect(QRectF(left, y - Measure.HAIRLINE / 2, right - left, Measure.HAIRLINE), dots)
        painter.setPen(QPen(self._theme.line, Measure.HAIRLINE))
        painter.drawLines(
            [QLineF(left, y, right, y) for y in self._hours if top <= y <= bottom]
            + [QLineF(x, top, x, bottom) for x in self._edges if left <= x <= right]
        )
        painter.setPen(QPen(self._theme.line_strong, Measure.HAIRLINE))
        painter.drawLines([QLineF(x, top, x, bottom) for x in self._day_edges if left <= x <= right])

    def _closed_in(self, number: int) -> list[QRectF]:
        """When a column is closed; worked out when it is first seen."""
        closed = self._closed.get(number)
        if closed is None:
            closed = self._closed[number] = _closed(self._grid, number, self._columns[number])
        return closed

    def paint_present(self, painter: QPainter, minute: int, columns: Sequence[int]) -> None:
        """Draw the present across the columns of today."""
        painter.setPen(QPen(self._theme.now, CalendarMeasure.NOW_LINE))
        y = self._grid.y(minute)
        for column in columns:
            left = self._grid.x(column)
            painter.drawLine(QPointF(left, y), QPointF(left + self._grid.column_width, y))


def _part(grid: Grid, step: int) -> int:
    """The parts of an hour that have lines of their own: the slots, or as many of them together as stand apart."""
    apart = (part for part in range(step, 61, step) if 60 % part == 0)
    return next(part for part in apart if part == 60 or part * grid.hour_height / 60 >= CalendarMeasure.LEAST_PART)


def _leading(grid: Grid, number: int) -> float:
    """The edge at which a column begins, in the direction of reading."""
    return grid.x(number) + grid.column_width if grid.is_mirrored else grid.x(number)


def _first_of_days(columns: Sequence[CalendarColumn]) -> list[int]:
    """Where another day begins, if several columns make one."""
    pairs = enumerate(pairwise(columns), start=1)
    return [number for number, (before, column) in pairs if column.over and column.over != before.over]


def _closed(grid: Grid, number: int, column: CalendarColumn) -> list[QRectF]:
    edges = [0, *(minute for span in column.open_time for minute in span), DAY_MINUTES]
    left, right = grid.x(number), grid.x(number) + grid.column_width
    return [
        QRectF(left, grid.y(starts), right - left, grid.y(ends) - grid.y(starts))
        for starts, ends in zip(edges[::2], edges[1::2], strict=True)
        if starts < ends
    ]
