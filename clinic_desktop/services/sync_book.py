"""What a station keeps in mind of its own sync: whether it rests, when the hub answered last, and a log in words."""

import json
from datetime import datetime

from clinic_desktop.domain.syncing import LogLine, SyncMode, SyncState
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.conflicts import count_open
from clinic_desktop.storage.reading.notes import note, noted

MOST_LINES = 300

_PAUSED, _CONTACT, _LOG = "sync_paused", "sync_contact", "sync_log"
_MODES = {
    SyncMode.OFF: "This station left the other ones. It keeps everything it had.",
    SyncMode.FIRST: "Began to receive what the other stations have.",
    SyncMode.IN_SYNC: "In sync with the hub.",
    SyncMode.OFFLINE: "The hub does not answer; this station works on by itself.",
    SyncMode.PAUSED: "Sync was paused here.",
    SyncMode.REVOKED: "This station was revoked.",
    SyncMode.CLONED: "This PC's records are a copy of another station's: the hub refuses it.",
    SyncMode.PROGRAM_TOO_OLD: "The program on this PC is older than the hub.",
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
            words = f"In sync with the hub again; what waited here ({before.waiting:,}) is being sent."
        if sentence and sentence not in words and mode not in (SyncMode.OFFLINE, SyncMode.IN_SYNC):
            words = sentence
        kept = {} if before.contact_at is None else {_CONTACT: before.contact_at.isoformat()}
        self._note(kept, words)

    def write(self, *sentences: str) -> None:
        """Add lines to the log."""
        if sentences:
            self._note({}, *sentences)

    def log(self, limit: int) -> list[LogLine]:
        """What happened, latest first."""
        with self._database.reading() as reading:
            return [LogLine(at=datetime.fromisoformat(at), sentence=words) for at, words in _log(reading)[:limit]]

    def forget(self) -> None:
        """Begin anew, but for the log."""
        self._note({_PAUSED: "", _CONTACT: ""})

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


def _log(reading: Reading) -> list[list[str]]:
    kept = noted(reading, _LOG)
    return [] if not kept else [[str(at), str(words)] for at, words in json.loads(kept)]
