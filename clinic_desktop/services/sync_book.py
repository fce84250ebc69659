"""What a station keeps in mind of its own sync: whether it rests, when the hub answered last, and a log in words."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from clinic_desktop.domain.syncing import LogLine, Profile, StationLine, SyncMode, SyncState
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.conflicts import count_open
from clinic_desktop.storage.reading.notes import note, noted

MOST_LINES = 300

_PAUSED, _CONTACT, _MODE, _LOG, _STATIONS = "sync_paused", "sync_contact", "sync_mode", "sync_log", "sync_stations"
_MODES = {
    SyncMode.OFF: "This station works by itself.",
    SyncMode.FIRST: "Began to receive what the other stations have.",
    SyncMode.IN_SYNC: "In sync with the shared server.",
    SyncMode.OFFLINE: "The hub does not answer; this station works on by itself.",
    SyncMode.NOT_PROVEN: "What answers did not prove to be the clinic's shared server. Nothing was sent to it.",
    SyncMode.PAUSED: "Sync was paused here.",
    SyncMode.REVOKED: "This station was revoked.",
    SyncMode.CLONED: "This PC's records are a copy of another station's: the shared server refuses it.",
    SyncMode.PROGRAM_TOO_OLD: "The program on this PC is older than what the shared server needs.",
}


class SyncBook:
    """Kept beside the journal, for this station alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_paused(self) -> bool:
        """Whether somebody paused it."""
        return self._noted(_PAUSED) == "yes"

    def keep_paused(self, *, paused: bool) -> None:
        """Whether it shall rest from now on, also after the next start."""
        self._note({_PAUSED: "yes" if paused else ""})

    def mode(self) -> SyncMode:
        """How the station stood when that was written down last."""
        if self.is_paused():
            return SyncMode.PAUSED
        return SyncMode(self._noted(_MODE) or SyncMode.OFFLINE)

    def contact_at(self) -> datetime | None:
        """When the hub had answered last, as far as it was kept."""
        kept = self._noted(_CONTACT)
        return datetime.fromisoformat(kept) if kept else None

    def to_decide(self) -> int:
        """How many conflicts are open."""
        return self._database.peek(count_open)

    def tell_mode(self, before: SyncState, mode: SyncMode, sentence: str = "") -> None:
        """Write down that it stands otherwise with the hub from now on."""
        words = _MODES[mode]
        if mode is SyncMode.IN_SYNC and before.waiting:
            words = f"In sync with the shared server again; what waited here ({before.waiting:,}) is being sent."
        if sentence and sentence not in words and mode not in (SyncMode.OFFLINE, SyncMode.IN_SYNC):
            words = sentence
        kept = {_MODE: mode.value}
        if before.contact_at is not None:
            kept[_CONTACT] = before.contact_at.isoformat()
        self._note(kept, words)

    def write(self, *sentences: str) -> None:
        """Add lines to the log."""
        if sentences:
            self._note({}, *sentences)

    def log(self, limit: int) -> list[LogLine]:
        """What happened, latest first."""
        with self._database.reading() as reading:
            return [LogLine(at=datetime.fromisoformat(at), sentence=words) for at, words in _log(reading)[:limit]]

    def keep_stations(self, stations: Sequence[StationLine]) -> None:
        """Know the clinic's stations while the hub is out of reach; written only when they changed."""
        if [*stations] != self.stations():
            self._note({_STATIONS: json.dumps([_written(line) for line in stations])})

    def stations(self) -> list[StationLine]:
        """The stations as the hub knew them last."""
        kept = self._noted(_STATIONS)
        return [_read(words) for words in json.loads(kept)] if kept else []

    def forget(self) -> None:
        """Begin anew, but for the log."""
        self._note({_PAUSED: "", _CONTACT: "", _MODE: "", _STATIONS: ""})

    def _noted(self, name: str) -> str:
        return self._database.peek(lambda reading: noted(reading, name)) or ""

    def _note(self, values: dict[str, str], *sentences: str) -> None:
        with self._database.transaction(PROGRAM, "sync") as transaction:
            for name, value in values.items():
                note(transaction, name, value)
            if sentences:
                now = transaction.now.isoformat()
                lines = [[now, words] for words in reversed(sentences)] + _log(transaction)
                note(transaction, _LOG, json.dumps(lines[:MOST_LINES]))


def _written(line: StationLine) -> dict[str, str | bool | None]:
    return {
        "station_id": line.station_id.hex,
        "name": line.name,
        "profile": line.profile.value,
        "enrolled_at": None if line.enrolled_at is None else line.enrolled_at.isoformat(),
        "last_seen_at": None if line.last_seen_at is None else line.last_seen_at.isoformat(),
        "program": line.program,
        "is_revoked": line.is_revoked,
        "is_own": line.is_own,
    }


def _read(words: dict[str, Any]) -> StationLine:  # Any: JSON's
    def at(name: str) -> datetime | None:
        return datetime.fromisoformat(words[name]) if words[name] else None

    return StationLine(
        station_id=UUID(hex=words["station_id"]),
        name=words["name"],
        profile=Profile(words["profile"]),
        enrolled_at=at("enrolled_at"),
        last_seen_at=at("last_seen_at"),
        program=words["program"],
        is_revoked=words["is_revoked"],
        is_own=words["is_own"],
    )


def _log(reading: Reading) -> list[list[str]]:
    kept = noted(reading, _LOG)
    return [] if not kept else [[str(at), str(words)] for at, words in json.loads(kept)]
