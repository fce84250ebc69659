"""The program's mark: a cross on a rounded square in the accent's colour."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from clinic_desktop.gui.measures import Measure
from clinic_desktop.gui.widgets.shapes import fill_rounded

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


class Mark(QWidget):
    """The mark as a widget of a fixed size."""

    def __init__(self, size: int = Measure.MARK, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = int(size)
        self.setFixedSize(self._size, self._size)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), QRectF(self.rect()), self.palette())


def paint_mark(painter: QPainter, box: QRectF, palette: QPalette) -> None:
    """Draw the mark to fill a square."""
    side = box.width()
    fill_rounded(painter, box, side * 0.23, palette.accent())
    arm, thickness = side * 0.42, side * 0.125
    middle = box.center()
    for width, height in ((arm, thickness), (thickness, arm)):
        bar = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
        fill_rounded(painter, bar, side * 0.02, palette.highlightedText())


def mark_icon() -> "QIcon":
    """The mark as the windows' icon."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QIcon, QPixmap

    result = QIcon()
    for pixels in (16, 32, 48, 256):
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_mark(painter, QRectF(0, 0, pixels, pixels), QGuiApplication.palette())
        painter.end()
        result.addPixmap(pixmap)
    return result
