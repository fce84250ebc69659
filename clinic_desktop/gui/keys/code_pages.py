"""A recovery code on paper, and in a file."""

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from clinic_desktop import __title__
from clinic_desktop.domain.backups import RecoveryCode
from clinic_desktop.gui.measures import Weight
from clinic_desktop.gui.paper.pages import Ink, page_rect, paper_font, write
from clinic_desktop.gui.paper.paper_measures import PaperMeasure, PaperText

_ROW = 4
"""Groups in a row."""


class CodePages:
    """The code on a page of A6, with what it is for."""

    count = 1

    def __init__(self, code: RecoveryCode, clinic: str) -> None:
        self._code = code
        self._clinic = clinic
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
        """The page."""
        margin, step = PaperMeasure.SLIP_MARGIN, PaperMeasure.SLIP_LINE
        area = page_rect(self).adjusted(margin, margin, -margin, -margin)
        top = area.top()
        plain, large = paper_font(PaperText.STRONG), paper_font(PaperText.TITLE, Weight.SEMIBOLD)
        head = paper_font(PaperText.HEADING, Weight.SEMIBOLD)
        groups = self._code.code.split("-")
        rows = [groups[place : place + _ROW] for place in range(0, len(groups), _ROW)]
        for text, font, ink, height in (
            (self._clinic, head, self._ink.text, step),
            (heading(), head, self._ink.text, step * 2),
            *(("  ".join(row), large, self._ink.text, step * 1.8) for row in rows),
            ("", plain, self._ink.text, step),
            *((words, plain, self._ink.muted, step) for words in meaning()),
        ):
            write(painter, QRectF(area.left(), top, area.width(), height), text, font=font, ink=ink)
            top += height


def heading() -> str:
    """What the code is called."""
    return _tr("Recovery code of {program}").format(program=__title__)


def meaning() -> tuple[str, ...]:
    """What it is for, in short lines."""
    return (
        _tr("It opens the clinic's records when the"),
        _tr("computer has lost their key, and every"),
        _tr("backup, on any computer."),
        _tr("Keep it in a safe, never beside a backup."),
    )


def code_text(code: RecoveryCode, clinic: str) -> str:
    """What a file with the code holds."""
    return "\n".join((clinic, heading(), "", code.code, "", *meaning(), ""))


def _tr(words: str) -> str:
    return QCoreApplication.translate("recovery_paper", words)
