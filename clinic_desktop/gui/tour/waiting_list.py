"""The tour's part about the waiting list: put on it, offered a time that comes free, booked with one click."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.waiting_list import Urgency, WaitingLine
from clinic_desktop.gui.booking.cancel_dialog import CancelDialog
from clinic_desktop.gui.tour.days import go_to_day, is_day_shown
from clinic_desktop.gui.tour.driver import Driver, StepFailed
from clinic_desktop.gui.waiting_list.gap_row import GapRow
from clinic_desktop.gui.waiting_list.waiting_dialog import WaitingDialog
from clinic_desktop.gui.waiting_list.waiting_page import WaitingPage
from clinic_desktop.gui.windows.reception_window import ReceptionWindow

_MOST_DAYS = 20
_MINUTES = 30


class WaitingListPart:
    """Drives the reception window through a change of plan that suits two people."""

    def __init__(self, driver: Driver, window: ReceptionWindow) -> None:
        self._driver = driver
        self._window = window
        self._page = window.calendar

    def run(self) -> None:
        """The whole of it; ends on the calendar, on today."""
        driver, page = self._driver, self._page
        today = page.workplace.today()
        late = self._go_to_booked(today + timedelta(days=8), lambda line: line.ends_at - line.starts_at <= _HALF_HOUR)
        self._want_earlier(late)
        self._look_at_list(late)
        soon = self._go_to_booked(today + timedelta(days=1), lambda line: self._is_room_for(line, late))
        self._cancel(soon)
        self._book(late)
        with driver.step("the waiting list is left for today"):
            page.view.setFocus()
            driver.press("T")
            driver.wait("today", lambda: page.day == today)

    def _lines(self) -> tuple[AppointmentLine, ...]:
        return tuple(self._page.view.appointments().lines())

    def _go_to_booked(self, day_from: date, suits: Callable[[AppointmentLine], bool]) -> AppointmentLine:
        """Go to the first day from then on that has such an appointment still to come."""
        driver, page = self._driver, self._page
        with driver.step("a day is typed"):
            go_to_day(driver, page, day_from)
            for _ in range(_MOST_DAYS):
                driver.wait("that day", lambda: is_day_shown(page))
                found = next((line for line in self._lines() if _is_to_come(line) and suits(line)), None)
                if found is not None:
                    return found
                driver.press("Ctrl+Right")
        raise StepFailed("nobody has an appointment that suits the tour of the waiting list")

    def _is_room_for(self, line: AppointmentLine, late: AppointmentLine) -> bool:
        """Whether the later appointment fits where this one is."""
        return (
            line.practitioner_id == late.practitioner_id
            and line.patient_id != late.patient_id
            and line.type_id == late.type_id
            and line.ends_at - line.starts_at >= late.ends_at - late.starts_at
            and not (late.buffer_before or late.buffer_after)
        )

    def _choose(self, line: AppointmentLine) -> None:
        driver, view = self._driver, self._page.view
        index = view.appointments().index_of(line.id)
        view.scrollTo(index)
        driver.settle()
        box = view.visualRect(index)
        driver.click(view.viewport(), box.topLeft() + QPoint(box.width() // 3, min(8, box.height() // 2)))
        driver.wait("the appointment beside the calendar", lambda: self._is_beside(line))

    def _is_beside(self, line: AppointmentLine) -> bool:
        shown = self._page.panel.line
        return shown is not None and shown.id == line.id

    def _want_earlier(self, late: AppointmentLine) -> None:
        driver = self._driver
        with driver.step("somebody wants an earlier time and goes on the waiting list"):
            self._choose(late)
            driver.press_button("Wants an earlier time", self._page.panel)
            dialog = driver.window(WaitingDialog)
            driver.wait("what is known already", lambda: dialog.has_box.currentData() == late.id)
            driver.click(dialog.what.urgency.button(Urgency.ASAP))
            driver.type("Can be here within half an hour", dialog.what.note)
            driver.picture("waiting-dialog")
            driver.press_button("Put on the waiting list", dialog)
            driver.gone(dialog)

    def _look_at_list(self, late: AppointmentLine) -> None:
        driver, window = self._driver, self._window
        with driver.step("the waiting list as a page"):
            driver.press("Alt+6")
            page = driver.page(window, WaitingPage)
            rows = page.table
            driver.wait("them on the list", lambda: page.goes_on or any(_is_of(row, late) for row in rows.rows))
            driver.picture("waiting-list")
            driver.press("Alt+1")
            driver.wait("the calendar again", self._page.isVisible)

    def _cancel(self, soon: AppointmentLine) -> None:
        driver = self._driver
        with driver.step("a cancelled appointment shows at once who could take its time"):
            self._choose(soon)
            driver.press_button("Cancel", self._page.panel)
            dialog = driver.window(CancelDialog)
            driver.type("Has recovered", dialog.reason)
            driver.press_button("Cancel this appointment", dialog)
            driver.gone(dialog)
            driver.wait("the gap", lambda: self._window.waiting_list.watch.offers)
            driver.wait("its card", self._window.waiting_list.card.isVisible)
            driver.picture("waiting-gap")

    def _book(self, late: AppointmentLine) -> None:
        driver = self._driver
        with driver.step("one click books, and the later time goes back"):
            row = driver.wait("them among those who could come", lambda: self._row_of(late))
            assert row is not None
            driver.click(row.book_button)
            driver.wait("the notice", self._window.notices.isVisible)
            driver.wait("their new time", lambda: any(line.patient_id == late.patient_id for line in self._lines()))
            clinic = self._page.workplace.clinic
            if clinic.scheduling.open(late.id).line.status is not AppointmentStatus.CANCELLED:
                raise StepFailed("the later time did not go back")
            driver.picture("waiting-booked")

    def _row_of(self, late: AppointmentLine) -> GapRow | None:
        for row in self._window.waiting_list.card.rows:
            if row.isVisible() and row.candidate and _is_of(row.candidate.line, late):
                return row
        return None


def _is_of(row: WaitingLine, appointment: AppointmentLine) -> bool:
    return row.entry.patient_id == appointment.patient_id


def _is_to_come(line: AppointmentLine) -> bool:
    return line.status is AppointmentStatus.BOOKED


_HALF_HOUR = timedelta(minutes=_MINUTES)
