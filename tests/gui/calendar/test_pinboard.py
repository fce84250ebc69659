"""The pinboard: cut and put, dragged in and out, live, and there for whoever signs in next."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment, CancelledBy, MoveRequest
from clinic_desktop.gui import privacy
from clinic_desktop.gui.booking.move_dialog import MoveDialog
from clinic_desktop.gui.calendar.pin_card import PinCard
from clinic_desktop.gui.pinboard import Pinboard
from clinic_desktop.gui.windows.doctor_window import DoctorWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import NINE_OCLOCK, SmallClinic

from .day_hands import ask_for_menu
from .drag_hands import drag_to, let_go, press
from .reception_desk import Desk, booked, tomorrow

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
TEN, ELEVEN = NINE_OCLOCK + timedelta(hours=1), NINE_OCLOCK + timedelta(hours=2)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The window wide enough for its left side."""
    desk.window.showNormal()
    desk.window.resize(1366, 768)
    desk.settle()
    return desk


@pytest.fixture(autouse=True)
def _names_shown_again() -> Iterator[None]:
    yield
    privacy.switch().set_on(False)


def cut(desk: Desk, appointment: Appointment) -> None:
    desk.choose(appointment)
    desk.press(Key.Key_X, CONTROL)


def cards(desk: Desk) -> tuple[PinCard, ...]:
    return desk.page.hands.pinboard.tray.cards


def click_free(desk: Desk, place: QPoint) -> None:
    QTest.mouseClick(desk.page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()


def test_an_appointment_cut_today_is_put_on_tomorrow_by_keys_alone(desk: Desk) -> None:
    appointment = booked(desk, TEN)
    cut(desk, appointment)
    assert desk.clinic.stored(appointment) == appointment
    assert "Peter Novak" in cards(desk)[0].words

    desk.press(Key.Key_Right, CONTROL)
    desk.press(Key.Key_Up)  # off where the appointment stood, half an hour earlier
    desk.press(Key.Key_V, CONTROL)

    stored = desk.clinic.stored(appointment)
    assert stored.starts_at > tomorrow(NINE_OCLOCK)
    assert stored.ends_at - stored.starts_at == timedelta(minutes=30)
    assert cards(desk) == ()
    assert desk.page.hands.pinboard.tray.isHidden()


def test_it_is_dragged_onto_the_board_and_off_it_again(desk: Desk) -> None:
    appointment = booked(desk, TEN)
    view, tray = desk.page.view, desk.page.hands.pinboard.tray
    sheet = view.viewport()
    start = view.visualRect(view.appointments().index_of(appointment.id)).center()
    assert tray.isHidden()

    press(sheet, start)
    drag_to(sheet, start + QPoint(20, 0))
    QApplication.processEvents()
    assert tray.isVisible()
    on_board = sheet.mapFromGlobal(tray.mapToGlobal(tray.rect().center()))
    drag_to(sheet, on_board)
    let_go(sheet, on_board)
    desk.settle()

    assert desk.clinic.stored(appointment) == appointment
    (card,) = cards(desk)
    grabbed = card.rect().center()
    target = card.mapFromGlobal(sheet.mapToGlobal(desk.place_of(ELEVEN, column=1)))
    press(card, grabbed)
    drag_to(card, grabbed + QPoint(0, 20), target)
    let_go(card, target)
    desk.settle()

    moved = desk.clinic.stored(appointment)
    assert (moved.starts_at, moved.practitioner_id) == (ELEVEN, desk.clinic.fischer.id)
    assert cards(desk) == ()


def test_esc_leaves_a_card_on_the_board(desk: Desk) -> None:
    appointment = booked(desk, TEN)
    cut(desk, appointment)
    (card,) = cards(desk)
    grabbed = card.rect().center()
    target = card.mapFromGlobal(desk.page.view.viewport().mapToGlobal(desk.place_of(ELEVEN, column=1)))
    press(card, grabbed)
    drag_to(card, grabbed + QPoint(0, 20), target)

    QTest.keyClick(card, Key.Key_Escape)
    let_go(card, target)
    desk.settle()

    assert desk.clinic.stored(appointment) == appointment
    assert cards(desk) == (card,)


def test_del_and_the_button_take_a_card_off_and_leave_the_appointment(desk: Desk) -> None:
    first, second = booked(desk, TEN), booked(desk, ELEVEN, patient_id=desk.clinic.kim.id)
    for appointment in (first, second):
        cut(desk, appointment)
    newest, oldest = cards(desk)

    newest.setFocus()
    desk.press(Key.Key_Delete)
    QTest.mouseClick(oldest.off_button, Qt.MouseButton.LeftButton)
    desk.settle()

    assert cards(desk) == ()
    assert [desk.clinic.stored(each) for each in (first, second)] == [first, second]


def test_a_card_says_when_its_appointment_was_moved_or_cancelled_meanwhile(desk: Desk) -> None:
    moved, cancelled = booked(desk, TEN), booked(desk, ELEVEN, patient_id=desk.clinic.kim.id)
    for appointment in (moved, cancelled):
        cut(desk, appointment)
    colleague = desk.clinic.as_admin()

    colleague.scheduling.cancel(cancelled.id, cancelled.version, CancelledBy.PATIENT, "Has recovered")
    colleague.scheduling.move(
        MoveRequest(appointment_id=moved.id, version=1, starts_at=TEN + timedelta(hours=4), minutes=None)
    )
    desk.settle()

    of_cancelled, of_moved = cards(desk)
    assert "Meanwhile: Cancelled" in of_cancelled.words
    assert "Moved by someone meanwhile." in of_moved.words
    assert "14:00" in of_moved.words


def test_what_was_cancelled_meanwhile_does_not_land(desk: Desk) -> None:
    appointment = booked(desk, TEN)
    cut(desk, appointment)
    desk.clinic.as_admin().scheduling.cancel(appointment.id, 1, CancelledBy.PATIENT, "Has recovered")
    desk.settle()
    click_free(desk, desk.place_of(ELEVEN))

    desk.press(Key.Key_V, CONTROL)

    assert desk.clinic.stored(appointment).starts_at == TEN
    assert len(cards(desk)) == 1
    assert desk.window.notices.isVisible()


def test_a_refused_landing_opens_the_dialog_and_the_card_stays_until_it_is_settled(desk: Desk) -> None:
    appointment = booked(desk, TEN)
    cut(desk, appointment)
    click_free(desk, desk.place_of(NINE_OCLOCK - timedelta(hours=2)))  # before the doctor's hours

    desk.press(Key.Key_V, CONTROL)

    dialog = desk.dialog(MoveDialog)
    assert isinstance(dialog, MoveDialog)
    assert dialog.refusal.sentence
    assert len(cards(desk)) == 1
    dialog.reject()
    desk.settle()
    assert desk.clinic.stored(appointment).starts_at == TEN


def test_the_menu_on_free_time_puts_what_is_pinned_there(desk: Desk) -> None:
    appointment = booked(desk, TEN)
    cut(desk, appointment)
    place = desk.place_of(ELEVEN)
    ask_for_menu(desk.page.view, place)  # type: ignore[arg-type] # a day's view
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = [action for action in menu.actions() if action.text() == "Put Peter Novak here"]

    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    desk.settle()

    assert desk.clinic.stored(appointment).starts_at == ELEVEN
    assert cards(desk) == ()


def test_checking_in_what_is_pinned_leaves_it_on_the_board(desk: Desk) -> None:
    appointment = booked(desk, TEN)
    cut(desk, appointment)
    desk.choose(appointment)

    desk.press(Key.Key_F5)

    (card,) = cards(desk)
    assert "Meanwhile: Arrived" in card.words


def test_the_privacy_key_hides_the_names_on_the_board(desk: Desk) -> None:
    cut(desk, booked(desk, TEN))

    desk.press(Key.Key_F12)

    assert "P. N." in cards(desk)[0].words
    assert "Novak" not in cards(desk)[0].words


def test_the_stations_board_is_the_one_that_is_used_from_the_first_while_it_is_empty(
    small_clinic: SmallClinic, workplace: Workplace
) -> None:
    of_the_station = Pinboard()

    first = Workplace(
        clinic=small_clinic.as_doctor(),
        runner=workplace.runner,
        news=workplace.news,
        settings=small_clinic.settings(),
        clock=small_clinic.clock,
        pinboard=of_the_station,
    )

    assert first.pinboard is of_the_station


def test_the_board_stays_when_another_signs_in_who_sees_but_may_not_land(
    desk: Desk, small_clinic: SmallClinic, workplace: Workplace, station: SettingsFile, qtbot: QtBot
) -> None:
    appointment = booked(desk, TEN, practitioner_id=small_clinic.fischer.id)
    cut(desk, appointment)
    desk.window.close()
    small_clinic.as_admin().scheduling.cancel(appointment.id, 1, CancelledBy.CLINIC, "Doctor ill")
    theirs = Workplace(
        clinic=small_clinic.as_doctor(),
        runner=workplace.runner,
        news=workplace.news,
        settings=small_clinic.settings(),
        clock=small_clinic.clock,
        pinboard=workplace.pinboard,
    )

    window = DoctorWindow(theirs, station)
    window.showNormal()
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: theirs.runner.is_idle)
    QApplication.processEvents()

    assert window.calendar.hands.pinboard.strip.isVisible()
    window.commands["everyone"].trigger()
    qtbot.waitUntil(lambda: theirs.runner.is_idle)
    QApplication.processEvents()
    (card,) = window.calendar.hands.pinboard.tray.cards
    assert card.isVisible()
    qtbot.waitUntil(lambda: "Meanwhile: Cancelled" in card.words)
    grabbed = card.rect().center()
    press(card, grabbed)
    drag_to(card, grabbed + QPoint(0, 30))
    let_go(card, grabbed)
    assert not window.calendar.view.is_dragging
    qtbot.waitUntil(lambda: theirs.runner.is_idle)
    window.close()
    window.deleteLater()
