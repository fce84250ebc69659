"""The soft shadow beneath a card that lies over something else."""

from functools import lru_cache
from math import erf, sqrt

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from clinic_desktop.gui import theme


def paint_shadow(painter: QPainter, box: QRect, *, spread: int, strength: float = 0.28) -> None:
    """Paint the shadow that `box` throws, `spread` pixels wide and a fifth of that downwards.

    Its middle and edges are stretched from one small picture, as a blur would be reckoned anew at every repaint.
    """
    tile = _tile(spread, strength, theme.current().shadow.rgb())
    outer = box.adjusted(-spread, -spread, spread, spread).translated(0, round(spread / 5))
    corner = 2 * spread
    parts = ((0, corner), (corner, 1), (corner + 1, corner))
    over = _thirds(outer.left(), outer.width(), corner)
    down = _thirds(outer.top(), outer.height(), corner)
    for (top, deep), (y, height) in zip(parts, down, strict=True):
        for (left, wide), (x, width) in zip(parts, over, strict=True):
            if (left, top) != (corner, corner):  # the box itself will cover the middle
                painter.drawImage(QRect(x, y, width, height), tile, QRect(left, top, wide, deep))


def _thirds(start: int, length: int, corner: int) -> tuple[tuple[int, int], ...]:
    """Where a corner, the middle and the other corner begin along one side, and how long each is."""
    return (start, corner), (start + corner, length - 2 * corner), (start + length - corner, corner)


@lru_cache(maxsize=8)
def _tile(spread: int, strength: float, rgb: int) -> QImage:
    """A blurred square, four times `spread` wide and a pixel more to stretch: the product of two blurred edges.

    It is reckoned in whole numbers, because the first window waits for it.
    """
    blur = spread / 2.6
    edge = [round(_ONE * 0.5 * (1 + erf((at + 0.5 - spread) / (blur * sqrt(2))))) for at in range(2 * spread)]
    deepest = round(255 * strength)
    blue_green_red = (rgb & 255, (rgb >> 8) & 255, (rgb >> 16) & 255)
    shades = [bytes([*(part * alpha // 255 for part in blue_green_red), alpha]) for alpha in range(deepest + 1)]
    upper = [_row(shades, edge, down * deepest) for down in edge]
    side = 2 * len(edge) + 1
    pixels = b"".join([*upper, _row(shades, edge, _ONE * deepest), *reversed(upper)])
    picture = QImage(pixels, side, side, side * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return picture.copy()  # its own memory, instead of that of the bytes above


def _row(shades: list[bytes], edge: list[int], depth: int) -> bytes:
    """One line of the picture, whose middle is of a depth."""
    left = [shades[(across * depth + _HALF) >> _SCALE] for across in edge]
    middle = shades[(_ONE * depth + _HALF) >> _SCALE]
    return b"".join([*left, middle, *reversed(left)])


_ONE = 4096
_SCALE = 24
_HALF = 1 << (_SCALE - 1)
