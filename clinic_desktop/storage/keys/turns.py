"""Of several programs, and of several tasks, one at a time changes the ways to the key of a folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from time import monotonic, sleep

from clinic_desktop.domain.keys import KeysBusy
from clinic_desktop.storage.sync_turn import KEYS_LOCK, SyncTurn


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Nobody else changes the ways within this; whoever has the turn already keeps it.

    Raises KeysBusy when another program takes long.
    """
    with _ours:
        if folder in _held:
            yield
            return
        lock = SyncTurn(folder, KEYS_LOCK)
        until = monotonic() + _PATIENCE
        while not lock.take():
            if monotonic() >= until:
                raise KeysBusy
            sleep(_GLANCE)
        _held.add(folder)
        try:
            yield
        finally:
            _held.discard(folder)
            lock.give_back()


_ours = RLock()
_held: set[Path] = set()
_PATIENCE, _GLANCE = 10.0, 0.02
"""In seconds."""
