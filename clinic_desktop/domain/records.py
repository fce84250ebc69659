"""The frozen base of all that is kept, and how its identities are made."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Something the clinic keeps: an identity, and how often it was stored (0 = not yet)."""

    id: UUID
    version: int = 0


def uuid7(at: datetime, randomness: int) -> UUID:
    """A UUIDv7 (RFC 9562, 5.7): sorts by the time of its making; `randomness` gives its low 74 bits."""
    milliseconds = int(at.timestamp() * 1000)
    high = (milliseconds << 16) | 0x7000 | ((randomness >> 62) & 0x0FFF)
    low = (0b10 << 62) | (randomness & ((1 << 62) - 1))
    return UUID(int=(high << 64) | low)
