"""Ends the program as it should be when the system asks for it: at logging off, and before the computer goes down."""

import signal
import socket
import sys

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier


class AskedToEnd(QObject):
    """Hears SIGTERM and SIGHUP while Qt waits; Windows asks the windows themselves, so there it does nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ends: tuple[socket.socket, socket.socket] | None = None

    def begin(self) -> None:
        """Hear them from now on."""
        if sys.platform == "win32":
            return
        self._ends = told, heard = socket.socketpair()
        for end in self._ends:
            end.setblocking(False)
        signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_heard)
        for each in _SIGNALS:
            signal.signal(each, lambda *_: None)  # so that its number is written to the socket, and nothing else done

    def end(self) -> None:
        """Hear them no more."""
        if self._ends is None:
            return
        for each in _SIGNALS:
            signal.signal(each, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        for end in self._ends:
            end.close()
        self._ends = None

    def _on_heard(self) -> None:
        assert self._ends is not None
        if {*self._ends[1].recv(_MANY)} & {*_SIGNALS}:
            QCoreApplication.exit(0)


_SIGNALS = () if sys.platform == "win32" else (signal.SIGTERM, signal.SIGHUP)
_MANY = 64
