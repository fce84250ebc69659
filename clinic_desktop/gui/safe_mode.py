"""After two runs that ended unexpectedly: the question whether to begin with as little as possible."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop import __title__
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label


class SafeModeDialog(QDialog):
    """Asks before anything is opened. `chosen` tells whether in safe mode; closing it opens nothing.

    `report` is what is known of the last end, for whoever looks after the program.
    """

    chosen = Signal(bool)

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.setWindowTitle(__title__)
        self.safe_button = QPushButton(self.tr("Open in safe mode"))
        set_look(self.safe_button, Look.PRIMARY)
        self.safe_button.setDefault(True)
        self.usual_button = QPushButton(self.tr("Open as usual"))
        self.copy_button = QPushButton(self.tr("Copy the report"))
        self.copy_button.setVisible(bool(report))
        self.safe_button.clicked.connect(lambda *_: self._choose(safe=True))
        self.usual_button.clicked.connect(lambda *_: self._choose(safe=False))
        self.copy_button.clicked.connect(self._on_copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.M)
        layout.addWidget(label(self.tr("The program ended unexpectedly twice"), Look.TITLE))
        sentence = self.tr(
            "Every booking that was confirmed is stored. In safe mode the program leaves this PC’s own settings aside "
            "and does nothing in the background: no messages, no sync, no automatic backups. See whether that helps; "
            "the next start is an ordinary one."
        )
        layout.addWidget(label(sentence, Look.MUTED, wraps=True))
        layout.addSpacing(Space.S)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self.usual_button)
        buttons.addWidget(self.safe_button)
        layout.addLayout(buttons)
        layout.addStrut(_WIDTH)

    def _choose(self, *, safe: bool) -> None:
        self.chosen.emit(safe)
        self.accept()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self.copy_button.setText(self.tr("Copied"))


_WIDTH = 480
