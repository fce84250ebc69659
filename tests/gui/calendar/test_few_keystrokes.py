"""What the commonest tasks cost at the desk, counted: each letter a keystroke, each press of the mouse a click."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.waiting_list import WaitingEntry
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.booking.cancel_dialog import CancelDialog
from clinic_desktop.gui.booking.move_dialog import MoveDialog
from clinic_desktop.gui.waiting_list.waiting_dialog import WaitingDialog
from clinic_desktop.gui.waiting_room.walk_in_dialog import WalkInDialog
from tests.builders import NINE_OCLOCK

from .counted_hands import CountedHands
from .reception_desk import Desk, booked

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEN, ELEVEN = NINE_OCLOCK + timedelta(hours=1), NINE_OCLOCK + timedelta(hours=2)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The window as large as an ordinary desk's screen."""
    desk.window.showNormal()
    desk.window.resize(1440, 900)
    desk.page.view.scroll_to_work()
    desk.settle()
    return desk


@pytest.fixture
def hands(desk: Desk) -> CountedHands:
    return CountedHands(desk)


def lines(desk: Desk) -> tuple[AppointmentLine, ...]:
    return desk.window.workplace.clinic.scheduling.day_sheet(NINE_OCLOCK.date()).lines


def status_of(desk: Desk, appointment: Appointment) -> AppointmentStatus:
    return desk.clinic.stored(appointment).status


def box(desk: Desk, appointment: Appointment) -> QPoint:
    view = desk.page.view
    return view.visualRect(view.appointments().index_of(appointment.id)).center()


def sheet(desk: Desk) -> QWidget:
    return desk.page.view.viewport()


def opened(desk: Desk, kind: type[QWidget]) -> QWidget:
    return next(each for each in desk.window.findChildren(kind) if each.isVisible())


def on_a_free_cell(desk: Desk) -> None:
    """The standing start: the keyboard is on a free cell of the day."""
    CountedHands(desk).press(Key.Key_Down)
    assert desk.page.view.current_slot() is not None


def on(desk: Desk, appointment: Appointment) -> Appointment:
    """The standing start: the keyboard is on the appointment that is spoken of."""
    desk.choose(appointment)
    return appointment


# by keys


def test_a_known_patient_takes_five_keys_from_a_free_cell(desk: Desk, hands: CountedHands) -> None:
    on_a_free_cell(desk)
    slot = desk.page.view.current_slot()

    hands.type("nov")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)

    (line,) = lines(desk)
    assert slot is not None
    assert (line.patient_name, line.starts_at, line.practitioner_id) == (
        "Peter Novak", slot.starts_at, slot.practitioner_id,
    )  # fmt: skip
    assert hands.keys == 5


def test_the_next_free_time_takes_seven_keys(desk: Desk, hands: CountedHands) -> None:
    hands.press_with_control(Key.Key_N)
    hands.type("nov")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)

    (line,) = lines(desk)
    assert line.starts_at >= NINE_OCLOCK
    assert hands.keys == 7


def test_a_move_to_the_next_free_time_takes_three_keys(desk: Desk, hands: CountedHands) -> None:
    appointment = on(desk, booked(desk, TEN))

    hands.press(Key.Key_F2)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)

    assert desk.clinic.stored(appointment).starts_at != TEN
    assert hands.keys == 3


def test_a_move_by_two_cells_takes_two_keys_and_the_way(desk: Desk, hands: CountedHands) -> None:
    appointment = on(desk, booked(desk, TEN))

    hands.press_with_control(Key.Key_X)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    hands.press_with_control(Key.Key_V)

    assert desk.clinic.stored(appointment).starts_at > TEN
    assert hands.keys == 4


def test_a_cancellation_takes_two_keys_and_the_reason(desk: Desk, hands: CountedHands) -> None:
    appointment = on(desk, booked(desk, TEN))

    hands.press(Key.Key_Delete)
    hands.type("cold")
    hands.press(Key.Key_Return)

    assert status_of(desk, appointment) is AppointmentStatus.CANCELLED
    assert hands.keys == 2 + len("cold")


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        (AppointmentStatus.BOOKED, Key.Key_F5, AppointmentStatus.ARRIVED),
        (AppointmentStatus.ARRIVED, Key.Key_F7, AppointmentStatus.IN_ROOM),
        (AppointmentStatus.IN_ROOM, Key.Key_F8, AppointmentStatus.FULFILLED),
    ],
)
def test_a_step_through_the_waiting_room_takes_one_key(
    desk: Desk, hands: CountedHands, before: AppointmentStatus, key: Key, after: AppointmentStatus
) -> None:
    appointment = on(desk, booked(desk, TEN, status=before))

    hands.press(key)

    assert status_of(desk, appointment) is after
    assert hands.keys == 1


def test_a_new_patient_takes_three_keys_and_the_name_and_birth_date(desk: Desk, hands: CountedHands) -> None:
    on_a_free_cell(desk)

    hands.type("anna berg")
    hands.press_with_control(Key.Key_N)
    hands.type("14.3.87")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)

    (line,) = lines(desk)
    assert line.patient_name == "Anna Berg"
    assert hands.keys == len("anna berg") + len("14.3.87") + 3


def test_a_patient_is_found_with_two_keys_and_three_letters(desk: Desk, hands: CountedHands) -> None:
    hands.press_with_control(Key.Key_K)
    hands.type("nov")
    hands.press(Key.Key_Return)

    assert desk.page.panel.patient_id == desk.clinic.novak.id
    assert hands.keys == 5


def test_the_waiting_list_takes_three_keys_and_three_letters(desk: Desk, hands: CountedHands) -> None:
    hands.press(Key.Key_W, CONTROL | SHIFT)
    hands.type("nov")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)

    with desk.clinic.database.reading() as reading:
        (entry,) = reading.where(WaitingEntry)
    assert entry.patient_id == desk.clinic.novak.id
    assert hands.keys == 6


def test_a_walk_in_takes_three_keys_and_three_letters(desk: Desk, hands: CountedHands) -> None:
    hands.press(Key.Key_A, CONTROL | SHIFT)
    hands.type("nov")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)

    (line,) = lines(desk)
    assert (line.patient_name, line.status) == ("Peter Novak", AppointmentStatus.ARRIVED)
    assert hands.keys == 6


def test_undo_takes_one_key(desk: Desk, hands: CountedHands) -> None:
    appointment = on(desk, booked(desk, TEN))
    CountedHands(desk).press(Key.Key_F5)

    hands.press_with_control(Key.Key_Z)

    assert status_of(desk, appointment) is AppointmentStatus.BOOKED
    assert hands.keys == 1


# by mouse


def test_a_known_patient_takes_three_clicks_and_three_letters(desk: Desk, hands: CountedHands) -> None:
    hands.click(sheet(desk), desk.place_of(ELEVEN))
    hands.type("nov")
    dialog = opened(desk, BookingDialog)
    assert isinstance(dialog, BookingDialog)
    hands.click_row(dialog.patient.search.results.list)
    hands.click(dialog.book_button)

    (line,) = lines(desk)
    assert (line.patient_name, line.starts_at) == ("Peter Novak", ELEVEN)
    assert hands.clicks == 3


def test_the_next_free_time_takes_four_clicks(desk: Desk, hands: CountedHands) -> None:
    hands.click_button("New appointment", desk.window)
    hands.type("nov")
    dialog = opened(desk, BookingDialog)
    assert isinstance(dialog, BookingDialog)
    hands.click_row(dialog.patient.search.results.list)
    hands.click_row(dialog.slots.view)
    hands.click(dialog.book_button)

    assert len(lines(desk)) == 1
    assert hands.clicks == 4


def test_a_move_in_the_day_takes_one_drag_and_elsewhere_four_clicks(desk: Desk, hands: CountedHands) -> None:
    appointment = booked(desk, TEN)

    hands.drag(sheet(desk), box(desk, appointment), box(desk, appointment) + QPoint(0, 2 * desk.page.view.hour_height))
    assert desk.clinic.stored(appointment).starts_at == TEN + timedelta(hours=2)
    assert hands.clicks == 1

    hands.click(sheet(desk), box(desk, appointment))
    hands.click_button("Move", desk.page.panel)
    dialog = opened(desk, MoveDialog)
    assert isinstance(dialog, MoveDialog)
    hands.click_row(dialog.slots.view)
    hands.click(dialog.move_button)

    assert desk.clinic.stored(appointment).starts_at != TEN + timedelta(hours=2)
    assert hands.clicks == 5


def test_a_cancellation_takes_three_clicks_and_the_reason(desk: Desk, hands: CountedHands) -> None:
    appointment = booked(desk, TEN)

    hands.click(sheet(desk), box(desk, appointment))
    hands.click_button("Cancel", desk.page.panel)
    hands.type("cold")
    dialog = opened(desk, CancelDialog)
    assert isinstance(dialog, CancelDialog)
    hands.click(dialog.cancel_button)

    assert status_of(desk, appointment) is AppointmentStatus.CANCELLED
    assert hands.clicks == 3


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        (AppointmentStatus.BOOKED, "Check in", AppointmentStatus.ARRIVED),
        (AppointmentStatus.ARRIVED, "Send to room", AppointmentStatus.IN_ROOM),
        (AppointmentStatus.IN_ROOM, "Complete", AppointmentStatus.FULFILLED),
    ],
)
def test_a_step_through_the_waiting_room_takes_two_clicks(
    desk: Desk, hands: CountedHands, before: AppointmentStatus, words: str, after: AppointmentStatus
) -> None:
    appointment = booked(desk, TEN, status=before)

    hands.click(sheet(desk), box(desk, appointment))
    hands.click_button(words, desk.page.panel)

    assert status_of(desk, appointment) is after
    assert hands.clicks == 2


def test_a_new_patient_takes_four_clicks_and_the_name_and_birth_date(desk: Desk, hands: CountedHands) -> None:
    hands.click(sheet(desk), desk.place_of(ELEVEN))
    hands.type("anna berg")
    dialog = opened(desk, BookingDialog)
    assert isinstance(dialog, BookingDialog)
    hands.click_row(dialog.patient.search.results.list)
    hands.type("14.3.87")
    hands.click(dialog.register_page.save_button)
    hands.click(dialog.book_button)

    with desk.clinic.database.reading() as reading:
        anna = next(each for each in reading.where(Patient) if each.full_name == "Anna Berg")
    assert anna.birth_date == date(1987, 3, 14)
    assert len(lines(desk)) == 1
    assert hands.clicks == 4


def test_a_patient_is_found_with_two_clicks(desk: Desk, hands: CountedHands) -> None:
    search = desk.window.search

    hands.click(search.field)
    hands.type("nov")
    hands.click_row(search.results.list)

    assert desk.page.panel.patient_id == desk.clinic.novak.id
    assert hands.clicks == 2


def test_the_waiting_list_takes_four_clicks(desk: Desk, hands: CountedHands) -> None:
    hands.click_button("New appointment", desk.window)
    hands.type("nov")
    dialog = opened(desk, BookingDialog)
    assert isinstance(dialog, BookingDialog)
    hands.click_row(dialog.patient.search.results.list)
    hands.click(dialog.waiting_link)
    asking = opened(desk, WaitingDialog)
    assert isinstance(asking, WaitingDialog)
    hands.click(asking.save_button)

    with desk.clinic.database.reading() as reading:
        assert len(reading.where(WaitingEntry)) == 1
    assert hands.clicks == 4


def test_undo_takes_one_click_on_the_notice(desk: Desk, hands: CountedHands) -> None:
    appointment = on(desk, booked(desk, TEN))
    CountedHands(desk).press(Key.Key_F5)

    hands.click_button("Undo", desk.window.notices)

    assert status_of(desk, appointment) is AppointmentStatus.BOOKED
    assert hands.clicks == 1


def test_a_walk_in_takes_four_clicks(desk: Desk, hands: CountedHands) -> None:
    hands.click_button("Waiting room", desk.window)
    hands.click_button("Walk-in", desk.window)
    hands.type("nov")
    dialog = opened(desk, WalkInDialog)
    assert isinstance(dialog, WalkInDialog)
    hands.click_row(dialog.patient.search.results.list)
    hands.click(dialog.take_in_button)

    assert len(lines(desk)) == 1
    assert hands.clicks == 4
