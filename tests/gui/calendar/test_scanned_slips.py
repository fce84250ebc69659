"""A scanner that types a slip's code checks the patient in, wherever the keyboard is."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.slip_codes import code_of
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from tests.gui.calendar.reception_desk import Desk, booked


def scan(desk: Desk, appointment: Appointment) -> None:
    """All digits at once and an Enter, as a scanner types them."""
    for digit in code_of(appointment.id):
        QTest.keyClicks(QApplication.focusWidget() or desk.window, digit)
    QTest.keyClick(QApplication.focusWidget() or desk.window, Qt.Key.Key_Return)
    desk.settle()


def test_a_code_typed_while_the_calendar_has_the_keyboard_checks_in(desk: Desk) -> None:
    appointment = booked(desk)
    desk.page.view.setFocus()
    desk.page.view.start_keyboard()

    scan(desk, appointment)

    assert desk.clinic.stored(appointment).status is AppointmentStatus.ARRIVED
    assert desk.page.view.chosen() == appointment.id
    assert desk.window.findChildren(BookingDialog) == []


def test_a_code_typed_into_the_search_checks_in_and_leaves_it_empty(desk: Desk) -> None:
    appointment = booked(desk)
    desk.window.search.focus()

    scan(desk, appointment)

    assert desk.clinic.stored(appointment).status is AppointmentStatus.ARRIVED
    assert desk.window.search.text == ""


def test_a_code_that_was_read_wrongly_does_nothing(desk: Desk) -> None:
    appointment = booked(desk)
    desk.page.view.setFocus()
    code = code_of(appointment.id)

    QTest.keyClicks(desk.page.view, code[:-1] + str((int(code[-1]) + 1) % 10))
    desk.settle()

    assert desk.clinic.stored(appointment).status is AppointmentStatus.BOOKED
