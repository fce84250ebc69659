"""When practitioners work: the patterns, exceptions and closures that concern some days, in one statement."""

from collections.abc import Sequence
from datetime import date, time
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import BindParameter, CompoundSelect, bindparam, literal, null, or_, select, union_all

from clinic_desktop.domain.availability import AvailabilityException, Closure, ExceptionKind, Hours, WeeklyPattern
from clinic_desktop.storage.column_types import Number, Raw, id_of
from clinic_desktop.storage.tables import availability_exception, closure, weekly_pattern

from .base import Query, Reading, one_or_any

HoursRows: TypeAlias = tuple[tuple[Any, ...], ...]  # Any: raw, as each column has it
"""The rows that decide one practitioner's hours on some days, as they are stored: what may be kept of them is known
by these, and so it can never be out of date."""

_EVERY_WEEKDAY = 0b111_1111
_WEEKS_AROUND = 8 * 7


def hours_of(reading: Reading, practitioner_ids: Sequence[UUID], first: date, last: date) -> dict[UUID, Hours]:
    """The hours of each practitioner, with all that decides the days from `first` to `last`, both included."""
    found = hours_rows(reading, practitioner_ids, first, last)
    return {practitioner_id: hours_from(rows) for practitioner_id, rows in found.items()}


def hours_around(reading: Reading, practitioner_id: UUID, first: date, last: date) -> Hours:
    """One practitioner's hours with all that decides those days, and the weeks around them, which are known from now.

    Bookings and moves ask for one practitioner and one day after the other.
    """
    begins = date.fromordinal(first.toordinal() // _WEEKS_AROUND * _WEEKS_AROUND)
    ends = date.fromordinal((last.toordinal() // _WEEKS_AROUND + 1) * _WEEKS_AROUND - 1)

    def read() -> Hours:
        return hours_from(hours_rows(reading, [practitioner_id], begins, ends)[practitioner_id])

    return reading.known((Hours, practitioner_id.int, begins, ends), read)


def hours_rows(reading: Reading, practitioner_ids: Sequence[UUID], first: date, last: date) -> dict[UUID, HoursRows]:
    """What `hours_from` makes the hours of each practitioner of."""
    days = (last - first).days + 1
    weekdays = _EVERY_WEEKDAY if days >= 7 else sum(1 << (first.weekday() + n) % 7 for n in range(days))
    asked: dict[str, object] = {"first": first, "last": last, "weekdays": weekdays}
    if len(practitioner_ids) == 1:
        one = practitioner_ids[0]
        return {one: tuple(reading.raw_rows(_HOURS_OF_ONE, practitioner_id=one, **asked))}
    rows = reading.raw_rows(_HOURS, practitioner_ids=practitioner_ids, **asked)
    everywhere = [row for row in rows if row[_WHOSE] is None]
    own: dict[bytes, list[tuple[Any, ...]]] = {}  # Any: as above
    for row in rows:
        own.setdefault(row[_WHOSE], []).append(row)
    return {one: (*own.get(one.bytes, ()), *everywhere) for one in practitioner_ids}


@lru_cache(maxsize=1024)
def hours_from(rows: HoursRows) -> Hours:
    """The hours that some rows make."""
    records = [_record(*row) for row in rows]
    return Hours(
        patterns=tuple(record for record in records if isinstance(record, WeeklyPattern)),
        exceptions=tuple(record for record in records if isinstance(record, AvailabilityException)),
        closures=tuple(record for record in records if isinstance(record, Closure)),
    )


def all_hours_of(reading: Reading, practitioner_id: UUID) -> Hours:
    """Everything that is kept about one practitioner's hours, past and to come, ordered as a person reads it."""
    return Hours(
        patterns=tuple(
            reading.where(WeeklyPattern, practitioner_id=practitioner_id, order=("weekday", "valid_from", "starts"))
        ),
        exceptions=tuple(
            reading.where(AvailabilityException, practitioner_id=practitioner_id, order=("first_day", "starts"))
        ),
        closures=tuple(reading.where(Closure, order=("first_day",))),
    )


def all_hours_of_several(reading: Reading, practitioner_ids: Sequence[UUID]) -> dict[UUID, Hours]:
    """As `all_hours_of`, for several at once."""
    asked = tuple(practitioner_ids)
    patterns: dict[UUID, list[WeeklyPattern]] = {one: [] for one in asked}
    exceptions: dict[UUID, list[AvailabilityException]] = {one: [] for one in asked}
    for pattern in reading.where(WeeklyPattern, practitioner_id=asked, order=("weekday", "valid_from", "starts")):
        patterns[pattern.practitioner_id].append(pattern)
    for exception in reading.where(AvailabilityException, practitioner_id=asked, order=("first_day", "starts")):
        exceptions[exception.practitioner_id].append(exception)
    closures = tuple(reading.where(Closure, order=("first_day",)))
    return {
        one: Hours(patterns=tuple(patterns[one]), exceptions=tuple(exceptions[one]), closures=closures) for one in asked
    }


def _statement(*, of_one: bool) -> CompoundSelect[tuple[object, ...]]:
    first: BindParameter[date] = bindparam("first")
    last: BindParameter[date] = bindparam("last")
    pattern, exception = weekly_pattern.c, availability_exception.c
    patterns = select(
        literal("pattern"),
        pattern.id,
        pattern.version,
        pattern.practitioner_id,
        pattern.starts,
        pattern.ends,
        pattern.valid_from,
        pattern.valid_until,
        pattern.weekday,
        pattern.every_weeks,
        literal(""),
    ).where(
        one_or_any(pattern.practitioner_id, of_one=of_one),
        bindparam("weekdays", type_=Number).bitwise_rshift(pattern.weekday).bitwise_and(1) != 0,
        pattern.valid_from <= last,
        or_(pattern.valid_until.is_(None), pattern.valid_until >= first),
    )
    exceptions = select(
        exception.kind,
        exception.id,
        exception.version,
        exception.practitioner_id,
        exception.starts,
        exception.ends,
        exception.first_day,
        exception.last_day,
        null(),
        null(),
        exception.reason,
    ).where(
        one_or_any(exception.practitioner_id, of_one=of_one),
        exception.first_day <= last,
        exception.last_day >= first,
    )
    closures = select(
        literal("closure"),
        closure.c.id,
        closure.c.version,
        null(),
        null(),
        null(),
        closure.c.first_day,
        closure.c.last_day,
        null(),
        null(),
        closure.c.name,
    ).where(closure.c.first_day <= last, closure.c.last_day >= first)
    return union_all(patterns, exceptions, closures)


_HOURS = Query(lambda: _statement(of_one=False))
_HOURS_OF_ONE = Query(lambda: _statement(of_one=True))
_WHOSE = 3
"""Where a row names the practitioner; a closure names none."""


@lru_cache(maxsize=2048)  # as `hours_from`: most weeks are made of the same few rows
def _record(
    what: str,
    raw_id: bytes,
    version: int,
    practitioner_id: bytes,
    starts: str | None,
    ends: str | None,
    first: str,
    last: str | None,
    weekday: int,
    every_weeks: int,
    words: str,
) -> WeeklyPattern | AvailabilityException | Closure:
    """One row of any of the three, from its raw values."""
    if what == "pattern":
        return WeeklyPattern(
            id=id_of(raw_id),
            version=version,
            practitioner_id=id_of(practitioner_id),
            weekday=weekday,
            starts=_clock(starts),
            ends=_clock(ends),
            valid_from=date.fromisoformat(first),
            valid_until=None if last is None else date.fromisoformat(last),
            every_weeks=every_weeks,
        )
    last_day = date.fromisoformat(last or first)
    if what == "closure":
        return Closure(
            id=id_of(raw_id), version=version, name=words, first_day=date.fromisoformat(first), last_day=last_day
        )
    return AvailabilityException(
        id=id_of(raw_id),
        version=version,
        practitioner_id=id_of(practitioner_id),
        first_day=date.fromisoformat(first),
        last_day=last_day,
        kind=ExceptionKind(what),
        starts=None if starts is None else _clock(starts),
        ends=None if ends is None else _clock(ends),
        reason=words,
    )


def _clock(raw: Raw) -> time:
    return time.fromisoformat(str(raw))
