"""The way to one's own working hours, for whoever may set them and has a diary."""

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.access import Permission, Scope
from clinic_desktop.gui.actions import MenuPlace
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.page_ways import PageWay, PageWays

OWN_HOURS = "own_hours"


def add_own_hours(window: MainWindow, ways: PageWays, verbs: AppointmentVerbs) -> None:
    """Offer the page where hours are a doctor's own to set."""
    own = window.workplace.clinic.session.account.practitioner_id
    if own is None or verbs.permissions.get(Permission.SET_HOURS) is not Scope.OWN:
        return

    def make() -> Page:
        from clinic_desktop.gui.doctor.hours_page import HoursPage

        return HoursPage(window.workplace, verbs.walk, own, window.page_ground)

    ways.add(
        PageWay(
            name=OWN_HOURS,
            text=QCoreApplication.translate("hours", "My working &hours"),
            make=make,
            shortcut="Alt+9",
            icon=Icon.CALENDAR_CLOCK,
            menu=MenuPlace.SCHEDULE,
            group="hours",
        )
    )
