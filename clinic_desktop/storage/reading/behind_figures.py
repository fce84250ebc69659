"""The lists behind the figures: appointments and patients, a page at a time."""

from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, TextClause, bindparam, literal_column, text, tuple_

from clinic_desktop.domain.clinic_time import Span, day_of
from clinic_desktop.domain.overview import LEAD_DAYS, Behind, FigureQuery, RegisteredPatient
from clinic_desktop.domain.records import uuid7
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.storage.column_types import instant_of, new_id_of
from clinic_desktop.storage.tables import appointment, practitioner
from clinic_desktop.storage.tallies import DUE, LEAD, WAITED

from .appointments import line_of, lines
from .base import Query, Reading, any_word

_OVER_EVERY_DAY = "~"


def appointments_behind(
    reading: Reading, query: FigureQuery, span: Span, *, limit: int, after: AppointmentLine | None = None
) -> list[AppointmentLine]:
    """The appointments that a figure of some days was counted from, by start; `span` is the days' own."""
    given: dict[str, object] = {
        "statuses": query.statuses or None,
        "practitioner_id": query.practitioner_id,
        "department_id": query.department_id,
        "weekday": query.weekday,
        "hour": None if query.hour is None else f"{query.hour:02}",
        "lead": None if query.lead is None else LEAD_DAYS[query.lead],
        "after_start": None if after is None else after.starts_at,
    }
    asked = {name: value for name, value in given.items() if value is not None}
    if after is not None:
        asked["after_id"] = after.id
    return reading.lines(
        _list(frozenset(asked), query.what),
        line_of,
        begins=span.starts_at,
        ends=span.ends_at,
        first=query.days.first,
        last=query.days.last.isoformat() + _OVER_EVERY_DAY,
        limit=limit,
        **asked,
    )


def registered_patients(
    reading: Reading, span: Span, zone: ZoneInfo, *, limit: int, after: UUID | None = None
) -> list[RegisteredPatient]:
    """The patients on file who were registered in a span, latest first."""

    def patient(raw_id: bytes, name: str, mrn: str) -> RegisteredPatient:
        identity = new_id_of(raw_id)
        return RegisteredPatient(
            id=identity, name=name, mrn=mrn, registered=day_of(instant_of(identity.int >> 80), zone)
        )

    last = uuid7(span.ends_at, 0) if after is None else after
    return reading.lines(_REGISTERED, patient, first=uuid7(span.starts_at, 0), last=last, limit=limit)


@cache
def _list(asked: frozenset[str], what: Behind) -> Query:
    a = appointment.c
    named = {"a": "appointment"}
    ways: dict[str, ColumnElement[bool]] = {
        "statuses": a.status.in_(any_word("statuses")),
        "practitioner_id": a.practitioner_id == bindparam("practitioner_id"),
        "department_id": practitioner.c.department_id == bindparam("department_id"),
        "weekday": literal_column("(strftime('%w', appointment.local_start) + 6) % 7") == bindparam("weekday"),
        "hour": literal_column("substr(appointment.local_start, 12, 2)") == bindparam("hour"),
        "lead": literal_column(LEAD.format(**named)) == bindparam("lead"),
        "after_start": tuple_(a.starts_at, a.id) > tuple_(bindparam("after_start"), bindparam("after_id")),
    }
    of_what: dict[Behind, list[TextClause]] = {
        Behind.ALL: [text("appointment.status != 'entered-in-error'")],
        Behind.DUE: [text(DUE.format(**named))],
        Behind.WAITED: [text(WAITED.format(**named))],
    }
    return Query(
        lambda: (
            lines()
            .where(a.starts_at >= bindparam("begins"), a.starts_at < bindparam("ends"))
            .where(text("appointment.local_start >= :first AND appointment.local_start < :last"))
            .where(*(way for name, way in ways.items() if name in asked), *of_what[what])
            .order_by(a.starts_at, a.id)
            .limit(bindparam("limit"))
        )
    )


_REGISTERED = Query(
    lambda: text(
        "SELECT id, trim(given_name || ' ' || family_name), mrn FROM patient WHERE id >= :first AND id < :last "
        "AND archived = 0 AND merged_into_id IS NULL ORDER BY id DESC LIMIT :limit"
    )
)
