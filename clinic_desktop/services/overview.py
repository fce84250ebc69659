"""What the overview of the clinic is put together from, for a verb that has let its caller in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.clinic_time import span_of_days
from clinic_desktop.domain.overview import (
    WEEKS_OF_FILL,
    Days,
    HourFill,
    Overview,
    PractitionerFigures,
    WeekFill,
    bars_of,
    missed_by_weekday,
    missed_of,
    quantile,
    step_of,
)
from clinic_desktop.domain.people import Department, Practitioner
from clinic_desktop.domain.sheets import Statistics
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.figures import PeopleFigures, active_departments, practitioners_of, seen_patients
from clinic_desktop.storage.reading.tallies import (
    Told,
    Whose,
    by_day,
    by_lead,
    patients_on_file,
    told_of_all,
    told_of_each,
)
from clinic_desktop.storage.reading.week_fill import HourOfWeek, taken_minutes

from .open_time import Opened, minutes_open, open_days, opened_by_hour, opened_in


@dataclass(frozen=True, slots=True)
class Those:
    """Whose figures are asked for: everybody's, a department's or one practitioner's."""

    everybody: tuple[UUID, ...]
    active: tuple[UUID, ...]
    is_whole_clinic: bool

    @property
    def whose(self) -> Whose:
        """None for the whole clinic."""
        return None if self.is_whole_clinic else self.everybody


def those(reading: Reading, practitioner_id: UUID | None, department_id: UUID | None) -> Those:
    """The practitioners of a question, retired ones among `everybody` only."""
    key = ("those", practitioner_id, department_id)
    found = reading.known(key, lambda: practitioners_of(reading, practitioner_id, department_id))
    return Those(
        everybody=tuple(found),
        active=tuple(one for one, is_active in found.items() if is_active),
        is_whole_clinic=practitioner_id is None and department_id is None,
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """What a reading has of some days. The open time is reckoned without it, which may take longer than a glance."""

    days: Days
    of: Those
    told: Told
    people: PeopleFigures
    departments: int
    opened: Opened
    zone: ZoneInfo

    def statistics(self) -> Statistics:
        """The figures."""
        told, days = self.told, self.days
        return Statistics(
            first_day=days.first,
            last_day=days.last,
            patients=self.people.patients,
            new_patients=self.people.new_patients,
            practitioners=len(self.of.active),
            departments=self.departments,
            by_status=told.by_status,
            no_show_rate=missed_of(told.by_status).rate,
            median_wait=quantile(told.waits, 0.5),
            ninth_decile_wait=quantile(told.waits, 0.9),
            booked_minutes=told.booked_minutes,
            open_minutes=self.opened.minutes(self.zone),
        )


def counted(reading: Reading, days: Days, of: Those) -> Counted:
    """What there is in some days."""
    zone = reading.clinic().zone_info
    span = span_of_days(days.first, days.last, zone)
    return Counted(
        days=days,
        of=of,
        told=told_of_all(reading, days, of.whose),
        people=patients_on_file(reading, span) if of.is_whole_clinic else seen_patients(reading, span, of.everybody),
        departments=reading.known(("departments", "active"), lambda: active_departments(reading)),
        opened=opened_in(reading, of.active, days),
        zone=zone,
    )


def overview_of(
    reading: Reading, days: Days, of: Those, today: date, *, this: Statistics, before: Statistics
) -> Overview:
    """All that the overview shows beside the figures of the days and of those before."""
    zone = reading.clinic().zone_info
    step = step_of(days)
    told = by_day(reading, days, of.whose)
    hours = opened_in(reading, of.active, days).hours
    opened = frozenset[date]().union(*(open_days(rows, days, zone) for rows in hours.values()))
    return Overview(
        days=days,
        this=this,
        before=before,
        step=step,
        bars=bars_of(days, step, told, is_open=opened),
        week=_week_fill(reading, days, of, today, zone),
        by_weekday=missed_by_weekday(told),
        by_lead=by_lead(reading, days, of.whose, of.everybody),
        practitioners=_each(reading, days, of.everybody, zone),
    )


def _each(reading: Reading, days: Days, everybody: Sequence[UUID], zone: ZoneInfo) -> tuple[PractitionerFigures, ...]:
    """Whoever works here, and whoever did and had appointments in the days; by name."""
    told = told_of_each(reading, days, everybody)
    hours = opened_in(reading, everybody, days).hours
    departments = {one.id: one.name for one in reading.where(Department)}
    found = []
    for one in reading.where(Practitioner, order=("name", "id")):
        if one.id not in told or not (one.active or any(told[one.id].by_status.values())):
            continue
        own = told[one.id]
        found.append(
            PractitionerFigures(
                practitioner_id=one.id,
                name=f"{one.title} {one.name}".strip(),
                department="" if one.department_id is None else departments[one.department_id],
                appointments=Statistics.number_of(own.by_status),
                no_shows=missed_of(own.by_status),
                booked_minutes=own.booked_minutes,
                open_minutes=minutes_open(hours[one.id], days, zone) if one.active else 0,
                median_wait=quantile(own.waits, 0.5),
                ninth_decile_wait=quantile(own.waits, 0.9),
                late=quantile(own.late, 0.5),
            )
        )
    return tuple(found)


def _week_fill(reading: Reading, days: Days, of: Those, today: date, zone: ZoneInfo) -> WeekFill:
    """Of the weeks up to the last of the days, or up to today where the days go on beyond it."""
    last = min(days.last, today) if days.first <= today else days.last
    weeks = Days(first=last - timedelta(days=7 * WEEKS_OF_FILL - 1), last=last)
    taken = taken_minutes(reading, weeks, zone, of.active)
    opened: Counter[HourOfWeek] = Counter()
    for rows in opened_in(reading, of.active, weeks).hours.values():
        opened.update(opened_by_hour(rows, weeks, zone))
    hours = sorted(key for key, minutes in opened.items() if minutes)
    return WeekFill(
        days=weeks,
        hours=tuple(
            HourFill(weekday=key[0], hour=key[1], open_minutes=opened[key], taken_minutes=taken[key]) for key in hours
        ),
    )
