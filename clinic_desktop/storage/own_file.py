"""The clinic's file while it is open: whether it still lies where it was opened, and what is done when it does not.

On Linux and macOS a file may be deleted, moved or replaced while a program has it open. SQLite works on in the file
that nobody can find any more, and all that it acknowledges is gone when the program ends. Another one may also be
copied over it in its place: SQLite would mix the pages of both. That is known by how the file begins, with the salt of
its cipher, which no other has but a copy of the same records.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlcipher3 import dbapi2

from clinic_desktop.domain.bad_luck import Unsound
from clinic_desktop.domain.errors import WorldFault

from .faults import FileGone, FileReplaced
from .reading.base import copy_pages

_BESIDE = ("-wal", "-shm")
_HALF = "-put-back"
_SALT = 16
_OPEN_FILES = Path("/dev/fd")


class OwnFile:
    """Knows which file was opened; asked before each COMMIT."""

    def __init__(self, file: Path) -> None:
        self._file = str(file)
        self._log = f"{file}-wal"
        self._noted: tuple[int, int] | None = None
        self._noted_log: tuple[int, int] | None = None
        self._salt: bytes | None = None
        self._was_put_back = False
        self._descriptor = -1

    def note(self) -> None:
        """This is the file: called when it is open, with its log beside it."""
        self._noted, self._noted_log = identity_of(self._file), identity_of(self._log)
        self._salt = self._read_salt()

    @property
    def is_in_place(self) -> bool:
        """Whether both files are those that were noted."""
        return self._is_itself and self._noted_log in {None, identity_of(self._log)}

    def refuse_another(self) -> None:
        """Raise FileGone or FileReplaced unless both are in place."""
        if not self.is_in_place:
            is_gone = self._was_put_back or self._is_itself or identity_of(self._file) is None
            raise FileGone if is_gone else FileReplaced

    def refuse_to_open_another(self) -> None:
        """The same before one more connection is made, to whatever lies there, with the log that is not its own."""
        if self._noted is not None:
            self.refuse_another()

    @contextmanager
    def told_by_its_faults(self) -> Iterator[None]:
        """Say of a file that cannot be read any more that another one is in its place, where that is why."""
        try:
            yield
        except Unsound:
            self.refuse_to_open_another()
            raise

    def put_back(self, driver: dbapi2.Connection, key: bytes) -> None:
        """Lay all that was acknowledged down where the file was, if nothing lies there now and the disk takes it.

        `driver` still sees it, outside of a transaction.
        """
        from .backup import emptied

        file, half = Path(self._file), Path(self._file + _HALF)
        if self._is_itself:  # only the log is gone, and what is in it comes into the file
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if file.exists():
            return
        try:
            with emptied(half, key) as target:
                copy_pages(driver, target, lambda _: None)
            for end in _BESIDE:  # they belong to the file that is gone
                Path(self._file + end).unlink(missing_ok=True)
            half.rename(file)
            self._was_put_back = True
        except (OSError, WorldFault, dbapi2.Error):
            with suppress(OSError):
                half.unlink(missing_ok=True)

    @property
    def _is_itself(self) -> bool:
        """Whether the file is the one that was noted, and no other was written into it."""
        if identity_of(self._file) != self._noted:
            return False
        salt = self._read_salt()
        if self._salt is None:  # a new one, of which all was in the log
            self._salt = salt
        return salt == self._salt

    def _read_salt(self) -> bytes | None:
        """How the file begins; what was noted, where that cannot be seen, and nothing of one that is empty yet.

        It is read by the descriptor that SQLite has: to close one of its own would take from SQLite the locks that this
        process has on the file (https://www.sqlite.org/howtocorrupt.html, 2.2).
        """
        if sys.platform == "win32":
            return self._salt
        try:
            if not self._is_open_as(self._descriptor):
                numbers = (int(each.name) for each in _OPEN_FILES.iterdir())
                self._descriptor = next(filter(self._is_open_as, numbers), -1)
            return os.pread(self._descriptor, _SALT, 0) or None
        except OSError:  # it was closed meanwhile, in another thread
            return self._salt

    def _is_open_as(self, descriptor: int) -> bool:
        with suppress(OSError):
            found = os.fstat(descriptor)
            return (found.st_dev, found.st_ino) == self._noted
        return False


def never_close(driver: dbapi2.Connection) -> None:
    """Keep a connection until the process ends, after Python's own end too.

    Closing the last one to a file that is gone would take away the log, by its name, of the file in its place.
    """
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(driver))


def identity_of(path: str) -> tuple[int, int] | None:
    """What tells a file from another of the same name; None where none lies."""
    with suppress(OSError):
        found = os.stat(path)  # noqa: PTH116 - half the time of Path's, before every COMMIT
        return found.st_dev, found.st_ino
    return None
