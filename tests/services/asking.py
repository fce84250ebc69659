"""What the tests of the diary ask for, said briefly."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from clinic_desktop.domain.appointments import Appointment, BookingRequest
from clinic_desktop.domain.clinic_time import nearest_instant
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.queries import SlotQuery
from clinic_desktop.domain.sheets import Slot
from tests.builders import SmallClinic

TODAY = date(2026, 11, 24)  # a Tuesday
TOMORROW = date(2026, 11, 25)


def at(clinic: SmallClinic, clock: str, day: date = TODAY) -> datetime:
    """The instant at which the clinic's clock shows "10:30"."""
    return nearest_instant(datetime.combine(day, time.fromisoformat(clock)), clinic.settings().zone_info)


def a_request(clinic: SmallClinic, clock: str = "10:00", day: date = TODAY, **fields: object) -> BookingRequest:
    """Peter Novak at Dr Okafor's, unless said otherwise."""
    whole = {
        "patient_id": clinic.novak.id,
        "practitioner_id": clinic.okafor.id,
        "type_id": clinic.consultation.id,
        "starts_at": at(clinic, clock, day),
        "minutes": 30,
    }
    return BookingRequest(**(whole | fields))  # type: ignore[arg-type] # the test says what is other


def book(clinic: SmallClinic, clock: str = "10:00", day: date = TODAY, **fields: object) -> Appointment:
    """Booked by the front desk."""
    return clinic.as_receptionist().scheduling.book(a_request(clinic, clock, day, **fields))


def a_query(clinic: SmallClinic, first: date = TODAY, last: date = TODAY, **fields: object) -> SlotQuery:
    whole = {"type_id": clinic.consultation.id, "first_day": first, "last_day": last, "minutes": 30}
    return SlotQuery(**(whole | fields))  # type: ignore[arg-type] # as above


def at_fischers(clinic: SmallClinic) -> dict[str, Any]:  # Any: fields of a request
    return {"practitioner_id": clinic.fischer.id}


def for_kim(clinic: SmallClinic) -> dict[str, Any]:  # Any: fields of a request
    return {"patient_id": clinic.kim.id}


def clocks(clinic: SmallClinic, starts: list[datetime]) -> list[str]:
    """Instants as the clinic's clock shows them: "10:30"."""
    zone = clinic.settings().zone_info
    return [f"{start.astimezone(zone):%H:%M}" for start in starts]


def retired(clinic: SmallClinic, practitioner: Practitioner) -> None:
    clinic.store(replace(practitioner, active=False))


def slot(clinic: SmallClinic, clock: str = "10:00", minutes: int = 30) -> Slot:
    """Time of Dr Okafor's."""
    starts_at = at(clinic, clock)
    return Slot(practitioner_id=clinic.okafor.id, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes))
