"""What is read of the file stays in memory while somebody works with it, and is let go of when nobody does."""

import ctypes
import sys
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic

from sqlalchemy import Connection

from . import schema


class PagesAtRest:
    """Knows when the pages that connections keep were last of use; 64 MB of them for each at the most."""

    def __init__(self, rest_seconds: float = 20.0) -> None:
        self._rest_seconds = rest_seconds
        self._used_at = monotonic()
        self.are_kept = False

    def used(self) -> None:
        """Somebody reads or writes."""
        self._used_at = monotonic()
        self.are_kept = True

    def rest(self, connections: Iterable[Connection]) -> None:
        """Give the pages of these back to the system if nobody has wanted any for a while.

        Who looks next reads and decrypts them again, in milliseconds.
        """
        if not self.are_kept or monotonic() - self._used_at < self._rest_seconds:
            return
        self.are_kept = False
        for connection in connections:
            schema.driver_of(connection).execute("PRAGMA shrink_memory")
        if sys.platform.startswith("linux"):
            with suppress(OSError, AttributeError):  # only glibc keeps what it is given back
                ctypes.CDLL(None).malloc_trim(0)
