"""Whether anybody but SQLite has written into the open file: an older copy of the same records, laid over it in place.

Such a copy bears the same salt (`own_file`), and SQLite, which looks only at its log, would work on with a mixture of
the pages of both, and say nothing of it. What it writes itself comes into the file as it commits; when the file was
written at another time it is looked at to its end before anything more is changed.
"""

import os
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from clinic_desktop.domain.errors import WorldFault
from clinic_desktop.paths import clinic_file

from .connections import bare
from .faults import FileReplaced
from .left_log import LeftLog, cast_doubt
from .own_file import OwnFile, never_close

if TYPE_CHECKING:
    from .keys import StationKey

_LAST_SEQ = "SELECT coalesce(max(seq), 0) FROM journal"


class ForeignWriting:
    """Told of each change that was committed here, and asked as the next one begins."""

    def __init__(self, folder: Path, key: "StationKey") -> None:
        self._folder, self._key = folder, key
        self._file = str(clinic_file(folder))
        self._written: tuple[int, int, int] | None = None
        self._others = 0
        self._seq = 0
        self._is_found = False

    def note(self, driver: dbapi2.Connection, seq: int) -> None:
        """All that lies in the file is right, and the journal has come to `seq`: called when it has just committed."""
        self._written = _written(self._file)
        self._others, self._seq = _commits_of_others(driver), max(seq, self._seq)

    def refuse(self, driver: dbapi2.Connection) -> None:
        """Raise FileReplaced once the file is a mixture; `driver` is the writer's."""
        if self.is_found_by(driver):
            raise FileReplaced

    def is_found_by(self, driver: dbapi2.Connection) -> bool:
        """Whether it is one. Where it was written to, and is whole all the same, this takes as long as a look at it."""
        now = _written(self._file)
        is_another = now is None or self._written is None or now[:2] != self._written[:2]  # OwnFile tells that
        if self._is_found or is_another or now == self._written:
            return self._is_found
        # Another process that has the file open commits into it too, which SQLite tells.
        if _commits_of_others(driver) == self._others and not self._is_whole():
            self._is_found = True
            cast_doubt(self._folder)
            return True
        self.note(driver, self._seq)
        return False

    def _is_whole(self) -> bool:
        """Whether it holds together, and all that was acknowledged is in it, for whoever comes to it fresh."""
        with suppress(dbapi2.Error, WorldFault):
            with closing(bare(Path(self._file), self._key.bytes, is_only_read=True)) as fresh:
                (seq,) = fresh.execute(_LAST_SEQ).fetchone()
            return bool(seq >= self._seq and LeftLog(self._folder, self._key).is_whole_with_it())
        return False


def may_close(file: OwnFile, foreign: ForeignWriting, driver: dbapi2.Connection, key: bytes) -> bool:
    """Whether the file is the one that was opened, and nothing else is in it.

    If not, what was acknowledged is put back where nothing lies now, and the connection is kept for ever.
    """
    if not file.is_in_place:
        file.put_back(driver, key)
    elif not foreign.is_found_by(driver):
        return True
    never_close(driver)
    return False


def _written(file: str) -> tuple[int, int, int] | None:
    """Which file it is, and when it was written."""
    with suppress(OSError):
        found = os.stat(file)  # noqa: PTH116 - half the time of Path's, before every change
        return found.st_dev, found.st_ino, found.st_mtime_ns
    return None


def _commits_of_others(driver: dbapi2.Connection) -> int:
    return int(driver.execute("PRAGMA data_version").fetchone()[0])
