"""Where the keyboard stands in a calendar, and where its keys lead from there."""

from dataclasses import dataclass, replace
from uuid import UUID

from clinic_desktop.gui.calendar.sheet.calendar_layout import Box, CalendarLayout
from clinic_desktop.gui.calendar.sheet.columns import DAY_MINUTES, first_open, last_open
from clinic_desktop.gui.calendar.sheet.lanes import Stop, stop_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """A place in a column: on an appointment, which it follows when that moves, or at a minute of free time."""

    column: int
    minute: int
    appointment_id: UUID | None = None

    def stop(self, layout: CalendarLayout) -> Stop:
        """What the cursor stands on in this layout."""
        stops = layout.stops_in(self.column)
        if self.appointment_id is not None:
            for stop in stops:
                if stop.row is not None and layout.by_row[stop.row].line.id == self.appointment_id:
                    return stop
        return stop_at(stops, self.minute)

    def at(self, layout: CalendarLayout, stop: Stop, *, minute: int | None = None) -> "Cursor":
        """The cursor on a stop of its column; `minute` is kept for going on sideways."""
        line = None if stop.row is None else layout.by_row[stop.row].line
        return replace(
            self, minute=stop.starts if minute is None else minute, appointment_id=None if line is None else line.id
        )

    def is_on_open_time(self, layout: CalendarLayout) -> bool:
        """Whether the practitioner works at the time the cursor stands on."""
        stop = self.stop(layout)
        return any(starts <= stop.starts < ends for starts, ends in layout.columns[self.column].open_time)

    def stepped(self, layout: CalendarLayout, by: int) -> "Cursor":
        """Earlier or later by so many stops."""
        stops = layout.stops_in(self.column)
        place = stops.index(self.stop(layout)) + by
        return self.at(layout, stops[min(max(place, 0), len(stops) - 1)])

    def beside(self, layout: CalendarLayout, by: int) -> "Cursor":
        """At the same minute, so many columns on."""
        column = min(max(self.column + by, 0), len(layout.columns) - 1)
        moved = replace(self, column=column, appointment_id=None)
        return self if column == self.column else moved.at(layout, moved.stop(layout), minute=self.minute)

    def at_minute(self, layout: CalendarLayout, minute: int) -> "Cursor":
        """At a minute of the same column."""
        moved = replace(self, minute=min(max(minute, 0), DAY_MINUTES - 1), appointment_id=None)
        return moved.at(layout, moved.stop(layout))

    def at_opening(self, layout: CalendarLayout) -> "Cursor":
        """At the beginning of the column's day."""
        opening = first_open([layout.columns[self.column]])
        return self.at_minute(layout, 0 if opening is None else opening)

    def at_closing(self, layout: CalendarLayout) -> "Cursor":
        """At the end of the column's day."""
        closing = last_open([layout.columns[self.column]])
        return self.at_minute(layout, (DAY_MINUTES if closing is None else closing) - 1)


def cursor_on(box: Box) -> Cursor:
    """The cursor on an appointment."""
    return Cursor(column=box.column, minute=box.span[0], appointment_id=box.line.id)


def first_cursor(layout: CalendarLayout, present: int | None) -> Cursor:
    """In the first column, on the present, or where its day begins."""
    start = Cursor(column=0, minute=0)
    return start.at_opening(layout) if present is None else start.at_minute(layout, present)
