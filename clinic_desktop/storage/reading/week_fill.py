"""How full the hours of the week are: what was given away, by weekday and hour, of an index that holds all it takes."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import TextClause, text

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import span_of_day
from clinic_desktop.domain.overview import Days
from clinic_desktop.storage.column_types import raw_of_instant

from .base import Query, Reading

HourOfWeek = tuple[int, int]
"""A weekday, 0 for Monday, and an hour."""


def taken_minutes(reading: Reading, days: Days, zone: ZoneInfo, whose: Sequence[UUID]) -> Counter[HourOfWeek]:
    """The minutes that were given away in each hour of the week."""
    asked = json.dumps([[day.weekday(), *_ends(day, zone)] for day in days.each()])
    found: Counter[HourOfWeek] = Counter()
    for weekday, start, minutes, count in reading.raw_rows(_TAKEN, whose=whose, days=asked):
        add_minutes(found, weekday, start, minutes, times=count)
    return found


def add_minutes(found: Counter[HourOfWeek], weekday: int, start: int, minutes: int, *, times: int = 1) -> None:
    """Share a stretch of minutes among the hours of its day; what reaches into the next day is left out."""
    ends = min(start + minutes, _A_DAY)
    while start < ends:
        hour = start // _AN_HOUR
        stop = min(ends, (hour + 1) * _AN_HOUR)
        found[weekday, hour] += (stop - start) * times
        start = stop


def _ends(day: date, zone: ZoneInfo) -> list[int]:
    span = span_of_day(day, zone)
    return [raw_of_instant(span.starts_at), raw_of_instant(span.ends_at)]


def _taken() -> TextClause:
    # CROSS JOIN and MATERIALIZED as in `loads`: one stretch of the index for each practitioner and day.
    holding = ", ".join(f"'{status.value}'" for status in AppointmentStatus if status.holds_time)
    return text(
        "WITH p(id) AS MATERIALIZED (SELECT unhex(value) FROM json_each(:whose)), "
        "d(weekday, begins, ends) AS MATERIALIZED "
        "(SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:days)) "
        "SELECT d.weekday, (a.starts_at - d.begins) / 60000, (a.ends_at - a.starts_at) / 60000, count(*) "
        "FROM p CROSS JOIN d CROSS JOIN appointment a "
        "WHERE a.practitioner_id = p.id AND a.starts_at >= d.begins AND a.starts_at < d.ends "
        f"AND a.status IN ({holding}) AND NOT a.contested GROUP BY 1, 2, 3"
    )


_TAKEN = Query(_taken)
_A_DAY, _AN_HOUR = 24 * 60, 60
