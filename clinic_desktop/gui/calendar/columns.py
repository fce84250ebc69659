"""The columns of a calendar: whose, of which day, and where on the wall clock an instant lies in them; knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.clinic_time import Span, nearest_instant, span_of_day, wall_time
from clinic_desktop.domain.sheets import AppointmentLine, DaySheet, Slot
from clinic_desktop.gui.calendar.lanes import Minutes

DAY_MINUTES = 24 * 60
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarColumn:
    """One practitioner on one day, laid out by the minutes of the clinic's wall clock.

    `has_change` says that the clocks are changed on this day. The hour that the clock repeats in autumn is drawn once,
    with both its halves on it; the one it skips stays empty.
    """

    practitioner_id: UUID
    practitioner_name: str
    day: date
    zone: ZoneInfo
    span: Span
    has_change: bool
    title: str
    subtitle: str
    open_time: tuple[Minutes, ...]

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
        return (
            line.practitioner_id == self.practitioner_id
            and line.starts_at < self.span.ends_at
            and self.span.starts_at < line.ends_at
        )

    def slot(self, starts: int, ends: int) -> Slot:
        """Free time between two minutes as the booking dialog takes it."""
        return Slot(
            starts_at=self.instant_at(starts), ends_at=self.instant_at(ends), practitioner_id=self.practitioner_id
        )


def columns_of_day(sheet: DaySheet, zone: ZoneInfo) -> tuple[CalendarColumn, ...]:
    """A column for each practitioner of a day, in the sheet's order."""
    day_span = span_of_day(sheet.day, zone)
    has_change = _has_change(day_span, zone)
    columns = []
    for column in sheet.columns:
        place = " · ".join(part for part in (column.department_name, column.room) if part)
        columns.append(
            CalendarColumn(
                practitioner_id=column.practitioner_id,
                practitioner_name=column.practitioner_name,
                day=sheet.day,
                zone=zone,
                span=day_span,
                has_change=has_change,
                title=column.practitioner_name,
                subtitle=column.away_reason or place,
                open_time=_minutes(column.open_time, sheet.day, zone),
            )
        )
    return tuple(columns)


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


def _minutes(spans: Sequence[Span], day: date, zone: ZoneInfo) -> tuple[Minutes, ...]:
    def minute(instant: datetime) -> int:
        wall = wall_time(instant, zone)
        days = (wall.date() - day).days
        return min(max(days * DAY_MINUTES + wall.hour * 60 + wall.minute, 0), DAY_MINUTES)

    return tuple((minute(span.starts_at), minute(span.ends_at)) for span in spans)
