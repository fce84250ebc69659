"""What hangs on the pointer while something is dragged, and where it would lie; knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from clinic_desktop.domain.sheets import AppointmentLine, Slot
from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.columns import DAY_MINUTES, CalendarColumn
from clinic_desktop.gui.calendar.sheet.lanes import Minutes

SHORTEST = 5
"""Minutes; the shortest that an appointment is dragged to, and the step that Alt frees it to."""


class Grip(StrEnum):
    """By what it is held."""

    WHOLE = "whole"
    START = "start"
    END = "end"
    SPAN = "span"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who has no time here yet, and is booked where they are let go of.

    `appointment_id` is an appointment that they give back then: it is in nobody's way.
    """

    key: UUID
    name: str
    patient_id: UUID
    minutes: int
    buffer_before: int = 0
    buffer_after: int = 0
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drag:
    """An appointment held by its middle or an edge, free time being drawn out, or a guest.

    `grabbed` is how many minutes below its start it was taken. What is held by an edge, and free time, stay in their
    column (`key`, `day`); `standing` is what they began as.
    """

    grip: Grip
    line: AppointmentLine | None = None
    guest: Guest | None = None
    minutes: int = 0
    grabbed: int = 0
    key: str = ""
    day: date | None = None
    standing: Minutes = (0, 0)

    @property
    def name(self) -> str:
        """Whose it is; empty for free time."""
        if self.guest is not None:
            return self.guest.name
        return "" if self.line is None else self.line.patient_name

    def column_in(self, columns: Sequence[CalendarColumn], under: int | None) -> int | None:
        """The column it lies in while the pointer is over `under`; None where it has no place now."""
        if self.grip is Grip.WHOLE:
            return under
        home = (self.key, self.day)
        return next((number for number, each in enumerate(columns) if (each.key, each.day) == home), None)

    def span_at(self, minute: int, step: int) -> Minutes:
        """From when to when it would go with the pointer at a minute of the day."""
        starts, ends = self.standing
        if self.grip is Grip.WHOLE:
            first = min(max(_nearest(minute - self.grabbed, step), 0), DAY_MINUTES - SHORTEST)
            return first, min(first + self.minutes, DAY_MINUTES)
        if self.grip is Grip.END:
            return starts, min(max(_nearest(minute, step), starts + SHORTEST), DAY_MINUTES)
        if self.grip is Grip.START:
            return max(min(_nearest(minute, step), ends - SHORTEST), 0), ends
        if minute >= starts:
            return starts, min(max((minute // step + 1) * step, starts + SHORTEST), DAY_MINUTES)
        return minute // step * step, ends


def grip_at(top: float, bottom: float, y: float) -> Grip:
    """By what a box is taken at a height: by an edge, where it is tall enough to have any, or by its middle."""
    height = bottom - top
    if height < CalendarMeasure.LEAST_GRIPPED_HEIGHT:
        return Grip.WHOLE
    reach = min(float(CalendarMeasure.GRIP), height / 4)
    if y >= bottom - reach:
        return Grip.END
    return Grip.START if y < top + reach else Grip.WHOLE


def minutes_of(stretch: AppointmentLine | Slot) -> int:
    """How long an appointment or a slot lasts."""
    return (stretch.ends_at - stretch.starts_at) // timedelta(minutes=1)


def stands_in(line: AppointmentLine, slot: Slot) -> bool:
    """Whether an appointment fills a slot already."""
    return (line.starts_at, line.ends_at, line.practitioner_id) == (slot.starts_at, slot.ends_at, slot.practitioner_id)


def _nearest(minute: int, step: int) -> int:
    return (2 * minute + step) // (2 * step) * step
