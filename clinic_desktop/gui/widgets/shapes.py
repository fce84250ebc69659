"""Shapes that are filled and have no edge."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath


def fill_rounded(painter: QPainter, box: QRectF, radius: float, fill: QBrush | QColor) -> None:
    """Fill a box with round corners, its edge smooth.

    The first window fills with brushes of its palette: from a colour PySide makes one only after asking whether it is
    one of the enums of `Qt`, which are slow to make, as gui/properties.py says.
    """
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, fill)
