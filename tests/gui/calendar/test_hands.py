"""What hands do on the calendar comes to the clinic: moves are stored, spans and names open the booking dialog."""

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from clinic_desktop.gui.actions import plain
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.booking.move_dialog import MoveDialog
from tests.builders import NINE_OCLOCK

from .day_hands import ask_for_menu
from .drag_hands import drag
from .reception_desk import Desk, booked, tomorrow

Key = Qt.Key
TEN, ELEVEN = NINE_OCLOCK + timedelta(hours=1), NINE_OCLOCK + timedelta(hours=2)
A_LITTLE_DOWN = QPoint(0, 3)


def middle_of(desk: Desk, appointment_id: object) -> QPoint:
    view = desk.page.view
    return view.visualRect(view.appointments().index_of(appointment_id)).center()  # type: ignore[arg-type] # an id


def click_free(desk: Desk, place: QPoint) -> None:
    QTest.mouseClick(desk.page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()


def typed_dialog(desk: Desk) -> BookingDialog:
    dialog = desk.dialog(BookingDialog)
    assert isinstance(dialog, BookingDialog)
    return dialog


def test_an_appointment_that_is_dragged_is_stored_at_its_new_time_and_chosen(desk: Desk) -> None:
    appointment = booked(desk, TEN)

    drag(desk.page.view, middle_of(desk, appointment.id), desk.place_of(ELEVEN + timedelta(minutes=15)))
    desk.settle()

    assert desk.clinic.stored(appointment).starts_at == ELEVEN
    assert desk.page.view.chosen() == appointment.id
    assert desk.window.notices.isVisible()


def test_dragged_onto_a_taken_time_the_dialog_opens_with_the_reason(desk: Desk) -> None:
    appointment, _ = booked(desk, TEN), booked(desk, ELEVEN, patient_id=desk.clinic.kim.id)

    drag(desk.page.view, middle_of(desk, appointment.id), desk.place_of(ELEVEN + timedelta(minutes=15)))
    desk.settle()

    dialog = desk.dialog(MoveDialog)
    assert isinstance(dialog, MoveDialog)
    assert dialog.refusal.sentence.startswith("11:00–11:30 is taken.")
    assert desk.clinic.stored(appointment).starts_at == TEN
    dialog.reject()
    desk.settle()


def test_a_span_drawn_on_free_time_is_booked_with_its_length(desk: Desk) -> None:
    drag(desk.page.view, desk.place_of(ELEVEN), desk.place_of(ELEVEN + timedelta(minutes=40)))
    desk.settle()

    dialog = typed_dialog(desk)
    assert dialog.form.minutes == 45
    assert dialog.form.when.time_edit.text() == "11:00"
    assert dialog.form.practitioner_id == desk.clinic.okafor.id
    dialog.reject()
    desk.settle()


def test_letters_typed_on_a_free_slot_open_the_booking_with_them(desk: Desk) -> None:
    click_free(desk, desk.place_of(ELEVEN))

    desk.press(Key.Key_N)
    dialog = typed_dialog(desk)
    QTest.keyClicks(QApplication.focusWidget() or desk.window, "ov")
    desk.settle()

    assert dialog.patient.search.text.lower() == "nov"
    assert dialog.form.when.time_edit.text() == "11:00"
    dialog.reject()
    desk.settle()


def test_letters_typed_while_the_booking_is_still_being_opened_arrive_in_it_in_their_order(desk: Desk) -> None:
    click_free(desk, desk.place_of(ELEVEN))

    QTest.keyClicks(desk.page.view, "novak")
    desk.settle()

    dialog = typed_dialog(desk)
    desk.qtbot.waitUntil(lambda: dialog.patient.search.model.rowCount() > 1)
    assert dialog.patient.search.text == "novak"
    dialog.reject()
    desk.settle()


def test_a_letter_that_is_a_shortcut_too_begins_a_name_if_another_follows(desk: Desk) -> None:
    click_free(desk, desk.place_of(ELEVEN))

    QTest.keyClicks(desk.page.view, "ta")
    desk.settle()

    dialog = typed_dialog(desk)
    assert dialog.patient.search.text == "ta"
    assert desk.page.day == desk.window.workplace.today()
    dialog.reject()
    desk.settle()


def test_alone_it_is_the_shortcut(desk: Desk) -> None:
    desk.press(Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    click_free(desk, desk.place_of(tomorrow(ELEVEN)))

    QTest.keyClick(desk.page.view, Key.Key_T)

    desk.qtbot.waitUntil(lambda: desk.page.day == desk.window.workplace.today())
    desk.settle()
    assert desk.window.findChildren(BookingDialog) == []


def test_a_day_typed_right_after_its_shortcut_goes_to_the_field_for_days(desk: Desk) -> None:
    click_free(desk, desk.place_of(ELEVEN))
    view = desk.page.view

    QTest.keyClicks(view, "g2")
    QTest.keyClicks(QApplication.focusWidget() or view, "6.11.2026")
    desk.press(Key.Key_Return)

    assert desk.page.day == (NINE_OCLOCK + timedelta(days=2)).date()


def test_letters_on_an_appointment_are_no_name(desk: Desk) -> None:
    desk.choose(booked(desk, TEN))

    desk.press(Key.Key_N)

    assert desk.window.findChildren(BookingDialog) == []


def test_the_length_is_changed_from_the_menu(desk: Desk) -> None:
    appointment = booked(desk, TEN)
    desk.choose(appointment)
    ask_for_menu(desk.page.view, middle_of(desk, appointment.id))  # type: ignore[arg-type] # a day's view
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    lengths = next(action for action in menu.actions() if plain(action.text()) == "Length").menu()
    assert isinstance(lengths, QMenu)
    assert [plain(action.text()) for action in lengths.actions() if action.isChecked()] == ["30 min"]

    next(action for action in lengths.actions() if plain(action.text()) == "45 min").trigger()
    menu.close()
    desk.settle()

    stored = desk.clinic.stored(appointment)
    assert stored.ends_at - stored.starts_at == timedelta(minutes=45)


def test_shift_and_an_arrow_make_it_longer_and_enter_stores_it(desk: Desk) -> None:
    appointment = booked(desk, TEN)
    desk.choose(appointment)

    desk.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert desk.clinic.stored(appointment) == appointment
    desk.press(Key.Key_Return)

    stored = desk.clinic.stored(appointment)
    assert stored.ends_at - stored.starts_at == timedelta(minutes=45)
