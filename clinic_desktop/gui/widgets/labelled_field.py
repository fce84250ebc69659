"""A control with its caption above it and, when something is wrong with it, a sentence below."""

from functools import cached_property

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label


class LabelledField(QWidget):
    """Caption, control, sentence. `keeps_room` holds the sentence's place free, so that nothing below it moves: then it
    stays on its one line, unless it `wraps`, as it has to where nothing can be made wider for it. `beside` stands in
    one row with the control; the caption does so where the field `is_beside` it.

    Without it, the label of the sentence is made when something is wrong for the first time: few fields ever are.
    """

    def __init__(
        self,
        caption: str,
        control: QWidget,
        parent: QWidget | None = None,
        *,
        keeps_room: bool = False,
        wraps: bool = False,
        beside: QWidget | None = None,
        is_beside: bool = False,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._caption = label(caption, Look.SECONDARY, self)
        self._caption.setBuddy(control)
        self._keeps_room = keeps_room
        self._wraps = wraps or not keeps_room
        if not control.accessibleName():
            control.setAccessibleName(caption)
        self._rows = layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        (row if is_beside else layout).addWidget(self._caption)
        row.addWidget(control, 1)
        if beside is not None:
            row.addWidget(beside)
        layout.addLayout(row)
        if keeps_room:
            self._sentence.show()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @cached_property
    def _sentence(self) -> QLabel:
        made = label("", Look.DANGER, self, wraps=self._wraps)
        self._rows.addWidget(made)
        return made

    @property
    def problem(self) -> str:
        """The sentence that is shown; empty when all is well."""
        return self._sentence.text() if "_sentence" in self.__dict__ else ""

    def complain(self, sentence: str) -> None:
        """Say what is wrong and what to do; an empty sentence says that all is well."""
        if sentence == self.problem:
            return
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence) or self._keeps_room)
        self.control.setProperty("wrong", bool(sentence))
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self.control.setAccessibleDescription(sentence)
        if sentence:
            announce(self.control, sentence)
