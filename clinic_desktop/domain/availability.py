"""When a practitioner works: weekly patterns, exceptions and closures make the open time of a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from .clinic_time import Span, merged, nearest_instant, span_of_day, without
from .errors import InvalidInput
from .records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyPattern(Record):
    """Hours that return every `every_weeks` weeks on a weekday (0 = Monday), counted from the week of `valid_from`.

    Times are the clinic's wall time; `ends` midnight (00:00) means the end of the day. `valid_until` is included.
    """

    practitioner_id: UUID
    weekday: int
    starts: time
    ends: time
    valid_from: date
    valid_until: date | None = None
    every_weeks: int = 1

    def holds_on(self, day: date) -> bool:
        """Whether the pattern gives hours on that day."""
        if day.weekday() != self.weekday or day < self.valid_from:
            return False
        if self.valid_until is not None and day > self.valid_until:
            return False
        weeks = (_monday_of(day) - _monday_of(self.valid_from)).days // 7
        return weeks % self.every_weeks == 0


class ExceptionKind(StrEnum):
    """What an exception does to the open time."""

    ADDS = "adds"
    REMOVES = "removes"


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityException(Record):
    """Days (both ends included) on which a practitioner works more, or less, than the pattern says.

    Without times it concerns the whole day. What is removed wins over what is added.
    """

    practitioner_id: UUID
    first_day: date
    last_day: date
    kind: ExceptionKind
    starts: time | None = None
    ends: time | None = None
    reason: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the exception concerns that day."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(Record):
    """Days (both ends included) on which the whole clinic is closed."""

    name: str
    first_day: date
    last_day: date

    def holds_on(self, day: date) -> bool:
        """Whether the clinic is closed on that day."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """All that decides one practitioner's open time."""

    patterns: tuple[WeeklyPattern, ...] = ()
    exceptions: tuple[AvailabilityException, ...] = ()
    closures: tuple[Closure, ...] = ()

    def open_time(self, day: date, zone: ZoneInfo) -> tuple[Span, ...]:
        """The open spans of a clinic day in UTC, ordered, merged."""
        if any(closure.holds_on(day) for closure in self.closures):
            return ()
        exceptions = [exception for exception in self.exceptions if exception.holds_on(day)]
        added = [_span(day, e.starts, e.ends, zone) for e in exceptions if e.kind is ExceptionKind.ADDS]
        regular = [_span(day, p.starts, p.ends, zone) for p in self.patterns if p.holds_on(day)]
        return without([*regular, *added], self.away(day, zone))

    def away(self, day: date, zone: ZoneInfo) -> tuple[Span, ...]:
        """The time of a day that exceptions take away, whether or not there were hours."""
        removing = (e for e in self.exceptions if e.kind is ExceptionKind.REMOVES and e.holds_on(day))
        return merged(_span(day, e.starts, e.ends, zone) for e in removing)

    def away_reason(self, day: date) -> str:
        """Why a whole day is not worked: the closure's name or the leave's reason; empty if it is worked."""
        for closure in self.closures:
            if closure.holds_on(day):
                return closure.name
        for exception in self.exceptions:
            if exception.kind is ExceptionKind.REMOVES and exception.starts is None and exception.holds_on(day):
                return exception.reason or "Away"
        return ""


def check_patterns(patterns: Sequence[WeeklyPattern]) -> None:
    """Refuse patterns that end before they start, or two that give the same time on the same day."""
    for pattern in patterns:
        check_times(pattern.starts, pattern.ends)
        if pattern.valid_until is not None and pattern.valid_until < pattern.valid_from:
            raise InvalidInput("valid_until", "These hours end before they begin. Choose a later last day.")
        if not 1 <= pattern.every_weeks <= 52:
            raise InvalidInput("every_weeks", "Choose a rhythm between every week and every 52 weeks.")
    for index, one in enumerate(patterns):
        for other in patterns[index + 1 :]:
            if _meet(one, other):
                raise InvalidInput(
                    "starts",
                    f"Two spans of hours overlap on {_WEEKDAYS[one.weekday]}: {one.starts:%H:%M}–{one.ends:%H:%M} "
                    f"and {other.starts:%H:%M}–{other.ends:%H:%M}. Make them one, or shorten one.",
                )


def check_times(starts: time, ends: time) -> None:
    """Refuse a span of wall time that ends before, or when, it starts; 00:00 as end is midnight."""
    if ends != time.min and ends <= starts:
        raise InvalidInput("ends", f"The end {ends:%H:%M} is not after the start {starts:%H:%M}. Choose a later end.")


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EVER = date(9999, 12, 31)


def _meet(one: WeeklyPattern, other: WeeklyPattern) -> bool:
    """Whether two patterns can give the same moment twice."""
    if one.weekday != other.weekday:
        return False
    if one.starts >= _end_of(other) or other.starts >= _end_of(one):
        return False
    first = max(one.valid_from, other.valid_from)
    last = min(one.valid_until or _EVER, other.valid_until or _EVER)
    # 52 × 52 weeks is the longest time two rhythms can take to meet; days before `first` give no hours.
    day = first + timedelta(days=(one.weekday - first.weekday()) % 7)
    for _ in range(one.every_weeks * other.every_weeks):
        if day > last:
            return False
        if one.holds_on(day) and other.holds_on(day):
            return True
        if day > _EVER - timedelta(days=7):
            return False
        day += timedelta(days=7)
    return False


def _end_of(pattern: WeeklyPattern) -> time:
    return time.max if pattern.ends == time.min else pattern.ends


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _span(day: date, starts: time | None, ends: time | None, zone: ZoneInfo) -> Span:
    if starts is None or ends is None:
        return span_of_day(day, zone)
    last_day = day + timedelta(days=1) if ends == time.min else day
    return Span(
        starts_at=nearest_instant(datetime.combine(day, starts), zone),
        ends_at=nearest_instant(datetime.combine(last_day, ends), zone),
    )


def open_minutes(spans: Iterable[Span]) -> int:
    """How many minutes are open in all."""
    return sum(span.minutes for span in spans)
