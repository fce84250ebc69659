"""Lets a task import much without the window being felt to stop."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_import() -> Iterator[None]:
    """Import within this: Python does not search meanwhile for garbage, nor ever after in what was imported.

    Such a search keeps every thread waiting, 50 to 80 ms with all of the program's modules loaded, to find nothing.
    Nor does another thread come in amid the making of a class: of Qt's classes that has ended in a crash. It comes in
    between, whenever a file is read.
    """
    searches, turn = gc.isenabled(), sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(_LONGER_THAN_A_CLASS)
    try:
        yield
    finally:
        sys.setswitchinterval(turn)
        gc.freeze()
        if searches:
            gc.enable()


_LONGER_THAN_A_CLASS = 0.02
"""In seconds."""
