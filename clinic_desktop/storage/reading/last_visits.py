"""The last visits of a patient, and when a visit's note was stored."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.storage.tables import appointment

from .appointments import line_of, lines
from .base import Query, Reading

_LAST_VISITS = Query(
    lambda: (
        lines()
        .where(
            appointment.c.patient_id == bindparam("patient_id"),
            appointment.c.starts_at < bindparam("before"),
            appointment.c.status == AppointmentStatus.FULFILLED,
        )
        .order_by(appointment.c.starts_at.desc(), appointment.c.id.desc())
        .limit(bindparam("limit"))
    )
)


def last_visits(reading: Reading, patient_id: UUID, *, before: datetime, limit: int) -> list[AppointmentLine]:
    """The visits of a patient that were kept, latest first."""
    return reading.lines(_LAST_VISITS, line_of, patient_id=patient_id, before=before, limit=limit)
