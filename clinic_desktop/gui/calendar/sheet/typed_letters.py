"""Letters typed on a free slot: the beginning of a patient's name, unless a letter alone is a shortcut."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

ALONE_AFTER = 350
"""Milliseconds after which a letter that is a shortcut too was meant as one: nobody types a name so slowly."""

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class TypedLetters(QObject):
    """Tells names from shortcuts. `typed` brings what was typed so far, at the first moment it can only be a name.

    A letter that is a shortcut of the window (T for today) waits for the next one; if none comes, it is the shortcut.
    """

    typed = Signal(str)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._waiting = ""
        self._alone = QTimer(self)
        self._alone.setSingleShot(True)
        self._alone.setInterval(ALONE_AFTER)
        self._alone.timeout.connect(self._on_alone)

    def claims(self, event: QKeyEvent, is_on_free_slot: bool) -> bool:
        """Whether a key is to come here before it is taken for a shortcut."""
        return is_on_free_slot and _is_letter(event)

    def take(self, event: QKeyEvent, is_on_free_slot: bool) -> bool:
        """Take a key if it is a letter on a free slot."""
        if self._waiting and event.text() and not _is_letter(event):
            # The letter was the shortcut, and this key is for what that has opened: G and then a day.
            self._alone.stop()
            self._on_alone()
            return self._hand_on(event)
        if not self.claims(event, is_on_free_slot):
            return False
        text = self._waiting + event.text()
        self._alone.stop()
        if not self._waiting and self._shortcut(text):
            self._waiting = text
            self._alone.start()
            return True
        self._waiting = ""
        self.typed.emit(text)
        return True

    def _hand_on(self, event: QKeyEvent) -> bool:
        """Give a key to whoever has the keyboard now; False if that is still our widget."""
        target = QApplication.focusWidget()
        if target is None or target is self._widget:
            return False
        QApplication.sendEvent(target, QKeyEvent(event.type(), event.key(), event.modifiers(), event.text()))
        return True

    def _on_alone(self) -> None:
        letter, self._waiting = self._waiting, ""
        self._shortcut(letter, do=True)

    def _shortcut(self, letter: str, *, do: bool = False) -> bool:
        """Whether a letter alone is a shortcut that can be used now; `do` uses it."""
        keys = QKeySequence(letter.upper())
        for action in self._widget.window().actions():
            if keys in action.shortcuts() and action.isEnabled():
                if do:
                    action.trigger()
                return True
        return False


def _is_letter(event: QKeyEvent) -> bool:
    return event.modifiers() in _PLAIN and event.text().isalpha()
