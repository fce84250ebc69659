"""A doctor's own month in figures, with the month before beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .appointments import AppointmentStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """What happened in a month; minutes, rates between 0 and 1; None where nothing was measured.

    `visit_minutes` and `booked_minutes` are medians over the same visits; `given_minutes` what was given away of the
    `open_minutes`, which may be more than all of it.
    """

    first_day: date
    by_status: Mapping[AppointmentStatus, int]
    median_wait: float | None
    visit_minutes: float | None
    booked_minutes: float | None
    given_minutes: int
    open_minutes: int

    @property
    def seen(self) -> int:
        """Patients who were in the room."""
        return self._count(AppointmentStatus.FULFILLED) + self._count(AppointmentStatus.IN_ROOM)

    @property
    def no_shows(self) -> int:
        """Patients who should have come and did not."""
        return self._count(AppointmentStatus.NOSHOW)

    @property
    def cancelled(self) -> int:
        """Appointments that were called off."""
        return self._count(AppointmentStatus.CANCELLED)

    @property
    def no_show_rate(self) -> float | None:
        """Of those who should have come, how many did not."""
        due = self.no_shows + self.seen + self._count(AppointmentStatus.ARRIVED)
        return self.no_shows / due if due else None

    @property
    def use_of_time(self) -> float | None:
        """How much of the open time was given away; over 1 where more was."""
        return self.given_minutes / self.open_minutes if self.open_minutes else None

    @property
    def is_empty(self) -> bool:
        """Whether there was neither an appointment nor an hour in it."""
        return not self.open_minutes and not any(self.by_status.values())

    def _count(self, status: AppointmentStatus) -> int:
        return self.by_status.get(status, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMonth:
    """A month and the one before."""

    this: MonthFigures
    before: MonthFigures


def days_of_month(day: date) -> tuple[date, date]:
    """The first and the last day of the month in which a day lies."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def month_before(day: date) -> date:
    """The first day of the month before that of a day."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
