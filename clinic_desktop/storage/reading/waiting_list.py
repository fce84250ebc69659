"""The waiting list: who waits, who of them could be meant by a free time, and what they have already."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Label, and_, bindparam, case, func, literal_column, or_, select, tuple_

from clinic_desktop.domain.change_words import short_name
from clinic_desktop.domain.clinic_time import Span, moment_words
from clinic_desktop.domain.gap_fitting import Engagement
from clinic_desktop.domain.waiting_list import Urgency, WaitingEntry, WaitingFilter, WaitingLine, WaitingStatus
from clinic_desktop.domain.waiting_words import whom_words, window_words
from clinic_desktop.storage.column_types import Number, Raw, id_of, start_of
from clinic_desktop.storage.desk_tables import waiting_entry
from clinic_desktop.storage.kinds import kind_of
from clinic_desktop.storage.tables import appointment, appointment_type, department, patient, practitioner

from .base import AnySelect, Query, Reading, any_id, any_word
from .diaries import holds_time

_DAY = 24 * 3_600_000
_columns = [waiting_entry.c[name] for name in kind_of(WaitingEntry).columns]
_RANK: ColumnElement[int] = case(
    {urgency.value: len(Urgency) - urgency.rank for urgency in Urgency}, value=waiting_entry.c.urgency
)


class Names(NamedTuple):
    """What the wishes of the waiting list refer to, by id."""

    practitioners: dict[UUID, str]
    departments: dict[UUID, str]
    department_of: dict[UUID, UUID | None]


@lru_cache(maxsize=8192)  # the list is read again after every change, and nearly all of it is as it was
def entry_of(*row: Raw) -> WaitingEntry:
    """The entry of a row that holds all its columns in their order."""
    return kind_of(WaitingEntry).make(row)


def those_waiting(
    reading: Reading, day: date, *, practitioner_id: UUID | None = None, department_id: UUID | None = None
) -> list[WaitingEntry]:
    """Who could be meant by a free time on a day, at that practitioner of that department or at anyone's.

    A first sieve: it lets nobody fall who would fit.
    """
    asked: dict[str, object] = {"day": day, "weekday": str(day.weekday())}
    if practitioner_id is None:
        return reading.lines(_WAITING, entry_of, **asked)
    named: dict[str, object] = {"practitioner": practitioner_id.hex, "department_id": department_id}
    return reading.lines(_WAITING_FOR, entry_of, **asked, **named)


def engagements_of(reading: Reading, patient_ids: Collection[UUID], span: Span) -> dict[UUID, list[Engagement]]:
    """What patients have already in a span, by patient."""
    found: dict[UUID, list[Engagement]] = defaultdict(list)
    rows = reading.raw_rows(_ENGAGED, patient_ids=patient_ids, begins=span.starts_at, ends=span.ends_at)
    for whose, which, starts_at, ends_at in rows:
        held = Span(starts_at=start_of(starts_at), ends_at=start_of(ends_at))
        found[id_of(whose)].append(Engagement(appointment_id=id_of(which), span=held))
    return found


def still_booked(reading: Reading, appointment_ids: Collection[UUID], now: datetime) -> dict[UUID, Engagement]:
    """Those of some appointments that are booked and to come, by id."""
    rows = reading.raw_rows(_STILL_BOOKED, appointment_ids=appointment_ids, now=now)
    return {
        id_of(which): Engagement(
            appointment_id=id_of(which), span=Span(starts_at=start_of(starts_at), ends_at=start_of(ends_at))
        )
        for which, starts_at, ends_at in rows
    }


def names_of(reading: Reading) -> Names:
    """Every doctor's short name and department, and every department's name."""
    doctors = [(id_of(i), title, name, dep) for i, title, name, dep in reading.raw_rows(_DOCTORS)]
    return Names(
        practitioners={one: short_name(f"{title} {name}".strip(), title) for one, title, name, _ in doctors},
        departments={id_of(one): name for one, name in reading.raw_rows(_DEPARTMENTS)},
        department_of={one: None if dep is None else id_of(dep) for one, _, _, dep in doctors},
    )


def lines_by_id(reading: Reading, entry_ids: Sequence[UUID], *, today: date, now: datetime) -> list[WaitingLine]:
    """These entries with the names beside them, in the order asked for; without patients who were archived."""
    rows = reading.raw_rows(_BY_ID, entry_ids=entry_ids)
    found = {line.entry.id: line for line in _lines_of(reading, rows, today, now)}
    return [found[one] for one in entry_ids if one in found]


def waiting_lines(
    reading: Reading,
    wanted: WaitingFilter,
    *,
    today: date,
    now: datetime,
    reach: tuple[UUID, UUID | None] | None = None,
    limit: int,
    after: WaitingLine | None = None,
) -> list[WaitingLine]:
    """Entries with the names beside them, the most pressing first, then who has waited longest.

    `reach` narrows them to what a practitioner of a department could see to.
    """
    asked: dict[str, object] = {}
    if wanted.statuses:
        asked["statuses"] = wanted.statuses
    if wanted.department_id is not None:
        asked["of_department"] = wanted.department_id
    if wanted.practitioner_id is not None:
        asked["practitioner"] = wanted.practitioner_id.hex
        asked["department_id"] = names_of(reading).department_of.get(wanted.practitioner_id)
    if wanted.patient_id is not None:
        asked["patient_id"] = wanted.patient_id
    if reach is not None:
        asked["own"], asked["own_department_id"] = reach[0].hex, reach[1]
    if after is not None:
        asked["after_rank"] = len(Urgency) - after.entry.urgency.rank
        asked["after_asked"], asked["after_id"] = after.entry.asked_at, after.entry.id
    query = _list(frozenset(asked))
    return _lines_of(reading, reading.raw_rows(query, today=today, limit=limit, **asked), today, now)


def count_waiting(reading: Reading, today: date, reach: tuple[UUID, UUID | None] | None) -> int:
    """How many wait on a day; `reach` as for `waiting_lines`."""
    if reach is None:
        rows = reading.raw_rows(_COUNT, day=today)
    else:
        rows = reading.raw_rows(_COUNT_OF_OWN, day=today, own=reach[0].hex, own_department_id=reach[1])
    return int(rows[0][0])


def _lines_of(
    reading: Reading,
    rows: Sequence[tuple[Any, ...]],
    today: date,
    now: datetime,  # Any: raw, as each column has it
) -> list[WaitingLine]:
    if not rows:
        return []
    names = names_of(reading)
    zone = reading.clinic().zone_info
    split = len(_columns)
    entries = [entry_of(*row[:split]) for row in rows]
    has = still_booked(reading, {one.appointment_id for one in entries if one.appointment_id is not None}, now)
    lines = []
    for entry, row in zip(entries, rows, strict=True):
        given, family, mrn, mobile, phone, type_name, minutes, before, after = row[split:]
        later = has.get(entry.appointment_id) if entry.appointment_id is not None else None
        lines.append(
            WaitingLine(
                entry=entry,
                status=entry.status_on(today),
                patient_name=f"{given} {family}".strip(),
                mrn=mrn,
                phone=mobile or phone,
                type_name=type_name,
                minutes=minutes,
                whom=whom_words(
                    [names.practitioners[one] for one in entry.practitioner_ids if one in names.practitioners],
                    "" if entry.department_id is None else names.departments.get(entry.department_id, ""),
                ),
                window=window_words(entry, today),
                has_at=None if later is None else later.span.starts_at,
                has_words="" if later is None else moment_words(later.span.starts_at, zone),
                buffer_before=before,
                buffer_after=after,
            )
        )
    return lines


def _is_waiting(day: str) -> ColumnElement[bool]:
    w = waiting_entry.c
    return and_(
        w.status == WaitingStatus.WAITING,
        or_(w.last_day.is_(None), w.last_day >= bindparam(day)),
    )


def _suits_whom(practitioner_hex: str, department_id: str) -> ColumnElement[bool]:
    """As `suits_whom`: anyone, that practitioner, or the department."""
    w = waiting_entry.c
    ids = func.instr(w.practitioner_ids, bindparam(practitioner_hex))
    anyone = and_(func.length(w.practitioner_ids) == len("[]"), w.department_id.is_(None))
    return or_(anyone, ids > 0, w.department_id == bindparam(department_id))


def _could_come() -> AnySelect:
    w = waiting_entry.c
    has_come = or_(w.first_day.is_(None), w.first_day <= bindparam("day"))
    on_that_day = or_(w.weekdays == literal_column("'[]'"), func.instr(w.weekdays, bindparam("weekday")) > 0)
    return select(*_columns).where(_is_waiting("day"), has_come, on_that_day)


def _with_names() -> AnySelect:
    p, t = patient.c, appointment_type.c
    names = (p.given_name, p.family_name, p.mrn, p.mobile, p.phone)
    return (
        select(*_columns, *names, t.name, t.minutes, t.buffer_before, t.buffer_after)
        .join_from(waiting_entry, patient, p.id == waiting_entry.c.patient_id)
        .join(appointment_type, t.id == waiting_entry.c.type_id)
        .where(p.archived == 0)
    )


_WAITING = Query(_could_come)
_WAITING_FOR = Query(lambda: _could_come().where(_suits_whom("practitioner", "department_id")))
_BY_ID = Query(lambda: _with_names().where(waiting_entry.c.id.in_(any_id("entry_ids"))))
_COUNT = Query(lambda: select(func.count()).select_from(waiting_entry).where(_is_waiting("day")))
_COUNT_OF_OWN = Query(
    lambda: (
        select(func.count())
        .select_from(waiting_entry)
        .where(_is_waiting("day"), _suits_whom("own", "own_department_id"))
    )
)
_DOCTORS = Query(
    lambda: select(practitioner.c.id, practitioner.c.title, practitioner.c.name, practitioner.c.department_id)
)
_DEPARTMENTS = Query(lambda: select(department.c.id, department.c.name))
_ENGAGED = Query(
    lambda: select(appointment.c.patient_id, appointment.c.id, appointment.c.starts_at, appointment.c.ends_at).where(
        appointment.c.patient_id.in_(any_id("patient_ids")),
        appointment.c.starts_at > bindparam("begins", type_=Number) - _DAY,
        appointment.c.starts_at < bindparam("ends", type_=Number),
        appointment.c.ends_at > bindparam("begins", type_=Number),
        holds_time(),
    )
)
_STILL_BOOKED = Query(
    lambda: select(appointment.c.id, appointment.c.starts_at, appointment.c.ends_at).where(
        appointment.c.id.in_(any_id("appointment_ids")),
        appointment.c.starts_at > bindparam("now"),
        appointment.c.status == "booked",
    )
)


@cache
def _list(asked: frozenset[str]) -> Query:
    """The list narrowed by what is asked for."""
    w = waiting_entry.c
    ways: dict[str, ColumnElement[bool]] = {
        "statuses": _status().in_(any_word("statuses")),
        "of_department": or_(
            w.department_id == bindparam("of_department"),
            select(practitioner.c.id)
            .where(
                practitioner.c.department_id == bindparam("of_department"),
                func.instr(w.practitioner_ids, func.lower(func.hex(practitioner.c.id))) > 0,
            )
            .exists(),
        ),
        "practitioner": _suits_whom("practitioner", "department_id"),
        "patient_id": w.patient_id == bindparam("patient_id"),
        "own": _suits_whom("own", "own_department_id"),
        "after_rank": tuple_(_RANK, w.asked_at, w.id)
        > tuple_(bindparam("after_rank"), bindparam("after_asked"), bindparam("after_id")),
    }
    return Query(
        lambda: (
            _with_names()
            .where(*(way for name, way in ways.items() if name in asked))
            .order_by(_RANK, w.asked_at, w.id)
            .limit(bindparam("limit"))
        )
    )


def _status() -> Label[str]:
    """The status as it is today, in SQL."""
    w = waiting_entry.c
    lapsed = and_(w.status == WaitingStatus.WAITING, w.last_day < bindparam("today"))
    return case((lapsed, WaitingStatus.LAPSED.value), else_=w.status).label("status_today")
