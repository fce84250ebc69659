"""The occurrences of a series as they are booked."""

from uuid import UUID

from sqlalchemy import bindparam

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.storage.tables import appointment

from .appointments import line_of, lines
from .base import Query, Reading


def series_lines(reading: Reading, series_id: UUID) -> list[AppointmentLine]:
    """Every appointment of a series by start, over and cancelled ones too; without erroneous ones."""
    return reading.lines(_SERIES, line_of, series_id=series_id)


_SERIES = Query(
    lambda: (
        lines()
        .where(
            appointment.c.series_id == bindparam("series_id"),
            appointment.c.status != AppointmentStatus.ENTERED_IN_ERROR,
        )
        .order_by(appointment.c.starts_at, appointment.c.id)
    )
)
