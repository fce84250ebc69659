"""What goes on while nothing can be stored: people are let back to what they may read, and wrong tries still count."""

import threading
from weakref import WeakKeyDictionary

from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import DiskFull, ReadOnlyFile
from clinic_desktop.storage.folding import key_of
from clinic_desktop.storage.local import SignInAttempt

NOTHING_IS_STORED = (DiskFull, ReadOnlyFile)
"""The faults of a disk that takes nothing more and can be read all the same."""

_lock = threading.Lock()
_tries: "WeakKeyDictionary[Database, dict[str, SignInAttempt]]" = WeakKeyDictionary()


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
