"""A connection to the hub on which no call lasts longer than it may, though the network be a black hole."""

import contextlib
import ipaddress
import selectors
import socket
import threading
from collections.abc import Generator, Iterator
from time import monotonic
from typing import Any, LiteralString, TypeVar

import psycopg
from psycopg import generators
from psycopg.conninfo import make_conninfo

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.hub_refusals import NotEncrypted
from clinic_desktop.domain.sync_refusals import ClonedStation, HubRefused, HubTooNew, NotProven, NotReached, Revoked

from .address import ENCRYPTED, STAYS_AWAKE, WITHIN, authority_file, is_not_proven, is_within_one_pc
from .hub_address import Address
from .hub_speech import Heard

R = TypeVar("R")
Steps = Generator[Any, Any, R]  # Any: what psycopg wants of a socket, and what that is ready for

_SESSION = "-c idle_in_transaction_session_timeout=10s -c client_min_messages=warning"
_REFUSALS: dict[str, type[Revoked | HubTooNew | ClonedStation]] = {
    "CS001": Revoked,
    "CS002": HubTooNew,
    "CS003": ClonedStation,
    "42501": Revoked,  # no right to call the hub's functions any more
}
_OF_THE_WORLD = ("08", "25", "40", "53", "55", "57", "58", "XX")
_LOGIN_REFUSED = ("authentication failed", "not permitted to log in", "permission denied for database")
_MOST_ADDRESSES = 4


class _Late(Exception):
    """The deadline passed, or somebody closed the link; told to others as NotReached."""


class Bell:
    """Ends a wait from another thread; rung beforehand, it ends the next one."""

    def __init__(self) -> None:
        self._hears, self._rings = socket.socketpair()
        self._hears.setblocking(False)
        self._rings.setblocking(False)

    def fileno(self) -> int:
        return self._hears.fileno()

    def ring(self) -> None:
        with contextlib.suppress(OSError):  # full of rings already, or closed
            self._rings.send(b"!")

    def quieten(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._hears.recv(4096)

    def close(self) -> None:
        self._hears.close()
        self._rings.close()


class _Timed(psycopg.Connection[tuple[Any, ...]]):  # Any: a row is what was selected
    """A connection whose every wait ends at its deadline."""

    deadline = 0.0
    ending: Bell

    def wait(self, gen: Steps[R], interval: float = 0.0, timeout: float | None = None) -> R:
        return _see_through(gen, self.deadline, self.ending, self.pgconn.socket)


class HubCalls:
    """One connection, made when first needed, and anew after a fault. Raises NotReached and its kin, nothing else."""

    def __init__(self, address: Address, ending: Bell) -> None:
        self._address = address
        self._ending = ending
        self._connection: _Timed | None = None
        self._is_closed = False
        self._lock = threading.Lock()

    def call(self, statement: LiteralString, values: tuple[object, ...], seconds: float) -> Heard:
        """The one value that a statement gives, at most `seconds` from now; connecting counts."""
        with self._lock, self._faults_told():
            row = self._connected(monotonic() + seconds).execute(statement, values).fetchone()
        return row[0] if row else None

    @property
    def backend(self) -> int | None:
        """The number of the server's process that answers these calls."""
        connection = self._connection
        return None if connection is None else connection.pgconn.backend_pid

    def hear(
        self, listen: LiteralString, seconds: float, connect_seconds: float, bell: Bell, *, but_of: int | None = None
    ) -> bool:
        """Wait for what `listen` listens to (True), the bell (True) or the time (False).

        What comes from the server's process `but_of` is no news.

        True at once on a new connection: what was said before it listened nobody heard.
        """
        with self._lock, self._faults_told():
            is_new = self._connection is None
            connection = self._connected(monotonic() + connect_seconds)
            if is_new:
                connection.execute(listen)
                return True
            return _heard(connection.pgconn, monotonic() + seconds, bell, self._ending, but_of)

    def close(self) -> None:
        """Let go; whoever rang `ending` before need not wait for a call under way."""
        with self._lock:
            self._is_closed = True
            self._drop()

    def _connected(self, deadline: float) -> _Timed:
        if self._is_closed:
            raise _Late("the link was closed")
        connection = self._connection
        if connection is None:
            with _conninfo(self._address, deadline) as conninfo:
                pgconn = _see_through(generators.connect(conninfo), deadline, self._ending)
            connection = self._connection = _Timed(pgconn)
            connection.ending = self._ending
            connection.autocommit = True
        connection.deadline = deadline
        return connection

    @contextlib.contextmanager
    def _faults_told(self) -> Iterator[None]:
        try:
            yield
        except (_Late, OSError) as fault:
            self._drop()
            raise NotReached(str(fault)) from fault
        except psycopg.Error as fault:
            refusal = _refusal_of(fault, is_connected=self._connection is not None)
            if isinstance(refusal, NotReached | Revoked):
                self._drop()
            raise refusal from fault

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _see_through(steps: Steps[R], deadline: float, ending: Bell, fileno: int | None = None) -> R:
    """Take the steps of a call to its end. Where `fileno` is None each step names the socket that it waits for."""
    try:
        step = next(steps)
        with selectors.DefaultSelector() as selector:
            selector.register(ending, selectors.EVENT_READ)
            watched = None
            while True:
                wanted = (fileno, step) if fileno is not None else step
                if wanted != watched:
                    if watched is not None:
                        selector.unregister(watched[0])
                    selector.register(wanted[0], wanted[1])
                    watched = wanted
                step = steps.send(_ready(selector, deadline, ending))
    except StopIteration as ended:
        result: R = ended.value
        return result


def _ready(selector: selectors.BaseSelector, deadline: float, ending: Bell) -> int:
    left = deadline - monotonic()
    events = selector.select(left) if left > 0 else []
    if any(key.fileobj is ending for key, _ in events):
        raise _Late("the link was closed")
    if not events:
        raise _Late("no answer in time")
    return events[0][1]


def _heard(pgconn: psycopg.pq.abc.PGconn, deadline: float, bell: Bell, ending: Bell, but_of: int | None) -> bool:
    with selectors.DefaultSelector() as selector:
        for watched in (pgconn.socket, bell, ending):
            selector.register(watched, selectors.EVENT_READ)
        while True:
            pgconn.consume_input()
            heard = list(iter(pgconn.notifies, None))
            if any(notice.be_pid != but_of for notice in heard):
                return True
            ready = [key.fileobj for key, _ in selector.select(max(0.0, deadline - monotonic()))]
            if ending in ready:
                raise _Late("the link was closed")
            if bell in ready:
                bell.quieten()
                return True
            if not ready:
                return False


def _refusal_of(fault: psycopg.Error, *, is_connected: bool) -> ClinicError:
    state, text = fault.sqlstate, str(fault)
    if state in _REFUSALS:
        return _REFUSALS[state]()
    if state is None:  # before a connection stands there is no code
        if any(words in text for words in _LOGIN_REFUSED):
            return Revoked()
        return NotProven(text) if not is_connected and is_not_proven(text) else NotReached(text)
    return NotReached(text) if state.startswith(_OF_THE_WORLD) else HubRefused(f"{state} {fault}")


@contextlib.contextmanager
def _conninfo(address: Address, deadline: float) -> Iterator[str]:
    """What libpq is told, and the authority's certificate as a file meanwhile: it takes none from memory."""
    with contextlib.ExitStack() as stack:
        safety = WITHIN
        if address.authority:
            safety = ENCRYPTED | {"sslrootcert": str(stack.enter_context(authority_file(address.authority)))}
        elif not is_within_one_pc(address.host):
            raise NotEncrypted(address.host)
        yield make_conninfo(
            dbname=address.database,
            user=address.user,
            password=address.password,
            application_name="clinic-desktop",
            options=_SESSION,
            gssencmode="disable",
            **_hosts(address, deadline),
            **safety,
            **STAYS_AWAKE,
        )


def _hosts(address: Address, deadline: float) -> dict[str, str]:
    """Host and addresses; libpq itself would look a name up without any deadline."""
    given = {"host": address.host, "port": str(address.port)}
    if address.host.startswith(("/", "@")) or _is_address(address.host):
        return given
    found: list[str] = []

    def look_up() -> None:
        with contextlib.suppress(OSError):
            found.extend(str(line[4][0]) for line in socket.getaddrinfo(address.host, None, type=socket.SOCK_STREAM))

    thread = threading.Thread(target=look_up, name="hub's address", daemon=True)
    thread.start()
    thread.join(max(0.0, deadline - monotonic()))
    addresses = list(dict.fromkeys(found))[:_MOST_ADDRESSES]
    if not addresses:
        raise _Late(f"{address.host} is no known name")
    return given | {"host": ",".join([address.host] * len(addresses)), "hostaddr": ",".join(addresses)}


def _is_address(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host) is not None
    return False
