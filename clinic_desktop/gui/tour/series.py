"""The tour's part about what repeats: its dates, a clash settled, this and the following moved, all called off."""

from uuid import UUID

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.series import SeriesScope
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.booking.cancel_dialog import CancelDialog
from clinic_desktop.gui.booking.move_dialog import MoveDialog
from clinic_desktop.gui.series.repeat_box import Repeat
from clinic_desktop.gui.series.series_dialog import SeriesDialog
from clinic_desktop.gui.series.series_scope_dialog import SeriesScopeDialog
from clinic_desktop.gui.tour.days import go_to_day
from clinic_desktop.gui.tour.front_desk import FrontDesk

PATIENT = "mbeki"


class SeriesTour(FrontDesk):
    """A series from its first date to its end, in the same window."""

    def run(self) -> None:
        """Book it, move a part of it, call it off, and take that back."""
        self._driver.wait("the day's appointments", self._lines)
        first = self._book()
        second = self._move_the_rest(first)
        self._cancel_all(second)

    def _book(self) -> AppointmentLine:
        driver = self._driver
        with driver.step("an appointment repeats every two weeks"):
            driver.press("Ctrl+N")
            booking = driver.window(BookingDialog)
            driver.type(PATIENT, booking.patient.search.field)
            driver.wait(
                "someone in the list",
                lambda: booking.patient.search.is_answered and booking.patient.search.model.rowCount() > 1,
            )
            driver.settle()
            driver.press("Return")
            driver.wait("the patient to be chosen", lambda: booking.patient.patient is not None)
            assert booking.patient.patient is not None
            patient_id = booking.patient.patient.id
            self._take_a_slot(booking)
            booking.form.repeat_box.setFocus()
            driver.press("Down")
            driver.press("Down")
            driver.wait("the rhythm", lambda: booking.form.repeat_box.repeat is Repeat.TWO_WEEKS)
            driver.picture("series-asked")
            driver.press_button("Look at the dates", booking)
        with driver.step("every date is shown before it is booked"):
            dialog = driver.window(SeriesDialog)
            driver.wait("the dates", lambda: len(dialog.rows) > 1)
            driver.picture("series-dates")
        self._book_over(dialog)
        with driver.step("a clash is settled, and a date left out"):
            for row in dialog.rows:
                if row.needs_decision and row.offer is not None:
                    dialog.table.choose(row.number)
                    dialog.table.setFocus()
                    driver.press("Return")
            dialog.table.choose(dialog.rows[-1].number)
            dialog.table.setFocus()
            driver.press("Space")
            driver.wait("the date to be left out", lambda: dialog.rows[-1].is_left_out)
            driver.picture("series-settled")
            day = dialog.rows[0].starts.date()
            driver.press_button("Book ", dialog)
            driver.gone(dialog)
        with driver.step("the series stands in the calendar"):
            go_to_day(self._driver, self._page, day)
            line = driver.wait("the first of the series", lambda: self._first_of_series(patient_id))
            assert line is not None
            self._choose(line)
            driver.wait("the series beside it", self._page.panel.parts.series.isVisible)
            driver.click(self._page.panel.parts.series.link)
            driver.picture("series-booked")
        return line

    def _book_over(self, dialog: SeriesDialog) -> None:
        """Where a date is in somebody's way, as it mostly is in a full diary; taken back again."""
        driver = self._driver
        clash = next((row for row in dialog.rows if row.over_at is not None), None)
        if clash is None:
            return
        with driver.step("a date is booked over what is in its way for a reason, and that is taken back"):
            dialog.table.choose(clash.number)
            driver.click(driver.wait("the way over it", lambda: dialog.over_button))
            driver.type("Agreed with the doctor", dialog.over.reason_edit)
            driver.picture("series-over")
            driver.click(dialog.over_button)
            driver.wait("no reason to be asked for", dialog.over.isHidden)

    def _first_of_series(self, patient_id: UUID) -> AppointmentLine | None:
        booked = (line for line in self._lines() if line.status is AppointmentStatus.BOOKED)
        return next((line for line in booked if line.series_id and line.patient_id == patient_id), None)

    def _move_the_rest(self, first: AppointmentLine) -> AppointmentLine:
        """The second one and all after it, to another time."""
        driver, page = self._driver, self._page
        with driver.step("moving one of a series asks which are meant"):
            others = page.panel.parts.series.others
            driver.click(others[1])
            driver.wait("the second one", lambda: page.panel.line is not None and page.panel.line.id != first.id)
            second = page.panel.line
            assert second is not None
            driver.press_button("Move", page.panel)
            scope = driver.window(SeriesScopeDialog)
            driver.click(scope.buttons[SeriesScope.FOLLOWING])
            driver.picture("series-which")
            driver.press_button("Go on", scope)
        with driver.step("this and the following are moved after a look at the clashes"):
            move = driver.window(MoveDialog)
            driver.wait("free times", lambda: move.slots.slots_shown)
            view = move.slots.view
            last = view.model().index(min(3, view.model().rowCount() - 1), 0)
            driver.click(view.viewport(), view.visualRect(last).center())
            driver.press_button("Move to", move)
            dialog = driver.window(SeriesDialog)
            driver.wait("the dates", lambda: dialog.rows)
            driver.picture("series-moving")
            driver.press_button("Move ", dialog)
            driver.gone(dialog)
            driver.picture("series-moved")
        return second

    def _cancel_all(self, second: AppointmentLine) -> None:
        driver, page = self._driver, self._page
        with driver.step("all are cancelled with one reason, and one Undo brings them back"):
            standing = page.workplace.clinic.scheduling.open(second.id).line
            go_to_day(self._driver, self._page, wall_time(standing.starts_at, page.workplace.zone).date())
            driver.wait("the moved one", lambda: self._line(second))
            self._choose(standing)
            driver.press_button("Cancel", page.panel)
            scope = driver.window(SeriesScopeDialog)
            driver.click(scope.buttons[SeriesScope.ALL])
            driver.press_button("Go on", scope)
            cancel = driver.window(CancelDialog)
            driver.type("Has moved to another town", cancel.reason)
            driver.picture("series-cancelling")
            driver.press_button("Cancel the whole series", cancel)
            driver.gone(cancel)
            driver.picture("series-cancelled")
            page.view.setFocus()
            driver.press("Ctrl+Z")
            driver.wait("the appointment to be back", lambda: self._line(second) is not None)
            page.view.setFocus()
            driver.press("T")
            driver.wait("today", self._is_today_shown)
