"""Whether the log that a program left beside the clinic's file belongs to what lies there now.

SQLite writes into the file whatever log it finds beside it, and asks of whose pages it is the log. Where a program was
killed, or its file was replaced while it was open, that may be another file, which it would damage.
"""

import json
import os
from contextlib import closing, suppress
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from clinic_desktop.domain.bad_luck import Unsound
from clinic_desktop.domain.errors import WorldFault
from clinic_desktop.paths import clinic_file

from .connections import bare, engine_to_look
from .faults import DatabaseDamaged, DatabaseLocked, WrongKey
from .hindrances import hindrance_in, plain_in
from .journal_key import journal_key_of
from .own_file import identity_of
from .reading.base import Reading
from .reading.notes import noted
from .schema import HEAD
from .whole_files import settle

if TYPE_CHECKING:
    from .keys import StationKey

NOTE = "log-of.json"
ASIDE = "-wal-of-another-file"
_LAST_SEQ = "SELECT coalesce(max(seq), 0) FROM journal"


class _Sense(IntEnum):
    """What a file makes, with its log or without it."""

    CLOSED = 0
    BROKEN = 1
    ADRIFT = 2
    WHOLE = 3


class LeftLog:
    """The log beside a folder's file, looked at before the file is opened, and noted once it is open."""

    def __init__(self, folder: Path, key: "StationKey") -> None:
        self._folder, self._key = folder, key
        self._file = clinic_file(folder)
        self._log = self._file.with_name(f"{self._file.name}-wal")
        self._note = _read(folder)
        with suppress(OSError):
            self._is_left = self._log.stat().st_size > 0
            return
        self._is_left = False

    def put_aside_if_foreign(self) -> None:
        """Keep a log under another name that damages the file and belongs to another one.

        It may hold what was acknowledged. Where the file makes no sense without it either, WrongKey or DatabaseDamaged
        is raised before anything is written. Raises DatabaseLocked, NoRoomToOpen and ReadOnlyFile, too.
        """
        if not self._is_left or not self._is_doubtful():
            return
        with_log = self._sense(with_log=True)
        if with_log is _Sense.WHOLE:
            return
        alone = self._sense(with_log=False)
        if alone > max(with_log, _Sense.BROKEN):
            self._put_aside()
        elif with_log is _Sense.CLOSED:
            raise WrongKey
        elif max(with_log, alone) is _Sense.BROKEN:
            raise DatabaseDamaged

    def is_whole_with_it(self) -> bool:
        """Whether the file holds together with the log, and all in it stands as its journal says."""
        return self._sense(with_log=True) is _Sense.WHOLE

    def note(self, seq: int) -> None:
        """The file is open, with its log beside it, and its journal has come to `seq`."""
        at_first = self._note["seq"] if self._is_left and self._note else seq
        words = {**self._ids(), "seq": at_first}
        with suppress(OSError):
            place = self._folder / NOTE
            place.touch(mode=0o600)
            place.write_text(json.dumps(words), encoding="utf-8")

    def _is_doubtful(self) -> bool:
        """Whether one of both is another than was noted, or the file is older than what it was when the log began."""
        if not self._note:
            return False
        if any(self._note[name] != found for name, found in self._ids().items()):
            return True
        with suppress(dbapi2.Error), closing(bare(self._file, self._key.bytes, is_fixed=True)) as driver:
            return bool(driver.execute(_LAST_SEQ).fetchone()[0] < self._note["seq"])
        return False

    def _ids(self) -> dict[str, list[int] | None]:
        found = {"file": identity_of(str(self._file)), "log": identity_of(str(self._log))}
        return {name: None if one is None else list(one) for name, one in found.items()}

    def _sense(self, *, with_log: bool) -> _Sense:
        """Nothing is written in the file meanwhile."""
        sense = _Sense.CLOSED
        engine = engine_to_look(self._file, self._key.bytes, with_log=with_log)
        try:
            with engine.connect() as connection:
                reading = Reading(connection)
                reading.ask("SELECT count(*) FROM sqlite_master").fetchall()
                sense = _Sense.BROKEN
                if reading.ask("PRAGMA integrity_check(1)").fetchall() == [("ok",)]:
                    sense = _Sense.ADRIFT
                    return _Sense.WHOLE if self._holds(reading) else sense
        except (dbapi2.Error, DBAPIError, WorldFault) as error:
            fault = plain_in(self._folder, error)
            if isinstance(fault, WorldFault) and not isinstance(fault, Unsound):
                raise fault from error
        finally:
            engine.dispose()
        return sense

    def _holds(self, reading: Reading) -> bool:
        """Whether the journal holds together, and all stands as it says."""
        from .verification import verify, verify_seals

        if noted(reading, "schema") == HEAD:
            return verify(reading, self._key).first_fault is None
        return verify_seals(reading, journal_key_of(reading.ask, self._key)) is None

    def _put_aside(self) -> None:
        aside, number = self._file.with_name(self._file.name + ASIDE), 1
        while aside.exists():
            number += 1
            aside = self._file.with_name(f"{self._file.name}{ASIDE}-{number}")
        try:
            self._file.with_name(f"{self._file.name}-shm").unlink(missing_ok=True)
            os.rename(self._log, aside)  # noqa: PTH104 - never over another one, on Windows too
        except OSError as error:  # as Windows refuses it while another program has it open
            raise (hindrance_in(self._folder) or DatabaseLocked()) from error
        settle(self._folder)
        self._is_left = False


def cast_doubt(folder: Path) -> None:
    """Have the log looked at before the file is opened again, whatever lies there then."""
    words = _read(folder)
    if words:
        with suppress(OSError):
            (folder / NOTE).write_text(json.dumps({**words, "file": None, "log": None}), encoding="utf-8")


def _read(folder: Path) -> dict[str, object]:
    with suppress(OSError, ValueError):
        words = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        if isinstance(words, dict) and {"file", "log", "seq"} <= words.keys():
            return words
    return {}
