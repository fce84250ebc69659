"""Ends a wait for the network from another thread."""

import select
import socket


class Alarm:
    """Rung by any thread, it ends the wait of another, or the next one at once. Sockets, because pipes are not waited
    for on Windows.
    """

    def __init__(self) -> None:
        self._bell, self._ear = socket.socketpair()
        for end in (self._bell, self._ear):
            end.setblocking(False)

    def ring(self) -> None:
        """End the wait."""
        try:
            self._bell.send(b"!")
        except OSError:  # it rings already, or nobody listens any more
            return

    def wait(self, seconds: float, beside: int | None = None) -> bool:
        """Wait until it rings or there is something to be read from the socket `beside`; False when the time is over."""
        ears = [self._ear.fileno(), *([] if beside is None else [beside])]
        ready, _, _ = select.select(ears, [], [], max(seconds, 0))
        if self._ear.fileno() in ready:
            self._ear.recv(4096)
        return bool(ready)

    def close(self) -> None:
        """Let go of both ends."""
        self._bell.close()
        self._ear.close()
