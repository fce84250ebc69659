"""Lays the dates of a series into a diary: which fit, what is in the way of the others, and where they could go."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from .availability import ExceptionKind
from .clinic_time import Span, day_of, days_of, instant_of, nearest_instant, span_of_days, wall_time
from .diary import Busy, Diary
from .errors import TimeOccursTwice, TimeSkipped
from .refusals import BookingRefused, ClinicClosed, OnLeave, PatientBusy, SlotTaken
from .series import Occurrence, Verdict
from .sheets import Slot
from .verdict import VerdictKind

DAYS_SEARCHED = 14
"""How many days after its own a date may be moved to get out of a clash."""

_REACH = timedelta(hours=26)
"""No appointment that began earlier reaches in, with the longest buffer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A date that is asked for: when the rhythm has it, and when it shall be, None where it is left out.

    `standing` is where it is booked already, if it is and may stay there; `is_over` books it over what is in the way.
    """

    number: int
    wall: datetime
    starts_at: datetime | None
    appointment_id: UUID | None = None
    standing: Span | None = None
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPlan:
    """One practitioner's diary over the whole time of a series, asked for a day or two at a time.

    `step` is the grid of the practitioner's free times in minutes.
    """

    diary: Diary
    practitioner_name: str
    minutes: int
    buffers: tuple[int, int]
    step: int
    now: datetime
    _taken: tuple[Busy, ...] = field(init=False, repr=False)
    _elsewhere: tuple[Busy, ...] = field(init=False, repr=False)
    _starts: tuple[list[datetime], list[datetime]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        taken = tuple(sorted(self.diary.taken, key=_start_of))
        elsewhere = tuple(sorted(self.diary.patient_elsewhere, key=_start_of))
        object.__setattr__(self, "_taken", taken)
        object.__setattr__(self, "_elsewhere", elsewhere)
        object.__setattr__(self, "_starts", ([*map(_start_of, taken)], [*map(_start_of, elsewhere)]))

    def occurrences(self, wanted: Sequence[Wanted]) -> tuple[Occurrence, ...]:
        """Every date with its verdict; of two that are in each other's way, the later one is told so."""
        own = {each.number: self._busy(self.span_of(each)) for each in wanted if each.starts_at is not None}
        offered: list[Busy] = []
        found: list[Occurrence] = []
        for each in wanted:
            before = [busy for number, busy in own.items() if number < each.number]
            occurrence = self._judged(each, before)
            if not occurrence.stands:
                others = [busy for number, busy in own.items() if number != each.number]
                slot = self._next_free(occurrence, [*others, *offered])
                if slot is not None and not occurrence.is_left_out:
                    offered.append(self._busy(Span(starts_at=slot.starts_at, ends_at=slot.ends_at)))
                occurrence = replace(occurrence, next_free=slot)
            found.append(occurrence)
        return tuple(found)

    def span_of(self, wanted: Wanted) -> Span:
        """The time that a date takes, or would take."""
        starts_at = wanted.starts_at or nearest_instant(wanted.wall, self.diary.zone)
        return Span(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=self.minutes))

    def diary_at(self, starts_at: datetime) -> Diary:
        """The part of the diary that can be in the way of an appointment of the series at that time."""
        return self.around(Span(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=self.minutes)))

    def around(self, span: Span, also: Iterable[Busy] = ()) -> Diary:
        """The part of the diary that can be in the way of a span, `also` taken into account."""
        return replace(
            self.diary,
            taken=(*self._part(self._taken, self._starts[0], span), *also),
            patient_elsewhere=self._part(self._elsewhere, self._starts[1], span),
        )

    def _part(self, busy: tuple[Busy, ...], starts: list[datetime], span: Span) -> tuple[Busy, ...]:
        first, last = bisect_left(starts, span.starts_at - _REACH), bisect_left(starts, span.ends_at + _REACH)
        return busy[first:last]

    def _busy(self, span: Span) -> Busy:
        return Busy(span=span, buffer_before=self.buffers[0], buffer_after=self.buffers[1])

    def _judged(self, wanted: Wanted, before: Sequence[Busy]) -> Occurrence:
        span = self.span_of(wanted)
        verdict, words, may_be_over = Verdict.FITS, "fits", False
        may_stay = wanted.standing is not None and wanted.standing.contains(span)
        if span.starts_at < self.now.replace(second=0, microsecond=0) and not may_stay:
            verdict, words = Verdict.OVER, "that time is over"
        elif not may_stay:
            obstacle = self.around(span, before).obstacle(self._busy(span))
            if obstacle is not None:
                verdict, words = self._told(obstacle, span)
                may_be_over = self._may_be_over(span, before)
        return Occurrence(
            number=wanted.number,
            wall=wanted.wall,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            verdict=verdict,
            words=words,
            remark=clock_remark(wanted.wall, self.diary.zone) if wanted.starts_at in (None, span.starts_at) else "",
            appointment_id=wanted.appointment_id,
            is_left_out=wanted.starts_at is None,
            may_be_over=may_be_over,
            is_over=may_be_over and wanted.is_over,
        )

    def _may_be_over(self, span: Span, before: Sequence[Busy]) -> bool:
        """Whether all that is in the way can be overcome; dates of one series are not booked over one another."""
        busy = self._busy(span)
        is_own_way = any(busy.clashes_with(other) for other in before)
        return not is_own_way and self.diary_at(span.starts_at).verdict(busy).kind is VerdictKind.NEEDS_REASON

    def _told(self, obstacle: BookingRefused, span: Span) -> tuple[Verdict, str]:
        day = days_of(span, self.diary.zone)[0]
        match obstacle:
            case SlotTaken():
                return Verdict.TAKEN, "taken by another appointment"
            case PatientBusy():
                return Verdict.BUSY, "the patient has another appointment then"
            case ClinicClosed():
                reason = self.diary.hours.away_reason(day)
                return Verdict.CLOSED, f"the clinic is closed ({reason})" if reason else "the clinic is closed"
            case OnLeave():
                return Verdict.AWAY, f"{self.practitioner_name} is away{self._away_until(day)}"
            case _:
                return Verdict.OUTSIDE, f"outside {self.practitioner_name}'s hours"

    def _away_until(self, day: date) -> str:
        last = max(
            (
                leave.last_day
                for leave in self.diary.hours.exceptions
                if leave.kind is ExceptionKind.REMOVES and leave.starts is None and leave.holds_on(day)
            ),
            default=None,
        )
        if last is None:
            return " then"
        return f" until {last.day} {_MONTHS[last.month - 1]}" if last > day else " that day"

    def _next_free(self, clash: Occurrence, blocked: Sequence[Busy]) -> Slot | None:
        """The same day from that time on, or else before it; or else, on the days after, the time nearest to it."""
        zone = self.diary.zone
        day = max(day_of(clash.starts_at, zone), day_of(self.now, zone))
        days = [day + timedelta(days=number) for number in range(DAYS_SEARCHED + 1)]
        for one in days:
            free = self._free_on(one, blocked)
            if one == day and free:
                return next((slot for slot in free if slot.starts_at >= clash.starts_at), free[-1])
            if free:
                at = nearest_instant(datetime.combine(one, wall_time(clash.starts_at, zone).time()), zone)
                return min(free, key=lambda slot: abs(slot.starts_at - at))
        return None

    def _free_on(self, day: date, blocked: Sequence[Busy]) -> list[Slot]:
        span = span_of_days(day, day, self.diary.zone)
        near = [busy for busy in blocked if busy.widened.overlaps(span.widened(before=240, after=240))]
        slots = self.around(span, near).free_slots(
            [day],
            minutes=self.minutes,
            step=self.step,
            not_before=self.now,
            buffer_before=self.buffers[0],
            buffer_after=self.buffers[1],
        )
        return list(slots)


def clock_remark(wall: datetime, zone: ZoneInfo) -> str:
    """What the clock does at that time, where it jumps; the time that is then taken is `nearest_instant`'s."""
    try:
        instant_of(wall, zone)
    except TimeSkipped:
        return f"the clock skips {wall:%H:%M} that night"
    except TimeOccursTwice:
        return f"the clock shows {wall:%H:%M} twice that night; the first is meant"
    return ""


def _start_of(busy: Busy) -> datetime:
    return busy.span.starts_at


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
