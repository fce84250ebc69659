"""What floats over the calendar: a raised ground with a thin edge."""

from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure


def paint_floating(widget: QWidget) -> None:
    """Paint the ground of a small window; its corners are square, since not every desktop can see through them."""
    now = theme.current()
    painter = QPainter(widget)
    painter.setPen(QPen(now.line_strong, Measure.HAIRLINE))
    painter.setBrush(now.raised)
    painter.drawRect(widget.rect().adjusted(0, 0, -1, -1))
