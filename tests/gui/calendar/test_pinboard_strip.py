"""The pinboard where its tray is out of sight: a strip below the sheet, of which all the same can be done."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QScrollBar

from clinic_desktop.gui.calendar.pinboard_strip import PinboardStrip
from tests.builders import NINE_OCLOCK

from .drag_hands import drag_to, let_go, press
from .reception_desk import Desk, booked
from .test_pinboard import ELEVEN, TEN, cut

Key = Qt.Key


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The window wide enough for its left side."""
    desk.window.showNormal()
    desk.window.resize(1366, 768)
    desk.settle()
    return desk


def strip_of(desk: Desk) -> PinboardStrip:
    return desk.page.hands.pinboard.strip


def scrolled_away(desk: Desk) -> None:
    """In a window too low for all that stands at the side, the side scrolled to its top."""
    desk.window.resize(1366, 480)
    desk.settle()
    side_bar(desk).setValue(0)
    desk.settle()
    assert not desk.page.hands.pinboard.tray.is_in_sight


def side_bar(desk: Desk) -> QScrollBar:
    area = next(area for area in desk.window.findChildren(QScrollArea) if area.isAncestorOf(desk.page.side))
    return area.verticalScrollBar()


def test_in_a_wide_window_the_strip_stays_away(desk: Desk) -> None:
    cut(desk, booked(desk, TEN))

    assert desk.page.hands.pinboard.tray.is_in_sight
    assert not strip_of(desk).isVisible()


def test_out_of_sight_what_hangs_on_the_board_stands_on_a_strip(desk: Desk) -> None:
    cut(desk, booked(desk, TEN))

    scrolled_away(desk)
    (chip,) = strip_of(desk).chips
    shown = strip_of(desk).isVisible(), chip.button.text()
    side_bar(desk).setValue(side_bar(desk).maximum())
    desk.settle()

    assert shown == (True, "Peter Novak · today 10:00")
    assert not strip_of(desk).isVisible()


def test_an_empty_board_has_no_strip_not_even_after_it_was_filled(desk: Desk) -> None:
    desk.window.resize(1366, 480)
    desk.settle()
    at_first = strip_of(desk).isVisible()
    cut(desk, booked(desk, TEN))
    scrolled_away(desk)

    QTest.mouseClick(strip_of(desk).chips[0].cross, Qt.MouseButton.LeftButton)
    desk.settle()

    assert not at_first
    assert not strip_of(desk).isVisible()


def test_on_another_page_there_is_no_strip(desk: Desk) -> None:
    cut(desk, booked(desk, TEN))
    scrolled_away(desk)

    desk.press(Key.Key_7, Qt.KeyboardModifier.AltModifier)

    assert not strip_of(desk).isVisible()


def test_it_is_dragged_onto_the_strip_and_off_it_again(desk: Desk) -> None:
    cut(desk, booked(desk, ELEVEN, patient_id=desk.clinic.kim.id))
    appointment = booked(desk, TEN)
    scrolled_away(desk)
    view, strip = desk.page.view, strip_of(desk)
    sheet = view.viewport()
    start = view.visualRect(view.appointments().index_of(appointment.id)).center()

    press(sheet, start)
    drag_to(sheet, start + QPoint(20, 0))
    QApplication.processEvents()
    waits = strip.hint.isVisible()
    on_strip = sheet.mapFromGlobal(strip.mapToGlobal(strip.rect().center()))
    drag_to(sheet, on_strip)
    let_go(sheet, on_strip)
    desk.settle()
    chip = strip.chips[0]
    grabbed = chip.button.rect().center()
    target = chip.button.mapFromGlobal(sheet.mapToGlobal(desk.place_of(TEN, column=1)))
    press(chip.button, grabbed)
    drag_to(chip.button, grabbed + QPoint(0, -20), target)
    let_go(chip.button, target)
    desk.settle()

    assert waits
    moved = desk.clinic.stored(appointment)
    assert (moved.starts_at, moved.practitioner_id) == (TEN, desk.clinic.fischer.id)
    assert len(strip.chips) == 1


def test_of_many_the_strip_shows_three_and_the_rest_in_a_menu_and_the_chosen_one_is_put(desk: Desk) -> None:
    made = [booked(desk, NINE_OCLOCK + timedelta(minutes=30 * n), patient_id=desk.clinic.kim.id) for n in range(2, 6)]
    for each in made:
        cut(desk, each)
    scrolled_away(desk)
    strip = strip_of(desk)
    before = [chip.button.isChecked() for chip in strip.chips]

    QTest.mouseClick(strip.more_button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    desk.settle()

    assert before == [True, False, False]
    assert strip.more_button.text() == "1 more…"
    assert [chip.button.isChecked() for chip in strip.chips] == [False, False, True]
    current = desk.page.hands.pinboard.tray.current
    assert current is not None
    assert current.id == made[0].id


def test_del_and_the_cross_take_a_chip_off_and_leave_the_appointment(desk: Desk) -> None:
    first, second = booked(desk, TEN), booked(desk, ELEVEN, patient_id=desk.clinic.kim.id)
    for appointment in (first, second):
        cut(desk, appointment)
    scrolled_away(desk)
    newest, oldest = strip_of(desk).chips

    newest.button.setFocus()
    desk.press(Key.Key_Delete)
    QTest.mouseClick(oldest.cross, Qt.MouseButton.LeftButton)
    desk.settle()

    assert strip_of(desk).chips == ()
    assert [desk.clinic.stored(each) for each in (first, second)] == [first, second]
