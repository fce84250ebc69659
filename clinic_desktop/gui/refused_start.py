"""The one window of a start that came to nothing: why, and what to do."""

from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from clinic_desktop.gui.start_card import lay_out
from clinic_desktop.gui.widgets.card import label


class RefusedStart(QDialog):
    """Says why the program cannot be opened; with it, the program ends."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._close = QPushButton(self.tr("Close"))
        self._close.clicked.connect(self.reject)
        title = self.tr("The program cannot be opened")
        lay_out(self, title, label(sentence, wraps=True), buttons=(self._close,))
