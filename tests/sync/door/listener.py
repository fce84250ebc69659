"""Somebody between a station and the hub, with a certificate that the authority gave him: he reads all he passes on."""

import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

_ASKS_FOR_TLS = struct.pack("!ii", 8, 80877103)  # PostgreSQL's SSLRequest
_MOST = 65536


@contextmanager
def listening(folder: Path, port: int) -> Iterator[int]:
    """Pass one connection on to the server's port; gives the port to be deceived with."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(10)
        thread = threading.Thread(target=_pass_on, args=(door, folder, port), name="listener")
        thread.start()
        yield int(door.getsockname()[1])
        thread.join(timeout=15)


def _pass_on(door: socket.socket, folder: Path, port: int) -> None:
    with suppress(OSError), _deceived(door, folder) as station, _server(port) as server:
        back = threading.Thread(target=_pump, args=(server, station), name="listener back")
        back.start()
        _pump(station, server)
        back.join(timeout=15)


def _deceived(door: socket.socket, folder: Path) -> ssl.SSLSocket:
    station, _ = door.accept()
    station.settimeout(10)
    assert station.recv(8) == _ASKS_FOR_TLS
    station.sendall(b"S")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.crt", folder / "server.key")
    return context.wrap_socket(station, server_side=True)


def _server(port: int) -> ssl.SSLSocket:
    server = socket.create_connection(("127.0.0.1", port), timeout=10)
    server.sendall(_ASKS_FOR_TLS)
    assert server.recv(1) == b"S"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(server)


def _pump(one: Any, other: Any) -> None:  # Any: sockets, encrypted
    with suppress(OSError):
        while some := one.recv(_MOST):
            other.sendall(some)
    for each in (one, other):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
