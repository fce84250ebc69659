"""How far the journal had come when something was last acknowledged, kept beside the database.

SQLite begins a torn or garbled log at its last whole transaction and says nothing of what came after it; an older file
in the place of the newer one opens as well. This tells both. It is written after each COMMIT and waits for no disk: it
may lag behind the journal, and never claims too much.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from clinic_desktop.domain.bad_luck import LostChanges

from .column_types import instant_of
from .reading.base import Reading

FILE = "last-change.json"
UNTOLD = "lost-changes.json"
"""What was found to be missing, until somebody has read it: the note above goes on with the next change."""

_LENGTH = 120
"""Always the same, so that it is written over in place, on a full disk too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastChange:
    """The number of the journal's last entry at a station, and when that change was made."""

    seq: int
    at: datetime
    station_id: UUID


class LastChangeNote:
    """The note of one folder; only whoever has the turn to write writes it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._file: IO[bytes] | None = None

    def write(self, change: LastChange) -> None:
        """Note a change that was just acknowledged; where it cannot be noted, nothing is."""
        words = {"seq": change.seq, "at": change.at.isoformat(), "station": change.station_id.hex}
        line = f"{json.dumps(words):<{_LENGTH}}\n".encode()
        with suppress(OSError):
            if self._file is None:
                self._path.touch(mode=0o600)
                self._file = self._path.open("r+b", buffering=0)
            self._file.seek(0)
            self._file.write(line)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def read_last_change(folder: Path) -> LastChange | None:
    """What was noted last; None where nothing was, or half of it."""
    try:
        words = json.loads((folder / FILE).read_bytes())
        at = datetime.fromisoformat(words["at"]).astimezone(UTC)
        return LastChange(seq=int(words["seq"]), at=at, station_id=UUID(hex=words["station"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def lost_changes(reading: Reading, folder: Path, station_id: UUID) -> LostChanges | None:
    """What was acknowledged to this station and is not in its database any more; None while all of it is there.

    What was found at an earlier start is found until it `was_told`.
    """
    noted = read_last_change(folder)
    if noted is not None and noted.station_id == station_id:
        row = reading.ask('SELECT seq, "at" FROM journal ORDER BY seq DESC LIMIT 1').fetchone()
        seq, at = (0, None) if row is None else (int(row[0]), instant_of(row[1]))
        if seq < noted.seq:
            lost = LostChanges(entries=noted.seq - seq, stands_at=at, until=noted.at)
            _keep_untold(folder, lost, station_id)
            return lost
    return _untold(folder, station_id)


def was_told(folder: Path) -> None:
    """Somebody has read what is missing."""
    with suppress(OSError):
        (folder / UNTOLD).unlink()


def _keep_untold(folder: Path, lost: LostChanges, station_id: UUID) -> None:
    stands_at = None if lost.stands_at is None else lost.stands_at.isoformat()
    words = {"entries": lost.entries, "stands_at": stands_at, "until": lost.until.isoformat()}
    with suppress(OSError):
        (folder / UNTOLD).write_text(json.dumps({**words, "station": station_id.hex}), encoding="utf-8")


def _untold(folder: Path, station_id: UUID) -> LostChanges | None:
    try:
        words = json.loads((folder / UNTOLD).read_bytes())
        if UUID(hex=words["station"]) != station_id:
            return None
        stands_at = words["stands_at"]
        return LostChanges(
            entries=int(words["entries"]),
            stands_at=None if stands_at is None else datetime.fromisoformat(stands_at),
            until=datetime.fromisoformat(words["until"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
