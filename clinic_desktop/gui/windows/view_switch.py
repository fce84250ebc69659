"""The row of buttons in the toolbar that says what the window shows: Day | Week | … | Waiting room."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_desktop.gui.actions import Command, Commands, MenuPlace, plain
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.widgets.segmented import SegmentedButtons


class ViewSwitch(QWidget):
    """Each view is a command with its own keys, and a button here; hidden while there is but one to choose."""

    def __init__(self, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._count = 0
        self.buttons = SegmentedButtons()
        self.buttons.chosen.connect(lambda name: commands[str(name)].trigger())
        self.buttons.setAccessibleName(self.tr("View"))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.addWidget(self.buttons)
        self.hide()

    def add(self, name: str, text: str, show: Callable[[], object], *, shortcut: str, icon: Icon) -> None:
        """Offer a view; `text` is the menu's wording, and `show` brings the view and calls `set_current`."""
        self._commands.declare(
            [
                Command(
                    name=name,
                    text=text,
                    run=show,
                    checked=lambda: self.buttons.current == name,
                    shortcut=shortcut,
                    icon=icon,
                    menu=MenuPlace.VIEW,
                    group="views",
                )
            ]
        )
        self.buttons.add(name, plain(text), tip=self._commands[name].toolTip())
        self._count += 1
        self.setVisible(self._count > 1)

    def set_current(self, name: str | None) -> None:
        """Mark the view that is shown; None when it is a page that is no view."""
        self.buttons.set_current(name)
        self._commands.refresh()
