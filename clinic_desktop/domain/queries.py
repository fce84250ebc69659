"""What a person asks the diary for: the frozen filters and drafts that windows hand to the services."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from .appointments import AppointmentStatus
from .availability import ExceptionKind
from .clinic_time import Span, nearest_instant


class DayPart(StrEnum):
    """Which half of a day a person has time in; noon on the clinic's clock divides them."""

    ANY = "any"
    MORNING = "morning"
    AFTERNOON = "afternoon"


_NOON = time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTimes:
    """The times of day at which something may begin, on the clinic's clock: not before `earliest`, not after `latest`.

    Both narrow the part of the day further. On a day on which the clock jumps they mean what it then shows.
    """

    part: DayPart = DayPart.ANY
    earliest: time | None = None
    latest: time | None = None

    @property
    def is_any(self) -> bool:
        """Whether every time will do."""
        return self.part is DayPart.ANY and self.earliest is None and self.latest is None

    def on(self, day: date, zone: ZoneInfo) -> Span:
        """The span of that day in which something may begin, its end not included; empty where nothing may."""
        earliest = max(self.earliest or time.min, _NOON if self.part is DayPart.AFTERNOON else time.min)
        starts_at = nearest_instant(datetime.combine(day, earliest), zone)
        ends_at = nearest_instant(datetime.combine(day + timedelta(days=1), time.min), zone)
        if self.part is DayPart.MORNING:
            ends_at = nearest_instant(datetime.combine(day, _NOON), zone)
        if self.latest is not None:
            ends_at = min(ends_at, nearest_instant(datetime.combine(day, self.latest), zone) + _MOMENT)
        return Span(starts_at=starts_at, ends_at=max(starts_at, ends_at))


_MOMENT = timedelta(minutes=1)
"""What makes the latest start itself one of those that will do: appointments begin on full minutes."""

ANY_TIME = DayTimes()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotQuery:
    """Which free times are wanted, on days that are both included.

    No practitioners and no department ask for anyone; no weekdays (0 = Monday) for every day; `minutes` None takes
    the type's length. With a patient, times at which they are engaged already are left out. `earliest` and `latest`
    say when it may begin, on the clinic's clock. `first_per_day` gives each day's first time, whoever has it.
    """

    type_id: UUID
    first_day: date
    last_day: date
    minutes: int | None = None
    practitioner_ids: tuple[UUID, ...] = ()
    department_id: UUID | None = None
    weekdays: frozenset[int] = frozenset()
    part: DayPart = DayPart.ANY
    earliest: time | None = None
    latest: time | None = None
    patient_id: UUID | None = None
    first_per_day: bool = False

    @property
    def times(self) -> DayTimes:
        """The times of day that will do."""
        return DayTimes(part=self.part, earliest=self.earliest, latest=self.latest)


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
    """Which entries of the journal are wanted, on days that are both included; what is empty does not limit.

    `kinds` are several at once. With `patient_id` it is all that concerns a patient: their record, who read it, their
    appointments, messages and so on.
    """

    first_day: date | None = None
    last_day: date | None = None
    actor_id: UUID | None = None
    kind: str = ""
    record_id: UUID | None = None
    verb: str = ""
    kinds: tuple[str, ...] = ()
    patient_id: UUID | None = None


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
