"""A clinic day as the calendar is given it: nine o'clock, two doctors, and lines made with few words."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import AppointmentStatus, BookingSource, Confirmation
from clinic_desktop.domain.clinic_time import Span, nearest_instant
from clinic_desktop.domain.sheets import AppointmentLine, DayColumn, DaySheet

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 24)
_NAMES = UUID(int=7)


def an_id(name: str) -> UUID:
    """The same id for the same name."""
    return uuid5(_NAMES, name)


OKAFOR, FISCHER = an_id("Dr Amara Okafor"), an_id("Dr Lena Fischer")
_DOCTORS = {OKAFOR: "Dr Amara Okafor", FISCHER: "Dr Lena Fischer"}


def at(clock: str, day: date = DAY) -> datetime:
    """The instant at which the clock on the clinic's wall shows a time: `at("09:30")`."""
    hours, minutes = clock.split(":")
    wall = datetime.combine(day, time.min) + timedelta(hours=int(hours), minutes=int(minutes))
    return nearest_instant(wall, BERLIN)


nine_oclock = at("09:00")


def a_line(name: str = "Peter Novak", starts: str = "09:00", minutes: int = 30, **fields: object) -> AppointmentLine:
    """Peter Novak at Dr Okafor's, nine to half past, unless said otherwise; the name makes the id."""
    starts_at = at(starts)
    doctor = fields.get("practitioner_id", OKAFOR)
    whole = {
        "id": an_id(name),
        "version": 1,
        "patient_id": an_id(f"patient {name}"),
        "patient_name": name,
        "mrn": "004182",
        "practitioner_id": OKAFOR,
        "practitioner_name": _DOCTORS[doctor],  # type: ignore[index] # a doctor's id
        "type_id": an_id("Follow-up"),
        "type_name": "Follow-up",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=minutes),
        "status": AppointmentStatus.BOOKED,
        "confirmation": Confirmation.NONE,
        "reason": "",
        "room": "",
        "alerts": (),
        "buffer_before": 0,
        "buffer_after": 0,
        "arrived_at": None,
        "in_room_at": None,
        "done_at": None,
        "is_overbooked": False,
        "asked_to_arrive_at": None,
        "ticket": None,
        "series_id": None,
        "source": BookingSource.DESK,
        "has_note": False,
    }
    return AppointmentLine(**(whole | fields))  # type: ignore[arg-type] # the test says what is other


def a_column(practitioner_id: UUID = OKAFOR, **fields: object) -> DayColumn:
    """Dr Okafor in Room 2, open from eight to twelve and from one to five."""
    whole = {
        "practitioner_id": practitioner_id,
        "practitioner_name": _DOCTORS[practitioner_id],
        "department_name": "Cardiology",
        "room": "Room 2",
        "colour": "blue",
        "open_time": (
            Span(starts_at=at("08:00"), ends_at=at("12:00")),
            Span(starts_at=at("13:00"), ends_at=at("17:00")),
        ),
    }
    return DayColumn(**(whole | fields))  # type: ignore[arg-type] # as above


def a_sheet(*lines: AppointmentLine, columns: tuple[DayColumn, ...] | None = None) -> DaySheet:
    """The day of both doctors."""
    return DaySheet(day=DAY, columns=columns or (a_column(), a_column(FISCHER)), lines=lines)


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """An instant in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
