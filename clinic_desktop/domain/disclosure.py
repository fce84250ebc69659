"""Why somebody reads what is not theirs to read: the glass that is broken, with a reason that stays."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure(Record):
    """A doctor's stated reason to read a patient's visit notes, though they never saw them; it holds until `until`."""

    patient_id: UUID
    account_id: UUID
    reason: str
    opened_at: datetime
    until: datetime
