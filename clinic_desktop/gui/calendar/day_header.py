"""What stays in view beside the sheet: the heads of the columns above it, and the hours at its side."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.calendar.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.columns import DAY_MINUTES, CalendarColumn
from clinic_desktop.gui.calendar.grid import Grid
from clinic_desktop.gui.calendar.words import minute_words, shorter_name
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.typography import isolated


class DayHeader(QWidget):
    """The heads of the columns: name above, department and room below; it scrolls sideways with the sheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._columns: Sequence[CalendarColumn] = ()
        self._grid: Grid | None = None
        self._offset = 0
        self._start = 0
        self._room = 0

    def show_columns(self, columns: Sequence[CalendarColumn], grid: Grid) -> None:
        """Show these heads, over the columns of this grid."""
        self._columns = columns
        self._grid = grid
        self.setAccessibleName(", ".join(f"{column.title}, {column.subtitle}" for column in columns))
        self.update()

    def scroll_to(self, offset: int, start: int, room: int) -> None:
        """The sheet shows from `offset` on; it lies at `start` of this widget, and is `room` wide."""
        if (offset, start, room) != (self._offset, self._start, self._room):
            self._offset, self._start, self._room = offset, start, room
            self.update()

    def _head_rect(self, number: int, grid: Grid) -> QRectF:
        left = grid.x(number) - self._offset + self._start
        return QRectF(left, 0, grid.column_width, self.height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._grid is not None:
            for number, column in enumerate(self._columns):
                if self._head_rect(number, self._grid).contains(event.pos().toPointF()):
                    QToolTip.showText(event.globalPos(), f"{column.title}\n{column.subtitle}", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(event.rect(), now.surface)
        fonts = (theme.font(TextSize.BODY, Weight.SEMIBOLD), theme.font(TextSize.SECONDARY))
        metrics = [QFontMetricsF(font) for font in fonts]
        top = (self.height() - sum(metric.height() for metric in metrics)) / 2
        if self._grid is not None:
            margin = Space.S if self._grid.column_width < CalendarMeasure.NARROW else Space.M - 2
            first, last = (Space.XS, margin) if self._grid.is_mirrored else (margin, Space.XS)
            painter.setClipRect(QRectF(self._start, 0, self._room, self.height()))
            for number, column in enumerate(self._columns):
                rect = self._head_rect(number, self._grid)
                if rect.intersects(event.rect().toRectF()):
                    painter.setPen(QPen(now.line, Measure.HAIRLINE))
                    painter.drawLine(rect.topLeft() - QPointF(0.5, 0), rect.bottomLeft() - QPointF(0.5, 0))
                    self._write(painter, rect.adjusted(first, top, -last, 0), column, fonts, metrics)
            painter.setClipping(False)
        painter.setPen(QPen(now.line_strong, Measure.HAIRLINE))
        painter.drawLine(QPointF(0, self.height() - 0.5), QPointF(self.width(), self.height() - 0.5))

    def _write(
        self,
        painter: QPainter,
        rect: QRectF,
        column: CalendarColumn,
        fonts: Sequence[QFont],
        metrics: Sequence[QFontMetricsF],
    ) -> None:
        now = theme.current()
        top = rect.top()
        inks = (now.text, now.muted)
        lines = ((column.title, shorter_name(column.title)), (column.subtitle, column.subtitle))
        for (text, shorter), font, metric, colour in zip(lines, fonts, metrics, inks, strict=True):
            painter.setFont(font)
            painter.setPen(colour)
            line = QRectF(rect.left(), top, rect.width(), metric.height())
            fitting = text if metric.horizontalAdvance(text) <= rect.width() else shorter
            elided = metric.elidedText(fitting, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, isolated(elided))
            top += metric.height()


class HourAxis(QWidget):
    """The hours at the side of the sheet, and the dot of the present; it scrolls up and down with the sheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid: Grid | None = None
        self._offset = 0
        self._present: int | None = None

    def show_grid(self, grid: Grid) -> None:
        """Label the hours of this grid."""
        self._grid = grid
        self.update()

    def scroll_to(self, offset: int) -> None:
        """The sheet shows from `offset` on."""
        if offset != self._offset:
            self._offset = offset
            self.update()

    def set_present(self, minute: int | None) -> None:
        """Mark a minute of the day as the present; None when today is not shown."""
        if minute != self._present:
            self._present = minute
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(event.rect(), now.surface)
        if self._grid is None:
            return
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        painter.setFont(theme.font(TextSize.SECONDARY))
        painter.setPen(now.muted)
        height = QFontMetricsF(painter.font()).height()
        gap = CalendarMeasure.LABEL_GAP
        trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        for hour in range(1, DAY_MINUTES // 60):
            y = self._grid.y(hour * 60) - self._offset
            label = QRectF(gap, y - height / 2, self.width() - 2 * gap, height)
            # A label half under the heads would be cut in the middle of a letter.
            if label.top() >= 0 and label.intersects(event.rect().toRectF()):
                painter.drawText(label, trailing, minute_words(hour * 60))
        painter.setPen(QPen(now.line, Measure.HAIRLINE))
        edge = 0.5 if is_mirrored else self.width() - 0.5
        painter.drawLine(QPointF(edge, 0), QPointF(edge, self.height()))
        if self._present is not None:
            self._paint_dot(painter, self._grid.y(self._present) - self._offset, is_mirrored)

    def _paint_dot(self, painter: QPainter, y: float, is_mirrored: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().now)
        radius = CalendarMeasure.NOW_DOT / 2
        x = radius if is_mirrored else self.width() - radius
        painter.drawEllipse(QPointF(x, y), radius, radius)
