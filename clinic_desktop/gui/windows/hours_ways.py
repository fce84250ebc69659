"""The way to one's own working hours, for whoever may set them and has a diary."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.access import Permission, Scope
from clinic_desktop.gui.actions import MenuPlace
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.page_ways import PageWay, PageWays

if TYPE_CHECKING:
    from clinic_desktop.gui.hours.hours_page import HoursPage
    from clinic_desktop.gui.widgets.ask_dialog import AskDialog

OWN_HOURS = "own_hours"


def unsaved_hours(ways: PageWays) -> "HoursPage | None":
    """The page, if hours were painted there that are not saved."""
    page = ways.page(OWN_HOURS)
    if page is None:
        return None
    from clinic_desktop.gui.hours.hours_page import HoursPage

    return page if isinstance(page, HoursPage) and page.is_changed else None


def hours_question(page: "HoursPage", words: str) -> "AskDialog":
    """Whether what was painted is to be lost; `words` say what is done then."""
    from clinic_desktop.gui.widgets.ask_dialog import AskDialog

    return AskDialog(
        _tr("Your working hours are not saved"),
        _tr("What you painted is lost when you leave. Go back to save it."),
        words,
        is_danger=True,
        zone=page.workplace.zone,
        parent=page.window(),
    )


def add_own_hours(window: MainWindow, ways: PageWays, verbs: AppointmentVerbs) -> None:
    """Offer the page where hours are a doctor's own to set."""
    own = window.workplace.account.practitioner_id
    if own is None or verbs.permissions.get(Permission.SET_HOURS) is not Scope.OWN:
        return

    def make() -> Page:
        from clinic_desktop.gui.hours.hours_page import HoursPage

        page = HoursPage(window.workplace, verbs.walk, own, window.page_ground)
        page.change_shown.connect(window.commands.refresh)
        return page

    ways.add(
        PageWay(
            name=OWN_HOURS,
            text=_tr("My working &hours"),
            make=make,
            shortcut="Alt+9",
            icon=Icon.CALENDAR_CLOCK,
            menu=MenuPlace.SCHEDULE,
            group="hours",
        )
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("hours", text)
