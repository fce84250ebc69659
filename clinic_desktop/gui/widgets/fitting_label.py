"""A line of words that has a shorter wording for where there is less room."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.elided_label import ElidedLabel


class FittingLabel(ElidedLabel):
    """Asks for the room of its whole words, and is content with that of the shorter ones."""

    def __init__(self, look: Look | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", look, parent)
        self._words = ""
        self._shorter = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_words(self, words: str, shorter: str) -> None:
        """Say this, in the one wording or the other."""
        if (words, shorter) != (self._words, self._shorter):
            self._words, self._shorter = words, shorter
            self.setAccessibleName(words)
            self.updateGeometry()
            self._fit()

    def _width_of(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words) + Space.XS

    def _fit(self) -> None:
        fits = not self.isVisible() or self._width_of(self._words) - Space.XS <= self.contentsRect().width()
        self.setText(self._words if fits else self._shorter)

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(self._words), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_of(self._shorter), super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)
