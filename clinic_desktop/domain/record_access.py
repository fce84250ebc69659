"""That somebody read a patient's record: what the audit log tells beside what was changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from .records import Record

ONE_READING = timedelta(hours=1)
"""However often a person opens a patient's record within it, in one session: it is one reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAccess(Record):
    """Somebody of the clinic read a patient's record, first at `read_at` of the hour that it stands for."""

    patient_id: UUID
    account_id: UUID
    read_at: datetime
