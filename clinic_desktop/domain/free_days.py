"""Free time in whole numbers, for searches over many people and days; says the same as `Diary.free_slots`.

Instants are milliseconds since 1970, as they are stored: to make aware datetimes of what is looked through and left
behind would take most of the time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from .availability import Hours, WeeklyPattern
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDays:
    """One practitioner's hours as windows, day by day."""

    hours: Hours
    zone: ZoneInfo
    _patterns: dict[int, list[WeeklyPattern]] = field(default_factory=dict, init=False, repr=False)
    _known: dict[date, tuple[Window, ...]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for pattern in self.hours.patterns:
            self._patterns.setdefault(pattern.weekday, []).append(pattern)

    def windows(self, day: date) -> tuple[Window, ...]:
        """When something may begin that day; see `FreeTime.windows`."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = self._windows(day)
        return known

    def _windows(self, day: date) -> tuple[Window, ...]:
        midnight, length = day_in_figures(day, self.zone)
        patterns = [pattern for pattern in self._patterns.get(day.weekday(), ()) if _holds_on(pattern, day)]
        is_plain = length == DAY and not any(pattern.ends == _MIDNIGHT for pattern in patterns)
        if not is_plain or self._is_altered(day):
            return self._windows_with_care(day)
        spans = sorted((midnight + _since_midnight(p.starts), midnight + _since_midnight(p.ends)) for p in patterns)
        return tuple((starts, ends, ends) for starts, ends in joined(spans))

    def _is_altered(self, day: date) -> bool:
        for exception in self.hours.exceptions:
            if exception.first_day <= day <= exception.last_day:
                return True
        return any(closure.first_day <= day <= closure.last_day for closure in self.hours.closures)

    def _windows_with_care(self, day: date) -> tuple[Window, ...]:
        """Where the clock jumps, leave or closures count, or a night is worked through."""
        free = FreeTime(hours=self.hours, zone=self.zone, blocked=())
        return tuple(
            (in_figures(window.starts_at), in_figures(window.ends_at), in_figures(until))
            for window, until in free.windows(day)
        )


def _holds_on(pattern: WeeklyPattern, day: date) -> bool:
    """As the pattern's own, without counting weeks where none is left out."""
    if pattern.every_weeks != 1:
        return pattern.holds_on(day)
    return pattern.valid_from <= day and (pattern.valid_until is None or day <= pattern.valid_until)


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
    return joined(
        sorted(
            (starts - max(before, buffer_after) * MINUTE, ends + max(after, buffer_before) * MINUTE)
            for starts, ends, before, after in taken
        )
    )


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


def longest_free(windows: Iterable[Window], taken: Iterable[Taken]) -> int:
    """The longest stretch that is left, buffers not counted: whatever takes longer has no room."""
    blocked = joined(sorted((starts, ends) for starts, ends, _, _ in taken))
    longest = 0
    for opens, _, until in windows:
        place = opens
        for starts, ends in blocked:
            if ends <= place:
                continue
            if starts >= until:
                break
            longest = max(longest, starts - place)
            place = ends
        longest = max(longest, until - place)
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
