"""That the program is open on a clinic's folder: a second start finds the first, and a crash leaves a trace."""

import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDir, QObject, QThread, Signal

from clinic_desktop import paths

if TYPE_CHECKING:
    from typing import BinaryIO

    from PySide6.QtNetwork import QLocalServer, QLocalSocket

ENOUGH_CRASHES = 2
"""So many in a row, and safe mode is offered."""


class Presence(QObject):
    """One person's program on one folder; another person on the same computer has another.

    While it is there it holds a lock that goes with the process, on a file that says, from begin() on, that a run is
    under way. Where the file says so and nobody holds it, the run before ended unexpectedly, unless the computer has
    been started since: who switches it off at the socket has not met a fault. `called` tells that a second start has
    asked for the window; its word is that start's wish. `asked_in_vain` brings those of its options that this run,
    which stands by its own `options`, is not under; the second start finds them in its `unmet`.
    """

    called = Signal(str)
    asked_in_vain = Signal(str)

    def __init__(self, folder: Path, state: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        name = _short(folder.resolve())
        self._place = state or paths.state_folder()
        self._name = name
        self._crashes = self._place / f"{name}.crashes"
        self.report_file = self._place / f"{name}.crash"
        self._lock = self._place / f"{name}.lock"
        self._held: BinaryIO | None = None
        self._server: QLocalServer | None = None
        self._caller: QLocalSocket | None = None
        self._is_under_way = False
        self.crashes = 0
        self.options: Sequence[str] = ()
        self.unmet: Sequence[str] = ()

    def claim(self) -> bool:
        """Be the one on this folder; False when there is one already. Where nothing can be written, nobody is."""
        try:
            self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._held = _locked(self._lock)
            if self._held is None:
                return False
            self._look_back(self._held)
        except OSError:
            return True
        return True

    def begin(self) -> None:
        """Leave word that the run is under way: an end that does not leave() counts as a crash from now on."""
        if self._held is None:
            return
        self._is_under_way = True
        try:
            self._held.write(_UNDER_WAY)
            self._held.flush()
        except OSError:
            return

    def call(self, word: str = "show", *, options: Sequence[str] = (), patience: float = 10.0) -> bool:
        """Ask the one that is there to come to the front; whether it answered within so many seconds.

        It is asked once: a later call listens on for the answer, unless the one that was asked is gone.
        """
        until = time.monotonic() + patience
        while True:  # it may have begun a moment ago
            self._caller = self._caller or _asked(self._address, " ".join((word, *options)), _left(until))
            if self._caller is not None:
                here, *self.unmet = _answer(self._caller, _left(until)) or ("",)
                if here == _HERE:
                    return True
                if not self._caller.isValid():
                    self.hang_up()
            if time.monotonic() >= until:
                return False
            QThread.msleep(min(_A_MOMENT, _left(until)))

    def hang_up(self) -> None:
        """Wait for no answer any more; one that has not come to the question by now lets it be."""
        self._caller = None

    def listen(self) -> None:
        """Answer second starts from now on; only this person's are let in."""
        from PySide6.QtNetwork import QLocalServer

        if self._server is not None or self._held is None:
            return
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._address)  # one that crashed left it; with the lock held it is nobody's
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(self._address)

    def excuse(self) -> None:
        """However it ends from here on, it is no crash: the system wants it to end, or took its screen away."""
        if self._held is not None and self._is_under_way:
            with suppress(OSError):
                self._crashes.unlink(missing_ok=True)
                self._held.truncate(0)

    def leave(self) -> None:
        """End as one should; the crashes before it are forgotten if it got under way, and stay counted otherwise."""
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._held is not None:
            self.excuse()
            self._held.close()
            self._held = None
            self._is_under_way = False

    @property
    def _address(self) -> str:
        if sys.platform == "win32":
            return f"clinic-desktop-{_short(self._place)}-{self._name}"
        near = str(self._place / f"{self._name}.call")
        if len(os.fsencode(near)) <= _LONGEST_ADDRESS:
            return near
        return f"{QDir.tempPath()}/clinic-desktop-{_short(self._place)}-{self._name}.call"

    def _look_back(self, held: "BinaryIO") -> None:
        """See how the run before ended, and keep the number."""
        left = os.fstat(held.fileno())
        self.crashes = _number_in(self._crashes)
        if left.st_size and left.st_mtime > time.time() - time.monotonic():
            self.crashes += 1
            self._crashes.write_bytes(str(self.crashes).encode())
        held.truncate(0)

    def _on_connection(self) -> None:
        assert self._server is not None
        caller = self._server.nextPendingConnection()
        caller.readyRead.connect(lambda: self._on_word(caller))
        caller.disconnected.connect(caller.deleteLater)

    def _on_word(self, caller: "QLocalSocket") -> None:
        if not caller.canReadLine():
            return
        words = bytes(caller.readLine(_LONGEST_WORD).data()).decode("ascii", "replace").split()
        options = [word for word in words if word.startswith("--")]
        unmet = [option for option in options if option not in self.options]
        caller.write(f"{' '.join((_HERE, *unmet))}\n".encode("ascii", "replace"))
        caller.flush()  # at once: what is done about the word may take a while
        if not caller.isValid():  # whoever asked has hung up meanwhile
            return
        caller.disconnectFromServer()
        self.called.emit(" ".join(word for word in words if word not in options))
        if unmet:
            self.asked_in_vain.emit(" ".join(unmet))


def _short(folder: Path) -> str:
    """A name for a folder, by Qt's hash: Python's would have the first window wait for OpenSSL."""
    whole = QCryptographicHash.hash(os.fsencode(folder), QCryptographicHash.Algorithm.Sha256)
    return bytes(whole.toHex().data()).decode("ascii")[:16]


def _left(until: float) -> int:
    """In milliseconds, and never nothing."""
    return max(1, int((until - time.monotonic()) * 1000))


def _asked(address: str, words: str, patience: int) -> "QLocalSocket | None":
    """A connection by which somebody was asked; None where nobody listens."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(min(_A_MOMENT, patience)):
        return None
    socket.write(f"{words}\n".encode("ascii"))
    socket.waitForBytesWritten(min(_A_MOMENT, patience))
    return socket


def _answer(socket: "QLocalSocket", patience: int) -> Sequence[str]:
    if not socket.bytesAvailable() and not socket.waitForReadyRead(patience):
        return ()
    return bytes(socket.readAll().data()).decode("ascii", "replace").split()


def _locked(file: Path) -> "BinaryIO | None":
    """The file, open and locked until it is closed or its process ends; None when another has it.

    Qt's lock file would wait for the disk, and the first window with it.
    """
    held = file.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            held.seek(0)
            msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        return None
    return held


def _number_in(file: Path) -> int:
    try:
        return int(file.read_bytes())
    except (OSError, ValueError):
        return 0


_HERE, _UNDER_WAY = "here", b"under way\n"
_A_MOMENT = 100
_LONGEST_WORD = 200
_LONGEST_ADDRESS = 100
"""Of a socket, in bytes: the systems take 104 and 108."""
