"""Lets a task import much without the window being felt to stop."""

import gc
import sys
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Wished:
    """Something of Python's that is otherwise than usual while anybody at all wants it so.

    Each of several threads that changed it and changed it back by itself would change it back under the others, or
    for ever into what another had made of it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._wishes = 0

    def begin(self) -> None:
        """Have it otherwise until `end` has been called as often as this."""
        with self._lock:
            if not self._wishes:
                self._change()
            self._wishes += 1

    def end(self) -> None:
        """Take back one wish; after the last one it is as it was before the first."""
        with self._lock:
            self._wishes -= 1
            if not self._wishes:
                self._change_back()

    @abstractmethod
    def _change(self) -> None: ...

    @abstractmethod
    def _change_back(self) -> None: ...


class GarbageSearch(_Wished):
    """Python's own search for garbage, at rest: in a task's thread it would end a widget, and with it the program."""

    _was_on = False

    def _change(self) -> None:
        self._was_on = gc.isenabled()
        gc.disable()

    def _change_back(self) -> None:
        if self._was_on:
            gc.enable()


class LongTurns(_Wished):
    """Turns of threads longer than it takes to make a class."""

    _usual = 0.0

    def _change(self) -> None:
        self._usual = sys.getswitchinterval()
        sys.setswitchinterval(_LONGER_THAN_A_CLASS)

    def _change_back(self) -> None:
        sys.setswitchinterval(self._usual)


search = GarbageSearch()
turns = LongTurns()


@contextmanager
def quiet_import() -> Iterator[None]:
    """Import within this: Python does not search meanwhile for garbage, nor ever after in what was imported.

    Such a search keeps every thread waiting, 50 to 80 ms with all of the program's modules loaded, to find nothing.
    Nor does another thread come in amid the making of a class: it comes in between, whenever a file is read.
    """
    search.begin()
    turns.begin()
    try:
        yield
    finally:
        turns.end()
        gc.freeze()
        search.end()


_LONGER_THAN_A_CLASS = 0.02
"""In seconds."""
