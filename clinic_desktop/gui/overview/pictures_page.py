"""The overview's pictures on a sheet of paper, as they stand on the screen, before the tables that say the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPen, QPicture

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Weight
from clinic_desktop.gui.overview.bars import Series
from clinic_desktop.gui.overview.chart import Chart
from clinic_desktop.gui.overview.figure_card import CardWords
from clinic_desktop.gui.paper.pages import Ink, page_rect, paper_font, write
from clinic_desktop.gui.paper.paper_measures import PaperMeasure, PaperText
from clinic_desktop.gui.paper.table_pages import TablePages
from clinic_desktop.settings import Appearance

if TYPE_CHECKING:
    from clinic_desktop.exchange.paper.tables import ClinicHead


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A picture as it was painted, by its name; `share` is how much of the paper's width it gets, of SHARES."""

    name: str
    picture: QPicture
    size: QSizeF
    share: int
    legend: tuple[Series, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that stands on the sheet."""

    title: str
    cards: Sequence[CardWords]
    rows: Sequence[Sequence[Taken]]


def taken(name: str, chart: Chart, *, share: int, legend: tuple[Series, ...] = (), note: str = "") -> Taken:
    """Take a picture of a chart in the colours of paper; in the window's thread, as the chart belongs to it."""
    size = QSizeF(share * _PER_SHARE, chart.wanted_height())
    picture = QPicture()
    painter = QPainter(picture)
    chart.paint_on(painter, QRectF(QPointF(), size), theme.load(Appearance.LIGHT))
    painter.end()
    return Taken(name=name, picture=picture, size=size, share=share, legend=legend, note=note)


class FiguresPages:
    """The sheet of pictures, and the tables behind it."""

    def __init__(self, sheet: Sheet, head: "ClinicHead", printed: str, tables: TablePages) -> None:
        self._sheet, self._head, self._printed, self._tables = sheet, head, printed, tables
        self._ink = Ink()
        self._light = theme.load(Appearance.LIGHT)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return 1 + self._tables.count

    @property
    def size(self) -> QPageSize:
        """The paper."""
        return self._tables.size

    @property
    def orientation(self) -> QPageLayout.Orientation:
        """How the paper lies."""
        return self._tables.orientation

    def paint(self, painter: QPainter, number: int) -> None:
        """One page."""
        if number:
            self._tables.paint(painter, number - 1)
            return
        margin = PaperMeasure.MARGIN
        area = page_rect(self).adjusted(margin, margin, -margin, -margin)
        top = self._paint_cards(painter, area, self._paint_head(painter, area))
        foot = QRectF(area.left(), area.bottom() - PaperMeasure.FOOT, area.width(), PaperMeasure.FOOT)
        write(painter, foot, self._printed, font=paper_font(PaperText.SECONDARY), ink=self._ink.muted)
        height = (foot.top() - top) / max(1, len(self._sheet.rows))
        for row in self._sheet.rows:
            left = area.left()
            for one in row:
                width = area.width() * one.share / SHARES
                self._paint_taken(painter, one, QRectF(left, top, width - _GAP, height - _GAP))
                left += width
            top += height

    def _paint_head(self, painter: QPainter, area: QRectF) -> float:
        strong, small = paper_font(PaperText.BODY, Weight.SEMIBOLD), paper_font(PaperText.SECONDARY)
        line = QRectF(area.left(), area.top(), area.width(), PaperMeasure.HEAD / 2)
        write(painter, line, self._head.name, font=strong, ink=self._ink.text)
        reached = " · ".join(part for part in (self._head.address, self._head.phone) if part)
        write(painter, line, reached, font=small, ink=self._ink.muted, trailing=True)
        below = area.top() + PaperMeasure.HEAD * 2 / 3
        painter.setPen(QPen(self._ink.line, PaperMeasure.LINE))
        painter.drawLine(QPointF(area.left(), below), QPointF(area.right(), below))
        title = QRectF(area.left(), area.top() + PaperMeasure.HEAD, area.width(), PaperMeasure.TITLE * 2 / 3)
        write(
            painter,
            title,
            self._sheet.title,
            font=paper_font(PaperText.TITLE, Weight.SEMIBOLD),
            ink=self._ink.text,
        )
        return area.top() + PaperMeasure.HEAD + PaperMeasure.TITLE

    def _paint_cards(self, painter: QPainter, area: QRectF, top: float) -> float:
        cards = self._sheet.cards
        width = area.width() / max(1, len(cards))
        for number, card in enumerate(cards):
            left = area.left() + number * width
            for words, size, weight, ink, y, height in (
                (card.name, PaperText.SECONDARY, Weight.REGULAR, self._ink.muted, 0, 12),
                (card.value, PaperText.NAME, Weight.SEMIBOLD, self._ink.text, 12, 24),
            ):
                where = QRectF(left, top + y, width - _GAP, height)
                write(painter, where, words, font=paper_font(size, weight), ink=ink)
            painter.setFont(paper_font(PaperText.SMALL))
            painter.setPen(self._ink.muted)
            detail = QRectF(left, top + 36, width - _GAP, _CARDS - 40)
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
            painter.drawText(detail, side | Qt.TextFlag.TextWordWrap, card.detail)
        return top + _CARDS

    def _paint_taken(self, painter: QPainter, one: Taken, box: QRectF) -> None:
        heading = QRectF(box.left(), box.top(), box.width(), _HEADING)
        write(painter, heading, one.name, font=paper_font(PaperText.HEADING, Weight.SEMIBOLD), ink=self._ink.text)
        top = box.top() + _HEADING
        if one.legend:
            self._paint_legend(painter, one.legend, QRectF(box.left(), top, box.width(), _LEGEND))
            top += _LEGEND
        room = box.bottom() - top - (_LEGEND if one.note else 0)
        scale = min(box.width() / one.size.width(), room / one.size.height())
        painter.save()
        painter.translate(box.left(), top)
        # A picture plays itself larger on a device of more dots per inch; the painter is scaled to points already.
        dots = painter.device().logicalDpiX() / one.picture.logicalDpiX()
        painter.scale(scale / dots, scale / dots)
        one.picture.play(painter)
        painter.restore()
        below = QRectF(box.left(), top + one.size.height() * scale, box.width(), _LEGEND)
        write(painter, below, one.note, font=paper_font(PaperText.SMALL), ink=self._ink.muted)

    def _paint_legend(self, painter: QPainter, legend: tuple[Series, ...], where: QRectF) -> None:
        font = paper_font(PaperText.SECONDARY)
        left = where.left()
        for one in legend:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._light.token(one.token))
            painter.drawEllipse(QPointF(left + _DOT, where.center().y()), _DOT / 2, _DOT / 2)
            words = QRectF(left + 2.5 * _DOT, where.top(), where.width() / len(legend) - 3 * _DOT, where.height())
            write(painter, words, one.words, font=font, ink=self._ink.muted)
            left += where.width() / len(legend)


SHARES = 30
_PER_SHARE = 35
_GAP = 14
_CARDS = 76
_HEADING = 18
_LEGEND = 14
_DOT = 5
