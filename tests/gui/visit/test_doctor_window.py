"""The doctor's window: the own week, everybody's diaries to look at, and what others see of a call."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.domain.waiting_room import BoardColumn
from clinic_desktop.gui.booking.block_dialog import BlockDialog
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.gui.calendar.view_stage import ViewName
from clinic_desktop.gui.waiting_room.wall_display import WallDisplay
from clinic_desktop.gui.windows.file_ways import FILE_OF_PATIENTS
from clinic_desktop.gui.windows.reception_window import ReceptionWindow
from clinic_desktop.gui.windows.shortcuts import ShortcutsDialog
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile
from tests.gui.calendar.reception_desk import words_on
from tests.gui.waiting_room.board_desk import BoardDesk
from tests.services.asking import at_fischers, book, for_kim

from .conftest import Opened
from .doctors_desk import CTRL, DoctorsDesk, Key

S = AppointmentStatus
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def buttons(desk: DoctorsDesk) -> list[str]:
    return [
        one.text() for one in desk.window.toolbar.findChildren(QPushButton) if one.isVisible() and len(one.text()) > 1
    ]


def test_a_doctor_begins_with_the_own_week(desk: DoctorsDesk) -> None:
    page = desk.window.calendar
    own, other = (
        book(desk.clinic, "10:00"),
        book(desk.clinic, "10:00", **at_fischers(desk.clinic), **for_kim(desk.clinic)),
    )
    desk.settle()

    assert page.views.current is ViewName.WEEK
    assert page.left_side() is None
    assert page.view.appointments().line(own.id) is not None
    assert page.view.appointments().line(other.id) is None
    assert page.view.verticalScrollBar().value() > 0


def test_the_corner_says_who_it_is_and_of_which_department(desk: DoctorsDesk) -> None:
    corner = desk.window.menuBar().cornerWidget(Qt.Corner.TopRightCorner)

    assert corner.property("text") == "Dr Amara Okafor · Cardiology"


def test_the_toolbar_offers_what_a_doctor_does(desk: DoctorsDesk) -> None:
    shown = buttons(desk)

    assert {"All practitioners", "Block time", "Call next patient"} <= set(shown)
    assert "New appointment" not in shown
    assert "register_patient" not in desk.window.commands
    assert "messages" not in desk.window.commands


def test_everybodys_diaries_are_shown_by_a_switch_and_can_only_be_looked_at(desk: DoctorsDesk) -> None:
    page = desk.window.calendar
    other = book(desk.clinic, "10:00", **at_fischers(desk.clinic), **for_kim(desk.clinic))
    desk.settle()
    desk.press(Key.Key_1, ALT)

    desk.press(Key.Key_E, CTRL | SHIFT)

    assert [column.title for column in page.view.columns] == ["Dr Amara Okafor", "Dr Lena Fischer"]
    assert page.left_side() is page.side
    line = page.view.appointments().line(other.id)
    assert line is not None
    assert page.view.may_carry is not None
    assert not page.view.may_carry(line)
    assert not page.view.may_book(desk.clinic.fischer.id)
    assert page.verbs.offers(line) == ()
    fischers = Slot(
        practitioner_id=desk.clinic.fischer.id, starts_at=line.ends_at, ends_at=line.ends_at + timedelta(minutes=30)
    )
    page.view.slot_activated.emit(fischers)
    desk.settle()
    assert not desk.has_dialog()
    desk.press(Key.Key_E, CTRL | SHIFT)
    assert [column.title for column in page.view.columns] == ["Dr Amara Okafor"]


def test_what_a_station_leaves_out_is_not_left_out_of_the_own_diary(opened: Opened, station: SettingsFile) -> None:
    station.write(station.read()._replace(calendar_left_out="Cardiology"))

    desk = opened()

    assert {column.practitioner_id for column in desk.window.calendar.view.columns} == {desk.clinic.okafor.id}


def test_time_is_blocked_from_the_toolbar(desk: DoctorsDesk) -> None:
    desk.click(desk.window.block_button)

    assert desk.dialog(BlockDialog).isVisible()
    desk.press(Key.Key_Escape)


def test_on_other_pages_the_keys_of_the_visit_mean_nothing(desk: DoctorsDesk) -> None:
    there = desk.in_room()

    desk.window.commands[FILE_OF_PATIENTS].trigger()
    desk.settle()
    desk.press(Key.Key_Return, CTRL)

    assert desk.clinic.stored(there).status is S.IN_ROOM
    desk.press(Key.Key_2, ALT)
    desk.press(Key.Key_Return, CTRL)
    assert desk.clinic.stored(there).status is S.FULFILLED


def test_booking_goes_into_the_own_diary(desk: DoctorsDesk) -> None:
    desk.press(Key.Key_N, CTRL)

    dialog = desk.dialog(BookingDialog)
    assert dialog.form.practitioner_id == desk.clinic.okafor.id
    desk.press(Key.Key_Escape)


def test_f1_tells_of_the_keys(desk: DoctorsDesk) -> None:
    desk.press(Key.Key_F1)

    words = words_on(desk.dialog(ShortcutsDialog))
    for told in ("With the patient", "Call next patient", "Complete visit", "From the note to the calendar"):
        assert told in words
    desk.press(Key.Key_Escape)


def test_reception_and_the_wall_see_a_call_at_once(
    desk: DoctorsDesk, workplace: Workplace, station: SettingsFile, qtbot: QtBot
) -> None:
    waits = desk.checked_in("09:00")
    window = ReceptionWindow(workplace, station)
    window.showNormal()
    window.commands["waiting_room"].trigger()
    window.commands["wall_display"].trigger()
    reception = BoardDesk(window, desk.clinic, qtbot)
    reception.settle()
    (wall,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, WallDisplay) and one.isVisible()]
    assert [one.called for one in wall.wall.next] == ["1"]
    assert [card.id for card in reception.cards(BoardColumn.ARRIVED)] == [waits.id]

    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.press(Key.Key_F10)

    assert [card.id for card in reception.cards(BoardColumn.IN_CONSULTATION)] == [waits.id]
    (call,) = wall.wall.calls
    assert (call.called, call.room, call.is_new) == ("1", "Room 2", True)
    desk.write("ECG normal.")
    desk.press(Key.Key_Return, CTRL)
    assert [card.id for card in reception.cards(BoardColumn.DONE)] == [waits.id]
    window.commands["wall_display"].trigger()
    window.close()
    window.deleteLater()
