"""Somebody between a station and the hub, with a certificate that the authority gave him: he reads all he passes on."""

import select
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_ASKS_FOR_TLS = struct.pack("!ii", 8, 80877103)  # PostgreSQL's SSLRequest
_MOST = 65536
_LONGEST = 10
"""Seconds."""


@contextmanager
def listening(folder: Path, port: int) -> Iterator[int]:
    """Pass one connection on to the server's port; gives the port to be deceived with."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(_LONGEST)
        thread = threading.Thread(target=_pass_on, args=(door, folder, port), name="listener")
        thread.start()
        yield int(door.getsockname()[1])
        thread.join(timeout=15)


def _pass_on(door: socket.socket, folder: Path, port: int) -> None:
    with suppress(OSError), _deceived(door, folder) as station, _server(port) as server:
        _carry(station, server)


def _deceived(door: socket.socket, folder: Path) -> ssl.SSLSocket:
    station, _ = door.accept()
    station.settimeout(_LONGEST)
    assert station.recv(8) == _ASKS_FOR_TLS
    station.sendall(b"S")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.crt", folder / "server.key")
    return context.wrap_socket(station, server_side=True)


def _server(port: int) -> ssl.SSLSocket:
    server = socket.create_connection(("127.0.0.1", port), timeout=_LONGEST)
    server.sendall(_ASKS_FOR_TLS)
    assert server.recv(1) == b"S"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(server)


def _carry(one: ssl.SSLSocket, other: ssl.SSLSocket) -> None:
    """What either says to the other, until one goes. In one thread: OpenSSL does not bear two at the same end."""
    with suppress(OSError):
        while True:
            heard, _, _ = select.select([one, other], [], [], _LONGEST)
            if not heard:
                return
            for end in heard:
                some = _heard(end)
                if some == b"":
                    return
                if some is not None:
                    (other if end is one else one).sendall(some)


def _heard(end: ssl.SSLSocket) -> bytes | None:
    """All that has come; nothing once the other end has gone, None if what came was OpenSSL's own affair."""
    some = None
    end.settimeout(0)
    with suppress(ssl.SSLWantReadError):
        while more := end.recv(_MOST):
            some = (some or b"") + more
        some = some or b""
    end.settimeout(_LONGEST)
    return some
