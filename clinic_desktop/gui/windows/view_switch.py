"""The row of buttons in the toolbar that says what the window shows: Day | Week | … | Waiting room."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QWidget

from clinic_desktop.gui.actions import Command, Commands, MenuPlace, plain
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.widgets.segmented import SegmentedButtons


class ViewSwitch(QWidget):
    """Each view is a command with its own keys, and a button here; hidden while there is but one to choose.

    Where the buttons have no room a box that drops down takes their place.
    """

    def __init__(self, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        self._count = 0
        self.buttons = SegmentedButtons()
        self.buttons.chosen.connect(lambda name: commands[str(name)].trigger())
        self.buttons.setAccessibleName(self.tr("View"))
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.setAccessibleName(self.tr("View"))
        self.box.activated.connect(lambda number: commands[str(self.box.itemData(number))].trigger())
        self.box.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.addWidget(self.buttons)
        row.addWidget(self.box)
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
        self.box.addItem(plain(text), name)
        self.box.setItemData(self._count, self._commands[name].toolTip(), Qt.ItemDataRole.ToolTipRole)
        self._count += 1
        self.setVisible(self._count > 1)

    def set_current(self, name: str | None) -> None:
        """Mark the view that is shown; None when it is a page that is no view."""
        self.buttons.set_current(name)
        self.box.setCurrentIndex(self.box.findData(name))
        self._commands.refresh()

    @property
    def spared(self) -> int:
        """How much narrower it is as a box."""
        return max(0, self.buttons.sizeHint().width() - self.box.sizeHint().width())

    @property
    def is_tight(self) -> bool:
        """Whether it is a box."""
        return not self.box.isHidden()

    def set_tight(self, tight: bool) -> None:
        """Be a box that drops down, or buttons again."""
        if tight != self.is_tight:
            focus = QApplication.focusWidget()
            had_keyboard = focus is not None and self.isAncestorOf(focus)
            self.box.setVisible(tight)
            self.buttons.setVisible(not tight)
            if had_keyboard:
                (self.box if tight else self.buttons).setFocus()
