"""Anchors: what the journal's chain of seals had come to at a moment, kept where nobody who alters the file can reach.

The chain itself finds whatever was changed or taken out of its middle. That its tail was cut off, or that all of it was
written anew by whoever holds the key, only shows beside an anchor from outside: one lies in each backup, and the hub
keeps one of each station.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

_SEAL_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The last sealed entry of a station's journal: its number, its seal as hex, and when (UTC) it was made.

    Entries are numbered from 1 without a gap, so the number also says how many there were. `station_id` is what the
    station was called then: an anchor speaks of that station's journal only. A database that was put back from a backup
    goes on under a new id, or later anchors of the one it was would accuse it.
    """

    seq: int
    seal_hex: str
    at: datetime
    station_id: UUID

    @property
    def document(self) -> dict[str, str | int]:
        """The anchor as JSON has it, for whoever keeps it; `anchor_of` reads it."""
        return {
            "seq": self.seq,
            "seal": self.seal_hex,
            "at": self.at.astimezone(UTC).isoformat(),
            "station": self.station_id.hex,
        }


class NoAnchor(ValueError):
    """What was kept is no anchor."""


def anchor_of(document: Mapping[str, object]) -> Anchor:
    """An anchor as it was kept; raises NoAnchor for what is none."""
    try:
        seq, seal = int(str(document["seq"])), bytes.fromhex(str(document["seal"]))
        at, station_id = datetime.fromisoformat(str(document["at"])), UUID(hex=str(document["station"]))
    except (KeyError, ValueError) as error:
        raise NoAnchor from error
    if seq < 0 or len(seal) != _SEAL_BYTES or at.tzinfo is None:
        raise NoAnchor
    return Anchor(seq=seq, seal_hex=seal.hex(), at=at, station_id=station_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adrift:
    """An anchor that the journal does not hold to any more, and the number of the journal's last entry."""

    anchor: Anchor
    last_seq: int

    @property
    def first_lost(self) -> int:
        """The number of the first entry that is missing or another one than it was."""
        return self.last_seq + 1 if self.is_cut_off else self.anchor.seq

    @property
    def is_cut_off(self) -> bool:
        """Whether the journal ends before the anchor; otherwise what it says at that place is another thing."""
        return self.last_seq < self.anchor.seq

    @property
    def sentence(self) -> str:
        """What is wrong, for a person."""
        if self.is_cut_off:
            return (
                f"Entry {self.first_lost} is missing from the journal: its end was cut off. "
                f"It had {self.anchor.seq} entries once, and ends with entry {self.last_seq} now."
            )
        return f"Entry {self.anchor.seq}, or one before it, is another one than it was: the journal was written anew."
