"""A scanner that types: notices a slip's code among the keys that nobody else wanted."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.domain.slip_codes import CODE_LENGTH, appointment_of

_PAUSE = 0.3
_SWALLOWED_FOR = 400
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class SlipScanner(QObject):
    """Is given the digits that reach a window; `slip_scanned` carries the appointment that a whole code names.

    A scanner types faster than any person: a pause begins anew. The Enter that it types after the code does nothing.
    """

    slip_scanned = Signal(object)

    def __init__(self, parent: QObject | None = None, *, stopwatch: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._stopwatch = stopwatch
        self._digits = ""
        self._last = 0.0
        self._hushed: QWidget | None = None

    def take(self, text: str) -> bool:
        """Take a key's text; whether it may belong to a code."""
        now = self._stopwatch()
        if now - self._last > _PAUSE:
            self._digits = ""
        self._last = now
        if len(text) != 1 or not text.isascii() or not text.isdigit():
            self._digits = ""
            return False
        self._digits = (self._digits + text)[-CODE_LENGTH:]
        appointment_id = appointment_of(self._digits)
        if appointment_id is not None:
            self._digits = ""
            self._hush()
            self.slip_scanned.emit(appointment_id)
        return True

    def _hush(self) -> None:
        self._hushed = QApplication.focusWidget()
        if self._hushed is not None:
            self._hushed.installEventFilter(self)
            QTimer.singleShot(_SWALLOWED_FOR, self, self._listen_again)

    def _listen_again(self) -> None:
        if self._hushed is not None:
            self._hushed.removeEventFilter(self)
            self._hushed = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTERS
