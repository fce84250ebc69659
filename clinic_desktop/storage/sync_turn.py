"""Of several programs that have one clinic's folder open on this PC, one at a time does what two may not do at once."""

import sys
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
        except OSError:
            file.close()
            return False
        self._file = file
        return True

    def give_back(self) -> None:
        """Let another program have it."""
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":

    def _lock(file: IO[bytes]) -> None:
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:

    def _lock(file: IO[bytes]) -> None:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
