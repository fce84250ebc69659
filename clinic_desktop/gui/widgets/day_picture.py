"""One day of a small month, as a picture: a month is painted often, and its days hardly ever look new."""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.theme import veil
from clinic_desktop.gui.widgets.kept_picture import blank


class DayFill(NamedTuple):
    """How full a day is: the share of its open time that is taken, from 0 to 1, the appointments and the free slots."""

    share: float
    booked: int
    free: int


class DayLook(NamedTuple):
    """All that tells one day's picture from another's; `fill` is None where there is nothing to fill."""

    number: int
    fill: DayFill | None
    is_chosen: bool
    is_today: bool
    is_of_month: bool
    has_ring: bool
    is_mirrored: bool


@lru_cache(maxsize=512)
def picture_of(look: DayLook, width: int, height: int, scale: float, _: str) -> QPixmap:
    """The day's number, how full it is, and whether it is chosen or today, in the theme of that name, which holds."""
    now = theme.current()
    picture = blank(width, height, scale)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0, 0, width, height).adjusted(1, 1, -1, -2)
    if look.is_chosen:
        ring = look.has_ring
        painter.setPen(QPen(now.text, Measure.RING) if ring else Qt.PenStyle.NoPen)
        painter.setBrush(now.accent)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1) if ring else box, Space.XS, Space.XS)
    elif look.is_today:
        painter.setPen(QPen(now.accent, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Space.XS, Space.XS)
    if look.fill is not None:
        _paint_fill(painter, look, look.fill, box)
    plain = now.text if look.is_of_month else now.faint
    painter.setPen(now.on_accent if look.is_chosen else now.accent if look.is_today else plain)
    stands_out = look.is_chosen or look.is_today
    painter.setFont(theme.font(TextSize.SECONDARY, Weight.SEMIBOLD if stands_out else Weight.REGULAR))
    painter.drawText(box.adjusted(0, 0, 0, -2), Qt.AlignmentFlag.AlignCenter, str(look.number))
    painter.end()
    return picture


def _paint_fill(painter: QPainter, look: DayLook, fill: DayFill, box: QRectF) -> None:
    """A bar below the day, as long as the day is full, on a trace of what would be full."""
    now = theme.current()
    bar = QRectF(box.left() + Space.XS, box.bottom() - _BAR - 1, box.width() - 2 * Space.XS, _BAR)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(veil(now.on_accent, _TRACE) if look.is_chosen else now.line)
    painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
    if fill.share > 0:
        length = max(bar.width() * min(fill.share, 1.0), 2 * _BAR)
        left = bar.right() - length if look.is_mirrored else bar.left()
        painter.setBrush(now.on_accent if look.is_chosen else now.accent if fill.free else now.danger)
        painter.drawRoundedRect(QRectF(left, bar.top(), length, bar.height()), _BAR / 2, _BAR / 2)


_BAR = 2.0
_TRACE = 0.4
