"""The commands that every window has: who leaves and how, what it looks like, and where the keyboard goes."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt

from clinic_desktop.gui import theme
from clinic_desktop.gui.actions import LAST, Command, Commands, MenuPlace
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.notices import NoticeBar
from clinic_desktop.gui.windows.divide_walk import DivideWalk
from clinic_desktop.settings import Appearance, SettingsFile


class Commanded(Protocol):
    """A window, as far as its commands need it."""

    commands: Commands
    notices: NoticeBar

    def lock(self) -> None: ...
    def change_password(self) -> None: ...
    def sign_out(self) -> None: ...
    def close(self) -> bool: ...
    def windowState(self) -> Qt.WindowState: ...
    def setWindowState(self, state: Qt.WindowState) -> None: ...


def window_commands(window: Commanded, station: SettingsFile, walk: DivideWalk) -> Iterator[Command]:
    """The commands of a window whose settings are those of `station`."""
    file, view = MenuPlace.FILE, MenuPlace.VIEW
    yield Command(name="lock", text=_tr("&Lock"), run=window.lock, shortcut="Ctrl+L", icon=Icon.LOCK, menu=file)
    yield Command(name="change_password", text=_tr("Change &password…"), run=window.change_password, menu=file)
    yield Command(name="sign_out", text=_tr("&Sign out"), run=window.sign_out, icon=Icon.LOG_OUT, menu=file)
    yield Command(name="quit", text=_tr("&Quit"), run=window.close, shortcut="Ctrl+Q", menu=file, group=LAST)
    for appearance, words in (
        (Appearance.SYSTEM, _tr("Theme of the s&ystem")),
        (Appearance.LIGHT, _tr("&Light theme")),
        (Appearance.DARK, _tr("&Dark theme")),
    ):
        yield Command(
            name=f"theme_{appearance}",
            text=words,
            run=partial(_wear, window, station, appearance),
            checked=partial(_is_worn, appearance),
            menu=view,
            group="theme",
            submenu=_tr("&Theme"),
        )
    full: Callable[[], None] = partial(_fill_screen, window)
    screen = "screen"
    yield Command(name="full_screen", text=_tr("&Full screen"), run=full, shortcut="F11", menu=view, group=screen)
    divide = _tr("Move the dividing lines")
    yield Command(name="to_divide", text=divide, run=walk.go_on, shortcut="Ctrl+F6", menu=view, group=screen)
    yield Command(name="to_notice", text=_tr("Go to the notice"), run=window.notices.take_focus, shortcut="F6")


def _wear(window: Commanded, station: SettingsFile, appearance: Appearance) -> None:
    theme.switch().set_appearance(appearance)
    window.commands.refresh()
    station.keep(appearance=appearance)


def _is_worn(appearance: Appearance) -> bool:
    return theme.switch().appearance is appearance


def _fill_screen(window: Commanded) -> None:
    window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)


def _tr(text: str) -> str:
    return QCoreApplication.translate("window", text)
