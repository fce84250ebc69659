"""F1: all the keys of the window, those of commands and those that mean something only where the keyboard stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinic_desktop.gui.widgets.key_hint import KeyHint
from clinic_desktop.gui.windows.shortcuts import ShortcutsDialog

from .reception_desk import Desk, words_on

Key = Qt.Key


def opened(desk: Desk) -> ShortcutsDialog:
    desk.press(Key.Key_F1)
    dialog = desk.dialog(ShortcutsDialog)
    assert isinstance(dialog, ShortcutsDialog)
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_the_keys_of_calendar_waiting_room_and_lists_are_told(desk: Desk) -> None:
    words = words_on(opened(desk))

    for place in ("Schedule", "In the calendar", "While booking", "In the waiting room", "In lists"):
        assert place in words
    for does in ("Check in", "book whoever’s name you type", "shorter or longer", "put it where you stand"):
        assert does in words


def test_the_key_of_plus_is_told_as_such(desk: Desk) -> None:
    assert "Ctrl +" in {hint.accessibleName() for hint in opened(desk).findChildren(KeyHint)}


def test_the_list_fits_a_small_screen_and_is_scrolled_by_keys(desk: Desk) -> None:
    desk.window.showNormal()
    desk.window.resize(1366, 768)
    dialog = opened(desk)

    assert dialog.height() <= 768
    assert dialog.width() <= 1366
    bars = dialog.area.horizontalScrollBar(), dialog.area.verticalScrollBar()
    assert bars[0].maximum() == 0
    assert QApplication.focusWidget() is dialog.area
    desk.press(Key.Key_PageDown)
    assert bars[1].value() > 0


def test_esc_closes_the_list(desk: Desk) -> None:
    dialog = opened(desk)

    desk.press(Key.Key_Escape)

    assert not desk.window.findChildren(ShortcutsDialog) or not dialog.isVisible()
