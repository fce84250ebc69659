"""The program's mark: a cross on a rounded square in the accent's colour."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure


class Mark(QWidget):
    """The mark as a widget of a fixed size."""

    def __init__(self, size: int = Measure.MARK, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = int(size)
        self.setFixedSize(self._size, self._size)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()))


def paint_mark(painter: QPainter, box: QRectF) -> None:
    """Draw the mark to fill a square."""
    now = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.accent)
    side = box.width()
    painter.drawRoundedRect(box, side * 0.23, side * 0.23)
    painter.setBrush(now.on_accent)
    arm, thickness = side * 0.42, side * 0.125
    middle = box.center()
    for width, height in ((arm, thickness), (thickness, arm)):
        bar = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
        painter.drawRoundedRect(bar, side * 0.02, side * 0.02)


def mark_icon() -> QIcon:
    """The mark as the windows' icon."""
    result = QIcon()
    for pixels in (16, 32, 48, 256):
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_mark(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        result.addPixmap(pixmap)
    return result
