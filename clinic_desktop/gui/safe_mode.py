"""After two runs that ended unexpectedly: the question whether to begin with as little as possible."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from clinic_desktop.gui.start_card import lay_out
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label


class SafeModeDialog(QDialog):
    """Asks before anything is opened. `chosen` tells whether in safe mode; closing it opens nothing.

    `report` is what is known of the last end, for whoever looks after the program.
    """

    chosen = Signal(bool)

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.safe_button = QPushButton(self.tr("Open in safe mode"))
        self.usual_button = QPushButton(self.tr("Open as usual"))
        self.copy_button = QPushButton(self.tr("Copy the report"))
        self.copy_button.setVisible(bool(report))
        self.safe_button.clicked.connect(lambda *_: self._choose(safe=True))
        self.usual_button.clicked.connect(lambda *_: self._choose(safe=False))
        self.copy_button.clicked.connect(self._on_copy)
        title = self.tr("The program ended unexpectedly twice")
        sentence = self.tr(
            "What was confirmed was written to the disk at once; if the disk has lost any of it, the program says so. "
            "In safe mode it leaves this PC’s own settings aside and does nothing in the background: no messages, no "
            "sync, no automatic backups. See whether that helps; the next start is an ordinary one."
        )
        words = label(sentence, Look.MUTED, wraps=True)
        lay_out(self, title, words, buttons=(self.usual_button, self.safe_button), aside=self.copy_button)

    def _choose(self, *, safe: bool) -> None:
        self.chosen.emit(safe)
        self.accept()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self.copy_button.setText(self.tr("Copied"))
