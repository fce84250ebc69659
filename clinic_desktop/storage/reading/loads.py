"""Days at a glance: who works when, and how full each day is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeAlias
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
    minutes_from,
    ruler_of,
    worked_otherwise,
)
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.sheets import Block, DayColumn, HeldTime
from clinic_desktop.storage.column_types import id_of, raw_of_instant
from clinic_desktop.storage.tables import department, practitioner

from .base import AnySelect, Query, Reading, any_id
from .held_times import held_times
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
    reading: Reading,
    first: date,
    last: date,
    practitioner_ids: Sequence[UUID] | None,
    *,
    zone: ZoneInfo,
    account_id: UUID | None,
    now: datetime,
) -> list[MonthDay]:
    """How full each day is, in order; of everyone if no practitioners are named.

    No slot is free in a buffer, nor in what others than that account hold now.
    """
    rulers = [ruler_of(day, zone) for day in _days(first, last)]
    people = reading.raw_rows(_PEOPLE)
    if practitioner_ids is not None:
        wanted = {one.bytes for one in practitioner_ids}
        people = [person for person in people if person[0] in wanted]
    working = [id_of(person[0]) for person in people if person[3]]
    hours = hours_rows(reading, working, first, last)
    sums = [_Sum(ruler) for ruler in rulers]
    taken, kept = _taken(reading, [id_of(person[0]) for person in people], sums)
    _keep_held(kept, held_times(reading, _all_of(rulers), working, account_id=account_id, now=now), rulers)
    for practitioner_id, name, slot_minutes, is_active in people:
        if is_active:
            of_days = _hours_of_days(hours[id_of(practitioner_id)], first, last, zone)
            for index, one in enumerate(sums):
                gone, clear = taken[index].get(practitioner_id, 0), kept[index].get(practitioner_id, 0)
                one.add(of_days[index], gone, clear, name, slot_minutes)
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

    def add(self, worked: _Worked, taken: int, kept: int, name: str, slot_minutes: int) -> None:
        self.closure = worked.closure
        if worked.is_away:
            self.away.append(name)
        if worked.opened:
            parts = halves(worked.opened, taken, self.ruler.noon, slot_minutes, kept)
            for total, part in zip(self.sums, parts, strict=True):
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


_Marks: TypeAlias = list[dict[bytes, int]]
"""Minutes of each day, by whose they are."""


def _taken(reading: Reading, practitioner_ids: Sequence[UUID], sums: Sequence[_Sum]) -> tuple[_Marks, _Marks]:
    """What is taken of each practitioner's days, and what with its buffers; counts the appointments on the way."""
    spans = [one.ruler.span for one in sums]
    rows = reading.raw_rows(
        _TAKEN,
        practitioner_ids=practitioner_ids,
        days=json.dumps([[raw_of_instant(span.starts_at), raw_of_instant(span.ends_at)] for span in spans]),
    )
    noons = [one.ruler.noon for one in sums]
    booked = [one.booked for one in sums]
    taken: _Marks = [{} for _ in sums]
    kept: _Marks = [{} for _ in sums]
    for practitioner_id, index, start, minutes, before, after in rows:
        booked[index][start >= noons[index]] += 1
        day = taken[index]
        # As minutes_from() does it, of thousands of rows.
        day[practitioner_id] = day.get(practitioner_id, 0) | ((1 << minutes) - 1) << start
        if before or after:
            begins = start - before if start > before else 0
            day = kept[index]
            clear = minutes_from(begins, start + minutes + after - begins)
            day[practitioner_id] = day.get(practitioner_id, 0) | clear
    return taken, kept


def _all_of(rulers: Sequence[DayRuler]) -> Span:
    return Span(starts_at=rulers[0].span.starts_at, ends_at=rulers[-1].span.ends_at)


def _keep_held(kept: _Marks, held: Sequence[HeldTime], rulers: Sequence[DayRuler]) -> None:
    """Mark what other desks hold: a handful, if any."""
    for one in held:
        whose = one.practitioner_id.bytes
        for day, ruler in zip(kept, rulers, strict=True):
            if not one.is_own and ruler.span.overlaps(one.span):
                day[whose] = day.get(whose, 0) | ruler.marked([one.span])


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
    # MATERIALIZED has each practitioner and day taken out of the JSON once, and not for every row.
    holding = ", ".join(f"'{status.value}'" for status in AppointmentStatus if status.holds_time)
    return text(
        "WITH p(id) AS MATERIALIZED (SELECT unhex(value) FROM json_each(:practitioner_ids)), "
        "d(key, begins, ends) AS MATERIALIZED (SELECT key, value ->> 0, value ->> 1 FROM json_each(:days)) "
        "SELECT a.practitioner_id, d.key, (a.starts_at - d.begins) / 60000, (a.ends_at - a.starts_at) / 60000, "
        "a.buffer_before, a.buffer_after FROM p CROSS JOIN d CROSS JOIN appointment a "
        "WHERE a.practitioner_id = p.id AND a.starts_at >= d.begins AND a.starts_at < d.ends "
        f"AND a.status IN ({holding}) AND NOT a.contested"
    )


_PEOPLE = Query(_people)
_TAKEN = Query(_taken_statement)
