"""A row of joined buttons of which exactly one holds: Day | Week | Month."""

from collections.abc import Hashable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from clinic_desktop.gui.measures import Space


class SegmentedButtons(QWidget):
    """Chooses one of a few; the arrow keys go from one to the next."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._keys: list[Hashable] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._row.setSpacing(Space.NONE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def current(self) -> Hashable:
        """The key of the one that holds; None while there is none."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else None

    def add(self, key: Hashable, text: str, *, tip: str = "") -> QPushButton:
        """Add a choice at the end; the first one holds until another is chosen."""
        button = QPushButton(text, self)
        button.setCheckable(True)
        button.setToolTip(tip)
        self._group.addButton(button, len(self._keys))
        self._keys.append(key)
        self._row.addWidget(button)
        button.setChecked(len(self._keys) == 1)
        button.clicked.connect(lambda *_: self.chosen.emit(key))
        self._name_places()
        return button

    def button(self, key: Hashable) -> QPushButton:
        """The button of a choice."""
        button = self._group.button(self._keys.index(key))
        assert isinstance(button, QPushButton)
        return button

    def set_current(self, key: Hashable | None) -> None:
        """Let another one hold, or none, without telling."""
        if key is not None:
            self.button(key).setChecked(True)
        elif (held := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            held.setChecked(False)
            self._group.setExclusive(True)

    def _name_places(self) -> None:
        """Tell the style sheet, which knows left and right but not the direction of reading, which ends are round."""
        buttons = [self._group.button(number) for number in range(len(self._keys))]
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            buttons.reverse()
        for place, button in enumerate(buttons):
            name = "only" if len(buttons) == 1 else {0: "first", len(buttons) - 1: "last"}.get(place, "middle")
            if button.property("segment") == name:
                continue
            button.setProperty("segment", name)
            if button.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
                button.style().unpolish(button)
                button.style().polish(button)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._name_places()
