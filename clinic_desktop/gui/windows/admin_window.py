"""The administrator's window: the pages of settings, and the way between them at the left."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.staff.departments_page import DepartmentsPage
from clinic_desktop.gui.staff.list_and_card import ListAndCardPage
from clinic_desktop.gui.staff.staff_page import StaffPage
from clinic_desktop.gui.staff.types_page import TypesPage
from clinic_desktop.gui.widgets.settings_nav import SettingsNav
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.page import Page
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile


class AdminWindow(MainWindow):
    """Staff, departments and types of appointment. It is not left while something typed waits to be saved."""

    def __init__(self, workplace: Workplace, station: SettingsFile, parent: QWidget | None = None) -> None:
        super().__init__(workplace, station, parent)
        self.staff = StaffPage(workplace)
        self.departments = DepartmentsPage(workplace)
        self.types = TypesPage(workplace)
        self._is_over = False
        self.signed_out.connect(self._on_signed_out)
        self.navigation = SettingsNav(self.tr("Settings"))
        self.navigation.chosen.connect(self.show_page)
        self.page_shown.connect(self._on_page_shown)
        for page in (self.staff, self.departments, self.types):
            self.navigation.add(page, page.title)
            self.add_page(page)
        self.commands.declare(self._ways())

    def sign_out(self) -> None:
        if not self._ask_first(self.sign_out):
            super().sign_out()

    def _ways(self) -> Iterable[Command]:
        icons = (Icon.USERS, Icon.BUILDING_2, Icon.CALENDAR_DAYS)
        for number, (page, icon) in enumerate(zip(self.pages, icons, strict=True), start=1):
            yield Command(
                name=f"page_{number}",
                text=page.title,
                run=partial(self.show_page, page),
                shortcut=f"Ctrl+{number}",
                icon=icon,
                menu=MenuPlace.VIEW,
                group="pages",
            )

    def _on_page_shown(self, page: Page) -> None:
        self.navigation.set_current(page)
        self.show_sides(self.navigation, None)
        self.notices.raise_()  # the stack of pages has raised the page above it
        if isinstance(page, ListAndCardPage) and not self.navigation.has_keyboard:
            page.view.setFocus()

    def _on_signed_out(self) -> None:
        self._is_over = True

    def _ask_first(self, leave: Callable[[], object]) -> bool:
        """Ask what is to become of what was typed, and leave then; whether anything waits to be saved."""
        waiting = [page for page in (self.staff, self.departments, self.types) if page.is_changed]
        if not waiting or self._is_over or self.is_locked or not self.isVisible():
            return False
        self.show_page(waiting[0])
        waiting[0].ask_to_save(leave)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._ask_first(self.close):
            event.ignore()
            return
        super().closeEvent(event)
