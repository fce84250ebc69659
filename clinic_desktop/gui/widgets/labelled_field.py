"""A control with its caption above it and, when something is wrong with it, a sentence below."""

from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.properties import put
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label


class LabelledField(QWidget):
    """Caption, control, sentence. `keeps_room` holds the sentence's place free, so that nothing below it moves."""

    def __init__(
        self, caption: str, control: QWidget, parent: QWidget | None = None, *, keeps_room: bool = False
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._caption = label(caption, Look.SECONDARY)
        self._caption.setBuddy(control)
        self._problem = QLabel()
        put(self._problem, textFormat="PlainText")
        self._problem.setWordWrap(not keeps_room)
        set_look(self._problem, Look.DANGER)
        self._keeps_room = keeps_room
        if not control.accessibleName():
            control.setAccessibleName(caption)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        layout.addWidget(self._caption)
        layout.addWidget(control)
        layout.addWidget(self._problem)
        self._problem.setVisible(keeps_room)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def problem(self) -> str:
        """The sentence that is shown; empty when all is well."""
        return self._problem.text()

    def complain(self, sentence: str) -> None:
        """Say what is wrong and what to do; an empty sentence says that all is well."""
        if sentence == self._problem.text():
            return
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence) or self._keeps_room)
        self.control.setProperty("wrong", bool(sentence))
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self.control.setAccessibleDescription(sentence)
        if sentence:
            announce(self.control, sentence)
