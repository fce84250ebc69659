"""What a person asks the diary for: the frozen filters and drafts that windows hand to the services."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from .appointments import AppointmentStatus
from .availability import ExceptionKind


class DayPart(StrEnum):
    """Which half of a day a person has time in; noon on the clinic's clock divides them."""

    ANY = "any"
    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotQuery:
    """Which free times are wanted, on days that are both included.

    No practitioners and no department ask for anyone; no weekdays (0 = Monday) for every day; `minutes` None takes
    the type's length. With a patient, times at which they are engaged already are left out.
    """

    type_id: UUID
    first_day: date
    last_day: date
    minutes: int | None = None
    practitioner_ids: tuple[UUID, ...] = ()
    department_id: UUID | None = None
    weekdays: frozenset[int] = frozenset()
    part: DayPart = DayPart.ANY
    patient_id: UUID | None = None
    first_per_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFilter:
    """Which appointments a list shows, on days that are both included; what is empty does not limit.

    A doctor is shown the own diary unless `everyone` is set.
    """

    first_day: date
    last_day: date
    practitioner_ids: tuple[UUID, ...] = ()
    department_id: UUID | None = None
    statuses: frozenset[AppointmentStatus] = frozenset()
    patient_id: UUID | None = None
    everyone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which entries of the journal are wanted, on days that are both included; what is empty does not limit."""

    first_day: date | None = None
    last_day: date | None = None
    actor_id: UUID | None = None
    kind: str = ""
    record_id: UUID | None = None
    verb: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternDraft:
    """Weekly hours as they are typed; see WeeklyPattern for what the fields mean."""

    weekday: int
    starts: time
    ends: time
    valid_from: date
    valid_until: date | None = None
    every_weeks: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionDraft:
    """Leave or extra hours as they are typed: both times or neither; without times it is the whole day."""

    practitioner_id: UUID
    first_day: date
    last_day: date
    kind: ExceptionKind
    starts: time | None = None
    ends: time | None = None
    reason: str = ""
