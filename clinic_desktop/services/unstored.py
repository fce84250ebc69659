"""What goes on while nothing can be stored.

People are let back to what they may read, and wrong tries still count. Nobody comes in who was not in before: that
somebody signed in is told by the journal, or it does not happen. Who signs out is out, and that is stored later.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from clinic_desktop.domain.errors import WorldFault
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import DatabaseLocked, DiskFull, ReadOnlyFile
from clinic_desktop.storage.folding import key_of
from clinic_desktop.storage.hindrances import hindrance_in
from clinic_desktop.storage.local import SignInAttempt

NOTHING_IS_STORED = (DiskFull, ReadOnlyFile)
"""The faults of a disk that takes nothing more and can be read all the same."""

NOT_STORED_NOW = (*NOTHING_IS_STORED, DatabaseLocked)
"""The same, and another program that keeps the file for itself: there is a better moment to come."""


class NobodyComesIn(WorldFault):
    """Signing in would have to be stored, and cannot be."""

    def __init__(self, why: WorldFault) -> None:
        if isinstance(why, DiskFull):
            sentence = (
                "The disk is full, so nobody can sign in: it could not be recorded. Make room on the disk, by deleting "
                "or moving other files, and press “Sign in” again."
            )
        else:
            sentence = (
                "The clinic's records are write-protected, so nobody can sign in: it could not be recorded. Allow "
                "writing in their folder, and press “Sign in” again."
            )
        super().__init__(sentence)


_lock, _storing = threading.Lock(), threading.Lock()
_tries: "WeakKeyDictionary[Database, dict[str, SignInAttempt]]" = WeakKeyDictionary()
_put_off: "WeakKeyDictionary[Database, deque[Callable[[], object]]]" = WeakKeyDictionary()


@contextmanager
def coming_in() -> Iterator[None]:
    """Say of what keeps anything from being stored that it keeps people from signing in."""
    try:
        yield
    except NOTHING_IS_STORED as why:
        raise NobodyComesIn(why) from why


def why_not_stored(database: Database) -> WorldFault | None:
    """What keeps anything from being stored; None where something could be. It is tried, with a small file."""
    return hindrance_in(database.folder)


def put_off(database: Database, work: Callable[[], object]) -> None:
    """Have that stored as soon as something can be: see `store_put_off`."""
    with _lock:
        _put_off.setdefault(database, deque()).append(work)


def is_put_off(database: Database) -> bool:
    """Whether something waits to be stored."""
    return bool(_put_off.get(database))


def store_put_off(database: Database) -> None:
    """Store what waits, in its order; what cannot be stored yet waits on. Raises what keeps it from being stored."""
    with _storing:
        waiting = _put_off.get(database)
        while waiting:
            waiting[0]()
            waiting.popleft()


def unstored_tries(database: Database, username: str) -> SignInAttempt | None:
    """How the tries for a user name stand by what could not be stored; None while all of it is."""
    with _lock:
        return _tries.get(database, {}).get(key_of(username))


def keep_tries(database: Database, tries: SignInAttempt) -> None:
    """Keep them in this process, until they can be stored; it is this that counts meanwhile."""
    with _lock:
        _tries.setdefault(database, {})[tries.username_key] = tries


def let_go_of_tries(database: Database, username: str) -> None:
    """They are stored, or forgotten."""
    with _lock:
        _tries.get(database, {}).pop(key_of(username), None)
