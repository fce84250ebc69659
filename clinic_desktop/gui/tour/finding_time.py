"""The tour's look at finding time: free slots beside the calendar, and a call that waits."""

from PySide6.QtCore import QPoint

from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.tour.driver import Driver
from clinic_desktop.gui.windows.reception_window import ReceptionWindow


def find_time(driver: Driver, window: ReceptionWindow) -> None:
    """Walk through free times lit in the calendar, and leave the search as it came."""
    finder_place = window.finder
    with driver.step("a free time is found beside the calendar"):
        window.calendar.view.setFocus()
        driver.press("Ctrl+F")
        driver.wait("the search", lambda: finder_place.is_open)
        finder = finder_place.finder
        driver.wait("free times", lambda: finder.slots.slots_shown and not finder.slots.is_asking)
        driver.click(finder.first_only)
        driver.wait("the first of each day", lambda: not finder.slots.is_asking)
        view = finder.slots.view
        driver.click(view.viewport(), view.visualRect(view.model().index(1, 0)).topLeft() + QPoint(20, 10))
        driver.wait("that day", lambda: window.calendar.day == finder.shown_day)
        driver.picture("find-slot")
    with driver.step("Esc gives the side panel back"):
        driver.press("Esc")
        driver.wait("the panel", lambda: not finder_place.is_open)


def park_a_call(driver: Driver, window: ReceptionWindow) -> None:
    """Put a half-finished booking aside and take it up again."""
    with driver.step("a call is parked"):
        driver.press("Ctrl+N")
        dialog = driver.window(BookingDialog)
        driver.type("weiss", dialog.patient.search.field)
        driver.wait(
            "someone in the list",
            lambda: dialog.patient.search.is_answered and dialog.patient.search.model.rowCount() > 1,
        )
        driver.press("Return")
        driver.wait("the patient to be chosen", lambda: dialog.patient.patient is not None)
        driver.type("Wants a time after work", driver.field("Note for the desk", dialog))
        driver.press("Ctrl+P")
        driver.wait("the chip", window.parked.isVisible)
        window.activateWindow()
        driver.picture("parked-call")
    with driver.step("and taken up again as it was"):
        window.calendar.view.setFocus()
        driver.press("Ctrl+Shift+P")
        driver.wait("the dialog", dialog.isVisible)
        driver.picture("call-taken-up")
        driver.press_button("Cancel", dialog)
        driver.gone(dialog)
