"""Of several programs that have one clinic's folder open on this PC, one at a time does what two may not do at once."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

LOCK, BACKUP_LOCK, KEYS_LOCK, RESTORE_LOCK = "sync.lock", "backup.lock", "keys.lock", "restoring.lock"


class SyncTurn:
    """A lock of the operating system's on a file in the folder: it ends with the program, however that ends."""

    def __init__(self, folder: Path, lock: str = LOCK) -> None:
        self._path = folder / lock
        self._file: IO[bytes] | None = None

    def take(self) -> bool:
        """Whether it is this program's turn, from now until `give_back`."""
        if self._file is not None:
            return True
        file = self._path.open("ab")
        try:
            _lock(file)
            if not os.path.samestat(os.fstat(file.fileno()), self._path.stat()):
                raise FileNotFoundError  # it was taken away, and the next one locks another
        except OSError:
            file.close()
            return False
        self._file = file
        return True

    @property
    def is_taken(self) -> bool:
        """Whether it is this program's turn."""
        return self._file is not None

    def give_back(self, *, for_good: bool = False) -> None:
        """Let another program have it; `for_good` takes the file away with which nothing more is to be done."""
        if self._file is None:
            return
        with suppress(OSError):  # Windows takes no open file away; and once it is closed, none that the next one has
            if for_good and sys.platform != "win32":
                self._path.unlink()
        self._file.close()
        self._file = None
        with suppress(OSError):
            if for_good and sys.platform == "win32":
                self._path.unlink()


if sys.platform == "win32":

    def _lock(file: IO[bytes]) -> None:
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:

    def _lock(file: IO[bytes]) -> None:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
