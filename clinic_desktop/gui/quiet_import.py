"""Lets a task import much without the window being felt to stop."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class GarbageSearch:
    """Python's own search for garbage, which rests while anybody at all wants it to.

    Each of several threads that switched it off and on again by itself would switch it on under the others: it then
    comes in a task's thread and ends a widget there, which ends the program.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._wishes = 0
        self._was_on = False

    def rest(self) -> None:
        """Let it rest until `go_on` has been called as often as this."""
        with self._lock:
            if not self._wishes:
                self._was_on = gc.isenabled()
                gc.disable()
            self._wishes += 1

    def go_on(self) -> None:
        """Take back one wish for rest; after the last one it is as it was before the first."""
        with self._lock:
            self._wishes -= 1
            if not self._wishes and self._was_on:
                gc.enable()


search = GarbageSearch()


@contextmanager
def quiet_import() -> Iterator[None]:
    """Import within this: Python does not search meanwhile for garbage, nor ever after in what was imported.

    Such a search keeps every thread waiting, 50 to 80 ms with all of the program's modules loaded, to find nothing.
    Nor does another thread come in amid the making of a class: it comes in between, whenever a file is read.
    """
    search.rest()
    sys.setswitchinterval(_LONGER_THAN_A_CLASS)
    try:
        yield
    finally:
        sys.setswitchinterval(_USUAL)
        gc.freeze()
        search.go_on()


_USUAL = sys.getswitchinterval()
_LONGER_THAN_A_CLASS = 0.02
"""In seconds."""
