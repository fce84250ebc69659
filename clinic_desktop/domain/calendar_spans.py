"""What a calendar shows of several days: their columns and appointments, and how full mornings and afternoons are.

A day's time is counted on a ruler: a whole number whose bit n stands for the nth minute after the day's midnight. What
is open and what is taken are then put together by one operation each, however many appointments there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from .availability import Hours
from .clinic_time import Span, nearest_instant, span_of_day
from .sheets import AppointmentLine, DayColumn, HeldTime

_MINUTE = timedelta(minutes=1)
_NOON = time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsOfDay:
    """A clinic day of several: its practitioners' columns in the order asked for."""

    day: date
    columns: tuple[DayColumn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanSheet:
    """Clinic days for some practitioners; `lines` and `holds` are those of all of them, ordered by start."""

    days: tuple[ColumnsOfDay, ...]
    lines: tuple[AppointmentLine, ...]
    holds: tuple[HeldTime, ...] = ()

    @classmethod
    def joined(cls, sheets: Iterable["SpanSheet"]) -> "SpanSheet":
        """Some that follow one another as one; what reaches from one into the next is taken once."""
        sheets = tuple(sheets)
        return cls(
            days=tuple(day for sheet in sheets for day in sheet.days),
            lines=tuple({line.id.int: line for sheet in sheets for line in sheet.lines}.values()),
            holds=tuple({held.hold_id.int: held for sheet in sheets for held in sheet.holds}.values()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfDay:
    """How full a morning or an afternoon is: appointments, minutes of open time in all and taken, and free slots."""

    booked: int = 0
    open_minutes: int = 0
    taken_minutes: int = 0
    free: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDay:
    """How full a day is; `closure` names why the clinic is closed, `away` who would work otherwise."""

    day: date
    morning: HalfDay
    afternoon: HalfDay
    closure: str = ""
    away: tuple[str, ...] = ()

    @property
    def booked(self) -> int:
        """The number of appointments."""
        return self.morning.booked + self.afternoon.booked

    @property
    def free(self) -> int:
        """The number of free slots."""
        return self.morning.free + self.afternoon.free

    @property
    def open_minutes(self) -> int:
        """Minutes of open time, of all practitioners together."""
        return self.morning.open_minutes + self.afternoon.open_minutes

    @property
    def taken_share(self) -> float:
        """How much of the open time is taken, from 0 to 1."""
        taken = self.morning.taken_minutes + self.afternoon.taken_minutes
        return taken / self.open_minutes if self.open_minutes else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRuler:
    """One day's midnights and noon, from which minutes are counted."""

    day: date
    span: Span
    noon: int

    def marked(self, spans: Iterable[Span]) -> int:
        """The minutes of these spans."""
        marks = 0
        for span in spans:
            starts = max(0, (span.starts_at - self.span.starts_at) // _MINUTE)
            marks |= minutes_from(starts, max(0, (span.ends_at - self.span.starts_at) // _MINUTE - starts))
        return marks


@lru_cache(maxsize=2048)
def ruler_of(day: date, zone: ZoneInfo) -> DayRuler:
    """The ruler of a clinic day; noon is when the clock on the wall shows twelve."""
    span = span_of_day(day, zone)
    noon = (nearest_instant(datetime.combine(day, _NOON), zone) - span.starts_at) // _MINUTE
    return DayRuler(day=day, span=span, noon=noon)


def minutes_from(start: int, count: int) -> int:
    """So many minutes of a day's ruler."""
    return ((1 << count) - 1) << start


def worked_otherwise(hours: Hours, day: date) -> bool:
    """Whether somebody would work on a day on which the whole of it is taken away from them."""
    return bool(hours.away_reason(day)) and any(pattern.holds_on(day) for pattern in hours.patterns)


@lru_cache(maxsize=16_384)  # of what it is computed from: most days of a month are as they were when it was last seen
def halves(
    opened: int, taken: int, noon: int, slot_minutes: int, kept: int = 0
) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Of the morning and of the afternoon: open minutes, those of them that are taken, and free slots.

    What is `kept` clear, by buffers and by holds, counts as not taken, and yet no slot is free in it.
    """
    morning = minutes_from(0, noon)
    return _half(opened & morning, taken, kept, slot_minutes), _half(opened & ~morning, taken, kept, slot_minutes)


def _half(opened: int, taken: int, kept: int, slot_minutes: int) -> tuple[int, int, int]:
    left = opened & ~(taken | kept)
    free = 0
    while left:
        left >>= (left & -left).bit_length() - 1
        gap = (~left & (left + 1)).bit_length() - 1
        free += gap // slot_minutes
        left >>= gap
    return opened.bit_count(), (opened & taken).bit_count(), free
