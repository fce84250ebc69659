"""Two records of one person made one, and what is known so that the merge can be taken apart again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientMerge(Record):
    """One merge: `merged_id` went into `kept_id`.

    `kept_before` and `kept_after` hold the fields of the kept record that the merge changed, as JSON texts;
    `appointment_ids` and `waiting_ids` name what followed from the merged record to the kept one.
    """

    kept_id: UUID
    merged_id: UUID
    merged_at: datetime
    merged_by: UUID | None
    kept_before: str
    kept_after: str
    appointment_ids: tuple[UUID, ...] = ()
    waiting_ids: tuple[UUID, ...] = ()
    taken_apart_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctPatients(Record):
    """Two records that someone looked at and found to be two people; the smaller id stands first."""

    one_id: UUID
    other_id: UUID
    said_at: datetime
    said_by: UUID | None
