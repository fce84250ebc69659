"""Carrying a card off with the pointer: from the press, over the way that makes it a drag, to where it is let go."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget


class Carrying(QObject):
    """Watches one widget; a press that goes nowhere stays a click of the widget's own.

    `taken` tells that it is being carried off, `carried` where the pointer is in the world, `let_go` where it was let
    go of, and `given_up` that Esc took it back, or that the widget went away under the pointer.
    """

    taken = Signal()
    carried = Signal(QPoint, Qt.KeyboardModifier)
    let_go = Signal(QPoint)
    given_up = Signal()

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self._card = card
        self._pressed: QPoint | None = None
        self._is_taken = False
        card.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            return self._is_of_the_way(event)
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        is_pressed = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if self._is_taken and (event.type() == QEvent.Type.Hide or (is_escape and is_pressed)):
            self._end()
            self.given_up.emit()
            return is_escape
        return False

    def _is_of_the_way(self, event: QMouseEvent) -> bool:
        """Take what belongs to carrying; the rest is the card's."""
        place = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            self._pressed = place
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            is_far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if is_far and not self._is_taken:
                self._is_taken = True
                self.taken.emit()
            if self._is_taken:
                self.carried.emit(event.globalPosition().toPoint(), event.modifiers())
            return self._is_taken
        elif event.type() == QEvent.Type.MouseButtonRelease and event.button() is Qt.MouseButton.LeftButton:
            was_taken = self._is_taken
            self._pressed = None
            if was_taken:
                self._end()
                self.let_go.emit(event.globalPosition().toPoint())
            return was_taken
        return False

    def _end(self) -> None:
        self._pressed, self._is_taken = None, False
        if isinstance(self._card, QAbstractButton):
            self._card.setDown(False)
