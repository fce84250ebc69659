"""How much time is open, by practitioner and by the hour of the week; reckoned once for the same hours."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.availability import open_minutes_between
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.overview import Days
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.hours import HoursRows, hours_from, hours_rows
from clinic_desktop.storage.reading.week_fill import HourOfWeek, add_minutes


@dataclass(slots=True)
class Opened:
    """The hours of some practitioners in some days; what they add up to is reckoned when it is first asked for."""

    hours: Mapping[UUID, HoursRows]
    days: Days
    _minutes: int | None = None

    def minutes(self, zone: ZoneInfo) -> int:
        """How much is open in all."""
        if self._minutes is None:
            self._minutes = sum(minutes_open(rows, self.days, zone) for rows in self.hours.values())
        return self._minutes


def opened_in(reading: Reading, practitioner_ids: Sequence[UUID], days: Days) -> Opened:
    """What decides when each of them works; known until somebody's hours change, where the reading knows things."""
    ids = tuple(practitioner_ids)
    if not ids:
        return Opened({}, days)
    key = ("open time", ids, days)  # with the clinic's zone as it stands: what is known is forgotten with it
    return reading.known(key, lambda: Opened(hours_rows(reading, ids, days.first, days.last), days))


@lru_cache(maxsize=4096)  # the same few hours are asked for again and again; what they are known by are their rows
def minutes_open(rows: HoursRows, days: Days, zone: ZoneInfo) -> int:
    """How many minutes one practitioner's hours open in some days."""
    return open_minutes_between(hours_from(rows), days.first, days.last, zone)


@lru_cache(maxsize=1024)  # as above
def opened_by_hour(rows: HoursRows, days: Days, zone: ZoneInfo) -> Counter[HourOfWeek]:
    """The minutes that are open in each hour of the week."""
    hours = hours_from(rows)
    found: Counter[HourOfWeek] = Counter()
    for day in days.each():
        for span in hours.open_time(day, zone):
            begins = wall_time(span.starts_at, zone)
            add_minutes(found, day.weekday(), begins.hour * 60 + begins.minute, span.minutes)
    return found


@lru_cache(maxsize=1024)  # as above
def open_days(rows: HoursRows, days: Days, zone: ZoneInfo) -> frozenset[date]:
    """The days on which one practitioner works at all."""
    hours = hours_from(rows)
    return frozenset(day for day in days.each() if hours.open_time(day, zone))
