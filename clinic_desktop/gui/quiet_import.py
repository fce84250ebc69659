"""Lets a task import much without the window being felt to stop."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_import() -> Iterator[None]:
    """Import within this: Python does not search meanwhile for garbage, nor ever after in what was imported.

    Such a search keeps every thread waiting, 50 to 80 ms with all of the program's modules loaded, to find nothing.
    """
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if searches:
            gc.enable()
