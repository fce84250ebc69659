"""The soft shadow beneath a card that lies over something else."""

from functools import lru_cache
from math import erf, sqrt

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from clinic_desktop.gui import theme


def paint_shadow(painter: QPainter, box: QRect, *, spread: int, strength: float = 0.28) -> None:
    """Paint the shadow that `box` throws, `spread` pixels wide and a fifth of that downwards.

    Its middle and edges are stretched from one small picture, as a blur would be reckoned anew at every repaint.
    """
    tile = _tile(spread, strength, theme.current().shadow.rgb())
    outer = QRectF(box).adjusted(-spread, -spread, spread, spread).translated(0, spread / 5)
    corner = 2.0 * spread
    middle = tile.width() // 2
    parts = ((0, middle), (middle, 1), (middle + 1, middle))
    over = _thirds(outer.left(), outer.width(), corner)
    down = _thirds(outer.top(), outer.height(), corner)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for (top, deep), (y, height) in zip(parts, down, strict=True):
        for (left, wide), (x, width) in zip(parts, over, strict=True):
            if (left, top) != (middle, middle):  # the box itself will cover the middle
                painter.drawImage(QRectF(x, y, width, height), tile, QRectF(left, top, wide, deep))
    painter.restore()


def _thirds(start: float, length: float, corner: float) -> tuple[tuple[float, float], ...]:
    """Where a corner, the middle and the other corner begin along one side, and how long each is."""
    return (start, corner), (start + corner, length - 2 * corner), (start + length - corner, corner)


@lru_cache(maxsize=8)
def _tile(spread: int, strength: float, rgb: int) -> QImage:
    """A blurred square, four times `spread` wide and a pixel more to stretch: the product of two blurred edges.

    It is reckoned at a quarter of its size, which a blur does not show.
    """
    reach = max(spread // _COARSE, 2)
    blur = reach / 2.6
    edge = [0.5 * (1 + erf((at + 0.5 - reach) / (blur * sqrt(2)))) for at in range(2 * reach)]
    profile = [*edge, 1.0, *reversed(edge)]
    red, green, blue = (rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255
    depth = 255 * strength
    shades = [bytes(round(part * alpha / 255) for part in (blue, green, red, 255)) for alpha in range(round(depth) + 1)]
    upper = [b"".join([shades[round(down * across * depth)] for across in profile]) for down in edge]
    middle = b"".join([shades[round(across * depth)] for across in profile])
    side = len(profile)
    picture = QImage(
        b"".join([*upper, middle, *reversed(upper)]), side, side, side * 4, QImage.Format.Format_ARGB32_Premultiplied
    )
    return picture.copy()  # its own memory, instead of that of the bytes above


_COARSE = 4
