"""Who waits for an earlier time, or for any time at all, and what would suit them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from .queries import DayPart
from .records import Record


class Urgency(StrEnum):
    """How much it presses (FHIR R4 RequestPriority), in rising order."""

    ROUTINE = "routine"
    URGENT = "urgent"
    ASAP = "asap"

    @property
    def rank(self) -> int:
        """0 for the least pressing."""
        return tuple(Urgency).index(self)


class WaitingStatus(StrEnum):
    """Where an entry of the waiting list stands."""

    WAITING = "waiting"
    BOOKED = "booked"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEntry(Record):
    """A patient who would come if a time came free.

    No practitioners and no department mean anyone; no weekdays (0 = Monday) any day; `first_day` and `last_day` are
    both included; `earliest` and `latest` narrow the start on the clinic's clock. `appointment_id` is a later
    appointment that the patient has; it goes back when an earlier one is booked, unless `keeps_appointment`.
    """

    patient_id: UUID
    type_id: UUID
    practitioner_ids: tuple[UUID, ...] = ()
    department_id: UUID | None = None
    asked_at: datetime
    first_day: date | None = None
    last_day: date | None = None
    weekdays: tuple[int, ...] = ()
    part: DayPart = DayPart.ANY
    earliest: time | None = None
    latest: time | None = None
    urgency: Urgency = Urgency.ROUTINE
    note: str = ""
    appointment_id: UUID | None = None
    keeps_appointment: bool = False
    status: WaitingStatus = WaitingStatus.WAITING
    booked_id: UUID | None = None
