"""A series of six Tuesdays, and what the tests of series ask of it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.recurrence import Recurrence, Unit
from clinic_desktop.domain.series import (
    Series,
    SeriesDone,
    SeriesMove,
    SeriesRequest,
    SeriesScope,
)
from clinic_desktop.services.clinic import Clinic
from tests.builders import SmallClinic

from .asking import a_request

TUESDAY = date(2026, 12, 1)
TUESDAYS = Recurrence(unit=Unit.WEEK, weekdays=frozenset({1}), count=6)
BERLIN = ZoneInfo("Europe/Berlin")


def a_series(
    clinic: SmallClinic, recurrence: Recurrence = TUESDAYS, clock: str = "10:30", **fields: object
) -> SeriesRequest:
    """Peter Novak at Dr Okafor's, six Tuesdays from 1 December on, unless said otherwise."""
    return SeriesRequest(booking=a_request(clinic, clock, TUESDAY, **fields), recurrence=recurrence)


def week(number: int) -> date:
    return TUESDAY + timedelta(weeks=number)


def starts(found: "tuple[Appointment, ...] | list[Appointment]") -> list[str]:
    return [f"{each.local_start:%d %b %H:%M}" for each in found]


def appointments(clinic: SmallClinic) -> list[Appointment]:
    with clinic.database.reading() as reading:
        return reading.where(Appointment, order=("starts_at",))


def all_series(clinic: SmallClinic) -> list[Series]:
    with clinic.database.reading() as reading:
        return reading.where(Series, order=("local_start",))


def booked(clinic: SmallClinic) -> SeriesDone:
    return clinic.as_receptionist().series.book(a_series(clinic))


def moved(
    desk: Clinic, appointment: Appointment, scope: SeriesScope, starts_at: datetime | None = None, **fields: object
) -> SeriesDone:
    return desk.series.move(a_move(appointment, scope, starts_at, **fields))


def a_move(
    appointment: Appointment, scope: SeriesScope, starts_at: datetime | None = None, **fields: object
) -> SeriesMove:
    return SeriesMove(
        appointment_id=appointment.id,
        version=appointment.version,
        scope=scope,
        starts_at=starts_at,
        **fields,  # type: ignore[arg-type] # the test says what
    )
