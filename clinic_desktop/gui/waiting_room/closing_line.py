"""The calm line under the board when the day is over and something was left open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine


class ClosingLine(QWidget):
    """Says how many never came, and offers to close the day; hidden while there is nothing to close."""

    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message = MessageLine(kind=MessageKind.GOOD_TO_KNOW)
        self.close_button = QPushButton(self.tr("Close the day…"))
        self.close_button.clicked.connect(lambda *_: self.close_wanted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.NONE, Space.L, Space.M)
        row.setSpacing(Space.M)
        row.addWidget(self._message, 1)
        row.addWidget(self.close_button)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        return self._message.text

    def show_counts(self, never_came: int, unfinished: int) -> None:
        """Say what is open; nothing hides the line."""
        parts = []
        if never_came == 1:
            parts.append(self.tr("one patient never came"))
        elif never_came:
            parts.append(self.tr("{count} patients never came").format(count=never_came))
        if unfinished == 1:
            parts.append(self.tr("one visit was not completed"))
        elif unfinished:
            parts.append(self.tr("{count} visits were not completed").format(count=unfinished))
        words = self.tr("The day is over: {what}.").format(what=", ".join(parts)) if parts else ""
        if words != self._message.text:
            self._message.say(words, aloud=False)
        self.setVisible(bool(parts))
