"""Everybody's hours of a day, with the clock above them that stays while they scroll."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.hours.hours_rows_painting import paint_clock
from clinic_desktop.gui.hours.hours_sheet import HoursSheet
from clinic_desktop.gui.measures import Space


class RowsArea(QScrollArea):
    """Scrolls the rows, and follows the keyboard's mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = HoursSheet(is_across=True)
        self._clock = _Clock(self.sheet, self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, _HEIGHT, 0, 0)
        self.setWidget(self.sheet)
        self.sheet.installEventFilter(self)
        self.sheet.cursor_moved.connect(self._on_cursor_moved)

    def _on_cursor_moved(self, box: QRectF) -> None:
        middle = box.center().toPoint()
        self.ensureVisible(middle.x(), middle.y(), Space.NONE, round(box.height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.sheet and event.type() in (QEvent.Type.Resize, QEvent.Type.Paint):
            self._clock.update()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        port = self.viewport().geometry()
        self._clock.setGeometry(port.left(), port.top() - _HEIGHT, port.width(), _HEIGHT)


class _Clock(QWidget):
    def __init__(self, sheet: HoursSheet, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().surface)
        paint_clock(painter, self._sheet.scene, self.height())


_HEIGHT = 24
