"""People in the file who are probably the one being registered: take one of them, or register anyway."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.sheets import PatientLine
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients.patient_model import facts_of
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.sides import mirrored


class LikelySame(Card):
    """A striped card with a row for each candidate; hidden while there is none."""

    taken = Signal(object)
    register_anyway_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent, stripe="arrived")
        self._today = today
        self._shown: tuple[str, tuple[PatientLine, ...]] | None = None
        self.body.setContentsMargins(*mirrored(Space.L, Space.M, Space.M, Space.M))
        self.body.setSpacing(Space.S)
        self._heading = label(self.tr("Likely the same person"), Look.HEADING)
        self._sentence = label("", Look.MUTED, wraps=True)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(0, 1)
        self.take_buttons: list[QPushButton] = []
        self.anyway = QPushButton(self.tr("Register anyway"))
        self.anyway.clicked.connect(self.register_anyway_wanted)
        for widget in (self._heading, self._sentence, self._rows):
            self.body.addWidget(widget)
        self.hide()

    def show_candidates(self, sentence: str, candidates: Sequence[PatientLine]) -> None:
        """Offer these records, likeliest first; the same ones once more stay as they are."""
        if (sentence, tuple(candidates)) == self._shown:
            return
        self.clear()
        self._shown = (sentence, tuple(candidates))
        self._sentence.setText(sentence)
        for number, candidate in enumerate(candidates[:_MOST_SHOWN]):
            who = QWidget()
            column = QVBoxLayout(who)
            column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
            column.setSpacing(Space.NONE)
            head = QHBoxLayout()
            head.setSpacing(Space.S)
            head.addWidget(ElidedLabel(shown_name(candidate.full_name), look=Look.STRONG))
            head.addWidget(_facts(facts_of(candidate, self._today)), 1)
            column.addLayout(head)
            column.addWidget(ElidedLabel(candidate.reason, look=Look.SECONDARY))  # a line of its own: it decides
            take = QPushButton(self.tr("Take this record"))
            take.setAccessibleName(self.tr("Take the record of {name}").format(name=candidate.full_name))
            take.clicked.connect(lambda *_, candidate=candidate: self.taken.emit(candidate))
            self._grid.addWidget(who, number, 0)
            self._grid.addWidget(take, number, 1)
            self.take_buttons.append(take)
        self.show()

    def go_to_first(self) -> None:
        """Put the keyboard on the likeliest one."""
        if self.take_buttons:
            self.take_buttons[0].setFocus()

    def clear(self) -> None:
        """Nobody seems to be the same."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.take_buttons = []
        self._shown = None
        self.hide()


def _facts(words: str) -> ElidedLabel:
    """What tells people of one name apart; beside a long name, it is the name that gives way."""
    made = ElidedLabel(words, look=Look.SECONDARY)
    made.setMinimumWidth(min(made.sizeHint().width(), _FACTS))
    return made


_MOST_SHOWN = 3
_FACTS = 320
