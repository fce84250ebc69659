"""What the calendar asks the clinic for, so that it can be asked beforehand too; read in a task, laid out there."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.calendar_spans import ColumnsOfDay, MonthDay, SpanSheet
from clinic_desktop.domain.clinic_time import Span, span_of_day, span_of_days
from clinic_desktop.domain.sheets import AppointmentLine, DayColumn, DaySheet
from clinic_desktop.gui.calendar.sheet.arranged import Arranged, Fitting, arranged
from clinic_desktop.gui.calendar.sheet.column_choice import Choice
from clinic_desktop.gui.calendar.sheet.columns import columns_of_week
from clinic_desktop.gui.times import day_head

if TYPE_CHECKING:
    from clinic_desktop.gui.tasks import Pieces
    from clinic_desktop.services.clinic import Clinic


class Reading(Protocol):
    """What came of a wish."""

    @property
    def lines(self) -> Sequence[AppointmentLine]:
        """The appointments it knows of."""


class Wish(Protocol):
    """Equal wishes have equal answers, as long as no commit concerns their days."""

    @property
    def reach(self) -> Span:
        """All the time that the answer tells of."""

    def read(self, clinic: "Clinic") -> Reading:
        """Ask the clinic, and work out what is needed to show it; in any thread."""

    def foresee(self, clinic: "Clinic") -> "Pieces[Reading]":
        """The same in pieces, and beforehand all that would otherwise be worked out when it is seen."""

    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDay:
    """A whole day, those of its columns that were chosen, and these laid out where a sheet is to show them."""

    sheet: DaySheet
    columns: tuple[DayColumn, ...]
    arranged: Arranged | None

    @property
    def lines(self) -> Sequence[AppointmentLine]:
        """Everybody's appointments."""
        return self.sheet.lines


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWish:
    """A day of everybody, and those who were chosen laid out for a sheet if `fitting` says for which.

    A doctor's is the own one, unless it is wished for `everyone`. `only` these people's part of it is read sooner.
    """

    day: date
    zone: ZoneInfo
    choice: Choice
    no_room: str
    fitting: Fitting | None
    everyone: bool = True
    only: tuple[UUID, ...] | None = None

    @property
    def reach(self) -> Span:
        """The day."""
        return span_of_day(self.day, self.zone)

    def read(self, clinic: "Clinic") -> ReadDay:
        """Read the day."""
        return self._chosen(self._asked(clinic))

    def foresee(self, clinic: "Clinic") -> "Pieces[ReadDay]":
        """The day, then who is shown of it, then their boxes."""
        sheet = self._asked(clinic)
        yield
        found = self._chosen(sheet)
        if found.arranged is not None:
            yield
            yield from found.arranged.layout.lay_out()
        return found

    def _asked(self, clinic: "Clinic") -> DaySheet:
        return clinic.scheduling.day_sheet(self.day, self.only, everyone=self.everyone and self.only is None)

    def _chosen(self, sheet: DaySheet) -> ReadDay:
        columns = self.choice.chosen(sheet.columns)
        made = None
        if self.fitting is not None:
            shown = shown_of(sheet, columns)
            made = arranged(self.choice.columns(shown, self.zone, no_room=self.no_room), shown.lines, self.fitting)
        return ReadDay(sheet=sheet, columns=columns, arranged=made)


def shown_of(sheet: DaySheet, columns: tuple[DayColumn, ...]) -> DaySheet:
    """Of a day these columns, and what lies in them."""
    ids = {column.practitioner_id.int for column in columns}  # by number: a UUID is hashed by Python code
    lines = tuple(line for line in sheet.lines if line.practitioner_id.int in ids)
    holds = tuple(held for held in sheet.holds if held.practitioner_id.int in ids)
    return replace(sheet, columns=columns, lines=lines, holds=holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWeek:
    """The days of a week that are shown, laid out, and the whole of what was read."""

    sheet: SpanSheet
    arranged: Arranged

    @property
    def lines(self) -> Sequence[AppointmentLine]:
        """The appointments of the week."""
        return self.sheet.lines


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekWish:
    """A week from its first day on, for these practitioners.

    Days are shown that are `open_weekdays` or are worked on all the same, and `also` one that somebody has chosen.
    """

    first: date
    also: date | None
    practitioner_ids: tuple[UUID, ...]
    open_weekdays: frozenset[int]
    today: date
    today_words: str
    fitting: Fitting

    @property
    def reach(self) -> Span:
        """The week."""
        return span_of_days(self.first, self.last, self.fitting.zone)

    @property
    def last(self) -> date:
        """The seventh day."""
        return self.first + timedelta(days=6)

    def read(self, clinic: "Clinic") -> ReadWeek:
        """Read the week."""
        sheet = clinic.scheduling.span_sheet(self.first, self.last, self.practitioner_ids)
        return ReadWeek(sheet=sheet, arranged=self.arrange(sheet))

    def foresee(self, clinic: "Clinic") -> "Pieces[ReadWeek]":
        """The week day by day, then all its boxes."""
        found: list[SpanSheet] = []
        for day in _days_between(self.first, self.last):
            found.append(clinic.scheduling.span_sheet(day, day, self.practitioner_ids))
            yield
        sheet = SpanSheet.joined(found)
        made = self.arrange(sheet)
        yield
        yield from made.layout.lay_out()
        return ReadWeek(sheet=sheet, arranged=made)

    def arrange(self, sheet: SpanSheet) -> Arranged:
        """Lay out what was read of the week."""
        days = self._shown_days(sheet)
        columns = columns_of_week(
            days,
            self.fitting.zone,
            names={one.day: day_head(one.day) for one in days},
            today=self.today,
            holds=sheet.holds,
            today_words=self.today_words,
        )
        return arranged(columns, sheet.lines, self.fitting)

    def working_days(self) -> list[date]:
        """The days of the week on which the clinic is open, and the chosen one."""
        days = _days_between(self.first, self.last)
        return [one for one in days if one.weekday() in self.open_weekdays or one == self.also]

    def _shown_days(self, sheet: SpanSheet) -> Sequence[ColumnsOfDay]:
        """The days on which the clinic works as a rule, or on which there is something all the same."""
        regular = set(self.working_days())
        begun = sorted(line.starts_at for line in sheet.lines)

        def is_worked(one: ColumnsOfDay) -> bool:
            span = span_of_day(one.day, self.fitting.zone)
            return any(column.open_time for column in one.columns) or (
                bisect_left(begun, span.starts_at) < bisect_left(begun, span.ends_at)
            )

        return [one for one in sheet.days if one.day in regular or is_worked(one)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMonth:
    """How full the half-days of some weeks are."""

    days: tuple[MonthDay, ...]
    lines: tuple[AppointmentLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthWish:
    """How full the half-days are from one day to another, of these practitioners together."""

    first: date
    last: date
    practitioner_ids: tuple[UUID, ...]
    zone: ZoneInfo

    @property
    def reach(self) -> Span:
        """These days."""
        return span_of_days(self.first, self.last, self.zone)

    def read(self, clinic: "Clinic") -> ReadMonth:
        """Count."""
        return ReadMonth(days=tuple(clinic.scheduling.month_days(self.first, self.last, self.practitioner_ids)))

    def foresee(self, clinic: "Clinic") -> "Pieces[ReadMonth]":
        """The month week by week."""
        found: list[MonthDay] = []
        for first in _days_between(self.first, self.last)[::7]:
            last = min(first + timedelta(days=6), self.last)
            found += clinic.scheduling.month_days(first, last, self.practitioner_ids)
            yield
        return ReadMonth(days=tuple(found))


def _days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
