"""The front desk at work, on a small real clinic: by key presses and clicks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.availability import Closure
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.actions import plain
from clinic_desktop.gui.calendar.booking_dialog import BookingDialog
from clinic_desktop.gui.calendar.calendar_page import CalendarPage
from clinic_desktop.gui.calendar.cancel_dialog import CancelDialog
from clinic_desktop.gui.calendar.go_to_day import GoToDay
from clinic_desktop.gui.calendar.move_dialog import MoveDialog
from clinic_desktop.gui.widgets.filter_list import CheckRow
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.builders import NINE_OCLOCK, SmallClinic

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = NINE_OCLOCK.date()


class Desk:
    """The reception's window, shown and settled."""

    def __init__(self, window: ReceptionWindow, clinic: SmallClinic, qtbot: QtBot) -> None:
        self.window = window
        self.clinic = clinic
        self.qtbot = qtbot
        self.page: CalendarPage = window.calendar

    def settle(self) -> None:
        """Wait until nothing is under way and what came of it has been shown."""
        for _ in range(3):
            QTest.qWait(0)
            self.qtbot.waitUntil(lambda: self.window.workplace.runner.is_idle)

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def choose(self, appointment: Appointment) -> None:
        view = self.page.view
        place = view.visualRect(view.appointments().index_of(appointment.id)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.settle()

    def line(self, appointment: Appointment) -> AppointmentLine | None:
        return self.page.view.appointments().line(appointment.id)

    def names(self) -> list[str]:
        return [column.title for column in self.page.view.columns]

    def place_of(self, at: datetime, column: int = 0) -> QPoint:
        view = self.page.view
        minute = view.columns[column].minute_of(at)
        width = view.viewport().width() / len(view.columns)
        return QPoint(
            round((column + 0.5) * width), round((minute + 3) * view.hour_height / 60) - view.verticalOffset()
        )

    def filter_row(self, text: str) -> CheckRow:
        return next(row for row in self.page.side.findChildren(CheckRow) if row.text() == text)

    def dialog(self, kind: type[QWidget]) -> QWidget:
        (found,) = self.window.findChildren(kind)
        self.qtbot.waitUntil(found.isVisible)
        return found


@pytest.fixture
def desk(workplace: Workplace, station: SettingsFile, small_clinic: SmallClinic, qtbot: QtBot) -> Iterator[Desk]:
    window = ReceptionWindow(workplace, station)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Desk(window, small_clinic, qtbot)
    made.page.view.setFocus()
    made.settle()
    yield made
    made.settle()
    window.close()
    window.deleteLater()


def tomorrow(at: datetime) -> datetime:
    return at + timedelta(days=1)


def booked(desk: Desk, at: datetime | None = None, **fields: object) -> Appointment:
    """Peter Novak with Dr Okafor, stored by somebody else; the window has heard of it."""
    made = desk.clinic.store(desk.clinic.an_appointment(at, **fields))  # type: ignore[arg-type] # the test says
    desk.settle()
    return made


def test_the_window_opens_on_today_with_a_column_for_each_doctor(desk: Desk) -> None:
    assert desk.page.day == TODAY
    assert desk.names() == ["Dr Amara Okafor", "Dr Lena Fischer"]
    assert desk.page.title == "Tuesday, 24 November 2026"


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

    assert desk.page.panel.head.isVisible()
    assert "Peter Novak" in _words(desk.page.panel)


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
    assert offered == ["Send to room", "Move…"]


def test_double_click_on_free_time_opens_the_booking_dialog_there(desk: Desk) -> None:
    at = NINE_OCLOCK + timedelta(hours=2)

    QTest.mouseDClick(desk.page.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.place_of(at, column=1))
    desk.settle()

    dialog = desk.dialog(BookingDialog)
    assert "Lena Fischer" in _fields(dialog)
    assert "11:00" in _fields(dialog)
    QTest.keyClick(dialog, Key.Key_Escape)
    desk.settle()


@pytest.mark.parametrize("key", [Key.Key_N, Key.Key_F])
def test_new_appointment_and_find_a_free_slot_open_the_dialog(desk: Desk, key: Key) -> None:
    desk.press(key, CONTROL)

    QTest.keyClick(desk.dialog(BookingDialog), Key.Key_Escape)
    desk.settle()
    assert not desk.page.view.appointments().lines()


def test_what_was_booked_on_the_day_shown_is_chosen(desk: Desk) -> None:
    desk.page.view.clearSelection()

    desk.window.verbs.stored.emit(appointment := booked(desk))
    desk.settle()

    assert desk.page.view.chosen() == appointment.id


def test_days_are_turned_by_keys_and_by_buttons(desk: Desk) -> None:
    desk.press(Key.Key_Right, CONTROL)
    assert desk.page.day == TODAY + timedelta(days=1)

    desk.press(Key.Key_Left, CONTROL)
    desk.press(Key.Key_Left, CONTROL)
    assert desk.page.day == TODAY - timedelta(days=1)
    assert desk.page.side.month.day == desk.page.day

    desk.press(Key.Key_T)
    assert desk.page.day == TODAY

    _button(desk.page.bar, "Day after (Ctrl+Right)").click()
    desk.settle()
    assert desk.page.bar.title.text() == "Wednesday, 25 November 2026"


def test_a_day_is_typed(desk: Desk) -> None:
    desk.press(Key.Key_G)

    (field,) = desk.page.findChildren(GoToDay)
    QTest.keyClicks(field.field, "+7")
    QTest.keyClick(field.field, Key.Key_Return)
    desk.settle()

    assert desk.page.day == TODAY + timedelta(days=7)


def test_what_is_no_day_is_said_and_goes_nowhere(desk: Desk) -> None:
    desk.press(Key.Key_G)

    (field,) = desk.page.findChildren(GoToDay)
    QTest.keyClicks(field.field, "soon")
    QTest.keyClick(field.field, Key.Key_Return)
    desk.settle()

    assert "No day is called that" in _words(field)
    assert desk.page.day == TODAY
    field.close()


def test_only_the_day_asked_for_last_is_shown(desk: Desk) -> None:
    appointment = booked(desk, tomorrow(NINE_OCLOCK))

    for _ in range(3):
        desk.page.step_days(1)
    for _ in range(2):
        desk.page.step_days(-1)
    desk.settle()

    assert desk.line(appointment) is not None
    assert desk.page.view.sheet is not None
    assert desk.page.view.sheet.day == TODAY + timedelta(days=1)


def test_an_unticked_doctor_has_no_column_and_that_is_remembered(
    desk: Desk, workplace: Workplace, station: SettingsFile
) -> None:
    QTest.mouseClick(desk.filter_row("Dr Amara Okafor"), Qt.MouseButton.LeftButton)
    assert desk.names() == ["Dr Lena Fischer"]

    desk.window.hide()

    assert str(desk.clinic.okafor.id) in station.read().calendar_left_out


def test_a_remembered_filter_holds_from_the_first_day_shown(
    workplace: Workplace, station: SettingsFile, small_clinic: SmallClinic, qtbot: QtBot
) -> None:
    station.write(replace(station.read(), calendar_left_out=str(small_clinic.fischer.id), calendar_hour_height=120))

    window = ReceptionWindow(workplace, station)
    window.show()
    made = Desk(window, small_clinic, qtbot)
    made.settle()

    assert made.names() == ["Dr Amara Okafor"]
    assert window.calendar.view.hour_height == 120
    window.close()
    window.deleteLater()


def test_with_everyone_unticked_the_way_back_is_offered(desk: Desk) -> None:
    for name in ("Dr Amara Okafor", "Dr Lena Fischer"):
        QTest.mouseClick(desk.filter_row(name), Qt.MouseButton.LeftButton)
    assert not desk.page.view.isVisible()

    _button(desk.page, "Show everyone").click()

    assert desk.page.view.isVisible()
    assert len(desk.names()) == 2


def test_an_appointment_of_an_unticked_doctor_brings_the_doctor_back(desk: Desk) -> None:
    appointment = booked(desk, tomorrow(NINE_OCLOCK))
    line = desk.window.workplace.clinic.scheduling.open(appointment.id).line
    QTest.mouseClick(desk.filter_row("Dr Amara Okafor"), Qt.MouseButton.LeftButton)

    desk.page.panel.appointment_wanted.emit(line)
    desk.settle()

    assert desk.page.day == TODAY + timedelta(days=1)
    assert desk.page.view.chosen() == appointment.id
    assert "Dr Amara Okafor" in desk.names()


def test_the_day_is_told_in_figures(desk: Desk) -> None:
    told: list[str] = []
    desk.page.status_changed.connect(told.append)

    booked(desk)
    booked(desk, NINE_OCLOCK + timedelta(hours=3), status=AppointmentStatus.NOSHOW)

    assert told[-1] == "1 booked · 1 no-show"


def test_a_patient_is_found_from_anywhere_and_shown_without_an_appointment(desk: Desk) -> None:
    appointment = booked(desk)
    desk.choose(appointment)

    desk.press(Key.Key_K, CONTROL)
    QTest.keyClicks(QApplication.focusWidget(), "kim")
    desk.settle()
    desk.press(Key.Key_Return)

    assert desk.page.view.chosen() is None
    assert "Min Kim" in _words(desk.page.panel)


def test_closing_the_card_takes_the_choice_back(desk: Desk) -> None:
    desk.choose(booked(desk))

    QTest.mouseClick(desk.page.panel.close_button, Qt.MouseButton.LeftButton)

    assert desk.page.view.chosen() is None
    assert "Peter Novak" not in _words(desk.page.panel)


def test_the_card_stays_while_another_day_is_looked_at(desk: Desk) -> None:
    desk.choose(booked(desk))

    desk.press(Key.Key_Right, CONTROL)

    assert "Peter Novak" in _words(desk.page.panel)
    assert not desk.window.commands["verb_check-in"].isEnabled()


def test_the_month_shows_how_full_its_days_are(desk: Desk) -> None:
    before = desk.page.side.month.grab().toImage()

    booked(desk, tomorrow(NINE_OCLOCK), minutes=300)

    assert desk.page.side.month.grab().toImage() != before


def test_a_closed_day_says_why(desk: Desk) -> None:
    desk.clinic.store(Closure(id=UUID(int=0), name="Staff outing", first_day=TODAY, last_day=TODAY))
    desk.settle()

    assert {column.subtitle for column in desk.page.view.columns} == {"Staff outing"}


def test_a_locked_window_does_nothing_by_keys(desk: Desk) -> None:
    appointment = booked(desk)
    desk.choose(appointment)

    desk.window.lock()
    desk.press(Key.Key_F5)
    desk.press(Key.Key_N, CONTROL)

    assert desk.clinic.stored(appointment).status is AppointmentStatus.BOOKED
    assert not desk.window.findChildren(BookingDialog)


def _button(parent: QWidget, words: str) -> QPushButton:
    return next(button for button in parent.findChildren(QPushButton) if words in (button.text(), button.toolTip()))


def _words(parent: QWidget) -> str:
    shown = [*parent.findChildren(QLabel), *parent.findChildren(QAbstractButton)]
    return " ".join(each.text() for each in shown if each.isVisible())


def _fields(parent: QWidget) -> str:
    return " ".join(field.text() for field in parent.findChildren(QLineEdit))
