"""The figures of a span of days, counted where they lie."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import TextClause, func, select, text

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.records import uuid7
from clinic_desktop.storage.tables import department, practitioner

from .base import Query, Reading

_STATUS = {status.value: status for status in AppointmentStatus}


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFigures:
    """What happened: appointments by status, minutes that were given away, and how many waited how many minutes."""

    by_status: dict[AppointmentStatus, int]
    booked_minutes: int
    waits: dict[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFigures:
    """Of visits that are over: how many were in the room for how many minutes, and booked for how many."""

    taken: dict[int, int]
    booked: dict[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFigures:
    """How many patients there are, or were seen, and how many of them were registered in the span."""

    patients: int
    new_patients: int


def appointment_figures(reading: Reading, span: Span, practitioner_ids: Sequence[UUID]) -> AppointmentFigures:
    """Of the appointments that start in a span, at these practitioners."""
    by_status: Counter[AppointmentStatus] = Counter()
    waits: Counter[int] = Counter()
    booked = 0
    for status, waited, count, minutes in reading.lines(
        _FIGURES,
        lambda *columns: columns,
        practitioner_ids=practitioner_ids,
        begins=span.starts_at,
        ends=span.ends_at,
    ):
        by_status[_STATUS[status]] += count
        if _STATUS[status].holds_time:
            booked += minutes
        if waited is not None:
            waits[max(0, waited)] += count
    return AppointmentFigures(by_status=dict(by_status), booked_minutes=booked, waits=dict(waits))


def visit_figures(reading: Reading, span: Span, practitioner_ids: Sequence[UUID]) -> VisitFigures:
    """Of the visits that began in a span at these practitioners, and whose beginning and end somebody noted."""
    taken: Counter[int] = Counter()
    booked: Counter[int] = Counter()
    for minutes, planned, count in reading.raw_rows(
        _VISITS, practitioner_ids=practitioner_ids, begins=span.starts_at, ends=span.ends_at
    ):
        taken[minutes] += count
        booked[planned] += count
    return VisitFigures(taken=dict(taken), booked=dict(booked))


def seen_patients(reading: Reading, span: Span, practitioner_ids: Sequence[UUID]) -> PeopleFigures:
    """The patients who had an appointment at these practitioners in the span."""
    found = reading.lines(
        _SEEN,
        lambda patients, new: PeopleFigures(patients=patients, new_patients=new or 0),
        practitioner_ids=practitioner_ids,
        begins=span.starts_at,
        ends=span.ends_at,
        first=_first_id(span.starts_at),
        last=_first_id(span.ends_at),
    )
    return found[0]


def practitioners_of(reading: Reading, practitioner_id: UUID | None, department_id: UUID | None) -> dict[UUID, bool]:
    """The practitioners of a report, retired ones too, with whether they are active."""
    wanted = select(practitioner.c.id, practitioner.c.active)
    if practitioner_id is not None:
        wanted = wanted.where(practitioner.c.id == practitioner_id)
    if department_id is not None:
        wanted = wanted.where(practitioner.c.department_id == department_id)
    return {row.id: row.active for row in reading.rows(wanted)}


def active_departments(reading: Reading) -> int:
    """How many departments there are."""
    return int(reading.value(select(func.count()).where(department.c.active.is_(True))))


def _first_id(at: datetime) -> UUID:
    """The lowest identity that can have been given at a moment."""
    return uuid7(at, 0)


# CROSS JOIN keeps this order: each practitioner's stretch of the index, and no walk through the whole span.
_AT_THESE = (
    "FROM json_each(:practitioner_ids) p CROSS JOIN appointment a "
    "WHERE a.practitioner_id = unhex(p.value) AND a.starts_at >= :begins AND a.starts_at < :ends"
)


def _figures() -> TextClause:
    waited = "CASE WHEN a.in_room_at IS NOT NULL THEN (a.in_room_at - a.arrived_at) / 60000 END"
    return text(
        f"SELECT a.status, {waited} AS waited, count(*), sum(a.ends_at - a.starts_at) / 60000 {_AT_THESE} GROUP BY 1, 2"
    )


def _visits() -> TextClause:
    return text(
        f"SELECT (a.done_at - a.in_room_at) / 60000, (a.ends_at - a.starts_at) / 60000, count(*) {_AT_THESE} "
        "AND a.status = 'fulfilled' AND a.done_at > a.in_room_at GROUP BY 1, 2"
    )


def _seen() -> TextClause:
    return text(
        "SELECT count(*), sum(s.patient_id >= :first AND s.patient_id < :last) "
        f"FROM (SELECT DISTINCT a.patient_id {_AT_THESE} AND a.status != 'entered-in-error') s"
    )


_FIGURES = Query(_figures)
_SEEN = Query(_seen)
_VISITS = Query(_visits)
