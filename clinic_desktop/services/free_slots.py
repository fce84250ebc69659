"""The search for free times: across practitioners and days, in chunks, and no further than enough were found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.clinic_time import day_of, span_of_days
from clinic_desktop.domain.queries import DayPart
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.diaries import Bookable, bookable, diaries_of

from .limits import STAFF_LOOKS_AHEAD, Limits

_CHUNKS = (1, 2, 4, 7, 14)
"""Days read at a time: few at first, because most searches end there."""

_OFFERED_WITHIN = timedelta(days=60)

OFFERED = 5
"""How many free times stand beside a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSearch:
    """What is looked for; `weekdays` empty means every day, `practitioners` in the order of equal times."""

    practitioners: Sequence[Bookable]
    kind: AppointmentType
    minutes: int
    first_day: date
    limits: Limits
    zone: ZoneInfo
    now: datetime
    weekdays: frozenset[int] = frozenset()
    part: DayPart = DayPart.ANY
    patient_id: UUID | None = None
    first_per_day: bool = False

    def slots(self, reading: Reading, limit: int) -> list[Slot]:
        """The first free times, ordered by start."""
        if not self.practitioners:
            return []
        return list(islice(self._all(reading), limit))

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
        """The days from today or later on, on the weekdays asked for, in growing chunks."""
        day = max(self.first_day, day_of(self.limits.not_before, self.zone))
        sizes = iter(_CHUNKS)
        size = _CHUNKS[-1]
        while day <= self.limits.last_day:
            size = next(sizes, size)
            following = min(day + timedelta(days=size), self.limits.last_day + timedelta(days=1))
            days = [day + timedelta(days=index) for index in range((following - day).days)]
            wanted = [one for one in days if not self.weekdays or one.weekday() in self.weekdays]
            if wanted:
                yield wanted
            day = following

    def _in_days(self, reading: Reading, days: Sequence[date]) -> Iterator[Slot]:
        diaries = diaries_of(
            reading,
            [one.practitioner_id for one in self.practitioners],
            span_of_days(days[0], days[-1], self.zone),
            zone=self.zone,
            now=self.now,
            patient_id=self.patient_id,
            joined=True,
        )
        return merge(
            *(
                diaries[one.practitioner_id].free_slots(
                    days,
                    minutes=self.minutes,
                    step=one.slot_minutes,
                    not_before=self.limits.not_before,
                    buffer_before=self.kind.buffer_before,
                    buffer_after=self.kind.buffer_after,
                    part=self.part,
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
    patient_id: UUID,
) -> list[Slot]:
    """What to offer beside a refusal: the same practitioner's next free times, or the others' if there are none."""
    begins = limits.not_before
    if limits.not_before < wanted < now + STAFF_LOOKS_AHEAD and day_of(wanted, zone) <= limits.last_day:
        begins = wanted
    first_day = day_of(begins, zone)
    search = SlotSearch(
        practitioners=bookable(reading, [practitioner_id]),
        kind=kind,
        minutes=minutes,
        first_day=first_day,
        limits=Limits(not_before=begins, last_day=min(limits.last_day, first_day + _OFFERED_WITHIN)),
        zone=zone,
        now=now,
        patient_id=patient_id,
    )
    own = search.slots(reading, OFFERED)
    return own or replace(search, practitioners=bookable(reading)).slots(reading, OFFERED)


def _start_of(slot: Slot) -> datetime:
    return slot.starts_at
