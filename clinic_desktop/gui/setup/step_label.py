"""The name of one of the wizard's steps, as it stands at the side."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label


class StepLabel(QWidget):
    """A step's name at the side: ticked when done, strong while it is shown."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tick = QLabel()
        self._words = label(words, Look.MUTED)
        set_icon(self._tick, Icon.CHECK, "muted", size=Measure.ICON_SMALL)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        layout.addWidget(self._tick)
        layout.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)

    def show_state(self, *, done: bool, here: bool) -> None:
        """Show whether the step is done, or the one that is shown."""
        self._tick.setVisible(done)
        set_look(self._words, Look.HERE if here else Look.MUTED)
        state = self.tr("done") if done else self.tr("this step") if here else ""
        self.setAccessibleName(f"{self._words.text()}, {state}" if state else self._words.text())
