"""Small records for tests of the domain: say only what the test is about."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, AppointmentType, BookingRequest
from clinic_desktop.domain.availability import AvailabilityException, Closure, ExceptionKind, Hours, WeeklyPattern
from clinic_desktop.domain.clinic_time import Span, nearest_instant
from clinic_desktop.domain.diary import Busy, Diary

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = date(2026, 11, 24)
LONG_BEFORE = datetime(2020, 1, 1, tzinfo=UTC)
OKAFOR = UUID(int=1)
FISCHER = UUID(int=2)
NOVAK = UUID(int=3)
CONSULTATION = UUID(int=4)
RECEPTION = UUID(int=5)
ANOTHER = UUID(int=50)


def on_the_clock(clock: str, day: date = TUESDAY, zone: ZoneInfo = BERLIN) -> datetime:
    """The instant at which the clinic's clock shows "09:30" on a day."""
    return nearest_instant(datetime.combine(day, time.fromisoformat(clock)), zone)


def between(starts: str, ends: str, day: date = TUESDAY, zone: ZoneInfo = BERLIN) -> Span:
    return Span(starts_at=on_the_clock(starts, day, zone), ends_at=on_the_clock(ends, day, zone))


def weekly(
    starts: str,
    ends: str,
    *,
    weekday: int = TUESDAY.weekday(),
    valid_from: date = date(2020, 1, 1),
    valid_until: date | None = None,
    every_weeks: int = 1,
) -> WeeklyPattern:
    return WeeklyPattern(
        id=UUID(int=100),
        practitioner_id=OKAFOR,
        weekday=weekday,
        starts=time.fromisoformat(starts),
        ends=time.fromisoformat(ends),
        valid_from=valid_from,
        valid_until=valid_until,
        every_weeks=every_weeks,
    )


def every_day(starts: str, ends: str) -> tuple[WeeklyPattern, ...]:
    return tuple(weekly(starts, ends, weekday=weekday) for weekday in range(7))


def exception(
    kind: ExceptionKind,
    starts: str | None = None,
    ends: str | None = None,
    *,
    first: date = TUESDAY,
    last: date = TUESDAY,
    reason: str = "",
) -> AvailabilityException:
    return AvailabilityException(
        id=UUID(int=101),
        practitioner_id=OKAFOR,
        first_day=first,
        last_day=last,
        kind=kind,
        starts=None if starts is None else time.fromisoformat(starts),
        ends=None if ends is None else time.fromisoformat(ends),
        reason=reason,
    )


def closure(name: str = "Founders' Day", *, first: date = TUESDAY, last: date = TUESDAY) -> Closure:
    return Closure(id=UUID(int=102), name=name, first_day=first, last_day=last)


def a_type(*, minutes: int = 30, before: int = 0, after: int = 0) -> AppointmentType:
    return AppointmentType(
        id=CONSULTATION, name="Consultation", minutes=minutes, buffer_before=before, buffer_after=after
    )


def a_request(starts_at: datetime, *, minutes: int | None = None, overbook_reason: str = "") -> BookingRequest:
    return BookingRequest(
        patient_id=NOVAK,
        practitioner_id=OKAFOR,
        type_id=CONSULTATION,
        starts_at=starts_at,
        minutes=minutes,
        overbook_reason=overbook_reason,
    )


def a_diary(*taken: Busy, hours: Hours | None = None, elsewhere: tuple[Busy, ...] = ()) -> Diary:
    """Open on every day from 9 to 17 unless told otherwise."""
    return Diary(
        practitioner_id=OKAFOR,
        hours=hours or Hours(patterns=every_day("09:00", "17:00")),
        zone=BERLIN,
        taken=taken,
        patient_elsewhere=elsewhere,
    )


def busy(starts: str, ends: str, *, before: int = 0, after: int = 0, day: date = TUESDAY, of: UUID = ANOTHER) -> Busy:
    return Busy(span=between(starts, ends, day), buffer_before=before, buffer_after=after, appointment_id=of)


def book(
    diary: Diary,
    starts_at: datetime,
    *,
    minutes: int | None = None,
    kind: AppointmentType | None = None,
    overbook_reason: str = "",
    now: datetime = LONG_BEFORE,
) -> Appointment:
    # ten years is as far ahead as anybody may book: by default it is the evening before
    moment = starts_at - timedelta(hours=12) if now is LONG_BEFORE else now
    return diary.book(
        a_request(starts_at, minutes=minutes, overbook_reason=overbook_reason),
        kind or a_type(),
        appointment_id=UUID(int=60),
        now=moment,
        booked_by=RECEPTION,
    )


def an_appointment(
    starts: str = "10:00", *, minutes: int = 30, status: AppointmentStatus = AppointmentStatus.BOOKED
) -> Appointment:
    starts_at = on_the_clock(starts)
    return Appointment(
        id=UUID(int=61),
        version=1,
        patient_id=NOVAK,
        practitioner_id=OKAFOR,
        type_id=CONSULTATION,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        local_start=datetime.combine(TUESDAY, time.fromisoformat(starts)),
        zone=BERLIN.key,
        status=status,
        booked_at=LONG_BEFORE,
    )
