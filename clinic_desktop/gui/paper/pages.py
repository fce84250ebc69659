"""Pages that can be painted on anything: a printer, a PDF, the screen."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Weight
from clinic_desktop.gui.typography import runs_left
from clinic_desktop.settings import Appearance

POINTS_PER_INCH = 72
_PDF_RESOLUTION = 300


class Pages(Protocol):
    """Some pages of one size; `paint` works in points, from the page's upper left corner."""

    @property
    def count(self) -> int: ...
    @property
    def size(self) -> QPageSize: ...
    @property
    def orientation(self) -> QPageLayout.Orientation: ...
    def paint(self, painter: QPainter, number: int) -> None: ...


def layout_of(pages: Pages) -> QPageLayout:
    """How the pages lie, without margins: they keep their own."""
    return QPageLayout(pages.size, pages.orientation, QMarginsF())


def page_rect(pages: Pages) -> QRectF:
    """A whole page in points."""
    return QRectF(layout_of(pages).fullRect(QPageLayout.Unit.Point))


def pdf_of(pages: Pages, title: str, *, go_on: Callable[[], bool] = lambda: True) -> bytes:
    """The pages as a PDF; may be made in any thread. Ends early, with fewer pages, when `go_on` says no."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(layout_of(pages))
    writer.setResolution(_PDF_RESOLUTION)
    writer.setTitle(title)
    painter = QPainter(writer)
    for number in range(pages.count):
        if not go_on():
            break
        if number:
            writer.newPage()
        paint_page(painter, pages, number, _PDF_RESOLUTION / POINTS_PER_INCH)
    painter.end()
    buffer.close()
    return bytes(QByteArray(buffer.data()).data())


def paint_page(painter: QPainter, pages: Pages, number: int, pixels_per_point: float) -> None:
    """Paint one page on a device of that many pixels a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(pixels_per_point, pixels_per_point)
    pages.paint(painter, number)
    painter.restore()


def paper_font(size: int, weight: int = Weight.REGULAR) -> QFont:
    """The program's font in points of paper: a painter that is scaled to points takes pixels for them."""
    return theme.font(size, weight)


class Ink:
    """The colours of paper: the light theme's, whatever the screen shows."""

    def __init__(self) -> None:
        light = theme.load(Appearance.LIGHT)
        self.text: QColor = light.text
        self.muted: QColor = light.muted
        self.line: QColor = light.line_strong
        self.danger: QColor = light.danger


def write(
    painter: QPainter,
    where: QRectF,
    text: str,
    *,
    font: QFont,
    ink: QColor,
    trailing: bool = False,
    middle: bool = False,
) -> None:
    """One line of words in a place, elided where it does not fit.

    What has no letter that runs the other way runs from left to right, signs and figures too, whatever the screen does.
    """
    if not text:
        return
    painter.setFont(font)
    painter.setPen(ink)
    elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, where.width())
    side = Qt.AlignmentFlag.AlignRight if trailing else Qt.AlignmentFlag.AlignLeft
    if middle:
        side = Qt.AlignmentFlag.AlignHCenter
    flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(where, flags if runs_left(elided) else flags | Qt.TextFlag.TextForceLeftToRight, elided)
