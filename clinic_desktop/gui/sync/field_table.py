"""The fields that two desks changed: what stood before, and what each wrote."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_desktop.domain.decisions import FieldChoice
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.typography import breakable
from clinic_desktop.gui.widgets.card import label, line


class FieldTable(QWidget):
    """A line for each field. What was wanted and did not get through is in bold: nobody has read it elsewhere yet."""

    def __init__(
        self,
        fields: Sequence[FieldChoice],
        *,
        mine: str,
        theirs: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        for column, share in enumerate(_SHARES):
            grid.setColumnStretch(column, share)
        for column, words in enumerate((self.tr("Field"), self.tr("Before"), mine, theirs)):
            grid.addWidget(label(breakable(words), Look.SECTION, wraps=True), 0, column, _TOP)
        self._end_row(1)
        for number, each in enumerate(fields):
            self._add(2 * number + 2, each)

    def _add(self, row: int, field: FieldChoice) -> None:
        looks = (None, Look.MUTED, Look.STRONG, None)
        for column, (text, look) in enumerate(
            zip((field.label, field.before, field.mine, field.theirs), looks, strict=True)
        ):
            said = label(breakable(text or _NOTHING), look, wraps=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(said, row, column, _TOP)
        self._end_row(row + 1)

    def _end_row(self, row: int) -> None:
        self._grid.addWidget(line(), row, 0, 1, len(_SHARES))


_SHARES = (3, 6, 8, 8)
_TOP = Qt.AlignmentFlag.AlignTop
_NOTHING = "–"
