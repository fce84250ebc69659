"""The front desk at work, on a small real clinic: by key presses and clicks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.gui import theme
from clinic_desktop.gui.actions import plain
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.booking.cancel_dialog import CancelDialog
from clinic_desktop.gui.booking.move_dialog import MoveDialog
from clinic_desktop.gui.patients.register_dialog import RegisterDialog
from clinic_desktop.gui.widgets.status_strip import StatusStrip
from clinic_desktop.settings import Appearance
from tests.builders import NINE_OCLOCK

from .reception_desk import Desk, booked, typed_on, words_on

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = NINE_OCLOCK.date()


def test_the_window_opens_on_today_with_a_column_for_each_doctor(desk: Desk) -> None:
    assert desk.page.day == TODAY
    assert desk.names() == ["Dr Amara Okafor", "Dr Lena Fischer"]
    assert desk.page.title == "Tuesday, 24 November 2026"


def test_the_foot_tells_of_the_page_in_front_and_of_no_other(desk: Desk) -> None:
    booked(desk)
    foot = desk.window.findChild(StatusStrip)
    assert foot is not None
    of_day = words_on(foot)

    desk.window.commands["patients"].trigger()
    desk.settle()
    of_file = words_on(foot)
    desk.window.commands["waiting_list"].trigger()
    desk.settle()
    booked(desk, NINE_OCLOCK + timedelta(hours=4))  # what the calendar reads behind it
    of_list = words_on(foot)
    QTest.keyClick(desk.window, Key.Key_1, Qt.KeyboardModifier.AltModifier)
    desk.settle()

    assert "1 booked" in of_day
    assert "patients" in of_file
    assert "booked" not in of_file
    assert "patients" not in of_list
    assert "booked" not in of_list
    assert "2 booked" in words_on(foot)


def test_an_appointment_made_elsewhere_appears_by_itself(desk: Desk) -> None:
    appointment = booked(desk)

    assert desk.line(appointment) is not None


def test_what_somebody_else_does_leaves_scroll_and_choice(desk: Desk) -> None:
    mine = booked(desk)
    desk.choose(mine)
    desk.page.view.verticalScrollBar().setValue(300)
    offset = desk.page.view.verticalOffset()

    booked(desk, NINE_OCLOCK + timedelta(hours=4))

    assert desk.page.view.chosen() == mine.id
    assert desk.page.view.verticalOffset() == offset


def test_the_chosen_appointment_stands_at_the_right(desk: Desk) -> None:
    appointment = booked(desk)

    desk.choose(appointment)

    assert desk.page.panel.parts.head.isVisible()
    assert "Peter Novak" in words_on(desk.page.panel)


def test_a_patient_is_checked_in_sent_to_the_room_and_completed_by_keys(desk: Desk) -> None:
    appointment = booked(desk)
    desk.choose(appointment)

    statuses = []
    for key in (Key.Key_F5, Key.Key_F7, Key.Key_F8):
        desk.press(key)
        statuses.append(desk.clinic.stored(appointment).status)

    assert statuses == [AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM, AppointmentStatus.FULFILLED]
    line = desk.line(appointment)
    assert line is not None
    assert line.status is AppointmentStatus.FULFILLED


def test_a_step_that_the_status_does_not_allow_cannot_be_taken(desk: Desk) -> None:
    appointment = booked(desk)
    desk.choose(appointment)

    assert not desk.window.commands["verb_complete"].isEnabled()
    desk.press(Key.Key_F8)

    assert desk.clinic.stored(appointment).status is AppointmentStatus.BOOKED


def test_control_z_takes_the_check_in_back(desk: Desk) -> None:
    appointment = booked(desk)
    desk.choose(appointment)
    desk.press(Key.Key_F5)

    desk.press(Key.Key_Z, CONTROL)

    assert desk.clinic.stored(appointment).status is AppointmentStatus.BOOKED
    assert desk.window.notices.notice is not None


@pytest.mark.parametrize(("key", "kind"), [(Key.Key_Delete, CancelDialog), (Key.Key_F2, MoveDialog)])
def test_cancelling_and_moving_ask_before_they_change_anything(desk: Desk, key: Key, kind: type[QWidget]) -> None:
    appointment = booked(desk)
    desk.choose(appointment)

    desk.press(key)
    QTest.keyClick(desk.dialog(kind), Key.Key_Escape)
    desk.settle()

    assert desk.clinic.stored(appointment) == appointment


def test_the_menu_offers_what_the_status_allows_and_nothing_else(desk: Desk) -> None:
    appointment = booked(desk, status=AppointmentStatus.ARRIVED, arrived_at=NINE_OCLOCK)
    view = desk.page.view
    place = view.visualRect(view.appointments().index_of(appointment.id)).center()
    desk.choose(appointment)

    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)

    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [plain(action.text()) for action in menu.actions()]
    menu.close()
    assert offered == ["Send to room", "Move…", "", "Cut to the pinboard", "Length"]


def test_double_click_on_free_time_opens_the_booking_dialog_there(desk: Desk) -> None:
    at = NINE_OCLOCK + timedelta(hours=2)

    QTest.mouseDClick(desk.page.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.place_of(at, column=1))
    desk.settle()

    dialog = desk.dialog(BookingDialog)
    desk.qtbot.waitUntil(lambda: "Lena Fischer" in typed_on(dialog))  # the names are read while the dialog opens
    assert "11:00" in typed_on(dialog)
    QTest.keyClick(dialog, Key.Key_Escape)
    desk.settle()


def test_a_new_appointment_opens_the_dialog(desk: Desk) -> None:
    desk.press(Key.Key_N, CONTROL)

    QTest.keyClick(desk.dialog(BookingDialog), Key.Key_Escape)
    desk.settle()
    assert not desk.page.view.appointments().lines()


def test_what_was_booked_on_the_day_shown_is_chosen(desk: Desk) -> None:
    desk.page.view.clearSelection()

    desk.window.verbs.stored.emit(appointment := booked(desk))
    desk.settle()

    assert desk.page.view.chosen() == appointment.id


def test_the_first_key_starts_at_the_present_and_new_appointment_knows_the_time(desk: Desk) -> None:
    assert desk.page.view.current_slot() is None

    desk.press(Key.Key_Down)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_N, CONTROL)

    dialog = desk.dialog(BookingDialog)
    assert "09:15" in typed_on(dialog)
    QTest.keyClick(dialog, Key.Key_Escape)
    desk.settle()


def test_a_patient_registered_from_the_menu_is_shown_beside_the_calendar(desk: Desk) -> None:
    desk.press(Key.Key_N, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    dialog = desk.dialog(RegisterDialog)
    assert isinstance(dialog, RegisterDialog)
    for field, text in (
        (dialog.page.form.given_name, "Ada"),
        (dialog.page.form.family_name, "Lovelace"),
        (dialog.page.form.birth_date, "10.12.1985"),
    ):
        QTest.keyClicks(field, text)

    QTest.mouseClick(dialog.page.save_button, Qt.MouseButton.LeftButton)
    desk.settle()

    assert "Ada Lovelace" in words_on(desk.page.panel)
    assert "1985" in words_on(desk.page.panel)


def test_a_long_name_has_its_two_lines_beside_the_calendar_though_the_theme_has_just_changed(desk: Desk) -> None:
    desk.window.resize(1440, 900)
    kim = replace(desk.clinic.stored(desk.clinic.kim), given_name="Åsa-Maria Lindgren", family_name="Ødegård")
    short = booked(desk)
    long = booked(desk, NINE_OCLOCK + timedelta(hours=3), patient_id=desk.clinic.store(kim).id)
    desk.choose(short)
    name = next(label for label in desk.page.panel.findChildren(QLabel) if label.text() == "Peter Novak")

    for events in (*range(8), *range(8)):
        desk.choose(short)
        is_dark = theme.switch().appearance is Appearance.DARK
        theme.switch().set_appearance(Appearance.LIGHT if is_dark else Appearance.DARK)
        for _ in range(events):
            QApplication.processEvents()
        desk.choose(long)

        assert name.height() >= name.heightForWidth(name.width()) > name.fontMetrics().height() * 1.5
