"""A recovery code on paper, and in a file."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPainter

from clinic_desktop import __title__
from clinic_desktop.domain.backups import RecoveryCode
from clinic_desktop.gui.measures import Weight
from clinic_desktop.gui.paper.pages import paper_font
from clinic_desktop.gui.paper.paper_measures import PaperMeasure, PaperText
from clinic_desktop.gui.paper.small_paper import SmallPaper

_ROW = 4
"""Groups in a row."""


class CodePages(SmallPaper):
    """The code, with what it is for."""

    def __init__(self, code: RecoveryCode, clinic: str) -> None:
        super().__init__()
        self._code = code
        self._clinic = clinic

    def paint(self, painter: QPainter, number: int) -> None:
        """The page."""
        step = PaperMeasure.SLIP_LINE
        plain, large = paper_font(PaperText.STRONG), paper_font(PaperText.TITLE, Weight.SEMIBOLD)
        head = paper_font(PaperText.HEADING, Weight.SEMIBOLD)
        groups = self._code.code.split("-")
        rows = [groups[place : place + _ROW] for place in range(0, len(groups), _ROW)]
        lines = (
            (self._clinic, head, self.ink.text, step),
            (heading(), head, self.ink.text, step * 2),
            *(("  ".join(row), large, self.ink.text, step * 1.8) for row in rows),
            ("", plain, self.ink.text, step),
            *((words, plain, self.ink.muted, step) for words in meaning()),
        )
        self.write_lines(painter, lines)


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
