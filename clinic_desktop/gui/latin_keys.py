"""Where a keyboard writes no Latin letters, what is pressed with Ctrl or Alt is known by the place of its key."""

import sys
import unicodedata

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenuBar, QWidget
from shiboken6 import isValid


class LatinKeys(QObject):
    """Does for the window that has the keyboard what Qt does where Latin letters are a second layout.

    It listens at that window alone, so that no other event of the program passes through here.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None

    def start(self) -> None:
        """Listen from now on, wherever the keyboard goes."""
        gui = QGuiApplication.instance()
        assert isinstance(gui, QGuiApplication)
        gui.focusWindowChanged.connect(self._listen_at)
        self._listen_at(QGuiApplication.focusWindow())

    def _listen_at(self, window: QWindow | None) -> None:
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        letter = latin_letter(event)
        if not letter:
            return False
        focus = QApplication.activePopupWidget() or QApplication.focusWidget() or watched
        wish = _copy(event, QEvent.Type.ShortcutOverride, letter)
        wish.ignore()
        QCoreApplication.sendEvent(focus, wish)
        if wish.isAccepted() or not _did(QKeySequence(QKeyCombination(event.modifiers(), Qt.Key(ord(letter))))):
            QCoreApplication.sendEvent(watched, _copy(event, QEvent.Type.KeyPress, letter))
        return True


def latin_letter(event: QKeyEvent) -> str:
    """The Latin capital at the place of a key that was pressed with Ctrl or Alt and writes a letter of other scripts.

    Empty for every other key, and for those at whose place there is no letter.
    """
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    if not held or not 0x80 < event.key() < Qt.Key.Key_Escape.value:
        return ""
    written = chr(event.key())
    if not written.isalpha() or unicodedata.name(written, "").startswith("LATIN"):
        return ""
    if sys.platform == "win32":  # it calls keys by the Latin letter at their place
        called = chr(event.nativeVirtualKey() & 0xFF)
        return called if "A" <= called <= "Z" else ""
    return _PLACES.get(event.nativeScanCode(), "")


def _copy(event: QKeyEvent, kind: QEvent.Type, letter: str) -> QKeyEvent:
    return QKeyEvent(
        kind,
        ord(letter),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        "",
        event.isAutoRepeat(),
        event.count(),
    )


def _did(keys: QKeySequence) -> bool:
    """Do what the keys do in the window that is worked in, if it is anything; a QKeyEvent of one's own does not."""
    window = QApplication.activeWindow()
    if window is None or QApplication.activePopupWidget() is not None:
        return False
    for action in window.actions():
        if keys in action.shortcuts() and action.isEnabled():
            action.trigger()
            return True
    for shortcut in window.findChildren(QShortcut):
        if shortcut.key() == keys and shortcut.isEnabled() and _is_within(shortcut.parent(), window):
            shortcut.activated.emit()
            return True
    for button in window.findChildren(QAbstractButton):
        if button.shortcut() == keys and button.isEnabled() and _is_within(button, window):
            button.animateClick()
            return True
    return any(_opens(bar, keys) for bar in window.findChildren(QMenuBar))


def _is_within(place: QObject | None, window: QWidget) -> bool:
    return isinstance(place, QWidget) and place.isVisible() and place.window() is window


def _opens(bar: QMenuBar, keys: QKeySequence) -> bool:
    for action in bar.actions():
        if QKeySequence.mnemonic(action.text()) == keys and action.isEnabled() and action.isVisible():
            bar.setActiveAction(action)
            return True
    return False


_PLACES = {
    first + number: letter
    for first, row in ((24, "QWERTYUIOP"), (38, "ASDFGHJKL"), (52, "ZXCVBNM"))
    for number, letter in enumerate(row)
}
"""By the number that X and Wayland give a key, which is that of Linux's own and eight."""
