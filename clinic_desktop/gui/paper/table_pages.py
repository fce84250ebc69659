"""Tables on paper: the clinic's head and the column heads on every page, rows of two lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPen

from clinic_desktop.gui.measures import Weight
from clinic_desktop.gui.paper.pages import Ink, page_rect, paper_font, write
from clinic_desktop.gui.paper.paper_measures import PaperMeasure, PaperText

if TYPE_CHECKING:
    from clinic_desktop.exchange.paper.tables import PaperRow, TablePaper

_ALERTS = "Alerts"
_ENDLESS = 1_000_000
_Places = list[tuple[float, float]]
"""Where each column begins, and how wide it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    paper: "TablePaper"
    rows: "tuple[PaperRow, ...]"
    number: int
    of: int


class TablePages:
    """Tables, each on pages of its own; `is_wide` lays the paper on its side."""

    def __init__(self, papers: "Sequence[TablePaper]", *, is_wide: bool = False) -> None:
        self._is_wide = is_wide
        self._ink = Ink()
        self._pages = [page for paper in papers for page in self._split(paper)]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def size(self) -> QPageSize:
        """The paper."""
        return QPageSize(QPageSize.PageSizeId.A4)

    @property
    def orientation(self) -> QPageLayout.Orientation:
        """How the paper lies."""
        return QPageLayout.Orientation.Landscape if self._is_wide else QPageLayout.Orientation.Portrait

    def paint(self, painter: QPainter, number: int) -> None:
        """One page."""
        page = self._pages[number]
        area = self._area()
        top = self._paint_head(painter, page, area)
        places = _places(page.paper, area)
        if not page.rows:
            where = QRectF(area.left(), top, area.width(), PaperMeasure.ROW)
            write(painter, where, page.paper.nothing, font=paper_font(PaperText.STRONG), ink=self._ink.muted)
        else:
            top = self._paint_column_heads(painter, page.paper, places, top)
        for row in page.rows:
            height = _height(row, page.paper, places)
            if row.heading:
                where = QRectF(area.left(), top + PaperMeasure.LINE, area.width(), height)
                write(painter, where, row.heading, font=_font(PaperText.HEADING, strong=True), ink=self._ink.text)
            else:
                self._paint_row(painter, row, page.paper, places, QRectF(area.left(), top, area.width(), height))
            top += height
            self._rule(painter, area, top)
        self._paint_foot(painter, page, area)

    def _area(self) -> QRectF:
        margin = PaperMeasure.MARGIN
        return page_rect(self).adjusted(margin, margin, -margin, -margin)

    def _split(self, paper: "TablePaper") -> list[_Page]:
        used = PaperMeasure.HEAD + PaperMeasure.TITLE + PaperMeasure.COLUMN_HEADS + PaperMeasure.FOOT
        room = self._area().height() - used
        places = _places(paper, self._area())
        parts: list[list[PaperRow]] = [[]]
        left = room
        for row, following in zip_longest(paper.rows, paper.rows[1:]):
            # A heading is never the last thing on a page.
            needed = height = _height(row, paper, places)
            if row.heading and following is not None:
                needed += _height(following, paper, places)
            if needed > left and parts[-1]:
                parts.append([])
                left = room
            parts[-1].append(row)
            left -= height
        return [
            _Page(paper=paper, rows=tuple(rows), number=number, of=len(parts))
            for number, rows in enumerate(parts, start=1)
        ]

    def _paint_head(self, painter: QPainter, page: _Page, area: QRectF) -> float:
        head = page.paper.head
        where = QRectF(area.left(), area.top(), area.width(), PaperMeasure.HEAD / 2)
        write(painter, where, head.name, font=_font(PaperText.BODY, strong=True), ink=self._ink.text)
        reached = " · ".join(part for part in (head.address, head.phone) if part)
        write(painter, where, reached, font=paper_font(PaperText.SECONDARY), ink=self._ink.muted, trailing=True)
        top = area.top() + PaperMeasure.HEAD
        self._rule(painter, area, top - PaperMeasure.HEAD / 3)
        where = QRectF(area.left(), top, area.width(), PaperMeasure.TITLE * 2 / 3)
        write(painter, where, page.paper.title, font=_font(PaperText.TITLE, strong=True), ink=self._ink.text)
        where = QRectF(area.left(), top, area.width(), PaperMeasure.TITLE * 2 / 3)
        write(
            painter, where, page.paper.subtitle, font=paper_font(PaperText.STRONG), ink=self._ink.muted, trailing=True
        )
        return top + PaperMeasure.TITLE

    def _paint_column_heads(self, painter: QPainter, paper: "TablePaper", places: _Places, top: float) -> float:
        for column, (left, width) in zip(paper.columns, places, strict=True):
            where = QRectF(left, top, width, PaperMeasure.COLUMN_HEADS)
            write(painter, where, column.head, font=_font(PaperText.SECONDARY, strong=True), ink=self._ink.muted)
        bottom = top + PaperMeasure.COLUMN_HEADS
        self._rule(painter, self._area(), bottom)
        return bottom

    def _paint_row(self, painter: QPainter, row: "PaperRow", paper: "TablePaper", places: _Places, box: QRectF) -> None:
        top, half = box.top(), PaperMeasure.ROW / 2
        for number, ((first, second), (left, width)) in enumerate(zip(row.cells, places, strict=True)):
            is_alert = paper.columns[number].head == _ALERTS
            ink = self._ink.muted if row.is_faint else self._ink.danger if is_alert else self._ink.text
            if is_alert:
                where = QRectF(left, top, width, box.height())
                painter.setFont(_font_of_alerts(first, width)[0])
                painter.setPen(ink)
                side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(where, side | Qt.TextFlag.TextWordWrap, first)
                continue
            upper = QRectF(left, top + 1, width, half if second else PaperMeasure.ROW - 1)
            write(painter, upper, first, font=_font(PaperText.STRONG, strong=number < 2 and not row.is_faint), ink=ink)
            lower = QRectF(left, top + half - 1, width, half)
            write(painter, lower, second, font=paper_font(PaperText.SECONDARY), ink=self._ink.muted)

    def _paint_foot(self, painter: QPainter, page: _Page, area: QRectF) -> None:
        where = QRectF(area.left(), area.bottom() - PaperMeasure.FOOT, area.width(), PaperMeasure.FOOT)
        font = paper_font(PaperText.SECONDARY)
        write(painter, where, page.paper.printed_at, font=font, ink=self._ink.muted)
        if page.of > 1:
            words = f"{page.paper.title} · {page.number} / {page.of}"
            write(painter, where, words, font=font, ink=self._ink.muted, trailing=True)

    def _rule(self, painter: QPainter, area: QRectF, y: float) -> None:
        painter.setPen(QPen(self._ink.line, PaperMeasure.LINE))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))


def _places(paper: "TablePaper", area: QRectF) -> _Places:
    """Where each column begins, and how much of it can be written in."""
    whole = sum(column.share for column in paper.columns)
    places = []
    left = area.left()
    for column in paper.columns:
        width = area.width() * column.share / whole
        places.append((left, width - PaperMeasure.CELL_GAP))
        left += width
    return places


def _height(row: "PaperRow", paper: "TablePaper", places: _Places) -> float:
    if row.heading:
        return PaperMeasure.HEADING_ROW
    cells = zip(paper.columns, row.cells, places, strict=True)
    alerts = (_font_of_alerts(first, width)[1] for column, (first, _), (_, width) in cells if column.head == _ALERTS)
    return max(PaperMeasure.ROW, *alerts, 0.0)


def _font_of_alerts(alerts: str, width: float) -> tuple[QFont, float]:
    """The type, and the height that it takes; what a life may hang on is written whole, on as many lines as that is."""
    font = paper_font(PaperText.STRONG)
    taken = _taken(font, alerts, width)
    if taken.height() > PaperMeasure.ROW or taken.width() > width:
        font = paper_font(PaperText.SECONDARY)
        taken = _taken(font, alerts, width)
    return font, taken.height() + PaperMeasure.LINE


def _taken(font: QFont, words: str, width: float) -> QRectF:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, _ENDLESS), Qt.TextFlag.TextWordWrap, words)


def _font(size: int, *, strong: bool) -> QFont:
    return paper_font(size, Weight.SEMIBOLD if strong else Weight.REGULAR)
