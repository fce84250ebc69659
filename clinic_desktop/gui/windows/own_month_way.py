"""The way to a doctor's own month, in the menu of reports."""

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.access import Permission, Scope, permissions_of
from clinic_desktop.gui.actions import MenuPlace
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.page_ways import PageWay, PageWays

OWN_MONTH = "own_month"


def add_own_month(window: MainWindow, ways: PageWays) -> None:
    """Offer it to whoever has a diary of their own."""
    account = window.workplace.account
    reach = permissions_of(account.role).get(Permission.READ_STATISTICS)
    if reach is not Scope.OWN or account.practitioner_id is None:
        return

    def make() -> Page:
        from clinic_desktop.gui.doctor.month_figures import MonthFiguresPage

        return MonthFiguresPage(window.workplace, window.page_ground)

    ways.add(
        PageWay(
            name=OWN_MONTH,
            text=QCoreApplication.translate("month", "&My month"),
            make=make,
            shortcut="Ctrl+Shift+M",
            icon=Icon.CHART_COLUMN,
            menu=MenuPlace.REPORTS,
        )
    )
