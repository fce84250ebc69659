"""Appointments as paper tells them: with the birth date and the telephone that the desk works through a dead PC by."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.sheets import PaperLine
from clinic_desktop.storage.tables import appointment, patient

from .appointments import line_of, lines
from .base import Query, Reading, any_id, any_word

_ON_PAPER = tuple(
    status
    for status in AppointmentStatus
    if status not in (AppointmentStatus.CANCELLED, AppointmentStatus.ENTERED_IN_ERROR)
)
_BESIDE = 4
_MOST = 20_000

_LINES = Query(
    lambda: (
        lines()
        .add_columns(patient.c.birth_date, patient.c.mobile, patient.c.phone, patient.c.contact_phone)
        .where(
            appointment.c.practitioner_id.in_(any_id("practitioner_ids")),
            appointment.c.starts_at >= bindparam("begins"),
            appointment.c.starts_at < bindparam("ends"),
            appointment.c.status.in_(any_word("statuses")),
        )
        .order_by(appointment.c.starts_at, appointment.c.id)
        .limit(_MOST)
    )
)


def paper_lines(reading: Reading, span: Span, practitioner_ids: Sequence[UUID]) -> list[PaperLine]:
    """What starts in a span at these practitioners, by start; without what was cancelled or entered in error."""
    rows = reading.raw_rows(
        _LINES, practitioner_ids=practitioner_ids, begins=span.starts_at, ends=span.ends_at, statuses=_ON_PAPER
    )
    return [_line(*row[:-_BESIDE], beside=row[-_BESIDE:]) for row in rows]


def _line(*columns: object, beside: tuple[str | None, ...]) -> PaperLine:
    born, mobile, phone, contact_phone = beside
    return PaperLine(
        line=line_of(*columns),
        birth_date=None if born is None else date.fromisoformat(born),
        phone=mobile or phone or contact_phone or "",
    )
