"""Days at a glance: who works when, and how full each day is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import TextClause, func, select, text

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.calendar_spans import (
    ColumnsOfDay,
    DayRuler,
    HalfDay,
    MonthDay,
    halves,
    ruler_of,
    worked_otherwise,
)
from clinic_desktop.domain.sheets import Block, DayColumn
from clinic_desktop.storage.column_types import id_of, raw_of_instant
from clinic_desktop.storage.tables import department, practitioner

from .base import AnySelect, Query, Reading, any_id
from .hours import HoursRows, hours_from, hours_rows


def day_columns(
    reading: Reading, day: date, practitioner_ids: Sequence[UUID] | None, *, zone: ZoneInfo
) -> list[DayColumn]:
    """The heads of a day sheet, in the order asked for; of all active practitioners by name if none are named."""
    (found,) = span_columns(reading, day, day, practitioner_ids, zone=zone)
    return list(found.columns)


def span_columns(
    reading: Reading, first: date, last: date, practitioner_ids: Sequence[UUID] | None, *, zone: ZoneInfo
) -> list[ColumnsOfDay]:
    """The same for each day from `first` to `last`."""
    heads = _heads_of(reading, practitioner_ids)
    hours = hours_rows(reading, list(heads), first, last)
    return [
        ColumnsOfDay(day=day, columns=tuple(_column(head, hours[one], day, zone) for one, head in heads.items()))
        for day in _days(first, last)
    ]


def _heads_of(reading: Reading, practitioner_ids: Sequence[UUID] | None) -> dict[UUID, tuple[Any, ...]]:  # Any: raw
    if practitioner_ids is None:
        return {id_of(head[0]): head for head in reading.raw_rows(_HEADS_OF_ACTIVE)}
    found = {id_of(head[0]): head for head in reading.raw_rows(_HEADS, practitioner_ids=practitioner_ids)}
    return {one: found[one] for one in practitioner_ids if one in found}


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=index) for index in range((last - first).days + 1)]


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
        blocks=tuple(
            Block(exception_id=one.id, starts_at=span.starts_at, ends_at=span.ends_at, reason=one.reason)
            for one, span in kept.blocking(day, zone)
        ),
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


def month_days(
    reading: Reading, first: date, last: date, practitioner_ids: Sequence[UUID] | None, *, zone: ZoneInfo
) -> list[MonthDay]:
    """How full each day is, in order; of everyone if no practitioners are named."""
    rulers = [ruler_of(day, zone) for day in _days(first, last)]
    people = reading.raw_rows(_PEOPLE)
    if practitioner_ids is not None:
        wanted = {one.bytes for one in practitioner_ids}
        people = [person for person in people if person[0] in wanted]
    working = [id_of(person[0]) for person in people if person[3]]
    hours = hours_rows(reading, working, first, last)
    sums = [_Sum(ruler) for ruler in rulers]
    taken = _taken(reading, [id_of(person[0]) for person in people], sums)
    for practitioner_id, name, slot_minutes, is_active in people:
        if is_active:
            of_days = _hours_of_days(hours[id_of(practitioner_id)], first, last, zone)
            for index, one in enumerate(sums):
                one.add(of_days[index], taken.get((practitioner_id, index), 0), name, slot_minutes)
    return [one.day() for one in sums]


@dataclass(frozen=True, slots=True)
class _Worked:
    """What one practitioner's hours make of one day."""

    opened: int
    is_away: bool
    closure: str


class _Sum:
    """One day, practitioner by practitioner."""

    __slots__ = ("away", "booked", "closure", "ruler", "sums")

    def __init__(self, ruler: DayRuler) -> None:
        self.ruler = ruler
        self.booked = [0, 0]
        self.sums = [[0, 0, 0], [0, 0, 0]]
        self.away: list[str] = []
        self.closure = ""

    def add(self, worked: _Worked, taken: int, name: str, slot_minutes: int) -> None:
        self.closure = worked.closure
        if worked.is_away:
            self.away.append(name)
        if worked.opened:
            for total, part in zip(self.sums, halves(worked.opened, taken, self.ruler.noon, slot_minutes), strict=True):
                for place in range(3):
                    total[place] += part[place]

    def day(self) -> MonthDay:
        morning, afternoon = (
            HalfDay(booked=booked, open_minutes=opened, taken_minutes=taken, free=free)
            for booked, (opened, taken, free) in zip(self.booked, self.sums, strict=True)
        )
        return MonthDay(
            day=self.ruler.day, morning=morning, afternoon=afternoon, closure=self.closure, away=tuple(self.away)
        )


def _taken(reading: Reading, practitioner_ids: Sequence[UUID], sums: Sequence[_Sum]) -> dict[tuple[bytes, int], int]:
    """What is taken of each practitioner's days, marked on their rulers; counts the appointments on the way."""
    spans = [one.ruler.span for one in sums]
    rows = reading.raw_rows(
        _TAKEN,
        practitioner_ids=practitioner_ids,
        days=json.dumps([[raw_of_instant(span.starts_at), raw_of_instant(span.ends_at)] for span in spans]),
    )
    noons = [one.ruler.noon for one in sums]
    booked = [one.booked for one in sums]
    taken: dict[tuple[bytes, int], int] = {}
    for practitioner_id, index, start, minutes in rows:
        booked[index][start >= noons[index]] += 1
        whose = (practitioner_id, index)
        taken[whose] = taken.get(whose, 0) | ((1 << minutes) - 1) << start  # minutes_from(), of thousands of rows
    return taken


@lru_cache(maxsize=1024)  # as `_column`
def _hours_of_days(rows: HoursRows, first: date, last: date, zone: ZoneInfo) -> tuple[_Worked, ...]:
    hours = hours_from(rows)
    return tuple(
        _Worked(
            opened=ruler_of(day, zone).marked(hours.open_time(day, zone)),
            is_away=worked_otherwise(hours, day) and not any(closure.holds_on(day) for closure in hours.closures),
            closure=next((closure.name for closure in hours.closures if closure.holds_on(day)), ""),
        )
        for day in _days(first, last)
    )


def _people() -> AnySelect:
    p = practitioner.c
    return select(p.id, func.trim(p.title.concat(" ").concat(p.name)), p.slot_minutes, p.active).order_by(p.name, p.id)


def _taken_statement() -> TextClause:
    # CROSS JOIN keeps this order: for each practitioner and day one stretch of an index that holds all that is asked.
    holding = ", ".join(f"'{status.value}'" for status in AppointmentStatus if status.holds_time)
    return text(
        "SELECT a.practitioner_id, d.key, (a.starts_at - (d.value ->> 0)) / 60000, (a.ends_at - a.starts_at) / 60000 "
        "FROM json_each(:practitioner_ids) p CROSS JOIN json_each(:days) d CROSS JOIN appointment a "
        "WHERE a.practitioner_id = unhex(p.value) AND a.starts_at >= d.value ->> 0 AND a.starts_at < d.value ->> 1 "
        f"AND a.status IN ({holding})"
    )


_PEOPLE = Query(_people)
_TAKEN = Query(_taken_statement)
