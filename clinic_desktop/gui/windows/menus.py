"""The menu bar of a window: the program's name, the menus of its commands, and who is signed in."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QMenu, QToolButton

from clinic_desktop import __title__
from clinic_desktop.domain.people import Role
from clinic_desktop.gui.actions import Command, Commands, MenuPlace, menu_words
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.role_words import role_words
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from clinic_desktop.gui.windows.unlisted_keys import KeyGroup


class WindowMenus(QObject):
    """Fills a window's menu bar from its commands, and again when they change; a menu without commands is hidden.

    Commands are declared a few at a time while a window is made: the menus are filled once, when that is over.

    `unlisted_keys` is asked when F1 lists the keys. `refused` tells why something of the menus' own could not be done.
    """

    refused = Signal(str)

    def __init__(
        self,
        window: QMainWindow,
        commands: Commands,
        *,
        person: str,
        role: Role,
        unlisted_keys: "Callable[[], Sequence[KeyGroup]]",
    ) -> None:
        super().__init__(window)
        self._unlisted_keys = unlisted_keys
        self._window = window
        self._role = role
        self._commands = commands
        bar = window.menuBar()
        self._name = label(__title__, Look.MENU_NAME)  # kept: a corner widget that nobody holds is deleted
        bar.setCornerWidget(self._name, Qt.Corner.TopLeftCorner)
        self._menus: dict[MenuPlace, QMenu] = {}
        for place, words in menu_words().items():
            self._menus[place] = bar.addMenu(words)
        self._person = QToolButton()
        self._person.setText(f"{person} · {role_words(role)}")
        self._person.setToolTip(self.tr("Lock, change password, sign out"))
        self._person.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_look(self._person, Look.QUIET)
        self._person_menu = QMenu(self._person)
        self._person.setMenu(self._person_menu)
        bar.setCornerWidget(self._person, Qt.Corner.TopRightCorner)
        for menu in (*self._menus.values(), self._person_menu):
            menu.aboutToShow.connect(self._on_opening)
        self._filling = QTimer(self)
        self._filling.setSingleShot(True)
        self._filling.timeout.connect(self._fill)
        commands.declaration_changed.connect(self._filling.start)

    def show_person(self, words: str) -> None:
        """Say in other words who is signed in."""
        self._person.setText(words)
        self._window.menuBar().adjustSize()

    def help_commands(self) -> Iterable[Command]:
        """The commands of the last menu."""
        yield Command(
            name="shortcuts",
            text=self.tr("&Keyboard shortcuts"),
            run=self._show_shortcuts,
            shortcut="F1",
            icon=Icon.KEYBOARD,
            menu=MenuPlace.HELP,
        )
        if self._role is not Role.PATIENT:
            words = self.tr("Open the folder of the program’s &log")
            yield Command(
                name="log_folder", text=words, run=self._open_logs, icon=Icon.SCROLL_TEXT, menu=MenuPlace.HELP
            )
        about = self.tr("&About {program}").format(program=__title__)
        yield Command(name="about", text=about, run=self._show_about, icon=Icon.INFO, menu=MenuPlace.HELP)

    def _on_opening(self) -> None:
        if self._filling.isActive():
            self._fill()
        self._commands.show_icons()

    def _fill(self) -> None:
        self._filling.stop()
        for place, menu in self._menus.items():
            self._commands.fill(menu, place)
            menu.menuAction().setVisible(bool(menu.actions()))
        self._person_menu.clear()
        for name in ("lock", "change_password", "sign_out"):
            if name in self._commands:
                self._person_menu.addAction(self._commands[name])

    def _show_shortcuts(self) -> None:
        from clinic_desktop.gui.windows.shortcuts import ShortcutsDialog

        dialog = ShortcutsDialog(self._commands, self._unlisted_keys(), self._window)
        open_soon(dialog, self._window, rest=dialog.list_keys())

    def _open_logs(self) -> None:
        from clinic_desktop.gui.log_folder import open_log_folder

        if words := open_log_folder():
            self.refused.emit(words)

    def _show_about(self) -> None:
        from clinic_desktop.gui.windows.about import AboutDialog

        open_soon(AboutDialog(self._window), self._window)
