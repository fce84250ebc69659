"""Ends the program as it should be when the system asks for it: at logging off, and before the computer goes down."""

import os
import signal
import sys

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Signal


class AskedToEnd(QObject):
    """Hears SIGTERM and SIGHUP while Qt waits; Windows asks the windows themselves, so there it does nothing.

    What comes before Qt's loop has begun is heard when it begins. `heard` tells that the end has begun.
    """

    heard = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ends: tuple[int, int] | None = None

    def begin(self) -> None:
        """Hear them from now on."""
        if sys.platform == "win32":
            return
        self._ends = heard, told = os.pipe()  # a pair of sockets would have the first window wait for their module
        for end in self._ends:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(heard, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_heard)
        for each in _SIGNALS:
            signal.signal(each, lambda *_: None)  # so that its number is written to the pipe, and nothing else done

    def end(self) -> None:
        """Hear them no more."""
        if self._ends is None:
            return
        for each in _SIGNALS:
            signal.signal(each, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        for end in self._ends:
            os.close(end)
        self._ends = None

    def _on_heard(self) -> None:
        assert self._ends is not None
        if {*os.read(self._ends[0], _MANY)} & {*_SIGNALS}:
            self.heard.emit()
            QCoreApplication.exit(0)


_SIGNALS = () if sys.platform == "win32" else (signal.SIGTERM, signal.SIGHUP)
_MANY = 64
