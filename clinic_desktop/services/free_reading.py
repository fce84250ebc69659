"""What is taken of practitioners' days, read into the memory of free times: only of whom and when it is wanted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from zoneinfo import ZoneInfo

from clinic_desktop.domain.free_days import MINUTE, Taken, Window, day_in_figures
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.taken import TakenRange, TakenRow, taken_in_all, taken_rows

from .free_memory import FreeMemory

_ONE_DAY = timedelta(days=1)
_ONE_RANGE = timedelta(days=4)
"""Days no further apart are read in one go, with those between: a weekend costs less than to begin anew."""

_LONGEST_BUFFER = 120 * MINUTE


def weigh(
    memory: FreeMemory, reading: Reading, wanted: Iterable[tuple[bytes, date, Sequence[Window]]], lasting: int
) -> None:
    """Know how long a stretch may be free on some days at most, by how much is taken in all of each long window.

    Costs a fraction of reading what is taken, and often tells that nothing so long can be free.
    """
    bounds: dict[tuple[bytes, date], int] = {}
    asked: list[tuple[tuple[bytes, date], int]] = []
    ranges: list[TakenRange] = []
    for key, day, windows in wanted:
        short = 0
        for opens, _, until in windows:
            length = until - opens
            if length >= lasting:
                asked.append(((key, day), length))
                ranges.append((key.hex(), opens, until))
            elif length > short:
                short = length
        bounds[key, day] = short
    for (whose, length), taken in zip(asked, taken_in_all(reading, ranges), strict=True):
        if length - taken > bounds[whose]:
            bounds[whose] = length - taken
    for (key, day), bound in bounds.items():
        memory.longest.setdefault(day, {})[key] = bound


def read_taken(memory: FreeMemory, reading: Reading, wanted: Mapping[bytes, Iterable[date]], zone: ZoneInfo) -> None:
    """Have what takes these practitioners' time on these days in the memory."""
    ranges: list[TakenRange] = []
    days_of: list[list[tuple[int, list[Taken]]]] = []
    for key, days in wanted.items():
        for run in _runs(sorted(days)):
            figures = [day_in_figures(day, zone) for day in run]
            ends = [begins + length for begins, length in figures]
            ranges.append((key.hex(), figures[0][0] - _LONGEST_BUFFER, ends[-1] + _LONGEST_BUFFER))
            taken: list[list[Taken]] = [[] for _ in run]
            days_of.append(list(zip(ends, taken, strict=True)))
            for day, of_day in zip(run, taken, strict=True):
                memory.taken.setdefault(day, {})[key] = of_day
    for number, rows in groupby(taken_rows(reading, ranges), key=itemgetter(0)):
        _deal_out(days_of[number], rows)


def _deal_out(days: Sequence[tuple[int, list[Taken]]], rows: Iterable[TakenRow]) -> None:
    """Give each day, known by its end, what is taken of it; rows are ordered by start.

    What ends or begins near midnight may reach, with its buffers, into the day beside.
    """
    index, last = 0, len(days) - 1
    begins, (ends, of_day) = 0, days[0]
    for _, starts, until, before, after in rows:
        while starts >= ends and index < last:
            index, begins = index + 1, ends
            ends, of_day = days[index]
        row = (starts, until, before, after)
        of_day.append(row)
        if until > ends - _LONGEST_BUFFER:
            beside = index
            while beside < last and until > days[beside][0] - _LONGEST_BUFFER:
                beside += 1
                days[beside][1].append(row)
        if starts < begins + _LONGEST_BUFFER and index > 0:
            days[index - 1][1].append(row)


def _runs(days: Sequence[date]) -> Iterable[list[date]]:
    """Days in order, in runs without a gap."""
    first = last = days[0]
    for day in (*days[1:], None):
        if day is not None and day - last < _ONE_RANGE:
            last = day
            continue
        yield [first + number * _ONE_DAY for number in range((last - first).days + 1)]
        if day is not None:
            first = last = day
