"""When a practitioner works: weekly patterns, exceptions and closures make the open time of a day."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from math import lcm
from uuid import UUID
from zoneinfo import ZoneInfo

from .clinic_time import Span, day_words, days_of, merged, nearest_instant, span_of_day, without
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
    _open: dict[tuple[date, str], tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def open_time(self, day: date, zone: ZoneInfo) -> tuple[Span, ...]:
        """The open spans of a clinic day in UTC, ordered, merged."""
        key = (day, zone.key)
        found = self._open.get(key)
        if found is None:
            found = self._open[key] = self._open_time(day, zone)
        return found

    def _open_time(self, day: date, zone: ZoneInfo) -> tuple[Span, ...]:
        if any(closure.holds_on(day) for closure in self.closures):
            return ()
        weekday = day.weekday()
        of_weekday = (pattern for pattern in self.patterns if pattern.weekday == weekday)
        regular = [_span(day, p.starts, p.ends, zone) for p in of_weekday if p.holds_on(day)]
        exceptions = [exception for exception in self.exceptions if exception.holds_on(day)]
        if not exceptions:
            return merged(regular)
        added = [_span(day, e.starts, e.ends, zone) for e in exceptions if e.kind is ExceptionKind.ADDS]
        return without([*regular, *added], self.away(day, zone))

    def covers(self, wanted: Span, zone: ZoneInfo) -> bool:
        """Whether a span, perhaps across midnight, lies wholly in open time."""
        days = days_of(wanted, zone)
        if len(days) == 1:
            spans = self.open_time(days[0], zone)
        else:
            spans = merged(span for day in days for span in self.open_time(day, zone))
        return any(span.contains(wanted) for span in spans)

    def away(self, day: date, zone: ZoneInfo) -> tuple[Span, ...]:
        """The time of a day that exceptions take away, whether or not there were hours."""
        removing = (e for e in self.exceptions if e.kind is ExceptionKind.REMOVES and e.holds_on(day))
        return merged(_span(day, e.starts, e.ends, zone) for e in removing)

    def blocking(self, day: date, zone: ZoneInfo) -> tuple[tuple[AvailabilityException, Span], ...]:
        """The exceptions that take a part of a day away, each with the time it takes, ordered by start."""
        found = (
            (exception, _span(day, exception.starts, exception.ends, zone))
            for exception in self.exceptions
            if exception.kind is ExceptionKind.REMOVES and exception.starts is not None and exception.holds_on(day)
        )
        return tuple(sorted(found, key=lambda pair: (pair[1], pair[0].id)))

    def without_reasons(self) -> "Hours":
        """The same hours, without why a practitioner is away: that is none of a patient's business."""
        return replace(self, exceptions=tuple(replace(one, reason="") for one in self.exceptions))

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
        if not 0 <= pattern.weekday <= 6:
            raise InvalidInput("weekday", "Choose a day between Monday and Sunday.")
        check_times(pattern.starts, pattern.ends)
        check_days(pattern.valid_from, pattern.valid_until or pattern.valid_from, last_field="valid_until")
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


def check_exception(exception: AvailabilityException, others: Iterable[AvailabilityException]) -> None:
    """Refuse an exception that ends before it starts, or says what one of the practitioner's others says already."""
    check_days(exception.first_day, exception.last_day)
    if (exception.starts is None) != (exception.ends is None):
        raise InvalidInput("starts", "Give both a start and an end, or neither for the whole day.")
    if exception.starts is not None and exception.ends is not None:
        check_times(exception.starts, exception.ends)
    for other in others:
        if other.kind is exception.kind and _days_meet(exception, other) and _times_meet(exception, other):
            what = "Leave" if other.kind is ExceptionKind.REMOVES else "Extra time"
            raise InvalidInput(
                "first_day",
                f"{what} is entered already from {day_words(other.first_day)} to {day_words(other.last_day)}. "
                "Take that away first, or choose other days.",
            )


def check_closure(closure: Closure, others: Iterable[Closure]) -> None:
    """Refuse a closure that ends before it starts, or covers a day that another one covers."""
    check_days(closure.first_day, closure.last_day)
    for other in others:
        if _days_meet(closure, other):
            raise InvalidInput("first_day", f"“{other.name}” closes the clinic on these days already. Choose others.")


def check_days(first: date, last: date, *, last_field: str = "last_day") -> None:
    """Refuse days that end before they begin, and years that can only be a slip of the finger."""
    if last < first:
        raise InvalidInput(last_field, "The last day is before the first. Choose a later last day.")
    if first.year < _FIRST_YEAR or last.year > _LAST_YEAR:
        raise InvalidInput(last_field, f"Choose days between {_FIRST_YEAR} and {_LAST_YEAR}.")


def check_times(starts: time, ends: time) -> None:
    """Refuse a span of wall time that ends before, or when, it starts; 00:00 as end is midnight."""
    if ends != time.min and ends <= starts:
        raise InvalidInput("ends", f"The end {ends:%H:%M} is not after the start {starts:%H:%M}. Choose a later end.")


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIRST_YEAR = 1900
_LAST_YEAR = 2200
_EVER = date(_LAST_YEAR, 12, 31)


def _meet(one: WeeklyPattern, other: WeeklyPattern) -> bool:
    """Whether two patterns can give the same moment twice."""
    if one.weekday != other.weekday:
        return False
    if one.starts >= _end_of(other) or other.starts >= _end_of(one):
        return False
    first = max(one.valid_from, other.valid_from)
    last = min(one.valid_until or _EVER, other.valid_until or _EVER)
    # Two rhythms meet within their common period or never.
    day = first + timedelta(days=(one.weekday - first.weekday()) % 7)
    for _ in range(lcm(one.every_weeks, other.every_weeks)):
        if day > last:
            return False
        if one.holds_on(day) and other.holds_on(day):
            return True
        day += timedelta(days=7)
    return False


def _days_meet(one: AvailabilityException | Closure, other: AvailabilityException | Closure) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def _times_meet(one: AvailabilityException, other: AvailabilityException) -> bool:
    if one.starts is None or other.starts is None:
        return True
    return one.starts < _end_of(other) and other.starts < _end_of(one)


def _end_of(hours: WeeklyPattern | AvailabilityException) -> time:
    return hours.ends if hours.ends is not None and hours.ends != time.min else time.max


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


@lru_cache(maxsize=16_384)
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


def open_minutes_between(hours: Hours, first: date, last: date, zone: ZoneInfo) -> int:
    """How many minutes are open in some days, both included.

    Days that nothing but the weekly pattern decides are looked at once for each place in its rhythm.
    """
    otherwise = _days_of_their_own(hours, first, last) | _clock_changes(first, last, zone)
    rhythm = 7 * lcm(*(pattern.every_weeks for pattern in hours.patterns))
    turns = sorted(
        {pattern.valid_from.toordinal() for pattern in hours.patterns}
        | {pattern.valid_until.toordinal() + 1 for pattern in hours.patterns if pattern.valid_until is not None}
    )
    known: dict[tuple[int, int], int] = {}
    total = 0
    for number in range(first.toordinal(), last.toordinal() + 1):
        place = bisect_right(turns, number), number % rhythm
        if number in otherwise:
            total += open_minutes(hours.open_time(date.fromordinal(number), zone))
        else:
            if place not in known:
                known[place] = open_minutes(hours.open_time(date.fromordinal(number), zone))
            total += known[place]
    return total


def _days_of_their_own(hours: Hours, first: date, last: date) -> frozenset[int]:
    """Days with an exception or a closure."""
    told: list[AvailabilityException | Closure] = [*hours.exceptions, *hours.closures]
    return frozenset(
        number
        for one in told
        for number in range(max(first, one.first_day).toordinal(), min(last, one.last_day).toordinal() + 1)
    )


@lru_cache(maxsize=64)
def _clock_changes(first: date, last: date, zone: ZoneInfo) -> frozenset[int]:
    """Days that have other than twenty-four hours."""
    days = range(first.toordinal(), last.toordinal() + 1)
    return frozenset(n for n in days if span_of_day(date.fromordinal(n), zone).minutes != _MINUTES_OF_A_DAY)


_MINUTES_OF_A_DAY = 24 * 60
