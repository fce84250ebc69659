"""Which days the overview is of: a week, a month, a quarter, a year, or days of one's own."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from clinic_desktop.domain.overview import Days
from clinic_desktop.domain.own_month import days_of_month
from clinic_desktop.gui.times import days_words, month_words, week_of


class Stretch(StrEnum):
    """How long the days are."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class ShownDays:
    """The days that are shown, and how they were chosen."""

    stretch: Stretch
    days: Days

    def step(self, by: int) -> "ShownDays":
        """The days so many of their lengths later; raises OverflowError where the calendar ends."""
        if self.stretch is Stretch.OWN:
            shift = timedelta(days=by * self.days.number)
            return replace(self, days=Days(first=self.days.first + shift, last=self.days.last + shift))
        beside = self.days.last + timedelta(days=1) if by > 0 else self.days.first - timedelta(days=1)
        return shown_days(self.stretch, beside)

    @property
    def words(self) -> str:
        """What they are called."""
        first = self.days.first
        if self.stretch is Stretch.MONTH:
            return month_words(first)
        if self.stretch is Stretch.YEAR:
            return str(first.year)
        if self.stretch is Stretch.QUARTER:
            return f"{month_words(first).split()[0]} – {month_words(self.days.last)}"
        return days_words(first, self.days.last, short=True)


def shown_days(stretch: Stretch, day: date) -> ShownDays:
    """The week, month, quarter or year that a day is in; of one's own, that day alone."""
    if stretch is Stretch.WEEK:
        first, last = week_of(day)
    elif stretch is Stretch.MONTH:
        first, last = days_of_month(day)
    elif stretch is Stretch.QUARTER:
        first = date(day.year, (day.month - 1) // _MONTHS * _MONTHS + 1, 1)
        last = days_of_month(date(day.year, first.month + _MONTHS - 1, 1))[1]
    elif stretch is Stretch.YEAR:
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    else:
        first = last = day
    return ShownDays(stretch, Days(first=first, last=last))


_MONTHS = 3
