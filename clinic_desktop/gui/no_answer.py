"""A second start whose first one does not answer: whether to ask it again, or to open another window beside it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from clinic_desktop import __title__
from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.start_card import lay_out
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label


class NoAnswer(QDialog):
    """Says that the program is open already; accepted when somebody wants another window all the same.

    `asked_again` tells that the first one is to be asked at once; whoever asks anyway closes this when it answers.
    """

    asked_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.again_button = QPushButton(self.tr("Try again"))
        self.another_button = QPushButton(self.tr("Open another window"))
        self.again_button.clicked.connect(self._on_again)
        self.another_button.clicked.connect(self.accept)
        self._message = label(self.tr("Waiting for it…"))
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(lambda: self._say(self.tr("It still does not answer.")))
        title = self.tr("{program} is already open but does not answer").format(program=__title__)
        sentence = self.tr(
            "It may be busy with something long. As soon as it answers, its window comes to the front, and this one "
            "closes. What was confirmed in it is stored. Another window beside it does no harm to the records."
        )
        words = label(sentence, Look.MUTED, wraps=True)
        lay_out(self, title, words, self._message, buttons=(self.another_button, self.again_button))

    def _on_again(self) -> None:
        self._say(self.tr("Asking it again…"))
        self._patience.start()
        self.asked_again.emit()

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        announce(self._message, sentence)


_PATIENCE = 2000
"""In milliseconds."""
