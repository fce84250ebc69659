"""Free time in whole numbers, for searches over many people and days; says the same as `Diary.free_slots`.

Instants are milliseconds since 1970, as they are stored: to make aware datetimes of what is looked through and left
behind would take most of the time.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import TypeAlias
from zoneinfo import ZoneInfo

from .availability import AvailabilityException, Closure, ExceptionKind, Hours, WeeklyPattern
from .clinic_time import span_of_day
from .free_time import FreeTime

Stretch: TypeAlias = tuple[int, int]
"""From when to when."""

Window: TypeAlias = tuple[int, int, int]
"""From when and before when something may begin, and by when it must have ended."""

Taken: TypeAlias = tuple[int, int, int, int]
"""From when to when, and the minutes kept free before and after."""

MINUTE = 60_000
DAY = 1440 * MINUTE


@dataclass(frozen=True, slots=True)
class _Weekday:
    """What a weekday's patterns give between two days on which all of them hold; instants count from midnight.

    `longest` is the longest stretch, on whatever day: none of 24 hours without extra time has a longer one.
    """

    windows: tuple[Stretch, ...]
    first: date
    last: date
    longest: int


class OpenDays:
    """One practitioner's hours as windows, day by day."""

    def __init__(self, hours: Hours, zone: ZoneInfo) -> None:
        self._hours = hours
        self._zone = zone
        self._patterns: dict[int, list[WeeklyPattern]] = {}
        for pattern in hours.patterns:
            self._patterns.setdefault(pattern.weekday, []).append(pattern)
        self._weekdays: dict[int, _Weekday] = {}
        self._known: dict[date, tuple[Window, ...]] = {}
        self._has_extra_time = any(one.kind is ExceptionKind.ADDS for one in hours.exceptions)
        self._has_nights = any(pattern.ends == _MIDNIGHT for pattern in hours.patterns)
        self._altered = _spans_of_days((*hours.exceptions, *hours.closures))

    def windows(self, day: date) -> tuple[Window, ...]:
        """When something may begin that day; see `FreeTime.windows`."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._windows(day)
        return known

    def may_ever_hold(self, weekday: int, lasting: int) -> bool:
        """Whether so long a stretch may be open on a day of that weekday, if it has no more than 24 hours."""
        return self._has_extra_time or self._weekday(weekday).longest >= lasting

    def holds(self, day: date, lasting: int) -> bool:
        """Whether so long a stretch is open that day, whatever is taken of it."""
        of_weekday = self._weekday(day.weekday())
        if self._is_plain(day, of_weekday):
            return of_weekday.longest >= lasting
        return any(until - opens >= lasting for opens, _, until in self.windows(day))

    def goes_on(self, day: date) -> bool:
        """Whether what begins that day may end on the next."""
        if not self._has_nights and not self._has_extra_time:
            return False
        windows = self.windows(day)
        return bool(windows) and windows[-1][2] > sum(day_in_figures(day, self._zone))

    def _weekday(self, number: int) -> _Weekday:
        found = self._weekdays.get(number)
        if found is None:
            found = self._weekdays[number] = _weekday(self._patterns.get(number, ()))
        return found

    def _windows(self, day: date) -> tuple[Window, ...]:
        of_weekday = self._weekday(day.weekday())
        if not self._is_plain(day, of_weekday):
            return self._windows_with_care(day)
        midnight, _ = day_in_figures(day, self._zone)
        return tuple((midnight + opens, midnight + ends, midnight + ends) for opens, ends in of_weekday.windows)

    def _is_plain(self, day: date, of_weekday: _Weekday) -> bool:
        """Whether that day is as any of its weekday."""
        if self._has_nights or not of_weekday.first <= day <= of_weekday.last:
            return False
        return day_in_figures(day, self._zone)[1] == DAY and not self._is_altered(day)

    def _is_altered(self, day: date) -> bool:
        firsts, lasts = self._altered
        before = bisect_right(firsts, day)
        return before > 0 and lasts[before - 1] >= day

    def _windows_with_care(self, day: date) -> tuple[Window, ...]:
        """Where the clock jumps, leave or closures count, weeks are left out, or a night is worked through."""
        free = FreeTime(hours=self._hours, zone=self._zone, blocked=())
        return tuple(
            (in_figures(window.starts_at), in_figures(window.ends_at), in_figures(until))
            for window, until in free.windows(day)
        )


def _weekday(patterns: Iterable[WeeklyPattern]) -> _Weekday:
    spans: list[Stretch] = []
    first, last = date.min, date.max
    for pattern in patterns:
        if pattern.ends == _MIDNIGHT:  # the next morning may go on from there
            return _Weekday((), date.max, date.min, 2 * DAY)
        spans.append((_since_midnight(pattern.starts), _since_midnight(pattern.ends)))
        first = max(first, pattern.valid_from if pattern.every_weeks == 1 else date.max)
        if pattern.valid_until is not None:
            last = min(last, pattern.valid_until)
    windows = joined(sorted(spans))
    return _Weekday(tuple(windows), first, last, max([ends - opens for opens, ends in windows], default=0))


def _spans_of_days(concerned: Iterable[AvailabilityException | Closure]) -> tuple[list[date], list[date]]:
    """The first days, in order, and beside each the latest last day of all that began by then."""
    spans = sorted((one.first_day, one.last_day) for one in concerned)
    return [first for first, _ in spans], list(accumulate((last for _, last in spans), max))


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Ordered stretches as few as possible: those that touch become one, empty ones go."""
    result: list[Stretch] = []
    for starts, ends in stretches:
        if starts >= ends:
            continue
        if result and starts <= result[-1][1]:
            if ends > result[-1][1]:
                result[-1] = (result[-1][0], ends)
        else:
            result.append((starts, ends))
    return result


def blocked_by(taken: Iterable[Taken], *, buffer_before: int, buffer_after: int) -> list[Stretch]:
    """What an appointment with those buffers must not touch: of two buffers that meet, the longer one counts."""
    widened = [
        (
            starts - (max(buffer_after, before)) * MINUTE,
            ends + (max(buffer_before, after)) * MINUTE,
        )
        for starts, ends, before, after in taken
    ]
    widened.sort()
    return joined(widened)


def starts_within(windows: Iterable[Window], blocked: Sequence[Stretch], *, lasting: int, grid: int) -> tuple[int, ...]:
    """When something of that length may begin: on the grid from each opening, and where a blocked stretch ends."""
    found: list[int] = []
    for opens, before, until in windows:
        place = opens
        for starts, ends in blocked:
            if ends <= place:
                continue
            if starts >= until:
                break
            if starts - place >= lasting:
                found += _starts_in(place, min(starts - lasting, before - 1), opens, grid)
            place = ends
        if until - place >= lasting:
            found += _starts_in(place, min(until - lasting, before - 1), opens, grid)
    return tuple(found)


def longest_free(windows: Iterable[Window], taken: Sequence[Taken]) -> int:
    """The longest stretch that is left, buffers not counted: whatever takes longer has no room.

    What is taken is ordered by its start.
    """
    longest = 0
    for opens, _, until in windows:
        place = opens
        for starts, ends, _, _ in taken:
            if ends <= place:
                continue
            if starts >= until:
                break
            if starts - place > longest:
                longest = starts - place
            place = ends
        if until - place > longest:
            longest = until - place
    return longest


def _starts_in(first: int, last: int, opening: int, grid: int) -> list[int]:
    """Right at the first moment, then on the opening's grid, up to the last moment, which is included."""
    on_grid = opening - (opening - first) // grid * grid
    beside = [first] if first < on_grid and first <= last else []
    return beside + list(range(on_grid, last + 1, grid))


def day_in_figures(day: date, zone: ZoneInfo) -> Stretch:
    """When a clinic day begins, and how long it is."""
    key = (day, zone.key)
    known = _DAYS.get(key)
    if known is None:
        span = span_of_day(day, zone)
        begins = in_figures(span.starts_at)
        if len(_DAYS) > _MOST_DAYS:
            _DAYS.clear()
        known = _DAYS[key] = (begins, in_figures(span.ends_at) - begins)
    return known


def in_figures(instant: datetime) -> int:
    """Milliseconds since 1970."""
    return (instant - _EPOCH) // _MILLISECOND


def _since_midnight(clock: time) -> int:
    return ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1000 + clock.microsecond // 1000


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_MIDNIGHT = time.min
_DAYS: dict[tuple[date, str], Stretch] = {}
_MOST_DAYS = 4096
