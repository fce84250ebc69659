"""Every command of a window, declared once: menu, toolbar, tooltip, context menu and the list of F1 share it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.theme import Look, set_look

LAST = "last"
"""The group at the end of its menu, whatever is declared after it."""


class MenuPlace(StrEnum):
    """The menus of a window, in their order; one without commands is not shown."""

    FILE = "file"
    EDIT = "edit"
    SCHEDULE = "schedule"
    PATIENTS = "patients"
    VIEW = "view"
    REPORTS = "reports"
    HELP = "help"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something a person can do in a window.

    `text` is a menu's wording ("&Book…"), translated already; a button says `button_text`, or else the same. `words`
    is asked at every refresh for what the menu says then. `menu` is the menu it stands in, none keeps it out of them,
    and `submenu` the words of the menu in that one; a line is drawn where `group` changes, and what is of the group
    LAST stands below all others. `enabled` and `checked` are
    asked at every Commands.refresh().
    """

    name: str
    text: str
    run: Callable[[], object]
    shortcut: str | QKeySequence.StandardKey | None = None
    button_text: str = ""
    tip: str = ""
    icon: Icon | None = None
    enabled: Callable[[], bool] | None = None
    checked: Callable[[], bool] | None = None
    menu: MenuPlace | None = None
    group: str = ""
    submenu: str = ""
    words: Callable[[], str] | None = None


def in_menu(menu: MenuPlace, group: str, *commands: Command) -> tuple[Command, ...]:
    """The commands, each standing in this menu within this group."""
    return tuple(replace(command, menu=menu, group=group) for command in commands)


class Commands(QObject):
    """The commands of one window as QActions, all refreshed together; locked, none of them can be used."""

    declaration_changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._declared: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._is_locked = False

    def declare(self, commands: Iterable[Command]) -> None:
        """Take in more commands; a name that is there already is declared anew."""
        for command in commands:
            self._take_away(command.name)
            self._declared[command.name] = command
            self._actions[command.name] = self._action_of(command)
            self._refresh(command.name, command)
        self.declaration_changed.emit()

    def withdraw(self, names: Iterable[str]) -> None:
        """Take commands away, those that are there."""
        for name in names:
            self._take_away(name)
        self.declaration_changed.emit()

    def _take_away(self, name: str) -> None:
        action = self._actions.pop(name, None)
        if action is not None:
            del self._declared[name]
            self._window.removeAction(action)
            action.deleteLater()

    def __contains__(self, name: str) -> bool:
        return name in self._actions

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def declared(self) -> Sequence[Command]:
        """All commands, in the order of their declaration."""
        return tuple(self._declared.values())

    def refresh(self) -> None:
        """Ask every command anew whether it may be used now."""
        for name, command in self._declared.items():
            self._refresh(name, command)

    def _refresh(self, name: str, command: Command) -> None:
        action = self._actions[name]
        action.setEnabled(not self._is_locked and (command.enabled is None or command.enabled()))
        if command.checked is not None:
            action.setChecked(command.checked())
        if command.words is not None:
            action.setText(command.words())
            action.setToolTip(tooltip_of(action, command.tip))

    def set_locked(self, locked: bool) -> None:
        """Nothing can be done in a locked window, not by shortcut either."""
        self._is_locked = locked
        self.refresh()

    def fill(self, menu: QMenu, place: MenuPlace) -> None:
        """Put into a menu, emptied before, the commands that belong there."""
        menu.clear()
        for gone in menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            gone.deleteLater()
        submenus: dict[str, QMenu] = {}
        groups: dict[QMenu, str] = {}
        standing = [(name, command) for name, command in self._declared.items() if command.menu is place]
        for name, command in sorted(standing, key=lambda each: each[1].group == LAST):
            inner = submenus.get(command.submenu) if command.submenu else menu
            if inner is None:
                _begin_group(menu, command.group, groups)
                inner = submenus[command.submenu] = menu.addMenu(command.submenu)
                inner.aboutToShow.connect(self.show_icons)
            _begin_group(inner, command.group, groups)
            inner.addAction(self._actions[name])

    def show_icons(self) -> None:
        """Draw the icons of the commands; connected to the opening of a menu, which is the only place that has them."""
        for name, command in self._declared.items():
            if command.icon is not None and self._actions[name].icon().isNull():
                set_icon(self._actions[name], command.icon, "muted")

    def menu(self, names: Iterable[str | None], parent: QWidget) -> QMenu:
        """A context menu of these commands; None draws a line."""
        menu = QMenu(parent)
        menu.aboutToShow.connect(self.show_icons)
        for name in names:
            if name is None:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[name])
        return menu

    def button(self, name: str, look: Look | None = None, parent: QWidget | None = None) -> QPushButton:
        """A button that does the command, goes grey with it, and tells its shortcut in the tooltip."""
        return CommandButton(self._actions[name], self._declared[name].button_text, look, parent)

    def _action_of(self, command: Command) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.name)
        if command.shortcut is not None:
            action.setShortcut(QKeySequence(command.shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(command.checked is not None)
        action.setToolTip(tooltip_of(action, command.tip))
        action.triggered.connect(lambda *_: command.run())
        self._window.addAction(action)
        return action


class CommandButton(QPushButton):
    """A push button that stands for a QAction; one that can be checked stays pressed while it is."""

    def __init__(
        self, action: QAction, text: str = "", look: Look | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._action = action
        self._text = text
        self.setCheckable(action.isCheckable())
        if look is not None:
            set_look(self, look)
        action.changed.connect(self._on_action_changed)
        self.clicked.connect(lambda *_: action.trigger())
        self._on_action_changed()

    def _on_action_changed(self) -> None:
        self.setText(self._text or plain(self._action.text()))
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())
        self.setChecked(self._action.isChecked())


def _begin_group(menu: QMenu, group: str, groups: dict[QMenu, str]) -> None:
    """Draw a line where another group begins; a submenu's commands belong to the group that its first one has."""
    if groups.get(menu, group) != group:
        menu.addSeparator()
    groups[menu] = group


def tooltip_of(action: QAction, tip: str = "") -> str:
    """What a tooltip says: the tip or the action's own words, and the shortcut."""
    words = tip or plain(action.text()).removesuffix("…")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{words} ({keys})" if keys else words


def plain(text: str) -> str:
    """A menu's wording without the marks of its keys."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def menu_words() -> dict[MenuPlace, str]:
    """What the menus are called, in their order."""
    translate = QCoreApplication.translate
    return {
        MenuPlace.FILE: translate("menus", "&File"),
        MenuPlace.EDIT: translate("menus", "&Edit"),
        MenuPlace.SCHEDULE: translate("menus", "&Schedule"),
        MenuPlace.PATIENTS: translate("menus", "&Patients"),
        MenuPlace.VIEW: translate("menus", "&View"),
        MenuPlace.REPORTS: translate("menus", "&Reports"),
        MenuPlace.HELP: translate("menus", "&Help"),
    }
