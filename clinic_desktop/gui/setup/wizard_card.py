"""The card of the wizard: the way at its side, the step in its middle, the buttons at its foot."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.setup.step_label import StepLabel
from clinic_desktop.gui.setup.step_names import StepName
from clinic_desktop.gui.widgets.card import FloatingCard, line
from clinic_desktop.gui.widgets.mark import Mark
from clinic_desktop.gui.widgets.progress_line import ProgressLine
from clinic_desktop.gui.widgets.sides import mirrored


class WizardCard(FloatingCard):
    """Holds the steps, `names` of which are those of StepName in their order."""

    def __init__(self, names: Sequence[str], steps: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH, parent)
        self._names = [StepLabel(name) for name in names]
        self._side = QWidget()
        way = QWidget()
        column = QVBoxLayout(way)
        column.setSpacing(Space.L)
        column.addWidget(Mark())
        column.addSpacing(Space.S)
        for each in self._names:
            column.addWidget(each)
        column.addStretch(1)
        column.setContentsMargins(*mirrored(Space.NONE, Space.NONE, Space.L, Space.NONE))
        way.setFixedWidth(_SIDE)
        beside = QHBoxLayout(self._side)
        beside.setContentsMargins(*mirrored(Space.NONE, Space.NONE, Space.XXL, Space.NONE))
        beside.setSpacing(Space.NONE)
        beside.addWidget(way)
        beside.addWidget(line(upright=True))
        middle = QHBoxLayout()
        middle.setSpacing(Space.NONE)
        middle.addWidget(self._side)
        middle.addWidget(steps, 1)
        self.body.addLayout(middle, 1)
        self.body.addSpacing(Space.S)
        self.body.addWidget(line())
        self.body.addSpacing(Space.L)

    def add_buttons(
        self, demo: QWidget, later: QWidget, progress: ProgressLine, stop: QWidget, back: QWidget, go_on: QWidget
    ) -> None:
        """Lay the buttons at the foot, and what tells of long work in their place."""
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(demo)
        buttons.addWidget(later)
        buttons.addWidget(progress, 10)
        buttons.addStretch(1)
        for button in (stop, back, go_on):
            buttons.addWidget(button)
        self.body.addLayout(buttons)

    def show_way(self, track: Sequence[StepName], here: StepName) -> None:
        """Show the names of the steps of a way, and how far along it the person is."""
        for name, each in zip(StepName, self._names, strict=True):
            each.setVisible(name in track)
            if name in track:
                each.show_state(done=track.index(name) < track.index(here), here=name is here)

    def fit(self, room: QSize) -> None:
        """As every floating card; where it is tight the step has all the room, and the way is left out."""
        super().fit(room)
        self._side.setVisible(not self.is_tight)


_WIDTH = 760
_SIDE = 168
