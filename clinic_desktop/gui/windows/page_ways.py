"""The ways to the pages of a window: a command for each, and for some a button in the row of views."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Qt

from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.view_switch import ViewSwitch


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWay:
    """How a page is reached. `make` is called when it is first wanted; `is_view` gives it a button among the views.

    `words` is asked at every refresh of the commands for what the way is called then.
    """

    name: str
    text: str
    make: Callable[[], Page]
    shortcut: str
    icon: Icon
    menu: MenuPlace = MenuPlace.VIEW
    group: str = "pages"
    is_view: bool = False
    words: Callable[[], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryWay:
    """How a page leads to an appointment: `show` goes to its place in the calendar, `near` says that somebody may.

    That one takes when it begins.
    """

    show: Callable[[AppointmentLine], object]
    near: Callable[[datetime], object]


class PageWays(QObject):
    """Takes a person to the pages of a window, and marks in the row of views where they are."""

    def __init__(self, window: MainWindow, views: ViewSwitch) -> None:
        super().__init__(window)
        self._window = window
        self._views = views
        self._pages: dict[str, Page] = {}
        self._view_of: dict[Page, str] = {}
        window.page_shown.connect(self._on_page_shown)

    def add(self, way: PageWay) -> None:
        """Offer another way."""

        def go() -> None:
            self._go(way)

        if way.is_view:
            self._views.add(way.name, way.text, go, shortcut=way.shortcut, icon=way.icon)
            return
        command = Command(
            name=way.name,
            text=way.text,
            run=go,
            shortcut=way.shortcut,
            icon=way.icon,
            menu=way.menu,
            group=way.group,
            words=way.words,
        )
        self._window.commands.declare([command])

    def page(self, name: str) -> Page | None:
        """The page of a way that has been gone already."""
        return self._pages.get(name)

    def name_of(self, page: Page) -> str:
        """The name of the way that leads to a page; empty for one that none does."""
        return next((name for name, made in self._pages.items() if made is page), "")

    def _go(self, way: PageWay) -> None:
        page = self._pages.get(way.name)
        if page is None:
            page = self._pages[way.name] = way.make()
            self._view_of[page] = way.name if way.is_view else ""
            self._window.add_page(page)
            self._window.show_made_page(page, lambda: self._arrive(page))
        else:
            self._window.show_page(page)
            self._arrive(page)

    def _arrive(self, page: Page) -> None:
        self._on_page_shown(page)
        page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_page_shown(self, page: Page) -> None:
        if page in self._view_of:
            self._views.set_current(self._view_of[page] or None)
