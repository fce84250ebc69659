"""Who may read the notes of visits, and the glass that is broken to read others: with a reason that stays."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from .records import Record

OPEN_FOR = timedelta(hours=24)
"""How long a stated reason holds."""

LEAST_REASON = 10
"""How many characters a reason has at least; less says nothing to whoever reads the audit log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure(Record):
    """A doctor's stated reason to read a patient's visit notes, though they never saw them; it holds until `until`."""

    patient_id: UUID
    account_id: UUID
    reason: str
    opened_at: datetime
    until: datetime


class NoteRight(StrEnum):
    """By what somebody reads a patient's visit notes."""

    NONE = "none"  # no doctor: none of them, and no reason opens them
    OWN = "own"  # those of their own appointments; a reason opens the others
    SEEN = "seen"  # all of them: the patient came to them, or is expected by them today
    REASON = "reason"  # all of them, until the stated reason lapses


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesToRead:
    """Which of a patient's visit notes somebody may read now; `until` a stated reason lapses.

    Not `are_here` at a station that the shared server gives no visit notes: nobody reads there what was written
    elsewhere.
    """

    patient_id: UUID
    right: NoteRight
    practitioner_id: UUID | None = None
    until: datetime | None = None
    are_here: bool = True

    def may_read(self, practitioner_id: UUID) -> bool:
        """Whether they may read the note of a visit at this practitioner."""
        match self.right:
            case NoteRight.NONE:
                return False
            case NoteRight.OWN:
                return practitioner_id == self.practitioner_id
            case _:
                return True

    @property
    def would_open(self) -> bool:
        """Whether a reason opens what is closed now."""
        return self.right is NoteRight.OWN and self.are_here
