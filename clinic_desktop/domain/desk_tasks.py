"""What the front desk is asked to do: an appointment to be moved, a visit to be booked, a newcomer to be looked up."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from .records import Record


class TaskKind(StrEnum):
    """What is asked: move what a change of hours left without its time, book a visit that follows, link a newcomer."""

    MOVE = "move"
    BOOK = "book"
    LINK = "link"


class TaskStatus(StrEnum):
    """Where a task stands (FHIR R4 Task.status, of which these three are used)."""

    REQUESTED = "requested"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTask(Record):
    """One thing on the front desk's list.

    `appointment_id` is the one to be moved, or the visit that another shall follow; `wanted_day` about when;
    `reason` what the desk tells the patient; `booked_id` what came of it.
    """

    kind: TaskKind
    patient_id: UUID
    practitioner_id: UUID | None = None
    type_id: UUID | None = None
    appointment_id: UUID | None = None
    wanted_day: date | None = None
    reason: str = ""
    asked_at: datetime
    asked_by: UUID | None = None
    status: TaskStatus = TaskStatus.REQUESTED
    settled_at: datetime | None = None
    settled_by: UUID | None = None
    booked_id: UUID | None = None
