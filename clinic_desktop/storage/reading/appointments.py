"""Appointments as lists and calendars show them, with the names beside them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache, lru_cache
from operator import itemgetter
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, func, select, tuple_

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource, Confirmation
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.errors import NotFound
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.storage.column_types import Raw, id_of, instant_of, new_id_of, start_of
from clinic_desktop.storage.makers import maker_of
from clinic_desktop.storage.tables import appointment, appointment_type, patient, practitioner

from .base import Query, Reading, any_id, any_word, texts_of

_STATUS = {status.value: status for status in AppointmentStatus}
_SOURCE = {source.value: source for source in BookingSource}
_line = maker_of(AppointmentLine)
_CONFIRMATION = {confirmation.value: confirmation for confirmation in Confirmation}


@lru_cache(maxsize=4096)  # a day is read again after every change, and nearly all of its lines are as they were
def line_of(
    id: bytes,  # noqa: A002 - the columns of `lines()`, in their order
    version: int,
    patient_id: bytes,
    given_name: str,
    family_name: str,
    mrn: str,
    alerts: str,
    practitioner_id: bytes,
    type_id: bytes,
    starts_at: int,
    ends_at: int,
    status: str,
    confirmation: str,
    reason: str,
    room: str,
    buffer_before: int,
    buffer_after: int,
    arrived_at: int | None,
    in_room_at: int | None,
    done_at: int | None,
    overbooked_by: bytes | None,
    asked_to_arrive_at: int | None,
    ticket: int | None,
    series_id: bytes | None,
    source: str,
    has_note: int,
    contested: int,
    practitioner_name: str,
    type_name: str,
) -> AppointmentLine:
    """The line of a row of `lines()`."""
    return _line(  # the fields in the order in which the line has them
        new_id_of(id),
        version,
        new_id_of(patient_id),
        f"{given_name} {family_name}".strip(),
        mrn,
        id_of(practitioner_id),
        practitioner_name,
        id_of(type_id),
        type_name,
        start_of(starts_at),
        start_of(ends_at),
        _STATUS[status],
        _CONFIRMATION[confirmation],
        reason,
        room,
        texts_of(alerts),
        buffer_before,
        buffer_after,
        None if arrived_at is None else instant_of(arrived_at),
        None if in_room_at is None else instant_of(in_room_at),
        None if done_at is None else instant_of(done_at),
        overbooked_by is not None,
        None if asked_to_arrive_at is None else instant_of(asked_to_arrive_at),
        ticket,
        None if series_id is None else id_of(series_id),
        _SOURCE[source],
        bool(has_note),
        bool(contested),
    )


def lines() -> Select[tuple[Raw, ...]]:
    """The columns that `line_of` takes, of every appointment: to be narrowed by `where` and ordered."""
    doctor = func.trim(practitioner.c.title.concat(" ").concat(practitioner.c.name))
    return (
        _without_names()
        .add_columns(doctor.label("practitioner_name"), appointment_type.c.name.label("type_name"))
        .join(practitioner, practitioner.c.id == appointment.c.practitioner_id)
        .join(appointment_type, appointment_type.c.id == appointment.c.type_id)
    )


def _without_names() -> Select[tuple[Raw, ...]]:
    """The same but for its last two columns, the practitioner's name and the type's."""
    a, p = appointment.c, patient.c
    named = select(
        a.id, a.version, a.patient_id, p.given_name, p.family_name, p.mrn, p.alerts, a.practitioner_id, a.type_id,
        a.starts_at, a.ends_at, a.status, a.confirmation, a.reason, a.room, a.buffer_before, a.buffer_after,
        a.arrived_at, a.in_room_at, a.done_at, a.overbooked_by, a.asked_to_arrive_at, a.ticket, a.series_id, a.source,
        ((func.length(a.visit_note) > 0) | (func.length(a.desk_note) > 0)).label("has_note"), a.contested,
    ).join_from(appointment, patient, patient.c.id == a.patient_id)  # fmt: skip
    # By itself SQLite prefers the index that holds nothing but the id, and opens each patient's own row.
    return named.with_hint(patient, "INDEXED BY patient_named", "sqlite")


# An appointment that reaches into the span from before began less than a day earlier: the index needs no more.
# Doctors and types are few and appointments many: joining and sorting takes SQLite as long as finding them.
_DAY = Query(
    lambda: _without_names().where(
        appointment.c.practitioner_id.in_(any_id("practitioner_ids")),
        appointment.c.starts_at > bindparam("starts_at") - 86_400_000,
        appointment.c.starts_at < bindparam("ends_at"),
        appointment.c.ends_at > bindparam("starts_at"),
        appointment.c.status != AppointmentStatus.ENTERED_IN_ERROR,
    )
)
_TYPES = Query(lambda: select(appointment_type.c.id, appointment_type.c.name))
_PRACTITIONER, _TYPE, _START = 7, 8, 9
"""Where they stand in a row of `lines()`."""


def day_lines(reading: Reading, span: Span, names: Mapping[UUID, str]) -> list[AppointmentLine]:
    """The appointments of the practitioners so named that touch a span, by start; without erroneous ones."""
    rows = reading.raw_rows(_DAY, starts_at=span.starts_at, ends_at=span.ends_at, practitioner_ids=names)
    rows.sort(key=itemgetter(_START))
    of_type = dict(reading.raw_rows(_TYPES))
    of_practitioner = {practitioner_id.bytes: name for practitioner_id, name in names.items()}
    return [line_of(*row, of_practitioner[row[_PRACTITIONER]], of_type[row[_TYPE]]) for row in rows]


def line_by_id(reading: Reading, appointment_id: UUID) -> AppointmentLine:
    """One appointment with the names beside it; raises NotFound."""
    found = reading.lines(_ONE, line_of, appointment_id=appointment_id)
    if not found:
        raise NotFound("appointment")
    return found[0]


def appointment_lines(
    reading: Reading,
    *,
    begins: datetime,
    ends: datetime,
    practitioner_ids: Collection[UUID] | None = None,
    department_id: UUID | None = None,
    statuses: Collection[AppointmentStatus] = (),
    patient_id: UUID | None = None,
    limit: int,
    after: AppointmentLine | None = None,
) -> list[AppointmentLine]:
    """Appointments that start in a span, by start, then id; without erroneous ones unless their status is asked for."""
    given: dict[str, object] = {
        "practitioner_ids": practitioner_ids,
        "department_id": department_id,
        "statuses": statuses or _NOT_IN_ERROR,
        "patient_id": patient_id,
        "after_start": None if after is None else after.starts_at,
    }
    asked = {name: value for name, value in given.items() if value is not None}
    if after is not None:
        asked["after_id"] = after.id
    return reading.lines(_list(frozenset(asked)), line_of, begins=begins, ends=ends, limit=limit, **asked)


def booked_lines(
    reading: Reading, *, begins: datetime, ends: datetime, practitioner_id: UUID | None, limit: int
) -> list[AppointmentLine]:
    """What is booked and still to come in a span, at one practitioner or anywhere, soonest first."""
    return appointment_lines(
        reading,
        begins=begins,
        ends=ends,
        practitioner_ids=None if practitioner_id is None else (practitioner_id,),
        statuses=(AppointmentStatus.BOOKED,),
        limit=limit,
    )


_ONE = Query(lambda: lines().where(appointment.c.id == bindparam("appointment_id")))
_NOT_IN_ERROR = tuple(status for status in AppointmentStatus if status is not AppointmentStatus.ENTERED_IN_ERROR)


@cache
def _list(asked: frozenset[str]) -> Query:
    """The list narrowed by what is asked for: one statement for each combination, so that each takes its own index."""
    a = appointment.c
    ways: dict[str, ColumnElement[bool]] = {
        "practitioner_ids": a.practitioner_id.in_(any_id("practitioner_ids")),
        "department_id": practitioner.c.department_id == bindparam("department_id"),
        "statuses": a.status.in_(any_word("statuses")),
        "patient_id": a.patient_id == bindparam("patient_id"),
        "after_start": tuple_(a.starts_at, a.id) > tuple_(bindparam("after_start"), bindparam("after_id")),
    }
    return Query(
        lambda: (
            lines()
            .where(a.starts_at >= bindparam("begins"), a.starts_at < bindparam("ends"))
            .where(*(way for name, way in ways.items() if name in asked))
            .order_by(a.starts_at, a.id)
            .limit(bindparam("limit"))
        )
    )
