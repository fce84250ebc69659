"""Small papers: the slip with its QR code, and the label."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageSize, QPainter

from clinic_desktop.gui.measures import Weight
from clinic_desktop.gui.paper.pages import Ink, paper_font, write
from clinic_desktop.gui.paper.paper_measures import PaperMeasure, PaperText
from clinic_desktop.gui.paper.small_paper import SmallPaper

if TYPE_CHECKING:
    from clinic_desktop.exchange.paper.slips import LabelPaper, SlipPaper

_LABEL_MILLIMETRES = (89.0, 36.0)


class SlipPages(SmallPaper):
    """One appointment."""

    def __init__(self, paper: "SlipPaper") -> None:
        super().__init__()
        self._paper = paper

    def paint(self, painter: QPainter, number: int) -> None:
        """The slip."""
        paper, area, step = self._paper, self.area, PaperMeasure.SLIP_LINE
        plain, strong = paper_font(PaperText.STRONG), paper_font(PaperText.STRONG, Weight.SEMIBOLD)
        lines = (
            (paper.head.name, strong, self.ink.text, step),
            (paper.head.address, paper_font(PaperText.SECONDARY), self.ink.muted, step * 0.7),
            (paper.head.phone, paper_font(PaperText.SECONDARY), self.ink.muted, step * 0.7),
            ("", plain, self.ink.text, step),
            (paper.patient, paper_font(PaperText.HEADING, Weight.SEMIBOLD), self.ink.text, step * 1.2),
            (paper.day, paper_font(PaperText.HEADING), self.ink.text, step * 1.2),
            (paper.time, paper_font(PaperText.TIME, Weight.SEMIBOLD), self.ink.text, step * 2),
            (paper.arrive, strong, self.ink.text, step if paper.arrive else 0),
            (paper.provisional, strong, self.ink.danger, step if paper.provisional else 0),
            (paper.practitioner, plain, self.ink.text, step),
            (" · ".join(part for part in (paper.kind, paper.place) if part), plain, self.ink.muted, step),
        )
        self.write_lines(painter, lines)
        side = PaperMeasure.QR
        code = QRectF(area.left(), area.bottom() - side - step, side, side)
        paint_modules(painter, code, paper.modules, self.ink)
        beside = QRectF(code.right() + step, code.top(), area.right() - code.right() - step, step)
        for line in ("Show this code", "at the front desk", "when you arrive."):
            write(painter, beside, line, font=plain, ink=self.ink.text)
            beside.translate(0, step)
        foot = QRectF(area.left(), area.bottom() - step, area.width(), step)
        sentence = "If you cannot come, please call us: someone is waiting."
        write(painter, foot, sentence, font=paper_font(PaperText.SMALL), ink=self.ink.muted)


class LabelPages(SmallPaper):
    """One label, as label printers take them (89 × 36 mm)."""

    margin = PaperMeasure.LABEL_MARGIN

    def __init__(self, paper: "LabelPaper") -> None:
        super().__init__()
        self._paper = paper

    @property
    def size(self) -> QPageSize:
        """The label."""
        return QPageSize(
            QSizeF(*_LABEL_MILLIMETRES), QPageSize.Unit.Millimeter, "Label", QPageSize.SizeMatchPolicy.ExactMatch
        )

    def paint(self, painter: QPainter, number: int) -> None:
        """The label."""
        paper, area, step = self._paper, self.area, PaperMeasure.LABEL_LINE
        lines = (
            (paper.name, paper_font(PaperText.NAME, Weight.SEMIBOLD), self.ink.text, step * 1.7),
            (paper.facts, paper_font(PaperText.HEADING), self.ink.text, step),
            (paper.address, paper_font(PaperText.BODY), self.ink.muted, step),
            (paper.alerts, paper_font(PaperText.BODY, Weight.SEMIBOLD), self.ink.danger, step),
        )
        self.write_lines(painter, lines)
        foot = QRectF(area.left(), area.bottom() - step, area.width(), step)
        write(painter, foot, paper.clinic, font=paper_font(PaperText.SMALL), ink=self.ink.muted, trailing=True)


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
