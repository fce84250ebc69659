"""The soft shadow beneath a card that lies over something else."""

from functools import lru_cache
from math import erf, sqrt

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from clinic_desktop.gui import theme


def paint_shadow(painter: QPainter, box: QRect, *, spread: int, strength: float = 0.28) -> None:
    """Paint the shadow that `box` throws, `spread` pixels wide and a little downwards.

    Its middle and edges are stretched from one small picture: a blur would be reckoned anew at every repaint.
    """
    tile = _tile(spread, strength, theme.current().shadow.rgb())
    outer = QRectF(box).adjusted(-spread, -spread, spread, spread).translated(0, spread / 5)
    corner, last = 2.0 * spread, tile.width() - 2.0 * spread
    across = ((0.0, corner), (corner, last), (last, float(tile.width())))
    over = (
        (outer.left(), corner),
        (outer.left() + corner, outer.width() - 2 * corner),
        (outer.right() - corner, corner),
    )
    down = (
        (outer.top(), corner),
        (outer.top() + corner, outer.height() - 2 * corner),
        (outer.bottom() - corner, corner),
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for (top, bottom), (y, height) in zip(across, down, strict=True):
        for (left, right), (x, width) in zip(across, over, strict=True):
            painter.drawImage(QRectF(x, y, width, height), tile, QRectF(left, top, right - left, bottom - top))
    painter.restore()


def _thirds(start: float, length: float, corner: float) -> tuple[tuple[float, float], ...]:
    """Where a corner, the middle and the other corner begin along one side, and how long each is."""
    return (start, corner), (start + corner, length - 2 * corner), (start + length - corner, corner)


@lru_cache(maxsize=8)
def _tile(spread: int, strength: float, rgb: int) -> QImage:
    """A blurred square, four times `spread` wide and a pixel more to stretch: the product of two blurred edges."""
    side = 4 * spread + 1
    blur = spread / 2
    edge = [0.5 * (1 + erf((at + 0.5 - spread) / (blur * sqrt(2)))) for at in range(2 * spread)]
    profile = [*edge, 1.0, *reversed(edge)]
    red, green, blue = (rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255
    pixels = bytearray()
    for down in profile:
        for across in profile:
            alpha = down * across * strength
            pixels += bytes((round(blue * alpha), round(green * alpha), round(red * alpha), round(255 * alpha)))
    picture = QImage(bytes(pixels), side, side, side * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return picture.copy()  # its own memory, instead of that of the bytes above
