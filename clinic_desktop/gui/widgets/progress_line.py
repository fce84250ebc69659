"""How far long work is: a bar, and what is being done."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.elided_label import ElidedLabel


class ProgressLine(QWidget):
    """A bar with words beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setRange(0, _WHOLE)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._words = ElidedLabel("", Look.MUTED)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.M)
        layout.addWidget(self._bar)
        layout.addWidget(self._words, 1)

    @property
    def share(self) -> float:
        """The share that is done, from 0 to 1."""
        return self._bar.value() / _WHOLE

    def show_progress(self, done: float, words: str) -> None:
        """Show the share that is done (0 to 1), and what is being done."""
        self._bar.setValue(round(done * _WHOLE))
        self._bar.setAccessibleName(words)
        self._words.setText(words)


_WHOLE = 1000
_BAR_WIDTH = 220
