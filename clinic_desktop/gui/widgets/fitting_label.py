"""A line of words that has a shorter wording for where there is less room."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.elided_label import ElidedLabel


class FittingLabel(ElidedLabel):
    """Takes no more room than its words; whoever lays it out says which of the two wordings they are."""

    def __init__(self, look: Look | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", look, parent)
        self._words = ("", "")
        self._is_short = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def spared(self) -> int:
        """How much narrower the shorter wording is."""
        whole, shorter = (self._width_of(words) for words in self._words)
        return max(0, whole - shorter)

    @property
    def is_short(self) -> bool:
        """Whether it says the shorter wording."""
        return self._is_short

    def show_words(self, words: str, shorter: str) -> None:
        """Say this, in the one wording or the other."""
        self._words = (words, shorter)
        self.setAccessibleName(words)
        self._say()

    def set_short(self, short: bool) -> None:
        """Say the shorter wording, or the whole again."""
        self._is_short = short
        self._say()

    def _say(self) -> None:
        text = self._words[self._is_short]
        if text != self.text():
            self.setText(text)

    def _width_of(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words) + Space.XS

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(self.text()), super().sizeHint().height())
