"""Appointments that return: the rule they follow, what is asked of it, and its dates before they are kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from .appointments import Appointment, BookingRequest
from .errors import ClinicError
from .records import Record
from .recurrence import Recurrence
from .sheets import AppointmentLine, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Record):
    """What the occurrences of a series have in common; each is an appointment that names it.

    `rule` is the recurrence rule (RFC 5545 RRULE, without the word) on the clinic's wall clock in `zone`, counted from
    the naive `local_start`: so a series keeps its wall time when the clocks change.
    """

    patient_id: UUID
    practitioner_id: UUID
    type_id: UUID
    rule: str
    local_start: datetime
    zone: str
    minutes: int


class SeriesScope(StrEnum):
    """Which occurrences a change or a cancellation is meant for."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRequest:
    """An appointment that is to return; the booking says all that its occurrences share, and when the first one is."""

    booking: BookingRequest
    recurrence: Recurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesMove:
    """Another time, length or practitioner for an appointment of a series, and for those of the scope along with it.

    What is None stays as it is; `version` is that of the appointment as the person saw it. `overbook_reason` is why
    those dates are booked over others for which that was chosen.
    """

    appointment_id: UUID
    version: int
    scope: SeriesScope
    starts_at: datetime | None = None
    minutes: int | None = None
    practitioner_id: UUID | None = None
    overbook_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceChoice:
    """What a person decided for one occurrence: a time of its own, or None to leave it out; `is_over` books it over.

    A new occurrence goes by its number, one that is booked already by its appointment; to leave that out is to leave
    it where it is.
    """

    number: int
    starts_at: datetime | None
    appointment_id: UUID | None = None
    is_over: bool = False


class Verdict(StrEnum):
    """Whether an occurrence can stand where it would, and what is in the way."""

    FITS = "fits"
    TAKEN = "taken"
    AWAY = "away"
    CLOSED = "closed"
    OUTSIDE = "outside"
    BUSY = "busy"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One date of a series before it is kept.

    `wall` is the naive time that the rhythm asks for, `starts_at` (UTC) the time judged, which is another where one
    was chosen; `words` say the verdict, `remark` what the clock does that night; `next_free` is the way out of a clash.
    `may_be_over` tells that a reason and the right to it would let it stand all the same, `is_over` that it shall.
    """

    number: int
    wall: datetime
    starts_at: datetime
    ends_at: datetime
    verdict: Verdict
    words: str
    remark: str = ""
    next_free: Slot | None = None
    appointment_id: UUID | None = None
    is_left_out: bool = False
    may_be_over: bool = False
    is_over: bool = False

    @property
    def fits(self) -> bool:
        """Whether nothing is in the way."""
        return self.verdict is Verdict.FITS

    @property
    def stands(self) -> bool:
        """Whether it can be kept: nothing is in the way, or it is booked over what is."""
        return self.fits or self.is_over


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPreview:
    """Every date of a series with its verdict, in order, and the rhythm in words."""

    words: str
    patient_name: str
    practitioner_name: str
    type_name: str
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDone:
    """What was booked, moved or called off in one change, and the words for it."""

    change_id: UUID
    series_id: UUID
    appointments: tuple[Appointment, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesCard:
    """A series as it is shown beside one of its appointments: its rhythm in words and every occurrence by start."""

    series: Series
    rhythm: str
    words: str
    lines: tuple[AppointmentLine, ...]


class SeriesClash(ClinicError):
    """One of the dates cannot stand, so nothing was stored; `preview` shows all of them as they are now."""

    def __init__(self, sentence: str, preview: SeriesPreview) -> None:
        super().__init__(sentence)
        self.preview = preview
