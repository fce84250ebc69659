"""The tour's main part: what a receptionist does, from signing in to taking back a mistake."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.booking.cancel_dialog import CancelDialog
from clinic_desktop.gui.booking.move_dialog import MoveDialog
from clinic_desktop.gui.tour.calendar_views import look_from_every_side
from clinic_desktop.gui.tour.days import go_to_day
from clinic_desktop.gui.tour.doctor_hours import do_what_is_asked
from clinic_desktop.gui.tour.driver import Driver, StepFailed
from clinic_desktop.gui.tour.duplicates import merge_and_take_apart
from clinic_desktop.gui.tour.finding_time import find_time, park_a_call
from clinic_desktop.gui.tour.hands import work_by_hand
from clinic_desktop.gui.tour.messages import look_at_the_outbox
from clinic_desktop.gui.tour.patients_file import look_at_the_file
from clinic_desktop.gui.tour.several_stations import SeveralStations
from clinic_desktop.gui.tour.waiting_list import WaitingListPart
from clinic_desktop.gui.tour.waiting_room import run_the_waiting_room
from clinic_desktop.gui.windows.reception_window import ReceptionWindow

NEWCOMER = ("Åsa-Maria", "Lindgren Ødegård", "14.3.1987", "+49 30 901 82 144")


class FrontDesk:
    """Drives the reception window; every step looks at what a person would see to know that it worked."""

    def __init__(self, driver: Driver, window: ReceptionWindow) -> None:
        self._driver = driver
        self._window = window
        self._page = window.calendar

    def run(self) -> None:
        """The whole of it, in the order of a morning; `lock()` ends it."""
        driver = self._driver
        with driver.step("the day is shown"):
            driver.wait("the day's appointments", self._lines)
            driver.picture("reception-day")
        look_from_every_side(driver, self._window)
        self._look_someone_up()
        booked = self._register_and_book()
        self._be_refused(booked)
        find_time(driver, self._window)
        park_a_call(driver, self._window)
        self._walk_in(self._one_of_today(booked))
        self._move_and_undo(booked)
        self._cancel(booked)
        WaitingListPart(driver, self._window).run()
        work_by_hand(driver, self._window)
        look_at_the_file(driver, self._window)
        merge_and_take_apart(driver, self._window)
        run_the_waiting_room(driver, self._window)
        do_what_is_asked(driver, self._window)
        look_at_the_outbox(driver, self._window)
        SeveralStations(driver, self._window).run()

    def _lines(self) -> tuple[AppointmentLine, ...]:
        return tuple(self._page.view.appointments().lines())

    def _line(self, appointment: AppointmentLine) -> AppointmentLine | None:
        return self._page.view.appointments().line(appointment.id)

    def _look_someone_up(self) -> None:
        driver, search = self._driver, self._window.search
        with driver.step("a patient is found while typing"):
            driver.press("Ctrl+K")
            driver.type("novak")
            driver.wait("someone in the list", lambda: search.is_answered and search.model.rowCount() > 1)
            driver.picture("patient-search")
            driver.press("Return")
            driver.wait("the patient beside the calendar", lambda: self._page.panel.patient_id)
            driver.picture("patient-card")

    def _register_and_book(self) -> AppointmentLine:
        """A caller who is new here: registered within the booking, booked at the first free time."""
        driver = self._driver
        given, family, born, mobile = NEWCOMER
        before = {line.id for line in self._lines()}
        with driver.step("a new patient is registered within the booking"):
            driver.press("Ctrl+N")
            dialog = driver.window(BookingDialog)
            driver.type(f"{given} {family}", dialog.patient.search.field)
            driver.press("Ctrl+N")
            driver.wait("the form for a new patient", dialog.register_page.isVisible)
            driver.type(given, driver.field("Given name", dialog))
            driver.type(family, driver.field("Family name", dialog))
            driver.type(born, driver.field("Date of birth", dialog))
            driver.type(mobile, driver.field("Mobile", dialog))
            driver.picture("register-patient")
            driver.press_button("Register", dialog)
            driver.wait("the new patient to be chosen", lambda: dialog.patient.patient is not None)
        with driver.step("the appointment is booked at a free time"):
            self._take_a_slot(dialog)
            driver.type("Chest pain, control", driver.field("Reason for visit", dialog))
            driver.picture("booking-dialog")
            day = dialog.form.when.day
            assert day is not None
            driver.press_button("Book ", dialog)
            driver.gone(dialog)
            driver.picture("booked-notice")
            go_to_day(driver, self._page, day)
            booked = driver.wait("the appointment in the calendar", lambda: self._new_line(before))
            assert booked is not None
            driver.picture("booked")
        return booked

    def _new_line(self, before: set[UUID]) -> AppointmentLine | None:
        given, family, *_ = NEWCOMER
        name = f"{given} {family}"
        return next((line for line in self._lines() if line.id not in before and line.patient_name == name), None)

    def _take_a_slot(self, dialog: BookingDialog) -> None:
        """Today's last free time if there is one, so that the appointment appears on the day that is shown."""
        driver, slots = self._driver, dialog.slots
        driver.wait("free times", lambda: slots.slots_shown and not slots.is_asking)
        view = slots.view
        driver.click(view.viewport(), view.visualRect(view.model().index(0, 0)).center())
        driver.wait("the chosen time in the list", view.selectionModel().hasSelection)
        first = slots.slots_shown[0]
        driver.settle()
        if first != slots.slots_shown[0]:
            raise StepFailed("the free times changed under the pointer")

    def _be_refused(self, booked: AppointmentLine) -> None:
        """Two people on two telephones: the same time is asked for again, and one of the offers is taken."""
        driver = self._driver
        wall = wall_time(booked.starts_at, self._page.workplace.zone)
        with driver.step("a taken time is refused, with free ones offered"):
            driver.press("Ctrl+N")
            dialog = driver.window(BookingDialog)
            driver.type("weiss", dialog.patient.search.field)
            driver.wait(
                "someone in the list",
                lambda: dialog.patient.search.is_answered and dialog.patient.search.model.rowCount() > 1,
            )
            driver.press("Return")
            driver.wait("the patient to be chosen", lambda: dialog.patient.patient is not None)
            doctor = dialog.form.practitioner_box.lineEdit()
            assert doctor is not None
            driver.type(booked.practitioner_name, doctor)
            driver.press("Tab")
            driver.type(f"{wall:%d.%m.%Y}", driver.field("Day", dialog))
            driver.press("Tab")
            driver.type(f"{wall:%H:%M}", driver.field("Time", dialog))
            driver.press("Tab")
            driver.press_button("Book ", dialog)
            driver.wait("the refusal", lambda: dialog.refusal.isVisible() and dialog.refusal.sentence)
            driver.picture("slot-taken")
        with driver.step("an offered time is taken instead"):
            before = {line.id for line in self._lines()}
            driver.click(dialog.refusal.offer_buttons[0])
            driver.press_button("Book ", dialog)
            driver.gone(dialog)
            driver.wait("the notice", self._window.notices.isVisible)
            driver.settle()
            if not before:
                raise StepFailed("the calendar was empty")

    def _one_of_today(self, other_than: AppointmentLine) -> AppointmentLine:
        driver, page = self._driver, self._page
        with driver.step("back to today by one key"):
            driver.press("Esc")
            page.view.setFocus()
            driver.press("T")
            driver.wait("today", self._is_today_shown)
            line = driver.wait("someone still expected", lambda: self._expected(other_than))
            assert line is not None
        return line

    def _is_today_shown(self) -> bool:
        sheet = self._page.day_view.sheet
        return sheet is not None and sheet.day == self._page.day == self._page.workplace.today()

    def _expected(self, other_than: AppointmentLine) -> AppointmentLine | None:
        booked = (line for line in self._lines() if line.status is AppointmentStatus.BOOKED)
        return next((line for line in booked if line.patient_id != other_than.patient_id), None)

    def _choose(self, line: AppointmentLine) -> None:
        view = self._page.view
        index = view.appointments().index_of(line.id)
        view.scrollTo(index)
        self._driver.settle()
        box = view.visualRect(index)
        self._driver.click(view.viewport(), box.topLeft() + QPoint(box.width() // 3, min(8, box.height() // 2)))
        self._driver.wait("the appointment beside the calendar", lambda: self._is_beside(line))

    def _is_beside(self, line: AppointmentLine) -> bool:
        shown = self._page.panel.line
        return shown is not None and shown.id == line.id

    def _walk_in(self, line: AppointmentLine) -> None:
        """Checked in, sent to the room, completed: each by the filled button beside the calendar."""
        driver = self._driver
        for words, status, picture in (
            ("Check in", AppointmentStatus.ARRIVED, "checked-in"),
            ("Send to room", AppointmentStatus.IN_ROOM, "in-room"),
            ("Complete", AppointmentStatus.FULFILLED, "completed"),
        ):
            with driver.step(f"{words}: the status and the clock follow"):
                self._choose(line)
                driver.press_button(words, self._panel())
                driver.wait("the new status", self._status_is(line, status))
                driver.picture(picture)

    def _panel(self) -> QWidget:
        return self._page.panel

    def _status_is(self, line: AppointmentLine, wanted: AppointmentStatus) -> Callable[[], bool]:
        def is_so() -> bool:
            standing = self._line(line)
            return standing is not None and standing.status is wanted

        return is_so

    def _move_and_undo(self, booked: AppointmentLine) -> None:
        driver, page = self._driver, self._page
        zone = page.workplace.zone
        with driver.step("an appointment is moved in its dialog"):
            go_to_day(driver, page, wall_time(booked.starts_at, zone).date())
            driver.wait("the booked appointment", lambda: self._line(booked))
            self._choose(booked)
            driver.press_button("Move", self._panel())
            dialog = driver.window(MoveDialog)
            driver.wait("free times", lambda: dialog.slots.slots_shown)
            view = dialog.slots.view
            last = view.model().index(min(3, view.model().rowCount() - 1), 0)
            driver.click(view.viewport(), view.visualRect(last).center())
            driver.picture("move-dialog")
            driver.press_button("Move to", dialog)
            driver.gone(dialog)
            driver.wait("the new time", lambda: self._starts_elsewhere(booked))
        with driver.step("Ctrl+Z takes the move back"):
            page.view.setFocus()
            driver.press("Ctrl+Z")
            go_to_day(driver, page, wall_time(booked.starts_at, zone).date())
            driver.wait("the old time", lambda: self._stands_as(booked))
            driver.picture("undone")

    def _starts_elsewhere(self, booked: AppointmentLine) -> bool:
        standing = self._line(booked)
        return standing is None or standing.starts_at != booked.starts_at

    def _stands_as(self, booked: AppointmentLine) -> bool:
        standing = self._line(booked)
        return standing is not None and abs(standing.starts_at - booked.starts_at) < timedelta(seconds=1)

    def _cancel(self, booked: AppointmentLine) -> None:
        driver = self._driver
        with driver.step("an appointment is cancelled with its reason"):
            self._choose(booked)
            driver.press_button("Cancel", self._panel())
            dialog = driver.window(CancelDialog)
            driver.type("Has a cold, will call again", dialog.reason)
            driver.picture("cancel-dialog")
            driver.press_button("Cancel this appointment", dialog)
            driver.gone(dialog)

    def lock(self) -> None:
        """Leave the desk."""
        driver, window = self._driver, self._window
        with driver.step("the window locks and shows nothing of anyone"):
            driver.press("Ctrl+L")
            driver.wait("the lock", lambda: window.is_locked)
            driver.picture("locked")
