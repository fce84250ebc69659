"""What a booking is checked against: practitioners' diaries over some days, and whom and what it is about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    TextClause,
    bindparam,
    func,
    literal,
    literal_column,
    null,
    select,
    text,
    union_all,
)

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import Span, day_of
from clinic_desktop.domain.diary import Busy, Diary
from clinic_desktop.storage.column_types import Number, id_of, raw_of_instant, start_of
from clinic_desktop.storage.desk_tables import hold
from clinic_desktop.storage.tables import account, appointment, practitioner

from .base import Query, Reading, any_id, one_or_any
from .hours import hours_around, hours_of

_DAY = timedelta(days=1)
_LONGEST_BUFFER = 120
_MINUTE: ColumnElement[int] = literal_column("60000")
_BUFFER: ColumnElement[int] = literal_column("7200000")
_DAY_AND_BUFFER: ColumnElement[int] = literal_column("93600000")
"""Milliseconds; none is longer than a day, so none that began earlier with the longest buffer can reach in."""


def holds_time() -> TextClause:
    """Whether an appointment's status takes time; spelled out, so that the statement is the same each time."""
    holding = ", ".join(f"'{status.value}'" for status in AppointmentStatus if status.holds_time)
    return text(f"appointment.status IN ({holding})")


def is_settled() -> TextClause:
    """Whether an appointment is not contested: one that is takes no practitioner's time."""
    return text("NOT appointment.contested")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookable:
    """A practitioner whose diary may be searched, and the grid their times lie on."""

    practitioner_id: UUID
    slot_minutes: int


def bookable(
    reading: Reading, practitioner_ids: Sequence[UUID] = (), department_id: UUID | None = None
) -> list[Bookable]:
    """Active practitioners by name: these, those of a department, or all."""
    narrowed: dict[str, object] = {}
    if practitioner_ids:
        narrowed["practitioner_ids"] = practitioner_ids
    if department_id is not None:
        narrowed["department_id"] = department_id
    return reading.lines(_bookable(frozenset(narrowed)), _one_bookable, **narrowed)


def diary_of(
    reading: Reading,
    practitioner_id: UUID,
    span: Span,
    *,
    zone: ZoneInfo,
    now: datetime,
    patient_id: UUID | None = None,
    account_id: UUID | None = None,
    but: UUID | None = None,
    buffers: tuple[int, int] = (_LONGEST_BUFFER, _LONGEST_BUFFER),
    are_names_told: bool = True,
) -> Diary:
    """One practitioner's diary around a span: hours of its days, and all that takes time in it or reaches into it.

    Holds count unless they are that account's own or have lapsed; the appointment `but` steps aside. `buffers` are the
    minutes that are wanted free before and after the span. Holds name who holds them, and leave
    its reason, if `are_names_told`.
    """
    taken: list[Busy] = []
    elsewhere: list[Busy] = []
    rows: Iterable[_Taken] = reading.raw_rows(
        _TAKEN_OF_ONE,
        practitioner_id=practitioner_id,
        **_asked(span, now=now, patient_id=patient_id, account_id=account_id, but=but, buffers=buffers),
    )
    for row in rows:
        busy = _busy(*row[1:6], row[6] if are_names_told else None)
        (elsewhere if row[0] is None else taken).append(busy)
    hours = hours_around(reading, practitioner_id, day_of(span.starts_at, zone), day_of(span.ends_at, zone))
    return Diary(
        practitioner_id=practitioner_id,
        hours=hours if are_names_told else hours.without_reasons(),
        zone=zone,
        taken=tuple(taken),
        patient_elsewhere=tuple(elsewhere),
    )


def diaries_of(
    reading: Reading,
    practitioner_ids: Sequence[UUID],
    span: Span,
    *,
    zone: ZoneInfo,
    now: datetime,
    patient_id: UUID | None = None,
    account_id: UUID | None = None,
    but: UUID | None = None,
    buffers: tuple[int, int] = (_LONGEST_BUFFER, _LONGEST_BUFFER),
    joined: bool = False,
) -> dict[UUID, Diary]:
    """Several diaries as `diary_of`, in two statements.

    `joined` makes one of what touches: quicker, and all that a search for free time needs.
    """
    first, last = day_of(span.starts_at, zone), day_of(span.ends_at, zone)
    hours = hours_of(reading, practitioner_ids, first, last + _DAY if joined else last)
    taken: dict[bytes | None, list[Busy]] = {practitioner_id.bytes: [] for practitioner_id in practitioner_ids}
    elsewhere = taken[None] = []
    asked = _asked(span, now=now, patient_id=patient_id, account_id=account_id, but=but, buffers=buffers)
    rows: Iterable[_Taken] = reading.raw_rows(_TAKEN, practitioner_ids=practitioner_ids, **asked)
    for row in _joined(rows) if joined else rows:
        taken[row[0]].append(_busy(*row[1:]))
    return {
        practitioner_id: Diary(
            practitioner_id=practitioner_id,
            hours=hours[practitioner_id],
            zone=zone,
            taken=tuple(taken[practitioner_id.bytes]),
            patient_elsewhere=tuple(elsewhere),
        )
        for practitioner_id in practitioner_ids
    }


def _asked(
    span: Span,
    *,
    now: datetime,
    patient_id: UUID | None,
    account_id: UUID | None,
    but: UUID | None,
    buffers: tuple[int, int],
) -> dict[str, object]:
    return {
        "patient_id": patient_id,
        "account_id": account_id,
        "but": but,
        "now": now,
        "begins": raw_of_instant(span.starts_at),
        "ends": raw_of_instant(span.ends_at),
        "before": buffers[0],
        "after": buffers[1],
    }


@cache
def _bookable(narrowed: frozenset[str]) -> Query:
    p = practitioner.c
    ways = {
        "practitioner_ids": p.id.in_(any_id("practitioner_ids")),
        "department_id": p.department_id == bindparam("department_id"),
    }
    wanted = select(p.id, p.slot_minutes).where(p.active == literal_column("1")).order_by(p.name, p.id)
    return Query(lambda: wanted.where(*(way for name, way in ways.items() if name in narrowed)))


def _one_bookable(practitioner_id: bytes, slot_minutes: int) -> Bookable:
    return Bookable(practitioner_id=id_of(practitioner_id), slot_minutes=slot_minutes)


def _reaches_in() -> list[ColumnElement[bool] | TextClause]:
    # By its row's number, which every index holds: so the practitioner's index tells all, and no row is opened.
    one = appointment.alias("one")
    aside = select(one.c.row).where(one.c.id == bindparam("but")).scalar_subquery()
    return [
        appointment.c.row.is_distinct_from(aside),
        appointment.c.starts_at > bindparam("begins", type_=Number) - _DAY_AND_BUFFER,
        appointment.c.starts_at < bindparam("ends", type_=Number) + _BUFFER,
        appointment.c.starts_at - func.max(appointment.c.buffer_before, bindparam("after")) * _MINUTE
        < bindparam("ends"),
        appointment.c.ends_at + func.max(appointment.c.buffer_after, bindparam("before")) * _MINUTE
        > bindparam("begins"),
        holds_time(),
    ]


_WHEN = (
    appointment.c.starts_at,
    appointment.c.ends_at,
    appointment.c.buffer_before,
    appointment.c.buffer_after,
    null(),
    null(),
)


def _taken_statement(*, of_one: bool) -> CompoundSelect[tuple[object, ...]]:
    """What takes the practitioners' time, held or booked; and, without a practitioner, what takes the patient's."""
    booked = select(appointment.c.practitioner_id, *_WHEN).where(
        one_or_any(appointment.c.practitioner_id, of_one=of_one), *_reaches_in(), is_settled()
    )
    elsewhere = select(null(), *_WHEN).where(appointment.c.patient_id == bindparam("patient_id"), *_reaches_in())
    who = select(account.c.full_name).where(account.c.id == hold.c.account_id).scalar_subquery()
    held = select(
        hold.c.practitioner_id, hold.c.starts_at, hold.c.ends_at, literal(0), literal(0), hold.c.until, who
    ).where(
        one_or_any(hold.c.practitioner_id, of_one=of_one),
        hold.c.starts_at < bindparam("ends"),
        hold.c.ends_at > bindparam("begins"),
        hold.c.until > bindparam("now"),
        hold.c.account_id.is_distinct_from(bindparam("account_id")),
    )
    return union_all(booked, elsewhere, held)


_Taken: TypeAlias = tuple[bytes | None, int, int, int, int, int | None, str | None]
"""Whose, from when to when (milliseconds), the buffers (minutes), and of a hold until when and by whom."""


def _joined(rows: Iterable[_Taken]) -> Iterator[_Taken]:
    """The same time in fewer rows: what follows without a gap or a buffer is one."""
    run: _Taken | None = None
    for row in rows:
        if run is None:
            run = row
        elif row[0] == run[0] and run[1] <= row[1] <= run[2] and not (row[3] or row[4] or run[3] or run[4]):
            run = (run[0], run[1], max(run[2], row[2]), 0, 0, None, None)
        else:
            yield run
            run = row
    if run is not None:
        yield run


@lru_cache(maxsize=4096)  # as their rows
def _busy(
    starts_at: int, ends_at: int, buffer_before: int, buffer_after: int, until: int | None, held_by: str | None
) -> Busy:
    return Busy(
        span=Span(starts_at=start_of(starts_at), ends_at=start_of(ends_at)),
        buffer_before=buffer_before,
        buffer_after=buffer_after,
        held_until=None if until is None else start_of(until),
        held_by=held_by or "",
    )


_TAKEN = Query(lambda: _taken_statement(of_one=False))
_TAKEN_OF_ONE = Query(lambda: _taken_statement(of_one=True))
