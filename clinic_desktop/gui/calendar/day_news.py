"""Which commits concern the days that a calendar shows."""

from collections.abc import Iterable

from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sheets import AppointmentLine

_OF_EVERY_DAY = (
    "practitioner",
    "department",
    "weekly_pattern",
    "availability_exception",
    "hold",
    "closure",
    "appointment_type",
    "clinic_settings",
)


def concerns(changes: Changes, days: Span, lines: Iterable[AppointmentLine]) -> bool:
    """Whether a commit touched an appointment in these days, a patient of these lines, or what shapes every day."""
    if changes.touches(*_OF_EVERY_DAY):
        return True
    if changes.span is not None and changes.span.overlaps(days):
        return True
    patients = changes.touched.get("patient", frozenset())
    return bool(patients) and any(line.patient_id in patients for line in lines)
