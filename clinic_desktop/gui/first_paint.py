"""Tells when a window stands and can be typed into."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget


class FirstPaint(QWidget):
    """An invisible speck on a window; tells that it was painted and the event loop is free to hear what is typed.

    It is no event filter, because those have PySide make the classes of all events first, which takes 10 ms.
    """

    seen = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setFixedSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QTimer.singleShot(0, self, self._on_painted)

    def _on_painted(self) -> None:
        self.hide()
        self.seen.emit()
        self.deleteLater()
