"""What stands where there is nothing yet: what belongs here, and the way to get it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label


class EmptyState(QWidget):
    """An icon, a heading, a sentence, and a button when there is something to do."""

    action_requested = Signal()

    def __init__(
        self, icon: Icon, heading: str, sentence: str, *, action_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        picture = QLabel()
        set_icon(picture, icon, "line_strong", size=_PICTURE)
        self._heading = label(heading, Look.HEADING)
        self._sentence = label(sentence, Look.MUTED, wraps=True)
        self._action = QPushButton(action_text, self)  # shown without a parent it would be a window of its own
        self._action.setVisible(bool(action_text))
        self._action.clicked.connect(lambda *_: self.action_requested.emit())
        set_look(self._action, Look.PRIMARY)
        layout = QVBoxLayout(self)
        layout.setSpacing(Space.S)
        layout.addStretch(2)
        for widget in (picture, self._heading, self._sentence):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(widget)
        layout.addSpacing(Space.S)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setFocusProxy(self._action)

    def offer_action(self, offered: bool) -> None:
        """Show the button, or not while there is nothing to do."""
        self._action.setVisible(offered)

    def set_words(self, heading: str, sentence: str) -> None:
        """Say something else, for instance after a search that found nothing."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)


_PICTURE = 40
