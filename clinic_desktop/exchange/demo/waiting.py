"""Who waits for an earlier time at Linden Street Clinic: the people of the pictures, and some beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from clinic_desktop.domain.queries import DayPart
from clinic_desktop.domain.waiting_list import Urgency, WaitingEntry

from .house import House
from .identities import Identities
from .patients import Register

_FRIDAY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wisher:
    """Somebody who waits; `until` is the Friday that the wish must be fulfilled by, or the day before it."""

    patient: str
    type_name: str
    days: int
    doctors: tuple[str, ...] = ()
    department: str = ""
    until: str = ""
    part: DayPart = DayPart.ANY
    earliest: time | None = None
    weekdays: tuple[int, ...] = ()
    urgency: Urgency = Urgency.ROUTINE
    note: str = ""
    gives_back: bool = False


WISHERS = (
    Wisher(patient="Marta Silva", type_name="Follow-up", days=12, department="Cardiology", until="before Friday",
           urgency=Urgency.URGENT, note="Palpitations again; call at any hour"),
    Wisher(patient="Hugo Lam", type_name="Consultation", days=6, part=DayPart.MORNING),
    Wisher(patient="Priya Nair", type_name="Consultation", days=3, doctors=("lfischer",), until="Friday",
           note="Works nearby, can be here in 15 minutes"),
    Wisher(patient="Peter Novak", type_name="Follow-up", days=9, doctors=("lfischer",), gives_back=True),
    Wisher(patient="Elena Popova", type_name="Check-up 40+", days=21, department="General practice",
           part=DayPart.AFTERNOON),
    Wisher(patient="Ben Ford", type_name="Consultation", days=1, doctors=("rtavares", "lfischer"), earliest=time(15),
           note="Cancelled his own with a cold"),
    Wisher(patient="Ola Nordmann", type_name="Skin check", days=16, department="Dermatology", weekdays=(0, 2)),
    Wisher(patient="Emma Rossi", type_name="Blood pressure", days=4, doctors=("aokafor",), urgency=Urgency.ASAP),
)  # fmt: skip


def waiting_entries(
    ids: Identities, house: House, register: Register, *, now: datetime, today: date, later: Mapping[UUID, UUID]
) -> Iterator[WaitingEntry]:
    """Those who wait, by when they asked; `later` names the appointment to come of a patient."""
    types = {kind.name: kind.id for kind in house.types}
    departments = {department.name: department.id for department in house.departments}
    doctors = {post.username: one.id for post, one in zip(house.posts, house.practitioners, strict=True)}
    for wisher in WISHERS:
        patient = register.patients[register.by_name[wisher.patient]]
        yield WaitingEntry(
            id=ids.next(),
            patient_id=patient.id,
            type_id=types[wisher.type_name],
            practitioner_ids=tuple(doctors[one] for one in wisher.doctors),
            department_id=departments.get(wisher.department),
            asked_at=now - timedelta(days=wisher.days, hours=wisher.days % 3),
            last_day=_last_day(wisher.until, today),
            weekdays=wisher.weekdays,
            part=wisher.part,
            earliest=wisher.earliest,
            urgency=wisher.urgency,
            note=wisher.note,
            appointment_id=later.get(patient.id) if wisher.gives_back else None,
        )


def _last_day(until: str, today: date) -> date | None:
    if not until:
        return None
    friday = today + timedelta(days=(_FRIDAY - today.weekday()) % 7 or 7)
    return friday if until == "Friday" else friday - timedelta(days=1)
