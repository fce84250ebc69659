"""Small papers: the slip with its QR code, and the label."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from clinic_desktop.gui.measures import Weight
from clinic_desktop.gui.paper.pages import Ink, page_rect, paper_font, write
from clinic_desktop.gui.paper.paper_measures import PaperMeasure, PaperText

if TYPE_CHECKING:
    from clinic_desktop.exchange.paper.slips import LabelPaper, SlipPaper

_LABEL_MILLIMETRES = (89.0, 36.0)


class SlipPages:
    """One appointment on a page of A6."""

    count = 1

    def __init__(self, paper: "SlipPaper") -> None:
        self._paper = paper
        self._ink = Ink()

    @property
    def size(self) -> QPageSize:
        """The paper."""
        return QPageSize(QPageSize.PageSizeId.A6)

    @property
    def orientation(self) -> QPageLayout.Orientation:
        """How the paper lies."""
        return QPageLayout.Orientation.Portrait

    def paint(self, painter: QPainter, number: int) -> None:
        """The slip."""
        paper, margin, step = self._paper, PaperMeasure.SLIP_MARGIN, PaperMeasure.SLIP_LINE
        area = page_rect(self).adjusted(margin, margin, -margin, -margin)
        top = area.top()
        plain, strong = paper_font(PaperText.STRONG), paper_font(PaperText.STRONG, Weight.SEMIBOLD)
        for text, font, ink, height in (
            (paper.head.name, strong, self._ink.text, step),
            (paper.head.address, paper_font(PaperText.SECONDARY), self._ink.muted, step * 0.7),
            (paper.head.phone, paper_font(PaperText.SECONDARY), self._ink.muted, step * 0.7),
            ("", plain, self._ink.text, step),
            (paper.patient, paper_font(PaperText.HEADING, Weight.SEMIBOLD), self._ink.text, step * 1.2),
            (paper.day, paper_font(PaperText.HEADING), self._ink.text, step * 1.2),
            (paper.time, paper_font(PaperText.TIME, Weight.SEMIBOLD), self._ink.text, step * 2),
            (paper.arrive, strong, self._ink.text, step if paper.arrive else 0),
            (paper.provisional, strong, self._ink.danger, step if paper.provisional else 0),
            (paper.practitioner, plain, self._ink.text, step),
            (" · ".join(part for part in (paper.kind, paper.place) if part), plain, self._ink.muted, step),
        ):
            write(painter, QRectF(area.left(), top, area.width(), height), text, font=font, ink=ink)
            top += height
        side = PaperMeasure.QR
        code = QRectF(area.left(), area.bottom() - side - step, side, side)
        paint_modules(painter, code, paper.modules, self._ink)
        beside = QRectF(code.right() + step, code.top(), area.right() - code.right() - step, step)
        for line in ("Show this code", "at the front desk", "when you arrive."):
            write(painter, beside, line, font=plain, ink=self._ink.text)
            beside.translate(0, step)
        foot = QRectF(area.left(), area.bottom() - step, area.width(), step)
        sentence = "If you cannot come, please call us: someone is waiting."
        write(painter, foot, sentence, font=paper_font(PaperText.SMALL), ink=self._ink.muted)


class LabelPages:
    """One label, as label printers take them (89 × 36 mm)."""

    count = 1

    def __init__(self, paper: "LabelPaper") -> None:
        self._paper = paper
        self._ink = Ink()

    @property
    def size(self) -> QPageSize:
        """The label."""
        return QPageSize(
            QSizeF(*_LABEL_MILLIMETRES), QPageSize.Unit.Millimeter, "Label", QPageSize.SizeMatchPolicy.ExactMatch
        )

    @property
    def orientation(self) -> QPageLayout.Orientation:
        """How the label lies: its size says it."""
        return QPageLayout.Orientation.Portrait

    def paint(self, painter: QPainter, number: int) -> None:
        """The label."""
        paper, margin, step = self._paper, PaperMeasure.LABEL_MARGIN, PaperMeasure.LABEL_LINE
        area = page_rect(self).adjusted(margin, margin, -margin, -margin)
        top = area.top()
        for text, font, ink, height in (
            (paper.name, paper_font(PaperText.NAME, Weight.SEMIBOLD), self._ink.text, step * 1.7),
            (paper.facts, paper_font(PaperText.HEADING), self._ink.text, step),
            (paper.address, paper_font(PaperText.BODY), self._ink.muted, step),
            (paper.alerts, paper_font(PaperText.BODY, Weight.SEMIBOLD), self._ink.danger, step),
        ):
            write(painter, QRectF(area.left(), top, area.width(), height), text, font=font, ink=ink)
            top += height
        foot = QRectF(area.left(), area.bottom() - step, area.width(), step)
        write(painter, foot, paper.clinic, font=paper_font(PaperText.SMALL), ink=self._ink.muted, trailing=True)


def paint_modules(painter: QPainter, where: QRectF, modules: tuple[tuple[bool, ...], ...], ink: Ink) -> None:
    """A QR code in a square, its dark modules without seams between them."""
    side = where.width() / len(modules)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for y, row in enumerate(modules):
        for x, is_dark in enumerate(row):
            if is_dark:
                painter.fillRect(QRectF(where.left() + x * side, where.top() + y * side, side, side), ink.text)
    painter.restore()
