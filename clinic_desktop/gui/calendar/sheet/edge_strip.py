"""The strip that lights up at a side of the calendar while a drag waits there for another day."""

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter

from clinic_desktop.gui import icons
from clinic_desktop.gui import theme as themes
from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.measures import Measure


def paint_edge_strip(painter: QPainter, room: QRect, edge: int, *, is_mirrored: bool) -> None:
    """Light up the side of the viewport at which the earlier (-1) or the later days (1) lie."""
    theme = themes.current()
    is_right = (edge > 0) is not is_mirrored
    width = CalendarMeasure.DRAG_EDGE
    strip = QRectF(room.width() - width if is_right else 0, 0, width, room.height())
    painter.fillRect(strip, themes.veil(theme.accent, _GLOW))
    line = QRectF(strip.right() - Measure.RING if is_right else strip.left(), 0, Measure.RING, room.height())
    painter.fillRect(line, theme.accent)
    # An icon that points along the line of reading is mirrored with it.
    which = Icon.CHEVRON_RIGHT if edge > 0 else Icon.CHEVRON_LEFT
    mark = icons.pixmap(which, theme.accent, Measure.ICON_LARGE, scale=painter.device().devicePixelRatioF())
    half = Measure.ICON_LARGE / 2
    painter.drawPixmap(QPointF(strip.center().x() - half, strip.center().y() - half), mark)


_GLOW = 0.16
