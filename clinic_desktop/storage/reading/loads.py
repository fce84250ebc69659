"""Days at a glance: who works when, and how full each day is."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import TextClause, select, text

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.availability import open_minutes
from clinic_desktop.domain.clinic_time import span_of_day
from clinic_desktop.domain.sheets import DayColumn, DayLoad
from clinic_desktop.storage.column_types import id_of, raw_of_instant
from clinic_desktop.storage.tables import department, practitioner

from .base import AnySelect, Query, Reading, any_id
from .hours import HoursRows, hours_from, hours_of, hours_rows


def day_columns(
    reading: Reading, day: date, practitioner_ids: Sequence[UUID] | None, *, zone: ZoneInfo
) -> list[DayColumn]:
    """The heads of a day sheet, in the order asked for; of all active practitioners by name if none are named."""
    if practitioner_ids is None:
        found = reading.raw_rows(_HEADS_OF_ACTIVE)
    else:
        found = reading.raw_rows(_HEADS, practitioner_ids=practitioner_ids)
    heads = {id_of(head[0]): head for head in found}
    order = [one for one in practitioner_ids if one in heads] if practitioner_ids is not None else list(heads)
    hours = hours_rows(reading, order, day, day)
    return [_column(heads[one], hours[one], day, zone) for one in order]


@lru_cache(maxsize=2048)  # known by the rows themselves, so that it is never out of date
def _column(head: tuple[Any, ...], hours: HoursRows, day: date, zone: ZoneInfo) -> DayColumn:  # Any: raw values
    practitioner_id, title, name, room, colour, department_name = head
    kept = hours_from(hours)
    return DayColumn(
        practitioner_id=id_of(practitioner_id),
        practitioner_name=f"{title} {name}".strip(),
        department_name=department_name or "",
        room=room,
        colour=colour,
        open_time=kept.open_time(day, zone),
        away_reason=kept.away_reason(day),
    )


def _heads() -> AnySelect:
    p = practitioner.c
    return (
        select(p.id, p.title, p.name, p.room, p.colour, department.c.name.label("department_name"))
        .join_from(practitioner, department, department.c.id == p.department_id, isouter=True)
        .order_by(p.name, p.id)
    )


_HEADS = Query(lambda: _heads().where(practitioner.c.id.in_(any_id("practitioner_ids"))))
_HEADS_OF_ACTIVE = Query(lambda: _heads().where(practitioner.c.active == 1))


def day_loads(
    reading: Reading, first: date, last: date, practitioner_ids: Sequence[UUID] | None, *, zone: ZoneInfo
) -> list[DayLoad]:
    """Every day's booked and open minutes, in order; of everyone if no practitioners are named."""
    days = [first + timedelta(days=index) for index in range((last - first).days + 1)]
    active = select(practitioner.c.id, practitioner.c.active)
    everyone = {row.id: row.active for row in reading.rows(active)}
    counted = list(everyone) if practitioner_ids is None else [one for one in practitioner_ids if one in everyone]
    spans = [span_of_day(day, zone) for day in days]
    found = {
        index: (appointments, minutes)
        for index, appointments, minutes in reading.lines(
            _LOADS,
            lambda index, appointments, minutes: (index, appointments, minutes),
            practitioner_ids=counted,
            days=json.dumps([[raw_of_instant(span.starts_at), raw_of_instant(span.ends_at)] for span in spans]),
        )
    }
    hours = hours_of(reading, [one for one in counted if everyone[one]], first, last)
    return [
        DayLoad(
            day=day,
            booked_minutes=found.get(index, (0, 0))[1],
            open_minutes=sum(open_minutes(one.open_time(day, zone)) for one in hours.values()),
            appointments=found.get(index, (0, 0))[0],
        )
        for index, day in enumerate(days)
    ]


def _loads() -> TextClause:
    # CROSS JOIN keeps this order: for each practitioner and day one stretch of an index that holds all that is asked.
    holding = ", ".join(f"'{status.value}'" for status in AppointmentStatus if status.holds_time)
    return text(
        "SELECT d.key, count(*), sum(a.ends_at - a.starts_at) / 60000 "
        "FROM json_each(:practitioner_ids) p CROSS JOIN json_each(:days) d CROSS JOIN appointment a "
        "WHERE a.practitioner_id = unhex(p.value) AND a.starts_at >= d.value ->> 0 AND a.starts_at < d.value ->> 1 "
        f"AND a.status IN ({holding}) GROUP BY d.key"
    )


_LOADS = Query(_loads)
