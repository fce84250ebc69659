"""Ctrl and Alt on a keyboard that writes no Latin letters: a key is known by its place."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.latin_keys import LatinKeys, latin_letter

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def pressed(letter: str, place: int, held: Qt.KeyboardModifier = CTRL) -> QKeyEvent:
    """As X brings it: the letter in capitals, the number of the key, and X's name of the small letter."""
    name = 0x01000000 + ord(letter.lower())
    return QKeyEvent(QEvent.Type.KeyPress, ord(letter), held, place, name, 4, letter.lower())


class Desk(QMainWindow):
    """A window with a command, keys of a part, a menu, and a field to write in."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        command = QAction("Undo", self)
        command.setShortcut(QKeySequence("Ctrl+Z"))
        command.triggered.connect(lambda: self.done.append("command"))
        self.addAction(command)
        self.command = command
        self.menu = self.menuBar().addMenu("&File")
        self.menu.addAction("Quit")
        self.field = QLineEdit()
        QShortcut(QKeySequence("Ctrl+K"), self.field, lambda: self.done.append("keys"))
        self.setCentralWidget(self.field)

    def press(self, event: QKeyEvent) -> None:
        QCoreApplication.sendEvent(self.windowHandle(), event)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    window = Desk()
    qtbot.addWidget(window)
    keys = LatinKeys(window)
    window.show()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.windowHandle() is not None)
    keys.start()
    window.field.setFocus()
    yield window
    window.menu.close()


def test_commands_and_keys_are_done_by_the_place_of_the_key(desk: Desk) -> None:
    desk.press(pressed("Л", 45))
    desk.field.clearFocus()
    desk.press(pressed("Я", 52))

    assert desk.done == ["keys", "command"]


def test_a_command_that_may_not_be_used_is_not_done(desk: Desk) -> None:
    desk.command.setEnabled(False)
    desk.field.clearFocus()

    desk.press(pressed("Я", 52))

    assert not desk.done


def test_the_field_one_writes_in_has_its_own_keys_first(desk: Desk) -> None:
    desk.field.insert("Ola")

    desk.press(pressed("Я", 52))

    assert (desk.field.text(), desk.done) == ("", [])


def test_a_menu_opens_by_the_place_of_its_letter(desk: Desk, qtbot: QtBot) -> None:
    desk.press(pressed("А", 41, ALT))

    qtbot.waitUntil(desk.menu.isVisible)


@pytest.mark.parametrize(
    ("letter", "place", "held", "meant"),
    [
        ("Ф", 38, CTRL, "A"), ("Α", 38, CTRL, "A"), ("ش", 38, ALT, "A"), ("ש", 38, CTRL, "A"),
        ("Ф", 38, Qt.KeyboardModifier.ShiftModifier, ""), ("A", 24, CTRL, ""), ("Ü", 34, CTRL, ""), ("Х", 34, CTRL, ""),
        ("1", 10, ALT, ""),
    ],
)  # fmt: skip
def test_only_letters_of_other_scripts_are_read_by_their_place(
    letter: str, place: int, held: Qt.KeyboardModifier, meant: str
) -> None:
    assert latin_letter(pressed(letter, place, held)) == meant


@pytest.mark.parametrize("letter", ["Л", "Я"])
def test_without_ctrl_it_is_written(desk: Desk, letter: str) -> None:
    desk.press(pressed(letter, 45, Qt.KeyboardModifier.NoModifier))

    assert desk.field.text() == letter.lower()
