"""How an appointment returns: every so many days, weeks or months, on the clinic's wall clock, until it ends."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from .errors import InvalidInput

MOST_OCCURRENCES = 104
MOST_DAYS = 2 * 366
"""How long a series may go on: two years after its first day, further nobody knows the hours."""

MOST_EVERY = 52
LAST = -1
"""Of a month's Tuesdays, the last."""


class Unit(StrEnum):
    """What a rhythm is counted in; the values are those of RFC 5545."""

    DAY = "DAILY"
    WEEK = "WEEKLY"
    MONTH = "MONTHLY"


@dataclass(frozen=True, slots=True, kw_only=True)
class NthWeekday:
    """A day of the month by its weekday (0 = Monday): the first to the fourth such, or the LAST."""

    nth: int
    weekday: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A rhythm and its end: after so many times, or on a day that is included.

    Weeks name their weekdays; months a day of the month, which in a shorter month is its last, or the nth weekday.
    Raises InvalidInput for what no clinic can keep, so that every recurrence there is makes sense.
    """

    unit: Unit
    every: int = 1
    weekdays: frozenset[int] = frozenset()
    month_day: int | None = None
    nth: NthWeekday | None = None
    count: int | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        _check(self)

    @property
    def rule(self) -> str:
        """The same as a recurrence rule (RFC 5545 RRULE, without the word), its end in the clinic's time."""
        parts = [f"FREQ={self.unit.value}"]
        if self.every > 1:
            parts.append(f"INTERVAL={self.every}")
        if self.weekdays:
            parts.append("BYDAY=" + ",".join(_DAYS[weekday] for weekday in sorted(self.weekdays)))
        if self.nth is not None:
            parts.append(f"BYDAY={self.nth.nth}{_DAYS[self.nth.weekday]}")
        if self.month_day is not None:
            # Of the days that the month has, the last: the 31st, or else the 30th, or the 28th of February.
            asked = range(min(self.month_day, _SHORTEST_MONTH), self.month_day + 1)
            parts.append("BYMONTHDAY=" + ",".join(map(str, asked)))
            if len(asked) > 1:
                parts.append("BYSETPOS=-1")
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}T235959")
        return ";".join(parts)

    def walls(self, local_start: datetime) -> tuple[datetime, ...]:
        """When the clinic's clock shows each occurrence, counted from its naive time of the first; in order.

        Raises InvalidInput when there would be none, or the last more than two years later or the 105th.
        """
        from dateutil.rrule import rrulestr  # 10 ms, and most sessions know no series

        last = local_start + timedelta(days=MOST_DAYS)
        found: list[datetime] = []
        for wall in rrulestr(self.rule, dtstart=local_start):
            if len(found) == MOST_OCCURRENCES:
                raise InvalidInput("until", f"That is more than {MOST_OCCURRENCES} times. Choose an earlier end.")
            if wall > last:
                raise InvalidInput(
                    "until" if self.until is not None else "count",
                    "That is more than two years. Choose an earlier end.",
                )
            found.append(wall)
        if not found:
            raise InvalidInput("until", "It would end before it begins. Choose a later end.")
        return tuple(found)

    def ending(self, *, count: int | None = None, until: date | None = None) -> "Recurrence":
        """The same rhythm with another end."""
        return replace(self, count=count, until=until)

    def moved(self, old: date, new: date) -> "Recurrence":
        """The rhythm when its occurrence of one day is on another from now on, and all others move along."""
        if old == new or self.unit is Unit.DAY:
            return self
        if self.unit is Unit.WEEK:
            by = (new - old).days
            return replace(self, weekdays=frozenset((weekday + by) % 7 for weekday in self.weekdays))
        if self.nth is not None:
            return replace(self, nth=nth_weekday(new))
        return replace(self, month_day=new.day)

    def moved_day(self, day: date, old: date, new: date) -> date:
        """Where an occurrence goes when the one of `old` goes to `new`: as many days on, or to the month's such day."""
        if old == new or self.unit is not Unit.MONTH:
            return day + (new - old)
        month = (day.year - old.year + new.year) * 12 + day.month - old.month + new.month - 1
        return _day_in(self.moved(old, new), month // 12, month % 12 + 1)


def recurrence_of(rule: str) -> Recurrence:
    """Read a rule that `Recurrence.rule` wrote; raises InvalidInput for one that says more than a Recurrence can."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    try:
        unit = Unit(parts.pop("FREQ"))
        by_day, until = parts.pop("BYDAY", ""), parts.pop("UNTIL", "")
        is_nth = unit is Unit.MONTH and bool(by_day)
        month_days = [int(day) for day in parts.pop("BYMONTHDAY", "").split(",") if day]
        found = Recurrence(
            unit=unit,
            every=int(parts.pop("INTERVAL", "1")),
            weekdays=frozenset(map(_DAYS.index, by_day.split(","))) if by_day and not is_nth else frozenset(),
            nth=NthWeekday(nth=int(by_day[:-2]), weekday=_DAYS.index(by_day[-2:])) if is_nth else None,
            month_day=max(month_days, default=None),
            count=int(parts.pop("COUNT")) if "COUNT" in parts else None,
            until=date.fromisoformat(until[:8]) if until else None,
        )
    except (KeyError, ValueError):
        raise _unreadable() from None
    if found.rule != rule:
        raise _unreadable()
    return found


def nth_weekday(day: date) -> NthWeekday:
    """A day as its month counts it: the second Tuesday; a fifth one is the last."""
    nth = (day.day - 1) // 7 + 1
    return NthWeekday(nth=LAST if nth > _MOST_NTH else nth, weekday=day.weekday())


def rhythm_words(recurrence: Recurrence) -> str:
    """How often: "every week", "every 2 weeks", "every month"."""
    unit = _UNITS[recurrence.unit]
    return f"every {unit}" if recurrence.every == 1 else f"every {recurrence.every} {unit}s"


def recurrence_words(recurrence: Recurrence) -> str:
    """The whole of it: "every 2 weeks on Tuesday, 6 times", "every month on the last Friday, until 9 Feb 2027"."""
    words = rhythm_words(recurrence)
    if recurrence.weekdays:
        names = [_WEEKDAYS[weekday] for weekday in sorted(recurrence.weekdays)]
        words += f" on {names[0] if len(names) == 1 else ', '.join(names[:-1]) + ' and ' + names[-1]}"
    if recurrence.month_day is not None:
        words += f" on the {ordinal(recurrence.month_day)}"
    if recurrence.nth is not None:
        words += f" on the {_NTHS[recurrence.nth.nth]} {_WEEKDAYS[recurrence.nth.weekday]}"
    if recurrence.until is not None:
        return f"{words}, until {recurrence.until.day} {_MONTHS[recurrence.until.month - 1]} {recurrence.until.year}"
    return f"{words}, {'once' if recurrence.count == 1 else f'{recurrence.count} times'}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS = {Unit.DAY: "day", Unit.WEEK: "week", Unit.MONTH: "month"}
_NTHS = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}
_MOST_NTH = 4
_SHORTEST_MONTH = 28


def _check(wanted: Recurrence) -> None:
    if not 1 <= wanted.every <= MOST_EVERY:
        raise InvalidInput("every", f"Choose a number between 1 and {MOST_EVERY}.")
    if (wanted.unit is Unit.WEEK) != bool(wanted.weekdays) or not wanted.weekdays <= set(range(7)):
        raise InvalidInput("weekdays", "Choose the weekdays on which it repeats.")
    ways = (wanted.month_day is not None) + (wanted.nth is not None)
    if ways != (wanted.unit is Unit.MONTH):
        raise InvalidInput("month_day", "Choose the day of the month on which it repeats.")
    if wanted.month_day is not None and not 1 <= wanted.month_day <= 31:
        raise InvalidInput("month_day", "A month has the days 1 to 31. Choose one of them.")
    if wanted.nth is not None and (wanted.nth.nth not in _NTHS or not 0 <= wanted.nth.weekday <= 6):
        raise InvalidInput("month_day", "Choose the first, second, third, fourth or last such weekday.")
    if (wanted.count is None) == (wanted.until is None):
        raise InvalidInput("count", "Say after how many times it ends, or on which day.")
    if wanted.count is not None and not 1 <= wanted.count <= MOST_OCCURRENCES:
        raise InvalidInput("count", f"Choose between 1 and {MOST_OCCURRENCES} times.")


def _day_in(monthly: Recurrence, year: int, month: int) -> date:
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if monthly.nth is None:
        return last.replace(day=min(monthly.month_day or 1, last.day))
    if monthly.nth.nth == LAST:
        return last - timedelta(days=(last.weekday() - monthly.nth.weekday) % 7)
    return first + timedelta(days=(monthly.nth.weekday - first.weekday()) % 7 + 7 * (monthly.nth.nth - 1))


def _unreadable() -> InvalidInput:
    return InvalidInput("rule", "This rhythm cannot be read. Book the appointments one by one.")
