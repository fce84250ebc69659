"""Something that a person at the desk has to know before they go on, too long and too grave for a notice."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, panel_of
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine


class ToldDialog(QDialog):
    """Stays until it was read."""

    def __init__(self, heading: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.message = MessageLine(kind=MessageKind.WARNING)
        self.message.say(sentence, MessageKind.WARNING)
        self.done_button = QPushButton(self.tr("I have read it"))
        self.done_button.setDefault(True)
        set_look(self.done_button, Look.PRIMARY)
        self.done_button.clicked.connect(self.accept)
        layout = panel_of(self)
        layout.addWidget(label(heading, Look.TITLE))
        layout.addWidget(self.message)
        layout.addWidget(line())
        layout.addLayout(foot_of(self.done_button))
        layout.addStrut(_WIDTH)
        self.done_button.setFocus()


_WIDTH = 480
