"""Columns put in order, shown by room, kept as sets on function keys; slots of another length."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from clinic_desktop.gui.actions import plain
from clinic_desktop.gui.calendar.column_sets import ColumnSet, sets_from, text_of
from clinic_desktop.gui.calendar.column_sets_dialog import ColumnSetsDialog
from clinic_desktop.gui.calendar.view_stage import ViewName
from clinic_desktop.settings import SettingsFile
from tests.builders import NINE_OCLOCK

from .reception_desk import Desk, booked, button_of

Key = Qt.Key
ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
OKAFOR, FISCHER = "Dr Amara Okafor", "Dr Lena Fischer"


def head_of(desk: Desk, number: int, share: float = 0.5) -> QPoint:
    view = desk.page.view
    return QPoint(view.viewport().x() + round((number + share) * view.viewport().width() / len(view.columns)), 20)


def drag_head(desk: Desk, number: int, to: int, share: float, *, then: Callable[[QWidget], None] | None = None) -> None:
    header = desk.page.view.header
    start, end = head_of(desk, number), head_of(desk, to, share)
    QTest.mousePress(header, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(header, start + QPoint(20, 0))
    QTest.mouseMove(header, end)
    if then is not None:
        then(header)
    QTest.mouseRelease(header, Qt.MouseButton.LeftButton, pos=end)
    desk.settle()


def keep(desk: Desk, name: str) -> None:
    desk.press(Key.Key_K, CONTROL | SHIFT)
    dialog = desk.dialog(ColumnSetsDialog)
    assert isinstance(dialog, ColumnSetsDialog)
    QTest.keyClicks(dialog.name, name)
    QTest.keyClick(dialog, Key.Key_Return)
    close(desk, dialog)


def close(desk: Desk, dialog: QWidget) -> None:
    """Close a dialog; without a window manager nobody gives the keyboard back to the window."""
    dialog.close()
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.settle()


def test_a_column_is_dragged_to_another_place_by_its_head(desk: Desk) -> None:
    drag_head(desk, 0, 1, 0.8)

    assert desk.names() == [FISCHER, OKAFOR]
    desk.window.hide()
    assert desk.window._station.read().calendar_order.startswith(str(desk.clinic.fischer.id))


def test_escape_takes_a_dragged_head_back(desk: Desk) -> None:
    drag_head(desk, 0, 1, 0.8, then=lambda header: QTest.keyClick(header, Key.Key_Escape))

    assert desk.names() == [OKAFOR, FISCHER]


def test_a_head_dropped_where_it_was_changes_nothing(desk: Desk) -> None:
    drag_head(desk, 0, 1, 0.2)

    assert desk.names() == [OKAFOR, FISCHER]


def test_the_order_holds_in_the_week_where_all_days_follow_one_head(desk: Desk) -> None:
    desk.window.resize(1800, 900)
    desk.press(Key.Key_2, ALT)

    drag_head(desk, 3, 2, 0.2)

    assert [column.title for column in desk.page.view.columns] == [FISCHER, OKAFOR] * 5
    desk.press(Key.Key_1, ALT)
    assert desk.names() == [FISCHER, OKAFOR]


def test_a_column_is_moved_by_keys(desk: Desk) -> None:
    QTest.mouseClick(desk.page.view.viewport(), Qt.MouseButton.LeftButton, pos=desk.place_of(NINE_OCLOCK, 0))

    desk.press(Key.Key_Right, ALT | SHIFT)

    assert desk.names() == [FISCHER, OKAFOR]


def test_the_menu_of_a_head_moves_hides_and_shows_alone(desk: Desk) -> None:
    def choose(words: str) -> None:
        desk.page.view.header.menu_requested.emit(QPoint(0, 0), 0)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        next(action for action in menu.actions() if plain(action.text()) == words).trigger()
        menu.close()
        desk.settle()

    choose("Move right")
    assert desk.names() == [FISCHER, OKAFOR]
    choose("Leave it out")
    assert desk.names() == [OKAFOR]
    choose("Show everyone")
    choose("Show only this one")
    assert desk.names() == [FISCHER]


def test_a_day_has_a_column_for_each_room_if_that_is_wanted(desk: Desk, station: SettingsFile) -> None:
    here = booked(desk)
    elsewhere = booked(desk, NINE_OCLOCK.replace(hour=12), room="Laboratory")

    desk.press(Key.Key_R, CONTROL | SHIFT)

    view = desk.page.view
    assert desk.names() == ["Laboratory", "Room 2", "Room 3"]
    columns = {column.title: column for column in view.columns}
    lines = {line.id: line for line in view.appointments().lines()}
    assert columns["Room 2"].shows(lines[here.id])
    assert columns["Laboratory"].shows(lines[elsewhere.id])
    assert not columns["Room 2"].shows(lines[elsewhere.id])
    QTest.mouseClick(desk.filter_row("Laboratory"), Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.names() == ["Room 2", "Room 3"]
    desk.press(Key.Key_2, ALT)
    assert view is not desk.page.view
    assert desk.page.view.columns[0].title == OKAFOR


def test_free_time_in_a_room_is_booked_with_whose_room_it_is(desk: Desk) -> None:
    desk.press(Key.Key_R, CONTROL | SHIFT)

    slot = desk.page.view.slot_at(desk.place_of(NINE_OCLOCK, 1))

    assert slot is not None
    assert slot.practitioner_id == desk.clinic.fischer.id


def test_columns_are_kept_under_a_name_and_come_back_by_one_key(desk: Desk, station: SettingsFile) -> None:
    drag_head(desk, 0, 1, 0.8)
    keep(desk, "Backwards")
    QTest.mouseClick(desk.filter_row(FISCHER), Qt.MouseButton.LeftButton)
    keep(desk, "Cardiology & heart")
    assert desk.names() == [OKAFOR]

    desk.press(Key.Key_F1, SHIFT)
    assert desk.names() == [FISCHER, OKAFOR]
    desk.press(Key.Key_F2, SHIFT)
    assert desk.names() == [OKAFOR]

    command = desk.window.commands["column_set_2"]
    assert plain(command.text()) == "Cardiology & heart"
    assert command.isChecked()
    assert not desk.window.commands["column_set_1"].isChecked()
    assert [one.name for one in sets_from(station.read().calendar_column_sets)] == ["Backwards", "Cardiology & heart"]


def test_a_set_of_rooms_brings_the_day_by_rooms(desk: Desk) -> None:
    desk.press(Key.Key_R, CONTROL | SHIFT)
    keep(desk, "Rooms")
    desk.press(Key.Key_R, CONTROL | SHIFT)
    desk.press(Key.Key_2, ALT)

    desk.press(Key.Key_F1, SHIFT)

    assert desk.page.views.current is ViewName.DAY
    assert desk.names() == ["Room 2", "Room 3"]


def test_a_set_is_renamed_given_other_columns_and_removed(desk: Desk) -> None:
    keep(desk, "Everyone")
    QTest.mouseClick(desk.filter_row(FISCHER), Qt.MouseButton.LeftButton)
    desk.press(Key.Key_K, CONTROL | SHIFT)
    dialog = desk.dialog(ColumnSetsDialog)
    assert isinstance(dialog, ColumnSetsDialog)

    button_of(dialog, "Use the columns shown").click()
    assert desk.page.column_desk.sets[0].columns == (str(desk.clinic.okafor.id),)
    desk.settle()
    field = next(each for each in dialog.findChildren(QLineEdit) if each.isVisible() and each.text() == "Everyone")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Only me")
    QTest.keyClick(field, Key.Key_Tab)
    assert desk.page.column_desk.sets[0].name == "Only me"
    button_of(dialog, "Remove Only me").click()

    assert desk.page.column_desk.sets == ()
    assert "column_set_1" not in desk.window.commands
    close(desk, dialog)


def test_a_set_without_a_name_is_not_kept(desk: Desk) -> None:
    keep(desk, "  ")

    assert desk.page.column_desk.sets == ()


def test_sets_are_kept_as_text_and_what_is_no_set_is_left_out() -> None:
    sets = (
        ColumnSet(number=1, name="Früh", columns=("a", "b")),
        ColumnSet(number=8, name="R", columns=(), by_room=True),
    )

    assert sets_from(text_of(sets)) == sets
    assert text_of(()) == ""
    for broken in ("", "{", "[1]", '[{"number": "1"}]', '{"number": 1}'):
        assert sets_from(broken) == ()


@pytest.mark.parametrize("minutes", [5, 10, 20, 30, 60])
def test_the_length_of_slots_is_chosen_and_remembered(desk: Desk, minutes: int) -> None:
    desk.window.commands[f"slots_{minutes}"].trigger()
    desk.page.view.scroll_to_work()

    slot = desk.page.view.slot_at(desk.place_of(NINE_OCLOCK))

    assert slot is not None
    assert (slot.starts_at, (slot.ends_at - slot.starts_at).seconds // 60) == (NINE_OCLOCK, minutes)
    assert desk.window.commands[f"slots_{minutes}"].isChecked()
    desk.press(Key.Key_2, ALT)
    assert desk.window.commands[f"slots_{minutes}"].isChecked()
    desk.window.hide()
    assert desk.window._station.read().calendar_slot_step == minutes
