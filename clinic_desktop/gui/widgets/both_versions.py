"""Two people changed one patient: both versions side by side, and which is to stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.sides import mirrored


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of which there are two versions now, in words."""

    caption: str
    mine: str
    theirs: str


class BothVersions(Card):
    """A striped card with a line for each field that differs; hidden while nothing does."""

    mine_wanted = Signal()
    theirs_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, stripe="arrived")
        self.body.setContentsMargins(*mirrored(Space.L, Space.M, Space.M, Space.M))
        self.body.setSpacing(Space.S)
        self.differences: tuple[Difference, ...] = ()
        self._sentence = label("", Look.HEADING, wraps=True)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.keep_mine = QPushButton(self.tr("Save my version"))
        self.take_theirs = QPushButton(self.tr("Take their version"))
        buttons = QHBoxLayout()
        for button in (self.keep_mine, self.take_theirs):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.keep_mine.clicked.connect(self.mine_wanted)
        self.take_theirs.clicked.connect(self.theirs_wanted)
        self.body.addWidget(self._sentence)
        self.body.addWidget(self._rows)
        self.body.addLayout(buttons)
        self.hide()

    def show_differences(self, sentence: str, differences: Sequence[Difference]) -> None:
        """Show what differs."""
        self.clear()
        self.differences = tuple(differences)
        self._sentence.setText(sentence)
        heads = ("", self.tr("Yours"), self.tr("Theirs"))
        for column, words in enumerate(heads):
            self._grid.addWidget(label(words, Look.SECTION), 0, column)
        for row, difference in enumerate(differences, start=1):
            self._grid.addWidget(label(difference.caption, Look.MUTED), row, 0)
            self._grid.addWidget(ElidedLabel(difference.mine or _NOTHING), row, 1)
            self._grid.addWidget(ElidedLabel(difference.theirs or _NOTHING), row, 2)
        self.show()
        self.keep_mine.setFocus()

    def clear(self) -> None:
        """There is one version again."""
        self.differences = ()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.hide()


_NOTHING = "–"
