"""Appointments that return: the rule they follow, and which of them a change is meant for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from .records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Record):
    """What the occurrences of a series have in common; each is an appointment that names it.

    `rule` is the recurrence rule (RFC 5545 RRULE, without the word) on the clinic's wall clock in `zone`, counted from
    the naive `local_start`: so a series keeps its wall time when the clocks change.
    """

    patient_id: UUID
    practitioner_id: UUID
    type_id: UUID
    rule: str
    local_start: datetime
    zone: str
    minutes: int


class SeriesScope(StrEnum):
    """Which occurrences a change or a cancellation is meant for."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"
