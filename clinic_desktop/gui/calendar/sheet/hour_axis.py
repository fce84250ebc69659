"""The hours at the side of a calendar's sheet."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.appointment_words import minute_words
from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.columns import DAY_MINUTES
from clinic_desktop.gui.calendar.sheet.grid import Grid
from clinic_desktop.gui.measures import Measure, TextSize


class HourAxis(QWidget):
    """The hours at the side of the sheet, and the dot of the present; it scrolls up and down with the sheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid: Grid | None = None
        self._offset = 0
        self._present: int | None = None

    def show_grid(self, grid: Grid) -> None:
        """Label the hours of this grid."""
        if grid != self._grid:
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
