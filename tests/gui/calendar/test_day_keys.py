"""The day under the keyboard: arrows walk slots and appointments, and each place is told in words."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders import Clock

from .conftest import Shown
from .day_builders import FISCHER, OKAFOR, a_line, at
from .day_hands import click, free_place, press

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_arrows_walk_through_free_time_and_appointments(shown: Shown, qtbot: QtBot) -> None:
    line = a_line("Peter Novak", "09:30", 30)
    view = shown(line)
    click(view, free_place(view, "09:15"))

    press(view, Key.Key_Down)
    assert view.chosen() == line.id

    press(view, Key.Key_Down)
    with qtbot.waitSignal(view.slot_activated) as told:
        press(view, Key.Key_Return)
    assert told.args is not None
    assert told.args[0].starts_at == at("10:00")


def test_sideways_the_keyboard_stays_at_its_time(shown: Shown, qtbot: QtBot) -> None:
    long_one = a_line("Long one", "10:00", 90, practitioner_id=FISCHER)
    view = shown(long_one)
    click(view, free_place(view, "10:45"))

    press(view, Key.Key_Right)
    assert view.chosen() == long_one.id

    press(view, Key.Key_Left)
    slot = view.current_slot()
    assert slot is not None
    assert (slot.practitioner_id, slot.starts_at) == (OKAFOR, at("10:45"))


def test_enter_opens_the_appointment_that_the_keyboard_stands_on(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)
    view.choose(line.id)

    with qtbot.waitSignal(view.appointment_activated) as told:
        press(view, Key.Key_Enter)

    assert told.args == [line.id]


def test_home_and_end_go_to_the_ends_of_the_working_day(shown: Shown, clock: Clock) -> None:
    clock.now = at("07:30")
    view = shown()
    click(view, free_place(view, "11:00"))

    press(view, Key.Key_Home)
    first = view.current_slot()
    press(view, Key.Key_End)
    last = view.current_slot()

    assert first is not None
    assert last is not None
    assert (first.starts_at, last.ends_at) == (at("08:00"), at("17:00"))


def test_page_keys_scroll_with_the_keyboard(shown: Shown) -> None:
    view = shown(height=400)
    click(view, free_place(view, "09:00"))
    before = view.verticalOffset()

    press(view, Key.Key_PageDown, Key.Key_PageDown)

    slot = view.current_slot()
    assert slot is not None
    assert slot.starts_at > at("14:00")
    assert view.verticalOffset() > before


def test_control_and_an_arrow_ask_for_another_day(shown: Shown, qtbot: QtBot) -> None:
    view = shown()

    with qtbot.waitSignal(view.day_step_requested) as told:
        press(view, Key.Key_Right, modifier=CONTROL)

    assert told.args == [1]


def test_escape_takes_the_choice_back(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)
    view.choose(line.id)

    with qtbot.waitSignal(view.choice_cleared):
        press(view, Key.Key_Escape)

    assert view.chosen() is None


def test_the_menu_key_asks_for_the_menu_of_where_the_keyboard_stands(shown: Shown, qtbot: QtBot) -> None:
    line = a_line()
    view = shown(line)
    view.choose(line.id)

    with qtbot.waitSignal(view.appointment_menu_requested) as told:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        QApplication.sendEvent(view.viewport(), event)

    assert told.args is not None
    assert told.args[1] == line.id


def test_where_the_keyboard_stands_is_told_in_words(shown: Shown) -> None:
    line = a_line("Peter Novak", "09:30")
    view = shown(line)
    click(view, free_place(view, "12:15"))

    assert view.accessibleDescription() == "12:15–12:30, closed, Dr Amara Okafor"

    click(view, free_place(view, "09:15"))
    assert view.accessibleDescription() == "09:15–09:30, free, Dr Amara Okafor"

    press(view, Key.Key_Down)
    assert view.accessibleDescription().startswith("09:30–10:00, Peter Novak")
    assert view.accessibleName() == "Tuesday, 24 November 2026"


def test_a_focus_that_no_key_brought_starts_the_keyboard_nowhere(shown: Shown, qtbot: QtBot) -> None:
    view = shown()
    view.clearFocus()

    view.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(view.hasFocus)
    before = view.current_slot()
    press(view, Qt.Key.Key_Down)

    assert before is None
    assert view.current_slot() is not None
