"""The columns of a calendar: whose, of which day, and where on the wall clock an instant lies in them; knows no Qt."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.calendar_spans import ColumnsOfDay
from clinic_desktop.domain.clinic_time import Span, merged, nearest_instant, span_of_day, wall_time
from clinic_desktop.domain.sheets import AppointmentLine, Block, DayColumn, DaySheet, HeldTime, Slot
from clinic_desktop.gui.calendar.sheet.lanes import Minutes

DAY_MINUTES = 24 * 60
_MINUTE = timedelta(minutes=1)
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A practitioner whose own room this is, and when they work."""

    practitioner_id: UUID
    open_time: tuple[Minutes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarColumn:
    """One practitioner, or one room, on one day, laid out by the minutes of the clinic's wall clock.

    `key` says whose it is, and stays the same from day to day. Neighbours with the same `over` share that head above
    their own. `has_change` says that the clocks are changed on this day. The hour that the clock repeats in autumn is
    drawn once, with both its halves on it; the one it skips stays empty.
    """

    key: str
    practitioner_id: UUID
    day: date
    zone: ZoneInfo
    span: Span
    has_change: bool
    title: str
    subtitle: str
    open_time: tuple[Minutes, ...]
    over: str = ""
    room: str | None = None
    members: tuple[Member, ...] = ()
    blocks: tuple[Block, ...] = ()
    holds: tuple[HeldTime, ...] = ()

    @property
    def words(self) -> str:
        """What the column is called in one line."""
        return f"{self.over}, {self.title}" if self.over else self.title

    @property
    def places(self) -> tuple[object, ...]:
        """What an appointment must name, practitioner or room, to lie here perhaps; `shows` decides."""
        if self.room is None:
            return (self.practitioner_id,)
        return (self.room, *(member.practitioner_id for member in self.members))

    def minute_of(self, instant: datetime) -> int:
        """The minute of the day at which the wall clock stands, kept within the day."""
        if not self.has_change:
            return min(max((instant - self.span.starts_at) // _MINUTE, 0), DAY_MINUTES)
        wall = wall_time(instant, self.zone)
        minute = (wall.date() - self.day).days * DAY_MINUTES + wall.hour * 60 + wall.minute
        return min(max(minute, 0), DAY_MINUTES)

    def instant_at(self, minute: int) -> datetime:
        """The instant (UTC) at which the wall clock shows a minute of this day."""
        return nearest_instant(datetime.combine(self.day, time.min) + timedelta(minutes=minute), self.zone)

    def minutes_of(self, starts_at: datetime, ends_at: datetime) -> Minutes:
        """A span of time on this column's wall clock."""
        starts, ends = self.minute_of(starts_at), self.minute_of(ends_at)
        if ends <= starts:
            ends = min(DAY_MINUTES, starts + max(1, int((ends_at - starts_at).total_seconds() // 60)))
        return starts, ends

    def shows(self, line: AppointmentLine) -> bool:
        """Whether some of an appointment lies in this column."""
        return self._is_its_place(line) and line.starts_at < self.span.ends_at and self.span.starts_at < line.ends_at

    def slot(self, starts: int, ends: int) -> Slot:
        """Free time between two minutes as the booking dialog takes it; in a room, of whoever works there then."""
        return Slot(
            starts_at=self.instant_at(starts),
            ends_at=self.instant_at(ends),
            practitioner_id=self.practitioner_at(starts),
        )

    def practitioner_at(self, minute: int) -> UUID:
        """Who works here at that minute; whoever has this room most often where nobody does."""
        for member in self.members:
            if any(starts <= minute < ends for starts, ends in member.open_time):
                return member.practitioner_id
        return self.practitioner_id

    def practitioner_for(self, line: AppointmentLine, minute: int) -> UUID:
        """Whose an appointment would be there: within its own room it stays with its practitioner."""
        is_at_home = self.room is not None and self._is_its_place(line)
        return line.practitioner_id if is_at_home else self.practitioner_at(minute)

    def _is_its_place(self, line: AppointmentLine) -> bool:
        if self.room is None:
            return line.practitioner_id == self.practitioner_id
        if line.room:
            return line.room == self.room
        return any(line.practitioner_id == member.practitioner_id for member in self.members)


Columns: TypeAlias = tuple[CalendarColumn, ...]


def columns_of_day(sheet: DaySheet, zone: ZoneInfo) -> tuple[CalendarColumn, ...]:
    """A column for each practitioner of a day, in the sheet's order."""
    ruled = _Ruled(sheet.day, zone, sheet.holds)
    return tuple(
        ruled.column(column, title=column.practitioner_name, subtitle=column.away_reason or _place(column))
        for column in sheet.columns
    )


def columns_of_rooms(sheet: DaySheet, zone: ZoneInfo, *, order: Callable[[str], object], no_room: str) -> Columns:
    """A column for each room of a day, by name or in another order of their keys; `no_room` names what is in none."""
    ruled = _Ruled(sheet.day, zone, sheet.holds)
    own: dict[str, list[DayColumn]] = {}
    for column in sheet.columns:
        own.setdefault(column.room, []).append(column)
    visited = {line.room: line.practitioner_id for line in sheet.lines if line.room and line.room not in own}
    return tuple(
        ruled.room(room, own.get(room, ()), visited.get(room), no_room=no_room)
        for room in sorted({*own, *visited}, key=lambda room: (order(room_key(room)), *room_order(room)))
    )


def columns_of_week(
    days: Sequence[ColumnsOfDay],
    zone: ZoneInfo,
    *,
    names: Mapping[date, str],
    today: date,
    today_words: str,
    holds: Sequence[HeldTime] = (),
) -> Columns:
    """A column for each day of one practitioner, or for each of several within each day; `names` are the days'."""
    columns: list[CalendarColumn] = []
    for one in days:
        ruled = _Ruled(one.day, zone, holds)
        said = today_words if one.day == today else ""
        for column in one.columns:
            if len(one.columns) == 1:
                made = ruled.column(column, title=names[one.day], subtitle=column.away_reason or said)
            else:
                over = f"{names[one.day]} · {said}" if said else names[one.day]
                subtitle = column.away_reason or _place(column)
                made = ruled.column(column, title=column.practitioner_name, subtitle=subtitle, over=over)
            columns.append(made)
    return tuple(columns)


def room_key(room: str) -> str:
    """How a room's column is kept in settings, beside the ids of practitioners."""
    return f"{_ROOM}{room}"


def room_order(room: str) -> tuple[bool, list[str | int]]:
    """Sorts rooms by name, "Room 2" before "Room 10"; what is in none comes last."""
    parts = _NUMBERS.split(room.casefold())  # words and numbers in turns, so that like is compared with like
    return not room, [int(part) if part.isdecimal() else part for part in parts]


def is_room_key(key: str) -> bool:
    """Whether a column's key is a room's."""
    return key.startswith(_ROOM)


_ROOM = "room:"


class _Ruled:
    """One day's beginning and end, on which its columns are ruled."""

    def __init__(self, day: date, zone: ZoneInfo, holds: Sequence[HeldTime]) -> None:
        self._day = day
        self._holds = holds
        self._zone = zone
        self._span = span_of_day(day, zone)
        self._has_change = _has_change(self._span, zone)

    def column(self, column: DayColumn, *, title: str, subtitle: str, over: str = "") -> CalendarColumn:
        return CalendarColumn(
            key=str(column.practitioner_id),
            practitioner_id=column.practitioner_id,
            day=self._day,
            zone=self._zone,
            span=self._span,
            has_change=self._has_change,
            title=title,
            subtitle=subtitle,
            open_time=self._minutes(column.open_time),
            over=over,
            blocks=column.blocks,
            holds=self._held([column]),
        )

    def _minutes(self, spans: Sequence[Span]) -> tuple[Minutes, ...]:
        if self._has_change:
            return _minutes(spans, self._day, self._zone)
        begins = self._span.starts_at
        return tuple((_within_day(span.starts_at - begins), _within_day(span.ends_at - begins)) for span in spans)

    def _held(self, columns: Sequence[DayColumn]) -> tuple[HeldTime, ...]:
        """What is held of these practitioners' time on this day."""
        if not self._holds:
            return ()
        whose = {column.practitioner_id for column in columns}
        return tuple(held for held in self._holds if held.practitioner_id in whose and held.span.overlaps(self._span))

    def room(self, room: str, own: Sequence[DayColumn], visitor: UUID | None, *, no_room: str) -> CalendarColumn:
        practitioner_id = own[0].practitioner_id if own else visitor
        assert practitioner_id is not None
        return CalendarColumn(
            key=room_key(room),
            practitioner_id=practitioner_id,
            day=self._day,
            zone=self._zone,
            span=self._span,
            has_change=self._has_change,
            title=room or no_room,
            subtitle=", ".join(column.practitioner_name for column in own),
            open_time=self._minutes(merged(span for one in own for span in one.open_time)),
            room=room,
            members=tuple(
                Member(
                    practitioner_id=column.practitioner_id,
                    open_time=self._minutes(column.open_time),
                )
                for column in own
            ),
            blocks=tuple(block for column in own for block in column.blocks),
            holds=self._held(own),
        )


def _place(column: DayColumn) -> str:
    return " · ".join(part for part in (column.department_name, column.room) if part)


def first_open(columns: Sequence[CalendarColumn]) -> int | None:
    """The minute at which the first practitioner begins; None when nobody works."""
    return min((starts for column in columns for starts, _ in column.open_time), default=None)


def last_open(columns: Sequence[CalendarColumn]) -> int | None:
    """The minute at which the last practitioner ends; None when nobody works."""
    return max((ends for column in columns for _, ends in column.open_time), default=None)


def _has_change(day: Span, zone: ZoneInfo) -> bool:
    """Whether the minutes since a day's beginning are not the minutes on its clock; some zones skip a midnight."""
    starts, ends = day.starts_at.astimezone(zone), day.ends_at.astimezone(zone)
    return starts.utcoffset() != ends.utcoffset() or starts.hour * 60 + starts.minute > 0


def _within_day(since: timedelta) -> int:
    return min(max(since // _MINUTE, 0), DAY_MINUTES)


def _minutes(spans: Sequence[Span], day: date, zone: ZoneInfo) -> tuple[Minutes, ...]:
    def minute(instant: datetime) -> int:
        wall = wall_time(instant, zone)
        days = (wall.date() - day).days
        return min(max(days * DAY_MINUTES + wall.hour * 60 + wall.minute, 0), DAY_MINUTES)

    return tuple((minute(span.starts_at), minute(span.ends_at)) for span in spans)
