"""What all small papers are: one page, written line by line from the top."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter

from clinic_desktop.gui.paper.pages import Ink, page_rect, write
from clinic_desktop.gui.paper.paper_measures import PaperMeasure


class SmallPaper:
    """A page of A6, upright; a paper of it says what is on it, and another size or margin if it has one."""

    count = 1
    margin = PaperMeasure.SLIP_MARGIN

    def __init__(self) -> None:
        self.ink = Ink()

    @property
    def size(self) -> QPageSize:
        """The paper."""
        return QPageSize(QPageSize.PageSizeId.A6)

    @property
    def orientation(self) -> QPageLayout.Orientation:
        """How the paper lies."""
        return QPageLayout.Orientation.Portrait

    def paint(self, painter: QPainter, number: int) -> None:
        """The page; overridden."""

    @property
    def area(self) -> QRectF:
        """What may be written on."""
        return page_rect(self).adjusted(self.margin, self.margin, -self.margin, -self.margin)

    def write_lines(self, painter: QPainter, lines: Iterable[tuple[str, QFont, QColor, float]]) -> None:
        """Write each text in its font and ink, and go on below it by its height."""
        area = self.area
        top = area.top()
        for text, font, ink, height in lines:
            write(painter, QRectF(area.left(), top, area.width(), height), text, font=font, ink=ink)
            top += height
