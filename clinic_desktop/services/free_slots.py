"""The search for free times: across practitioners and days, in chunks, and no further than enough were found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.clinic_time import day_of, span_of_days
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.queries import ANY_TIME, DayTimes
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.diaries import Bookable, bookable, diaries_of

from .limits import STAFF_LOOKS_AHEAD, Limits

_CHUNKS = (1, 2, 4, 7, 14)
"""Days read at a time: few at first, because most searches end there."""

_ONE_DAY = timedelta(days=1)
_OFFERED_WITHIN = timedelta(days=60)

OFFERED = 5
"""How many free times stand beside a refusal."""

_PER_SIDE = 2
_MOST_OF_A_DAY = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSearch:
    """What is looked for; `weekdays` empty means every day, `practitioners` in the order of equal times.

    Of the practitioners those stay who offer the type.

    Holds of the account `account_id` keep nothing from it. `slots` looks into the diaries themselves, within whatever
    reading or change is under way; `FreeTimes` gives the same answers from what it remembers. For `slots` alone, the
    appointment `but` steps aside, and `hours` stand in for those that are stored.
    """

    practitioners: Sequence[Bookable]
    kind: AppointmentType
    minutes: int
    first_day: date
    limits: Limits
    zone: ZoneInfo
    now: datetime
    weekdays: frozenset[int] = frozenset()
    times: DayTimes = ANY_TIME
    patient_id: UUID | None = None
    account_id: UUID | None = None
    first_per_day: bool = False
    but: UUID | None = None
    hours: Mapping[UUID, Hours] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Whoever asks, nobody is searched to whom patients do not come for that.
        if self.kind.practitioner_ids:
            offered = {one.int for one in self.kind.practitioner_ids}  # a UUID is hashed and compared by Python code
            offering = [one for one in self.practitioners if one.practitioner_id.int in offered]
            object.__setattr__(self, "practitioners", offering)

    def slots(self, reading: Reading, limit: int) -> list[Slot]:
        """The first free times, ordered by start."""
        if not self.practitioners:
            return []
        return list(islice(self._all(reading), limit))

    def days(self, first: date | None = None) -> Iterator[date]:
        """The days from `first`, or else from today or later on, on the weekdays asked for."""
        day = first or max(self.first_day, day_of(self.limits.not_before, self.zone))
        while day <= self.limits.last_day:
            if not self.weekdays or day.weekday() in self.weekdays:
                yield day
            day += _ONE_DAY

    def _all(self, reading: Reading) -> Iterator[Slot]:
        last_offered: date | None = None
        for days in self._chunks():
            for slot in self._in_days(reading, days):
                if self.first_per_day:
                    day = day_of(slot.starts_at, self.zone)
                    if day == last_offered:
                        continue
                    last_offered = day
                yield slot

    def _chunks(self) -> Iterator[list[date]]:
        """The days in growing chunks."""
        days = self.days()
        sizes = iter(_CHUNKS)
        while chunk := list(islice(days, next(sizes, _CHUNKS[-1]))):
            yield chunk

    def _in_days(self, reading: Reading, days: Sequence[date]) -> Iterator[Slot]:
        diaries = diaries_of(
            reading,
            [one.practitioner_id for one in self.practitioners],
            span_of_days(days[0], days[-1], self.zone),
            zone=self.zone,
            now=self.now,
            patient_id=self.patient_id,
            account_id=self.account_id,
            but=self.but,
            joined=True,
        )
        for practitioner_id in self.hours.keys() & diaries.keys():
            diaries[practitioner_id] = replace(diaries[practitioner_id], hours=self.hours[practitioner_id])
        return merge(
            *(
                diaries[one.practitioner_id].free_slots(
                    days,
                    minutes=self.minutes,
                    step=one.slot_minutes,
                    not_before=self.limits.not_before,
                    buffer_before=self.kind.buffer_before,
                    buffer_after=self.kind.buffer_after,
                    times=self.times,
                    first_per_day=self.first_per_day,
                )
                for one in self.practitioners
            ),
            key=_start_of,
        )


def next_free(
    reading: Reading,
    *,
    practitioner_id: UUID,
    kind: AppointmentType,
    minutes: int,
    wanted: datetime,
    limits: Limits,
    zone: ZoneInfo,
    now: datetime,
    patient_id: UUID | None,
    account_id: UUID | None = None,
    may_be_colleagues: bool = True,
) -> list[Slot]:
    """What to offer beside a refusal: the nearest times of that day, before and after, then the next days' first.

    Where the practitioner has none that day, colleagues of the department stand in; where none at all, anyone. Nearest
    first, of two as near the later one; no two of one day overlap.
    """
    is_near = limits.not_before < wanted < now + STAFF_LOOKS_AHEAD and day_of(wanted, zone) <= limits.last_day
    wished_day = day_of(wanted if is_near else limits.not_before, zone)
    own = SlotSearch(
        practitioners=bookable(reading, [practitioner_id]),
        kind=kind,
        minutes=minutes,
        first_day=wished_day,
        limits=replace(limits, last_day=min(limits.last_day, wished_day)),
        zone=zone,
        now=now,
        patient_id=patient_id,
        account_id=account_id,
    )
    offered = nearest(own.slots(reading, _MOST_OF_A_DAY), wanted)
    if not offered and may_be_colleagues:
        department_id = reading.get(Practitioner, practitioner_id).department_id
        if department_id is not None:
            colleagues = replace(own, practitioners=bookable(reading, department_id=department_id))
            offered = nearest(colleagues.slots(reading, _MOST_OF_A_DAY), wanted)
    later = replace(
        own,
        first_day=wished_day + _ONE_DAY,
        limits=replace(limits, last_day=min(limits.last_day, wished_day + _OFFERED_WITHIN)),
        first_per_day=True,
    )
    offered += later.slots(reading, OFFERED - len(offered))
    if offered or not may_be_colleagues:
        return offered
    anyone = replace(later, practitioners=bookable(reading), first_day=wished_day, first_per_day=False)
    return anyone.slots(reading, OFFERED)


def nearest(slots: Sequence[Slot], wanted: datetime) -> list[Slot]:
    """Of one day's free times the nearest at either side, none overlapping another, nearest first."""
    chosen: list[Slot] = []
    for side in (
        sorted((slot for slot in slots if slot.starts_at >= wanted), key=_start_of),
        sorted((slot for slot in slots if slot.starts_at < wanted), key=_start_of, reverse=True),
    ):
        of_side: list[Slot] = []
        for slot in side:
            if len(of_side) < _PER_SIDE and all(not _overlap(slot, other) for other in (*chosen, *of_side)):
                of_side.append(slot)
        chosen += of_side
    return sorted(chosen, key=lambda slot: (abs(slot.starts_at - wanted), slot.starts_at < wanted))


def _overlap(one: Slot, other: Slot) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _start_of(slot: Slot) -> datetime:
    return slot.starts_at
