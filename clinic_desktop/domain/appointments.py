"""Appointments, their types, and the steps their status may take."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from .clinic_time import Span
from .errors import StepNotAllowed
from .records import Record

LONGEST_MINUTES = 24 * 60
MOST_EARLIER = timedelta(hours=4)
"""How long before an appointment a patient may be asked to arrive."""


class AppointmentStatus(StrEnum):
    """FHIR R4 AppointmentStatus, with `in-room` for the patient who is with the practitioner."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    IN_ROOM = "in-room"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    NOSHOW = "noshow"
    ENTERED_IN_ERROR = "entered-in-error"

    @property
    def holds_time(self) -> bool:
        """Whether an appointment of this status takes the practitioner's time."""
        return self in _HOLDING


_HOLDING = frozenset(
    {AppointmentStatus.BOOKED, AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM, AppointmentStatus.FULFILLED}
)

_STEPS: dict[AppointmentStatus, frozenset[AppointmentStatus]] = {
    AppointmentStatus.BOOKED: frozenset(
        {AppointmentStatus.ARRIVED, AppointmentStatus.CANCELLED, AppointmentStatus.NOSHOW}
    ),
    AppointmentStatus.ARRIVED: frozenset({AppointmentStatus.IN_ROOM}),
    AppointmentStatus.IN_ROOM: frozenset({AppointmentStatus.FULFILLED}),
    AppointmentStatus.NOSHOW: frozenset({AppointmentStatus.ARRIVED}),
}


def may_step(before: AppointmentStatus, after: AppointmentStatus) -> bool:
    """Whether the desk may take this step; a step back is an undo, not a step."""
    return after in _STEPS.get(before, frozenset())


def check_step(before: AppointmentStatus, after: AppointmentStatus) -> None:
    """Raise StepNotAllowed unless the desk may take this step."""
    if not may_step(before, after):
        raise StepNotAllowed(before=before.value, after=after.value)


class Confirmation(StrEnum):
    """Whether the patient has said that they will come."""

    NONE = "none"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class BookingSource(StrEnum):
    """Which way an appointment came in."""

    DESK = "desk"
    PHONE = "phone"
    PATIENT = "patient"
    WALK_IN = "walk-in"
    IMPORT = "import"


class CancelledBy(StrEnum):
    """Who called an appointment off."""

    PATIENT = "patient"
    CLINIC = "clinic"


class WhoBooks(StrEnum):
    """Who may book a type: the desk and administrators alone, doctors for themselves too, or patients as well."""

    DESK = "desk"
    DOCTORS = "doctors"
    PATIENTS = "patients"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentType(Record):
    """What an appointment is for: how long it takes, who may book it, and with whom.

    Empty `practitioner_ids` say that everybody offers it. Where a `room` is named, it takes place there and not in the
    practitioner's. What patients may book, doctors may too.
    """

    name: str
    minutes: int
    colour: str = "blue"
    buffer_before: int = 0
    buffer_after: int = 0
    patients_may_book: bool = False
    active: bool = True
    position: int = 0
    doctors_may_book: bool = True
    practitioner_ids: tuple[UUID, ...] = ()
    room: str = ""

    def is_offered_by(self, practitioner_id: UUID) -> bool:
        """Whether patients come to this practitioner for it."""
        return not self.practitioner_ids or practitioner_id in self.practitioner_ids

    @property
    def booked_by(self) -> "WhoBooks":
        """Who may book it."""
        if self.patients_may_book:
            return WhoBooks.PATIENTS
        return WhoBooks.DOCTORS if self.doctors_may_book else WhoBooks.DESK


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Record):
    """A planned meeting of patient and practitioner.

    `starts_at`/`ends_at` are UTC; `local_start` is the naive time on the clinic's clock in `zone`,
    kept so that a change of time-zone rules moves no promised time. Buffers are minutes, fixed when booked.
    `ticket` is the number of the day that the patient is called by, given at check-in. `contested` says that it met
    another one that had the time first, at another desk: it takes nobody's time until somebody decides.
    """

    patient_id: UUID
    practitioner_id: UUID
    type_id: UUID
    starts_at: datetime
    ends_at: datetime
    local_start: datetime
    zone: str
    status: AppointmentStatus = AppointmentStatus.BOOKED
    confirmation: Confirmation = Confirmation.NONE
    reason: str = ""
    desk_note: str = ""
    visit_note: str = ""
    room: str = ""
    buffer_before: int = 0
    buffer_after: int = 0
    booked_at: datetime
    asked_to_arrive_at: datetime | None = None
    arrived_at: datetime | None = None
    in_room_at: datetime | None = None
    done_at: datetime | None = None
    series_id: UUID | None = None
    overbooked_by: UUID | None = None
    overbook_reason: str = ""
    cancelled_by: CancelledBy | None = None
    cancel_reason: str = ""
    source: BookingSource = BookingSource.DESK
    ticket: int | None = None
    contested: bool = False

    @property
    def span(self) -> Span:
        """From start to end, without buffers."""
        return Span(starts_at=self.starts_at, ends_at=self.ends_at)

    @property
    def is_overbooked(self) -> bool:
        """Whether someone booked it over others on purpose."""
        return self.overbooked_by is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRequest:
    """What the desk asks for. `minutes` None takes the type's length; a reason in `overbook_reason` books over.

    `arrive_before` are the minutes before the start at which the patient is asked to be here.
    """

    patient_id: UUID
    practitioner_id: UUID
    type_id: UUID
    starts_at: datetime
    minutes: int | None = None
    reason: str = ""
    desk_note: str = ""
    source: BookingSource = BookingSource.DESK
    overbook_reason: str = ""
    arrive_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRequest:
    """Another time, length or practitioner for a booked appointment; None leaves it as it is.

    `version` is the version the person saw; a later one raises ChangedMeanwhile.
    """

    appointment_id: UUID
    version: int
    starts_at: datetime | None = None
    minutes: int | None = None
    practitioner_id: UUID | None = None
    overbook_reason: str = ""
