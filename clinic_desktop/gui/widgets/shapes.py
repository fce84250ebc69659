"""Shapes that are filled and have no edge."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath


def fill_rounded(painter: QPainter, box: QRectF, radius: float, fill: QBrush | QColor) -> None:
    """Fill a box with round corners, its edge smooth. What the first window fills comes from the palette, as a brush:

    to make one from a colour, PySide asks whether it is one of the enums of `Qt`, and makes those; see put().
    """
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, fill)
