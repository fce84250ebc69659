"""The arithmetic of free time: from open hours and blocked spans to the moments at which something may begin."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from .availability import Hours
from .clinic_time import Span, gaps, span_of_day
from .queries import ANY_TIME, DayTimes


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeTime:
    """What is open and not blocked; `blocked` is merged, so ordered and without two spans that touch."""

    hours: Hours
    zone: ZoneInfo
    blocked: tuple[Span, ...]
    _blocked_ends: list[datetime] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_blocked_ends", [span.ends_at for span in self.blocked])

    def starts(
        self,
        days: Iterable[date],
        *,
        lasting: timedelta,
        grid: timedelta,
        not_before: datetime,
        times: DayTimes = ANY_TIME,
        first_per_day: bool = False,
    ) -> Iterator[datetime]:
        """When something of that length may begin: on the grid from each opening, and where a blocked span ends."""
        most = 1 if first_per_day else None
        for day in days:
            yield from islice(self._starts_on(day, lasting, grid, not_before, times), most)

    def windows(self, day: date) -> Iterator[tuple[Span, datetime]]:
        """The open spans in which something may begin that day, each with when it must have ended.

        A span that is open to midnight reaches into the next day as far as that is open.
        """
        open_time = self.hours.open_time(day, self.zone)
        for window in open_time[:-1]:
            yield window, window.ends_at
        if not open_time:
            return
        last = open_time[-1]
        until = last.ends_at
        if until == span_of_day(day, self.zone).ends_at:
            morning = self.hours.open_time(day + timedelta(days=1), self.zone)
            if morning and morning[0].starts_at == until:
                until = morning[0].ends_at
        yield last, until

    def _starts_on(
        self, day: date, lasting: timedelta, grid: timedelta, not_before: datetime, times: DayTimes
    ) -> Iterator[datetime]:
        wanted = times.on(day, self.zone)
        for window, until in self.windows(day):
            earliest = max(window.starts_at, wanted.starts_at, not_before)
            before = min(window.ends_at, wanted.ends_at)
            if earliest >= before:
                continue
            reach = Span(starts_at=window.starts_at, ends_at=until)
            for gap in gaps(reach, self.blocked, bisect_right(self._blocked_ends, window.starts_at)):
                for start in _starts_in(gap, window.starts_at, grid, earliest):
                    if start >= before or start + lasting > gap.ends_at:
                        break
                    yield start


def _starts_in(gap: Span, opening: datetime, grid: timedelta, earliest: datetime) -> Iterator[datetime]:
    """Where something may begin in a gap, without end: right after what is taken, then on the opening's grid."""
    first = max(gap.starts_at, earliest)
    start = opening + -((opening - first) // grid) * grid
    if first == gap.starts_at < start:
        yield first
    while True:
        yield start
        start += grid
