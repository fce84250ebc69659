"""The diary kept with both hands on the keyboard: the mouse is never touched, and no verb is called but by a key."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.booking.cancel_dialog import CancelDialog
from clinic_desktop.gui.booking.move_dialog import MoveDialog
from tests.builders import NINE_OCLOCK

from .counted_hands import CountedHands
from .reception_desk import Desk

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEN, ELEVEN, TWELVE = (NINE_OCLOCK + timedelta(hours=hours) for hours in (1, 2, 3))


@pytest.fixture
def hands(desk: Desk) -> CountedHands:
    return CountedHands(desk)


def walk_to(desk: Desk, hands: CountedHands, at: datetime) -> None:
    """Press the arrows until the keyboard stands on the free cell that begins then."""
    for _ in range(60):
        slot = desk.page.view.keyboard_slot()
        stands_at = desk.page.view.chosen_line().starts_at if slot is None else slot.starts_at  # type: ignore[union-attr]
        if slot is not None and stands_at == at:
            return
        hands.press(Key.Key_Down if stands_at < at else Key.Key_Up)
    raise AssertionError(f"the arrows do not lead to {at}")


def the_one(desk: Desk) -> Appointment:
    with desk.clinic.database.reading() as reading:
        (found,) = reading.where(Appointment)
    return found


def open_dialogs(desk: Desk, kind: type[QDialog]) -> list[QDialog]:
    return [each for each in desk.window.findChildren(kind) if each.isVisible()]


def book_by_keys(desk: Desk, hands: CountedHands, at: datetime) -> Appointment:
    hands.press(Key.Key_Home)
    walk_to(desk, hands, at)
    hands.type("nov")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    return the_one(desk)


def test_an_appointment_is_booked_moved_cancelled_and_brought_back_by_keys_alone(
    desk: Desk, hands: CountedHands
) -> None:
    booked = book_by_keys(desk, hands, TEN)
    assert (booked.patient_id, booked.starts_at) == (desk.clinic.novak.id, TEN)
    assert not open_dialogs(desk, BookingDialog)
    assert desk.page.view.chosen() == booked.id

    hands.press_with_control(Key.Key_X)
    walk_to(desk, hands, TWELVE)
    hands.press_with_control(Key.Key_V)
    assert the_one(desk).starts_at == TWELVE

    hands.press(Key.Key_Delete)
    assert open_dialogs(desk, CancelDialog)
    hands.type("has a cold")
    hands.press(Key.Key_Return)
    cancelled = the_one(desk)
    assert (cancelled.status, cancelled.cancel_reason) == (AppointmentStatus.CANCELLED, "has a cold")

    hands.press_with_control(Key.Key_Z)
    assert (the_one(desk).status, the_one(desk).starts_at) == (AppointmentStatus.BOOKED, TWELVE)
    hands.press_with_control(Key.Key_Z)
    assert the_one(desk).starts_at == TEN
    hands.press(Key.Key_Z, CONTROL | SHIFT)
    assert the_one(desk).starts_at == TWELVE
    hands.press(Key.Key_Z, CONTROL | SHIFT)
    assert the_one(desk).status is AppointmentStatus.CANCELLED
    assert hands.clicks == 0


def test_an_appointment_is_moved_in_its_dialog_by_keys_alone(desk: Desk, hands: CountedHands) -> None:
    book_by_keys(desk, hands, TEN)

    hands.press(Key.Key_F2)
    (dialog,) = open_dialogs(desk, MoveDialog)
    assert isinstance(dialog, MoveDialog)
    for _ in range(20):
        if QApplication.focusWidget() is dialog.when.time_edit:
            break
        hands.press(Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    hands.type("11:00")
    hands.press(Key.Key_Return)

    assert the_one(desk).starts_at == ELEVEN
    assert not open_dialogs(desk, MoveDialog)


def test_a_free_time_is_walked_to_and_taken_in_the_moves_dialog(desk: Desk, hands: CountedHands) -> None:
    book_by_keys(desk, hands, TEN)

    hands.press(Key.Key_F2)
    (dialog,) = open_dialogs(desk, MoveDialog)
    assert isinstance(dialog, MoveDialog)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    wanted = dialog.slots.current
    hands.press(Key.Key_Return)

    assert wanted is not None
    assert the_one(desk).starts_at == wanted.starts_at != TEN


def test_a_length_is_changed_with_shift_and_an_arrow(desk: Desk, hands: CountedHands) -> None:
    before = book_by_keys(desk, hands, TEN)

    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_Return)

    assert the_one(desk).ends_at > before.ends_at


def test_a_length_that_was_not_meant_is_taken_back_by_esc(desk: Desk, hands: CountedHands) -> None:
    book_by_keys(desk, hands, TEN)

    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_Escape)

    assert the_one(desk).ends_at == TEN + timedelta(minutes=30)
