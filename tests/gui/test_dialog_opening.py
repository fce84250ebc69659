"""A dialog opens in the turn after it was made, and gets every key that was pressed meanwhile."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.widgets.backdrop import Backdrop
from clinic_desktop.gui.widgets.dialog_opening import open_soon

Key = Qt.Key


class AskingWindow(QWidget):
    """A window with a field, and a button that opens a dialog with another."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit(self)
        self.button = QPushButton("Ask", self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.button.clicked.connect(self.ask)
        self.dialogs: list[QDialog] = []

    def ask(self) -> None:
        dialog = QDialog(self)
        QVBoxLayout(dialog).addWidget(QLineEdit(dialog))
        self.dialogs.append(dialog)
        open_soon(dialog, self)

    def answer(self) -> str:
        (dialog,) = self.dialogs
        return dialog.findChild(QLineEdit).text()  # type: ignore[union-attr] # the one it has


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[AskingWindow]:
    made = AskingWindow()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.field.setFocus()
    yield made
    for dialog in made.dialogs:
        dialog.reject()


def test_it_is_not_yet_open_in_the_turn_in_which_it_is_made(window: AskingWindow, qtbot: QtBot) -> None:
    window.ask()
    (dialog,) = window.dialogs
    at_once = dialog.isVisible()

    qtbot.waitUntil(dialog.isVisible)
    assert not at_once


def test_keys_pressed_before_it_is_open_are_its_own(window: AskingWindow, qtbot: QtBot) -> None:
    window.ask()

    QTest.keyClicks(window.field, "novak")
    QTest.keyClick(window.field, Key.Key_Backspace)

    qtbot.waitUntil(window.dialogs[0].isVisible)
    assert window.answer() == "nova"
    assert window.field.text() == ""


def test_once_it_has_the_keyboard_the_window_below_hears_nothing(window: AskingWindow, qtbot: QtBot) -> None:
    window.ask()
    (dialog,) = window.dialogs
    qtbot.waitUntil(dialog.isActiveWindow)

    QTest.keyClick(window.windowHandle(), Key.Key_N)
    heard_while_open = window.field.text()
    dialog.reject()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.windowHandle(), Key.Key_O)

    assert heard_while_open == ""
    assert window.field.text() == "o"
    assert window.answer() == ""


def test_a_second_click_does_not_open_a_second_one(window: AskingWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(window.dialogs[0].isVisible)
    assert len(window.dialogs) == 1


def test_one_that_is_given_up_before_it_opens_stays_closed_and_the_keys_come_back(
    window: AskingWindow, qtbot: QtBot
) -> None:
    window.ask()
    (dialog,) = window.dialogs

    dialog.reject()
    QTest.keyClicks(window.field, "novak")
    QApplication.processEvents()

    assert not dialog.isVisible()
    assert window.field.text() == "novak"
    qtbot.waitUntil(lambda: not window.findChildren(Backdrop))


def test_what_is_made_in_turns_of_its_own_is_there_when_it_opens(window: AskingWindow, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    window.dialogs.append(dialog)
    made: list[bool] = []

    def rest() -> Iterator[None]:
        made.append(dialog.isVisible())
        yield
        made.append(dialog.isVisible())
        QVBoxLayout(dialog).addWidget(QLineEdit(dialog))

    open_soon(dialog, window, rest=rest())
    QTest.keyClicks(window.field, "novak")

    qtbot.waitUntil(dialog.isVisible)
    assert made == [False, False]
    assert window.answer() == "novak"


def test_when_the_rest_cannot_be_made_the_keys_come_back(window: AskingWindow, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    window.dialogs.append(dialog)

    def rest() -> Iterator[None]:
        yield
        raise ValueError

    with qtbot.captureExceptions() as raised, qtbot.waitSignal(dialog.rejected):
        open_soon(dialog, window, rest=rest())
    QTest.keyClicks(window.field, "novak")

    assert [kind for kind, *_ in raised] == [ValueError]
    assert window.field.text() == "novak"
