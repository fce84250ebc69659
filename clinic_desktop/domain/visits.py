"""A doctor's moment between two patients: who is in the room, what was written, who is next, and what the day holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from .appointments import Appointment, AppointmentStatus
from .errors import ClinicError
from .people import Sex
from .queries import SlotQuery
from .sheets import AppointmentLine
from .waiting_room import DoctorsLine, doctors_line


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """What this person was writing and has not saved; `begun_from` is the note on which the writing began."""

    text: str
    begun_from: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitNote:
    """The note of a visit as it stands, and the draft of it that is newer; `written_at` is when the note was stored."""

    text: str
    written_at: datetime | None = None
    draft: KeptDraft | None = None

    @property
    def has_parted(self) -> bool:
        """Whether the note became another one while the draft was being written: both are worth keeping."""
        return self.draft is not None and self.text not in {self.draft.begun_from, self.draft.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVisit:
    """An earlier visit; `note` None: it is not for this reader."""

    line: AppointmentLine
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit as its doctor sees it: who came, with what, what is being written, and the visits before.

    Not `are_notes_here` at a station that the shared server gives no visit notes.
    """

    line: AppointmentLine
    birth_date: date | None
    sex: Sex
    alerts: tuple[str, ...]
    desk_note: str
    note: VisitNote
    past: tuple[PastVisit, ...]
    is_first: bool
    are_notes_here: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorsMoment:
    """How it stands with a doctor now.

    `visit` is of the patient in the room, the one called last if there are several; the others are `also_in_room`.
    `expected` are those of today who are still to come, by time; those who wait stand in `line`, by whose turn it is.
    """

    line: DoctorsLine
    visit: Visit | None
    also_in_room: tuple[AppointmentLine, ...]
    expected: tuple[AppointmentLine, ...]
    seen: int

    @property
    def next(self) -> AppointmentLine | None:
        """Whose turn it is."""
        return self.line.waiting[0] if self.line.waiting else None

    @property
    def to_come(self) -> int:
        """How many are still to be seen, those who wait among them."""
        return len(self.expected) + len(self.line.waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """A doctor's appointments of a day, sorted by what they mean to the doctor."""

    line: DoctorsLine
    in_room: tuple[AppointmentLine, ...]
    expected: tuple[AppointmentLine, ...]
    seen: int


def today_of(practitioner_id: UUID, lines: Sequence[AppointmentLine], now: datetime) -> Today:
    """Sort the appointments of a doctor's day; who never came and whose time is over is not expected any more."""
    return Today(
        line=doctors_line(practitioner_id, lines, now),
        in_room=tuple(sorted(_of(lines, AppointmentStatus.IN_ROOM), key=lambda one: one.in_room_at or one.starts_at)),
        expected=tuple(one for one in _of(lines, AppointmentStatus.BOOKED) if one.ends_at > now),
        seen=sum(1 for _ in _of(lines, AppointmentStatus.FULFILLED)),
    )


def _of(lines: Iterable[AppointmentLine], status: AppointmentStatus) -> Iterable[AppointmentLine]:
    return (one for one in lines if one.status is status)


# Coming again

MOST_WEEKS = 52
"""How far ahead a visit is rebooked from the room."""

_LOOKS_ON = timedelta(weeks=4)


def seen_again(line: AppointmentLine, weeks: int, today: date) -> SlotQuery:
    """Each day's first free time for such a visit again, so many weeks from today and in the four weeks after that."""
    first = today + timedelta(weeks=weeks)
    return SlotQuery(
        type_id=line.type_id,
        first_day=first,
        last_day=first + _LOOKS_ON,
        minutes=int((line.ends_at - line.starts_at).total_seconds() // 60),
        practitioner_ids=(line.practitioner_id,),
        patient_id=line.patient_id,
        first_per_day=True,
    )


# Refusals


class NoteHasParted(ClinicError):
    """The note became another one since the writing began; `theirs` stands now, and nothing was written over it."""

    def __init__(self, theirs: Appointment) -> None:
        super().__init__("This note was changed elsewhere while you were writing. Both versions are kept: choose.")
        self.theirs = theirs


class SomeoneInRoom(ClinicError):
    """The next patient is not called in to another one without a word."""

    def __init__(self, standing: AppointmentLine) -> None:
        super().__init__(
            f"{standing.patient_name} is still in the room. Complete that visit first, or call the next patient beside."
        )
        self.standing = standing


class NobodyWaits(ClinicError):
    """There is nobody to call."""

    def __init__(self) -> None:
        super().__init__("Nobody is waiting for you. Whoever checks in appears here.")
