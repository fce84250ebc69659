"""Hands that press keys where the keyboard is and click where the mouse is, and count both."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QPushButton, QWidget

from .reception_desk import Desk

_CONTROL = Qt.KeyboardModifier.ControlModifier
_LEFT = Qt.MouseButton.LeftButton


class CountedHands:
    """Two hands at the reception's window; a key with Ctrl or Shift is one keystroke, a letter is one too.

    Keys go to whatever has the keyboard, and nowhere else: with none, pressing fails.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.keys = 0
        self.clicks = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key and wait for what comes of it."""
        self.keys += 1
        QTest.keyClick(self._with_keyboard(), key, modifier)
        self._settle()

    def press_with_control(self, key: Qt.Key) -> None:
        """Press a key while Ctrl is down."""
        self.press(key, _CONTROL)

    def type(self, text: str) -> None:
        """Type letter by letter; each goes where the one before has brought the keyboard."""
        for letter in text:
            self.keys += 1
            QTest.keyClicks(self._with_keyboard(), letter)
            self._settle()

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click once."""
        self.clicks += 1
        assert widget.isVisible()
        assert widget.isEnabled()
        QTest.mouseClick(widget, _LEFT, pos=place or widget.rect().center())
        self._settle()

    def click_row(self, view: QAbstractItemView, row: int = 0) -> None:
        """Click on a row of a list."""
        self.click(view.viewport(), view.visualRect(view.model().index(row, 0)).center())

    def click_button(self, words: str, parent: QWidget) -> None:
        """Click on the button that begins with these words."""
        found = [
            each for each in parent.findChildren(QPushButton) if each.isVisible() and each.text().startswith(words)
        ]
        assert found, words
        self.click(found[0])

    def drag(self, view: QWidget, start: QPoint, end: QPoint) -> None:
        """Press, draw and let go: one click."""
        self.clicks += 1
        QTest.mousePress(view, _LEFT, pos=start)
        for step in range(1, 5):
            QTest.mouseMove(view, start + (end - start) * step / 4)
        QTest.mouseRelease(view, _LEFT, pos=end)
        self._settle()

    def _with_keyboard(self) -> QWidget:
        widget = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert widget is not None, "the keyboard is nowhere"
        return widget

    def _settle(self) -> None:
        self._desk.settle()
        open_dialogs = [each for each in self._desk.window.findChildren(QDialog) if each.isVisible()]
        if QApplication.activePopupWidget() is None:
            # Off screen nobody else gives the keyboard to the window that was opened, or back to the one below.
            top = open_dialogs[-1] if open_dialogs else self._desk.window
            top.activateWindow()
            self._desk.qtbot.waitUntil(top.isActiveWindow)
            self._desk.settle()
