"""Writes a line of text by hand, laid out once for each text, font and width."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QStaticText, QTransform

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import TextSize, Weight
from clinic_desktop.gui.typography import isolated


def write_line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    ink: QColor,
    *,
    room: float | None = None,
    at_end: bool = False,
) -> None:
    """Write a text into a rectangle, in the middle of its height, at the side where reading begins or at the other.

    What is longer than `room`, or than the rectangle, ends in an ellipsis.
    """
    written = _written(text, rect.width() if room is None else room, font)
    is_right = (painter.layoutDirection() is Qt.LayoutDirection.RightToLeft) is not at_end
    x = rect.right() - written.width if is_right else rect.left()
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawStaticText(QPointF(x, rect.top() + (rect.height() - written.height) / 2), written.text)


def line_width(text: str, font: QFont) -> float:
    """How wide a text is."""
    return widths_in(font)(text)


def widths_in(font: QFont) -> Callable[[str], float]:
    """What tells how wide a text is in a font: of many texts sooner than one by one."""
    name = font.key()

    def width_of(text: str) -> float:
        width = _widths.get((text, name))
        if width is None:
            if len(_widths) >= _MOST:
                _widths.clear()
            width = _widths[text, name] = QFontMetricsF(font).horizontalAdvance(text)
        return width

    return width_of


def draw_letters() -> Iterator[None]:
    """Draw each letter once in the fonts that pages write with, a font at a time: Qt has them from then on."""
    for size in (TextSize.SECONDARY, TextSize.BODY):
        for weight in (Weight.REGULAR, Weight.MEDIUM, Weight.SEMIBOLD):
            sheet = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
            painter = QPainter(sheet)
            painter.setFont(theme.font(size, weight))
            painter.drawText(QPointF(0, _HEIGHT / 2), _LETTERS)
            painter.end()
            yield


class _Written(NamedTuple):
    text: QStaticText
    width: float
    height: float


_kept: dict[tuple[str, float, str], _Written] = {}
_widths: dict[tuple[str, str], float] = {}
_MOST = 4096
_LETTERS = "".join(chr(one) for one in (*range(0x20, 0x7F), *range(0xC0, 0x180))) + "–·…’"
"""Those of Latin; of other scripts the first names that are seen have theirs drawn."""
_WIDTH, _HEIGHT = 4000, 32


def _written(text: str, room: float, font: QFont) -> _Written:
    key = text, room, font.key()
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= _MOST:
            _kept.clear()
        elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))
        laid_out = QStaticText(isolated(elided))
        laid_out.setTextFormat(Qt.TextFormat.PlainText)
        laid_out.prepare(QTransform(), font)
        found = _kept[key] = _Written(laid_out, laid_out.size().width(), laid_out.size().height())
    return found
