"""A button that looks like a link, and tells beforehand that it may be pressed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QPushButton, QWidget

from clinic_desktop.gui.theme import Look, set_look


class LinkButton(QPushButton):
    """`neared` tells that the pointer or the keyboard has come to it. A click leaves the keyboard where it is."""

    neared = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        set_look(self, Look.LINK)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.neared.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.neared.emit()
