"""When practitioners work: the patterns, exceptions and closures that concern some days, in one statement."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID

from sqlalchemy import BindParameter, CompoundSelect, bindparam, literal, null, or_, select, union_all

from clinic_desktop.domain.availability import AvailabilityException, Closure, ExceptionKind, Hours, WeeklyPattern
from clinic_desktop.storage.column_types import Raw, id_of
from clinic_desktop.storage.tables import availability_exception, closure, weekly_pattern

from .base import Query, Reading, any_id, any_word

_EVERY_WEEKDAY = range(7)


def hours_of(reading: Reading, practitioner_ids: Sequence[UUID], first: date, last: date) -> dict[UUID, Hours]:
    """The hours of each practitioner, with all that decides the days from `first` to `last`, both included."""
    kept: dict[UUID, tuple[list[WeeklyPattern], list[AvailabilityException]]]
    kept = {practitioner_id: ([], []) for practitioner_id in practitioner_ids}
    closures: list[Closure] = []
    days = (last - first).days + 1
    weekdays = _EVERY_WEEKDAY if days >= 7 else [(first + timedelta(days=index)).weekday() for index in range(days)]
    found = reading.lines(
        _HOURS, _record, practitioner_ids=practitioner_ids, first=first, last=last, weekdays=list(weekdays)
    )
    for record in found:
        if isinstance(record, Closure):
            closures.append(record)
        elif isinstance(record, WeeklyPattern):
            kept[record.practitioner_id][0].append(record)
        else:
            kept[record.practitioner_id][1].append(record)
    everywhere = tuple(closures)
    return {
        practitioner_id: Hours(patterns=tuple(patterns), exceptions=tuple(exceptions), closures=everywhere)
        for practitioner_id, (patterns, exceptions) in kept.items()
    }


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


def _statement() -> CompoundSelect[tuple[object, ...]]:
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
        pattern.practitioner_id.in_(any_id("practitioner_ids")),
        pattern.weekday.in_(any_word("weekdays")),
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
        exception.practitioner_id.in_(any_id("practitioner_ids")),
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


_HOURS = Query(_statement)


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
