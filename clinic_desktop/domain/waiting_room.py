"""The waiting room's own rules: the columns of the board, whose turn it is, and how long is too long."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from .appointments import AppointmentStatus, BookingSource, may_step
from .clinic import Policies
from .sheets import AppointmentLine, DayColumn
from .visit_lengths import AS_BOOKED, VisitLengths

WALK_IN_REASON = "Walk-in"
"""Why a walk-in stands over others, where nobody wrote anything else."""


class BoardColumn(StrEnum):
    """The columns of the board, in the order of a visit."""

    EXPECTED = "expected"
    ARRIVED = "arrived"
    IN_CONSULTATION = "in-consultation"
    DONE = "done"
    NOT_COMING = "not-coming"


_COLUMNS: Mapping[AppointmentStatus, BoardColumn] = {
    AppointmentStatus.BOOKED: BoardColumn.EXPECTED,
    AppointmentStatus.ARRIVED: BoardColumn.ARRIVED,
    AppointmentStatus.IN_ROOM: BoardColumn.IN_CONSULTATION,
    AppointmentStatus.FULFILLED: BoardColumn.DONE,
    AppointmentStatus.NOSHOW: BoardColumn.NOT_COMING,
    AppointmentStatus.CANCELLED: BoardColumn.NOT_COMING,
}
_STEPS_TO: Mapping[BoardColumn, AppointmentStatus] = {
    BoardColumn.EXPECTED: AppointmentStatus.BOOKED,
    BoardColumn.ARRIVED: AppointmentStatus.ARRIVED,
    BoardColumn.IN_CONSULTATION: AppointmentStatus.IN_ROOM,
    BoardColumn.DONE: AppointmentStatus.FULFILLED,
    BoardColumn.NOT_COMING: AppointmentStatus.NOSHOW,
}


def column_of(status: AppointmentStatus) -> BoardColumn | None:
    """Where a card of this status stands; what was entered in error stands nowhere."""
    return _COLUMNS.get(status)


def step_to(status: AppointmentStatus, column: BoardColumn) -> AppointmentStatus | None:
    """The step that brings a card to a column; None where the status allows none."""
    after = _STEPS_TO[column]
    return after if may_step(status, after) else None


def column_before(line: AppointmentLine) -> BoardColumn | None:
    """Where a card came from, and goes back to when its last step is taken back."""
    match line.status:
        case AppointmentStatus.ARRIVED:
            return None if line.source is BookingSource.WALK_IN else BoardColumn.EXPECTED
        case AppointmentStatus.IN_ROOM:
            return BoardColumn.ARRIVED
        case AppointmentStatus.FULFILLED if line.in_room_at is not None:
            return BoardColumn.IN_CONSULTATION
        case AppointmentStatus.FULFILLED:
            return BoardColumn.ARRIVED
        case AppointmentStatus.NOSHOW | AppointmentStatus.CANCELLED:
            return BoardColumn.EXPECTED
        case _:
            return None


# Whose turn it is


def due_at(line: AppointmentLine) -> datetime:
    """When the patient is to be here: the time they were asked to arrive at, or else the appointment's."""
    return line.asked_to_arrive_at or line.starts_at


def waiting_since(line: AppointmentLine) -> datetime | None:
    """From when the wait counts: the arrival; or the asked time, if someone came even before that by themselves."""
    if line.arrived_at is None:
        return None
    if line.asked_to_arrive_at is None:
        return line.arrived_at
    return max(line.arrived_at, line.asked_to_arrive_at)


def turn(line: AppointmentLine) -> tuple[datetime, bool, datetime, datetime, UUID]:
    """What the line at a practitioner is ordered by.

    Whoever has an appointment is called at the later of its time and the arrival: to come early gains nothing, to come
    late costs the place. A walk-in stands at the arrival, behind those with an appointment at that time. Of two at the
    same time the one whose appointment is earlier goes first, then the one who came first.
    """
    came = line.arrived_at or line.starts_at
    return max(line.starts_at, came), line.source is BookingSource.WALK_IN, line.starts_at, came, line.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A patient's place in the line at a practitioner, from 1, and when they will probably be called."""

    number: int
    expected_at: datetime

    @property
    def about(self) -> datetime:
        """The next full five minutes: nobody is called to the minute, and nobody should think so."""
        over = timedelta(minutes=self.expected_at.minute % 5, seconds=self.expected_at.second) + timedelta(
            microseconds=self.expected_at.microsecond
        )
        return self.expected_at + (timedelta(minutes=5) - over if over else timedelta())


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorsLine:
    """How it stands at one practitioner: with whom they are, who waits in which order, how far behind they are.

    `free_at` and `minutes_late` go by what was booked; who waits when is told from how long visits really take.
    """

    practitioner_id: UUID
    in_room: AppointmentLine | None
    waiting: tuple[AppointmentLine, ...]
    free_at: datetime
    minutes_late: int
    probably_free_at: datetime
    lengths: VisitLengths = AS_BOOKED

    def places(self) -> Iterator[tuple[UUID, Place]]:
        """Everyone who waits, in the order of their turn, with when they will probably be called."""
        for number, (line, at) in enumerate(_called(self.waiting, self.probably_free_at, self.lengths), 1):
            yield line.id, Place(number=number, expected_at=at)

    @property
    def work(self) -> timedelta:
        """How long everyone who waits will take together."""
        return sum((line.ends_at - line.starts_at for line in self.waiting), timedelta())


def _called(
    waiting: Iterable[AppointmentLine], free_at: datetime, lengths: VisitLengths
) -> Iterator[tuple[AppointmentLine, datetime]]:
    """Each of those who wait, in their order, with when they are called: not before their time, a walk-in at once."""
    at = free_at
    for line in waiting:
        at = max(at, line.starts_at) if line.source is not BookingSource.WALK_IN else at
        yield line, at
        at += lengths.of(line)


def _free_at(in_room: Iterable[AppointmentLine], now: datetime, lengths: VisitLengths) -> datetime:
    """When those in the room will be done: now, if that is over already."""
    return max((line.in_room_at + lengths.of(line) for line in in_room if line.in_room_at), default=now)


def doctors_line(
    practitioner_id: UUID, lines: Iterable[AppointmentLine], now: datetime, lengths: VisitLengths = AS_BOOKED
) -> DoctorsLine:
    """The line at a practitioner, from the day's appointments; `lengths` foretell when who waits is called.

    Late is by how much the next one with an appointment is called after its time (or their own later arrival), or,
    while nobody such waits, by how much the one in the room is over their time. A walk-in makes nobody late.
    """
    own = [line for line in lines if line.practitioner_id == practitioner_id]
    in_room = [line for line in own if line.status is AppointmentStatus.IN_ROOM and line.in_room_at is not None]
    waiting = sorted((line for line in own if line.status is AppointmentStatus.ARRIVED), key=turn)
    last_in = max(in_room, key=lambda line: line.in_room_at or line.starts_at, default=None)
    free_at = max(now, _free_at(in_room, now, AS_BOOKED))
    late = timedelta()
    planned = _called(waiting, free_at, AS_BOOKED)
    first = next(((line, at) for line, at in planned if line.source is not BookingSource.WALK_IN), None)
    if first is not None:
        late = first[1] - turn(first[0])[0]
    elif last_in is not None and last_in.source is not BookingSource.WALK_IN:
        late = free_at - last_in.ends_at
    return DoctorsLine(
        practitioner_id=practitioner_id,
        in_room=last_in,
        waiting=tuple(waiting),
        free_at=free_at,
        minutes_late=max(0, _minutes(late)),
        probably_free_at=max(now, _free_at(in_room, now, lengths)),
        lengths=lengths,
    )


def first_free(doctors: Sequence[tuple[DoctorsLine, bool]]) -> UUID | None:
    """Who takes a walk-in soonest: a free diary first, then the shortest line; of equals the one named first.

    Each comes with whether their diary is free now.
    """
    if not doctors:
        return None
    best, _ = min(doctors, key=lambda one: (not one[1], one[0].free_at + one[0].work))
    return best.practitioner_id


# How long is too long


class Urgency(StrEnum):
    """How a clock is drawn: as it should be, to be minded, over what the clinic agreed on."""

    CALM = "calm"
    MIND = "mind"
    OVER = "over"


class ClockKind(StrEnum):
    """What a card's clock counts."""

    LATE = "late"
    WAITING = "waiting"
    IN_ROOM = "in-room"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardClock:
    """A card's clock: minutes, and of a consultation the minutes it was booked for."""

    kind: ClockKind
    minutes: int
    of_minutes: int | None = None
    urgency: Urgency


def clock_of(line: AppointmentLine, now: datetime, policies: Policies) -> CardClock | None:
    """The clock that runs for an appointment; None where none does.

    A wait is no matter of concern before the time at which the patient was to be here: who comes an hour early waits
    an hour, and nobody is late.
    """
    match line.status:
        case AppointmentStatus.BOOKED:
            late = _minutes(now - due_at(line))
            if late < policies.late_after_minutes:
                return None
            return CardClock(kind=ClockKind.LATE, minutes=late, urgency=Urgency.MIND)
        case AppointmentStatus.ARRIVED:
            since = waiting_since(line)
            if since is None:
                return None
            waited = max(0, _minutes(now - since))
            return CardClock(
                kind=ClockKind.WAITING, minutes=waited, urgency=_of_wait(waited, policies, is_due=now >= due_at(line))
            )
        case AppointmentStatus.IN_ROOM:
            if line.in_room_at is None:
                return None
            booked = _minutes(line.ends_at - line.starts_at)
            minutes = max(0, _minutes(now - line.in_room_at))
            urgency = Urgency.OVER if minutes > booked else Urgency.CALM
            return CardClock(kind=ClockKind.IN_ROOM, minutes=minutes, of_minutes=booked, urgency=urgency)
        case _:
            return None


def _of_wait(waited: int, policies: Policies, *, is_due: bool) -> Urgency:
    if not is_due or waited < policies.waiting_attention_minutes:
        return Urgency.CALM
    return Urgency.OVER if waited >= policies.waiting_limit_minutes else Urgency.MIND


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


# The end of a day


def untouched(lines: Iterable[AppointmentLine], now: datetime) -> list[AppointmentLine]:
    """Booked appointments whose time is over and whose patients never came."""
    return [line for line in lines if line.status is AppointmentStatus.BOOKED and line.ends_at <= now]


def unfinished(lines: Iterable[AppointmentLine], now: datetime) -> list[AppointmentLine]:
    """Patients who came, whose time is over, and whose visit nobody completed."""
    open_steps = (AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM)
    return [line for line in lines if line.status in open_steps and line.ends_at <= now]


def is_day_over(columns: Iterable[DayColumn], now: datetime) -> bool:
    """Whether the last practitioner's open time is over; a day without any is not."""
    ends = [span.ends_at for column in columns for span in column.open_time]
    return bool(ends) and max(ends) <= now


# What is asked and answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A clinic day on the board: everyone by the time of the appointment, who works, and why who was cancelled.

    `lengths` are how long visits really take at those practitioners who have somebody here now.
    """

    day: date
    columns: tuple[DayColumn, ...]
    lines: tuple[AppointmentLine, ...]
    cancel_reasons: Mapping[UUID, str]
    lengths: VisitLengths = AS_BOOKED


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkIn:
    """Someone without an appointment; `practitioner_id` None: with whoever is free first.

    A reason in `despite` lets them in outside the hours, or though they have another appointment at this time.
    """

    patient_id: UUID
    type_id: UUID
    practitioner_id: UUID | None = None
    reason: str = ""
    despite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEnds:
    """What a day, or the days before, left open: who never came, and whose visit nobody completed."""

    untouched: tuple[AppointmentLine, ...]
    unfinished: tuple[AppointmentLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An appointment at the version that the person saw."""

    id: UUID
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed:
    """What closing the day did, and what it could not do: each refused one with the sentence that says why."""

    no_shows: int
    completed: int
    refused: tuple[tuple[AppointmentLine, str], ...]
