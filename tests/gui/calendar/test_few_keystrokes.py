"""What a booking costs: a known patient from a standing start in at most six keystrokes or three clicks."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from tests.builders import NINE_OCLOCK

from .reception_desk import Desk

Key = Qt.Key


def lines(desk: Desk) -> tuple[AppointmentLine, ...]:
    return desk.window.workplace.clinic.scheduling.day_sheet(NINE_OCLOCK.date()).lines


def the_dialog(desk: Desk) -> BookingDialog:
    dialog = desk.dialog(BookingDialog)
    assert isinstance(dialog, BookingDialog)
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    desk.settle()
    return dialog


def test_a_known_patient_is_booked_with_three_keys_and_the_letters_of_the_name(desk: Desk) -> None:
    desk.page.view.setFocus()
    QTest.keyClick(desk.page.view, Key.Key_Down)  # the standing start: the keyboard on a free cell
    slot = desk.page.view.current_slot()
    assert slot is not None
    keys = 0

    def press(key: Key) -> None:
        nonlocal keys
        keys += 1
        QTest.keyClick(QApplication.focusWidget() or desk.window, key)
        desk.settle()

    press(Key.Key_Return)
    the_dialog(desk)
    for letter in (Key.Key_N, Key.Key_O, Key.Key_V):
        press(letter)
    press(Key.Key_Return)
    press(Key.Key_Return)

    assert keys == 6
    (line,) = lines(desk)
    assert (line.patient_name, line.starts_at, line.practitioner_id) == (
        "Peter Novak", slot.starts_at, slot.practitioner_id,
    )  # fmt: skip


def test_by_mouse_it_is_three_clicks_and_the_name(desk: Desk) -> None:
    at = NINE_OCLOCK + timedelta(hours=2)
    view = desk.page.view
    view.scroll_to_work()

    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=desk.place_of(at))
    dialog = the_dialog(desk)
    QTest.keyClicks(QApplication.focusWidget() or desk.window, "novak")
    desk.settle()
    found = dialog.patient.search.results.list
    QTest.mouseClick(
        found.viewport(), Qt.MouseButton.LeftButton, pos=found.visualRect(found.model().index(0, 0)).center()
    )
    desk.settle()
    QTest.mouseClick(dialog.book_button, Qt.MouseButton.LeftButton)
    desk.settle()

    (line,) = lines(desk)
    assert (line.patient_name, line.starts_at) == ("Peter Novak", at)
