"""Who waits for an earlier time, or for any time at all, and what would suit them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from .appointments import BookingRequest, BookingSource
from .availability import check_days
from .clinic_time import Span
from .errors import ClinicError, InvalidInput
from .queries import DayPart
from .records import Record
from .sheets import Slot


class Urgency(StrEnum):
    """How much it presses (FHIR R4 RequestPriority), in rising order."""

    ROUTINE = "routine"
    URGENT = "urgent"
    ASAP = "asap"

    @property
    def rank(self) -> int:
        """0 for the least pressing."""
        return tuple(Urgency).index(self)


class WaitingStatus(StrEnum):
    """Where an entry of the waiting list stands; LAPSED is never stored, it follows from the entry's last day."""

    WAITING = "waiting"
    BOOKED = "booked"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Whom a patient would come to, and when.

    No practitioners and no department mean anyone; no weekdays (0 = Monday) any day; `first_day` and `last_day` are
    both included; `earliest` and `latest` narrow the start on the clinic's clock.
    """

    practitioner_ids: tuple[UUID, ...] = ()
    department_id: UUID | None = None
    first_day: date | None = None
    last_day: date | None = None
    weekdays: tuple[int, ...] = ()
    part: DayPart = DayPart.ANY
    earliest: time | None = None
    latest: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEntry(Record):
    """A patient who would come if a time came free; the fields of the wish are those of `Wish`.

    `appointment_id` is a later appointment that the patient has; it goes back when an earlier one is booked, unless
    `keeps_appointment`.
    """

    patient_id: UUID
    type_id: UUID
    practitioner_ids: tuple[UUID, ...] = ()
    department_id: UUID | None = None
    asked_at: datetime
    first_day: date | None = None
    last_day: date | None = None
    weekdays: tuple[int, ...] = ()
    part: DayPart = DayPart.ANY
    earliest: time | None = None
    latest: time | None = None
    urgency: Urgency = Urgency.ROUTINE
    note: str = ""
    appointment_id: UUID | None = None
    keeps_appointment: bool = False
    status: WaitingStatus = WaitingStatus.WAITING
    booked_id: UUID | None = None

    @property
    def wish(self) -> Wish:
        """Whom and when."""
        return Wish(
            practitioner_ids=self.practitioner_ids,
            department_id=self.department_id,
            first_day=self.first_day,
            last_day=self.last_day,
            weekdays=self.weekdays,
            part=self.part,
            earliest=self.earliest,
            latest=self.latest,
        )

    def status_on(self, today: date) -> WaitingStatus:
        """Where it stands on a day: what still waits after its last day has lapsed."""
        if self.status is WaitingStatus.WAITING and self.last_day is not None and self.last_day < today:
            return WaitingStatus.LAPSED
        return self.status


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingDraft:
    """What the desk asks for when it puts somebody on the list, or changes what they wait for."""

    patient_id: UUID
    type_id: UUID
    wish: Wish = Wish()
    urgency: Urgency = Urgency.ROUTINE
    note: str = ""
    appointment_id: UUID | None = None
    keeps_appointment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFilter:
    """Which entries a list shows; what is empty does not limit. A department's are those that its doctors could see."""

    statuses: frozenset[WaitingStatus] = frozenset()
    department_id: UUID | None = None
    practitioner_id: UUID | None = None
    patient_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """An entry with the names beside it; `status` is how it stands today.

    `whom` and `window` are the wish in words ("Dr Fischer", "mornings · before Friday"); `has_at` is when the later
    appointment is, UTC, with `has_words` to read, while it still stands. The buffers are the type's, in minutes.
    """

    entry: WaitingEntry
    status: WaitingStatus
    patient_name: str
    mrn: str
    phone: str
    type_name: str
    minutes: int
    whom: str
    window: str
    has_at: datetime | None = None
    has_words: str = ""
    buffer_before: int = 0
    buffer_after: int = 0

    @property
    def gives_back(self) -> UUID | None:
        """The later appointment that goes back when an earlier one is booked."""
        return None if self.has_at is None or self.entry.keeps_appointment else self.entry.appointment_id

    @property
    def wish_words(self) -> str:
        """Whom and when in one line: "Cardiology · before Friday"."""
        return " · ".join(part for part in (self.whom, self.window) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Time of one practitioner that has come free, UTC."""

    practitioner_id: UUID
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Someone who fits a gap: when they would come, and in words why they stand where they stand."""

    line: WaitingLine
    slot: Slot
    reason: str

    @property
    def request(self) -> BookingRequest:
        """The booking that would take them off the list: they are rung up for it."""
        return BookingRequest(
            patient_id=self.line.entry.patient_id,
            practitioner_id=self.slot.practitioner_id,
            type_id=self.line.entry.type_id,
            starts_at=self.slot.starts_at,
            desk_note=self.line.entry.note,
            source=BookingSource.PHONE,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GapOffer:
    """A gap with those who fit it, the most pressing first; `count` is how many fit in all."""

    gap: Gap
    practitioner_name: str
    candidates: tuple[Candidate, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingToday:
    """The waiting list in short: the first of those who fit a gap of today and of those who do not.

    `fit_count` is how many fit, `count` how many wait in all.
    """

    fitting: tuple[Candidate, ...]
    others: tuple[WaitingLine, ...]
    fit_count: int
    count: int


class NotWaiting(ClinicError):
    """Whoever shall be booked from the list does not wait any more."""

    def __init__(self, name: str, status: WaitingStatus) -> None:
        words = {
            WaitingStatus.BOOKED: f"{name} has been booked meanwhile.",
            WaitingStatus.WITHDRAWN: f"{name} has been taken off the waiting list.",
            WaitingStatus.LAPSED: f"The wish of {name} has lapsed. Take it up again first.",
            WaitingStatus.WAITING: f"{name} is on the waiting list already.",
        }
        super().__init__(words[status])


def check_draft(draft: WaitingDraft, today: date) -> None:
    """Raise InvalidInput for a wish that no time could ever fulfil."""
    wish = draft.wish
    if wish.last_day is not None and wish.last_day < today:
        raise InvalidInput("last_day", "That day is over. Choose a later one, or leave it open.")
    if wish.first_day is not None:
        check_days(wish.first_day, wish.last_day or wish.first_day)
    elif wish.last_day is not None:
        check_days(today, wish.last_day)
    if any(not 0 <= weekday <= 6 for weekday in wish.weekdays):
        raise InvalidInput("weekdays", "Choose days between Monday and Sunday.")
    if wish.earliest is not None and wish.latest is not None and wish.latest < wish.earliest:
        raise InvalidInput("latest", "The latest time is before the earliest. Choose a later one.")
    if draft.keeps_appointment and draft.appointment_id is None:
        raise InvalidInput("appointment_id", "Choose the appointment that is kept, or none.")
