"""What the overview of the clinic shows, and what lies behind each of its figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from .appointments import AppointmentStatus
from .own_month import days_of_month
from .sheets import Statistics

LEAD_DAYS = (0, 1, 3, 8, 15, 31)
"""From how many days before its time an appointment was booked; each reaches up to the next."""

WEEKS_OF_FILL = 8
"""How full the week is is told of so many weeks."""

_FULL, _EMPTY = 0.9, 0.35
_MOST_BARS_OF_DAYS, _MOST_BARS_OF_WEEKS = 45, 190


class Step(StrEnum):
    """How long the time is that one bar stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Some days of the clinic, both ends included."""

    first: date
    last: date

    @property
    def number(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    def each(self) -> Iterable[date]:
        """One after the other."""
        return (self.first + timedelta(days=n) for n in range(self.number))

    def before(self) -> "Days":
        """The time before them that is as long: a month before a month, a year before a year."""
        months = _whole_months(self)
        last = self.first - timedelta(days=1)
        if not months:
            return Days(first=self.first - timedelta(days=self.number), last=last)
        back = self.first.year * 12 + self.first.month - 1 - months
        return Days(first=date(back // 12, back % 12 + 1, 1), last=last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The appointments of some days that stand together, by status."""

    days: Days
    by_status: Mapping[AppointmentStatus, int]

    @property
    def completed(self) -> int:
        """Who came and was seen."""
        return self.by_status.get(AppointmentStatus.FULFILLED, 0)

    @property
    def booked(self) -> int:
        """Who is expected, or is here."""
        return sum(self.by_status.get(status, 0) for status in _OPEN)

    @property
    def lost(self) -> int:
        """Who did not come, or called off."""
        return sum(self.by_status.get(status, 0) for status in LOST)

    @property
    def total(self) -> int:
        """All of them."""
        return self.completed + self.booked + self.lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """How many should have come by now, and how many of them did not."""

    due: int = 0
    missed: int = 0

    @property
    def rate(self) -> float | None:
        """Between 0 and 1; None when nobody was due."""
        return self.missed / self.due if self.due else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HourFill:
    """One hour of one weekday: minutes that were open in all weeks together, and how many of those were given away."""

    weekday: int
    hour: int
    open_minutes: int
    taken_minutes: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None when it is never open."""
        return min(1.0, self.taken_minutes / self.open_minutes) if self.open_minutes else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFill:
    """How full the hours of the week were, in the weeks up to a day."""

    days: Days
    hours: tuple[HourFill, ...]

    @property
    def fullest(self) -> HourFill | None:
        """The hour that has the least left; None when the clinic was never open."""
        return max(self._open(), key=lambda one: (one.share or 0, -one.weekday, -one.hour), default=None)

    @property
    def emptiest(self) -> HourFill | None:
        """The hour that has the most left."""
        return min(self._open(), key=lambda one: (one.share or 0, one.weekday, one.hour), default=None)

    @property
    def is_told_full(self) -> bool:
        """Whether there is hardly anything left in its fullest hour."""
        fullest = self.fullest
        return fullest is not None and (fullest.share or 0) >= _FULL

    @property
    def is_told_empty(self) -> bool:
        """Whether in its emptiest hour there is much left."""
        emptiest = self.emptiest
        return emptiest is not None and (emptiest.share or 0) < _EMPTY

    def _open(self) -> list[HourFill]:
        return [one for one in self.hours if one.open_minutes]


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerFigures:
    """One practitioner's part; `late` is the median of minutes after the promised time, of patients who were there."""

    practitioner_id: UUID
    name: str
    department: str
    appointments: int
    no_shows: Missed
    booked_minutes: int
    open_minutes: int
    median_wait: float | None
    ninth_decile_wait: float | None
    late: float | None

    @property
    def use_of_time(self) -> float | None:
        """The part of the open time that was given away; None without hours."""
        return self.booked_minutes / self.open_minutes if self.open_minutes else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The figures of some days, with those of the time before beside them."""

    days: Days
    this: Statistics
    before: Statistics
    step: Step
    bars: tuple[Bar, ...]
    week: WeekFill
    by_weekday: tuple[Missed, ...]
    by_lead: tuple[Missed, ...]
    practitioners: tuple[PractitionerFigures, ...]


class Behind(StrEnum):
    """What a list behind a figure holds beside what all of them are narrowed by."""

    ALL = "all"
    DUE = "due"
    WAITED = "waited"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureQuery:
    """The appointments behind a figure, narrowed as far as it says."""

    days: Days
    what: Behind = Behind.ALL
    statuses: tuple[AppointmentStatus, ...] = ()
    practitioner_id: UUID | None = None
    department_id: UUID | None = None
    weekday: int | None = None
    hour: int | None = None
    lead: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredPatient:
    """A patient as the list of those registered in some days has them."""

    id: UUID
    name: str
    mrn: str
    registered: date


LOST = (AppointmentStatus.NOSHOW, AppointmentStatus.CANCELLED)
_OPEN = (AppointmentStatus.BOOKED, AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM)
_CAME = (AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM, AppointmentStatus.FULFILLED)


def step_of(days: Days) -> Step:
    """How much time a bar stands for, so that there are neither too many of them nor too few."""
    if days.number <= _MOST_BARS_OF_DAYS:
        return Step.DAY
    return Step.WEEK if days.number <= _MOST_BARS_OF_WEEKS else Step.MONTH


def bars_of(
    days: Days, step: Step, by_day: Mapping[date, Mapping[AppointmentStatus, int]], *, is_open: Iterable[date]
) -> tuple[Bar, ...]:
    """The bars of some days: single days on which the clinic is closed and nobody was booked have none."""
    opened = set(is_open)
    sums: dict[Days, dict[AppointmentStatus, int]] = {}
    for day in days.each():
        told = by_day.get(day, {})
        if step is Step.DAY and day not in opened and not told:
            continue
        sums_of_bar = sums.setdefault(_stretch(day, step, days), {})
        for status, count in told.items():
            sums_of_bar[status] = sums_of_bar.get(status, 0) + count
    return tuple(Bar(days=stretch, by_status=by_status) for stretch, by_status in sums.items())


def missed_by_weekday(by_day: Mapping[date, Mapping[AppointmentStatus, int]]) -> tuple[Missed, ...]:
    """Of each weekday, Monday first."""
    due, missed = [0] * 7, [0] * 7
    for day, told in by_day.items():
        one = missed_of(told)
        due[day.weekday()] += one.due
        missed[day.weekday()] += one.missed
    return tuple(Missed(due=due[n], missed=missed[n]) for n in range(7))


def missed_of(by_status: Mapping[AppointmentStatus, int]) -> Missed:
    """Of those who should have come, how many did not."""
    missed = by_status.get(AppointmentStatus.NOSHOW, 0)
    return Missed(due=missed + sum(by_status.get(status, 0) for status in _CAME), missed=missed)


def quantile(counts: Mapping[int, int], share: float) -> float | None:
    """The number that this share of those counted did not exceed; None where nothing was counted."""
    total = sum(counts.values())
    passed = 0
    for minutes, count in sorted(counts.items()):
        passed += count
        if count and passed >= share * total:
            return float(minutes)
    return None


def _stretch(day: date, step: Step, within: Days) -> Days:
    if step is Step.DAY:
        return Days(first=day, last=day)
    first, last = (
        (day - timedelta(days=day.weekday()), day + timedelta(days=6 - day.weekday()))
        if step is Step.WEEK
        else days_of_month(day)
    )
    return Days(first=max(first, within.first), last=min(last, within.last))


def _whole_months(days: Days) -> int:
    """How many months the days are, if they are whole ones."""
    if days.first.day != 1 or (days.last + timedelta(days=1)).day != 1:
        return 0
    return (days.last.year - days.first.year) * 12 + days.last.month - days.first.month + 1
