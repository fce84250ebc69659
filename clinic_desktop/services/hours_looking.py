"""What a plan of hours is looked at by: the hours of whom it concerns, before and after, and who is booked there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.availability import Closure, Hours
from clinic_desktop.domain.clinic_time import day_of, span_of_days
from clinic_desktop.domain.hours_change import stranded
from clinic_desktop.domain.hours_plan import HoursPlan, applied_to_all, closures_after, days_concerned
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.storage.reading.appointments import appointment_lines, booked_lines
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.hours import all_hours_of, hours_of

from .limits import STAFF_LOOKS_AHEAD

MOST_STRANDED = 2_000
"""How many booked appointments of one practitioner are looked at; whoever has more changes nothing by one list."""

_AT_A_TIME = 2_000
_REACHES_IN = timedelta(days=1)
"""How long before some days an appointment may have begun that still lies in them."""

_LOOKED_FOR_AFTER = timedelta(days=70)
"""How long after a closure new times are looked for, and a little more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The hours of everyone concerned, as they stand and as they would, and what is booked and may be touched."""

    before: Mapping[UUID, Hours]
    after: Mapping[UUID, Hours]
    booked: tuple[AppointmentLine, ...]
    zone: ZoneInfo

    def stranded(self) -> tuple[AppointmentLine, ...]:
        """Those that lie within the hours now and would lie outside, the soonest first."""
        return tuple(self._lost(self.before, self.after))

    def relieved(self) -> tuple[AppointmentLine, ...]:
        """Those that lie outside now and would lie within."""
        return tuple(self._lost(self.after, self.before))

    def _lost(self, these: Mapping[UUID, Hours], those: Mapping[UUID, Hours]) -> Iterator[AppointmentLine]:
        for one in self.booked:
            which = one.practitioner_id
            if which in these and stranded((one,), these[which], those[which], self.zone):
                yield one


def look_at(reading: Reading, plan: HoursPlan, now: datetime) -> Look:
    """Look at a plan; raises InvalidInput where the hours cannot stand, NotFound where there is no such person."""
    zone = reading.clinic().zone_info
    standing = _closures(reading)
    before = _before(reading, plan, standing, now)
    booked: dict[UUID, AppointmentLine] = {}
    if plan.concerns_everyone:
        booked |= {one.id: one for one in _booked_then(reading, plan, standing, now, zone)}
    ends = now + 10 * STAFF_LOOKS_AHEAD
    for one in plan.changes:
        whose = one.practitioner_id
        lines = booked_lines(reading, begins=now, ends=ends, practitioner_id=whose, limit=MOST_STRANDED)
        booked |= {line.id: line for line in lines}
    after = applied_to_all(plan, before, closures_after(plan, standing))
    return Look(before=before, after=after, booked=_ordered(booked.values()), zone=zone)


def hours_after(reading: Reading, plan: HoursPlan, now: datetime) -> Mapping[UUID, Hours]:
    """Everybody's hours as the plan would leave them, of those whom it concerns; raises as `look_at`."""
    standing = _closures(reading)
    return applied_to_all(plan, _before(reading, plan, standing, now), closures_after(plan, standing))


def _closures(reading: Reading) -> tuple[Closure, ...]:
    return tuple(reading.where(Closure, order=("first_day",)))


def _before(reading: Reading, plan: HoursPlan, standing: tuple[Closure, ...], now: datetime) -> dict[UUID, Hours]:
    """The hours of whom a plan concerns, as they stand."""
    before: dict[UUID, Hours] = {}
    if plan.concerns_everyone and days_concerned(plan, standing):
        before |= _hours_of_everyone(reading, plan, standing, day_of(now, reading.clinic().zone_info))
    for change in plan.changes:
        which = reading.get(Practitioner, change.practitioner_id).id
        before[which] = all_hours_of(reading, which)
    return before


def _hours_of_everyone(
    reading: Reading, plan: HoursPlan, standing: tuple[Closure, ...], today: date
) -> dict[UUID, Hours]:
    """Everybody's hours on the days concerned and on those where new times are looked for; all closures in each."""
    days = days_concerned(plan, standing)
    first, last = min(days[0][0], today), max(days[-1][1], today) + _LOOKED_FOR_AFTER
    everyone = [one.id for one in reading.where(Practitioner)]
    found = hours_of(reading, everyone, first, last)
    return {which: replace(hours, closures=standing) for which, hours in found.items()}


def _booked_then(
    reading: Reading, plan: HoursPlan, standing: tuple[Closure, ...], now: datetime, zone: ZoneInfo
) -> Iterator[AppointmentLine]:
    """Everything that is booked and to come on the days whose closures change, however much it is."""
    for first, last in days_concerned(plan, standing):
        span = span_of_days(first, last, zone)
        begins, ends = max(now, span.starts_at - _REACHES_IN), span.ends_at
        after: AppointmentLine | None = None
        while begins < ends:
            lines = appointment_lines(
                reading,
                begins=begins,
                ends=ends,
                statuses=(AppointmentStatus.BOOKED,),
                limit=_AT_A_TIME,
                after=after,
            )
            yield from lines
            if len(lines) < _AT_A_TIME:
                break
            after = lines[-1]


def _ordered(lines: Iterable[AppointmentLine]) -> tuple[AppointmentLine, ...]:
    return tuple(sorted(lines, key=lambda one: (one.starts_at, one.id)))
