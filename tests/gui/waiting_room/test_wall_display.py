"""The wall display: it follows the house, shows nobody's name, and goes with its window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_desktop.gui import theme
from clinic_desktop.gui.waiting_room.wall_display import WallDisplay
from clinic_desktop.settings import Appearance, SettingsFile
from tests.builders import NINE_OCLOCK

from .board_desk import BoardDesk, Key


def walls() -> list[WallDisplay]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, WallDisplay) and each.isVisible()]


@pytest.fixture
def wall(desk: BoardDesk) -> Iterator[WallDisplay]:
    desk.window.commands["wall_display"].trigger()
    desk.settle()
    (shown,) = walls()
    desk.qtbot.waitUntil(shown.isActiveWindow)  # with one screen it comes to the front, else nobody would see it
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    yield shown
    if walls():
        desk.window.commands["wall_display"].trigger()


def test_who_is_sent_to_the_room_is_called_on_the_wall(desk: BoardDesk, wall: WallDisplay) -> None:
    desk.reach(desk.arrived("Mia Keller", 3, ticket=7))
    waiting = [one.called for one in wall.wall.next]

    desk.press(Key.Key_F7)

    (call,) = wall.wall.calls
    assert waiting == ["7"]
    assert (call.called, call.room, call.doctor, call.is_new) == ("7", "Room 2", "Dr Okafor", True)
    assert wall.wall.next == ()


def test_the_wall_shows_initials_where_that_is_wanted_and_the_station_remembers(
    desk: BoardDesk, wall: WallDisplay, station: SettingsFile
) -> None:
    desk.arrived("Mia Keller", 3, ticket=7)

    desk.window.commands["wall_initials"].trigger()

    assert [one.called for one in wall.wall.next] == ["M. K."]
    assert station.read().wall_shows_initials


def test_a_call_stands_out_for_half_a_minute(desk: BoardDesk, wall: WallDisplay) -> None:
    desk.reach(desk.arrived("Mia Keller", 3, ticket=7))
    desk.press(Key.Key_F7)

    desk.clinic.clock.forward(seconds=31)
    desk.window.commands["wall_initials"].trigger()

    assert not wall.wall.calls[0].is_new


def test_a_double_click_and_f11_take_the_whole_screen(desk: BoardDesk, wall: WallDisplay) -> None:
    wall.activateWindow()
    desk.qtbot.waitUntil(wall.isActiveWindow)
    QTest.mouseDClick(wall, Qt.MouseButton.LeftButton)
    full = wall.isFullScreen()
    QTest.keyClick(wall, Key.Key_F11)

    assert full
    assert not wall.isFullScreen()


def test_the_wall_goes_when_it_is_closed_and_comes_again(desk: BoardDesk, wall: WallDisplay) -> None:
    wall.close()
    gone = not walls() and not desk.window.commands["wall_display"].isChecked()

    desk.window.commands["wall_display"].trigger()
    desk.settle()

    assert gone
    assert len(walls()) == 1


def test_the_wall_goes_with_the_window_it_belongs_to(desk: BoardDesk, wall: WallDisplay) -> None:
    desk.window.close()

    assert not walls()
    desk.window.show()


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (700, 900)])
def test_the_wall_is_painted_at_every_size_in_both_themes(
    desk: BoardDesk, wall: WallDisplay, width: int, height: int
) -> None:
    desk.somebody("Mia Keller", NINE_OCLOCK, ticket=7)
    wall.resize(width, height)

    light = wall.grab().toImage()
    theme.switch().set_appearance(Appearance.DARK)
    dark = wall.grab().toImage()

    assert light.pixelColor(5, 5) != dark.pixelColor(5, 5)
