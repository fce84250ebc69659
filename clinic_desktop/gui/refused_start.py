"""The one window of a start that came to nothing: why, and what to do."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop import __title__
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label


class RefusedStart(QDialog):
    """Says why the program cannot be opened; with it, the program ends."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(__title__)
        self._close = QPushButton(self.tr("Close"))
        self._close.setDefault(True)
        set_look(self._close, Look.PRIMARY)
        self._close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.M)
        layout.addWidget(label(self.tr("The program cannot be opened"), Look.TITLE))
        layout.addWidget(label(sentence, wraps=True))
        layout.addSpacing(Space.S)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        layout.addLayout(buttons)
        layout.addStrut(_WIDTH)


_WIDTH = 480
