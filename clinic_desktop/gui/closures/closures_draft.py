"""Closing days as they are planned: what stands, what would come and go, and which holidays are worked all the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clinic_desktop.domain.availability import Closure
from clinic_desktop.domain.day_painting import NOT_YET
from clinic_desktop.domain.hours_plan import ClosureDraft, HoursPlan, closure_draft_of, closure_of, closures_seen
from clinic_desktop.domain.public_holidays import PublicHoliday


class HolidayState(StrEnum):
    """How a public holiday stands in the plan."""

    OPEN = "open"
    CLOSED = "closed"
    WITHIN = "within"
    WOULD_CLOSE = "would-close"
    WOULD_OPEN = "would-open"


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayPlan:
    """A holiday with its state; `closure` is what closes the clinic on it."""

    holiday: PublicHoliday
    state: HolidayState
    closure: Closure | None = None

    @property
    def is_closed(self) -> bool:
        """Whether the clinic would be closed then."""
        return self.closure is not None


class ClosuresDraft:
    """The closures as they would be; what stands stays known beside them."""

    def __init__(self, closures: Iterable[Closure], worked: Iterable[str] = ()) -> None:
        self._stored = tuple(closures)
        self.closures = self._stored
        self.worked = frozenset(worked)

    @property
    def added(self) -> tuple[Closure, ...]:
        """Those that are not stored yet, the soonest first."""
        return tuple(sorted((one for one in self.closures if one.id == NOT_YET), key=_first_day))

    @property
    def removed(self) -> tuple[Closure, ...]:
        """The stored ones that would go, the soonest first."""
        return tuple(sorted((one for one in self._stored if one not in self.closures), key=_first_day))

    def planned(self) -> HoursPlan | None:
        """What is to be stored, None where that is nothing."""
        if not self.added and not self.removed:
            return None
        return HoursPlan(
            closed=tuple(closure_draft_of(one) for one in self.added),
            reopened=frozenset(one.id for one in self.removed),
            seen=closures_seen(self._stored),
        )

    def discard(self) -> None:
        """Take back what was planned."""
        self.closures = self._stored

    def rebase(self, closures: Iterable[Closure]) -> bool:
        """Go on upon closures that changed meanwhile, with what was planned; whether they did."""
        now = tuple(closures)
        if now == self._stored:
            return False
        gone = {one.id for one in self.removed}
        mine = [one for one in self.added if not any(_meet(one, other) for other in now if other.id not in gone)]
        self._stored = now
        self.closures = (*(one for one in now if one.id not in gone), *mine)
        return True

    # planning

    def close(self, name: str, first: date, last: date) -> Closure | None:
        """Close the clinic on these days; gives the closure that they would meet, where there is one, and does not."""
        fresh = closure_of(ClosureDraft(name=name, first_day=first, last_day=last))
        met = next((one for one in self.closures if _meet(one, fresh)), None)
        if met is None:
            back = next((one for one in self._stored if closure_draft_of(one) == closure_draft_of(fresh)), fresh)
            self.closures = (*self.closures, back)
        return met

    def reopen(self, closure: Closure) -> None:
        """Without this closure."""
        self.closures = tuple(one for one in self.closures if one is not closure)

    def keep(self, holiday: PublicHoliday) -> None:
        """Close the clinic on a holiday, this year and, when they are offered, in the years to come."""
        self.worked -= {holiday.key}
        self.close(holiday.name, holiday.day, holiday.day)

    def work(self, holiday: PublicHoliday) -> None:
        """Be open on a holiday, and when later years are offered too."""
        self.worked |= {holiday.key}
        closure = self._closure_on(holiday.day)
        if closure is not None:
            self.reopen(closure)

    def keep_all(self, holidays: Iterable[PublicHoliday], today: date) -> None:
        """Close the clinic on each of those to come that are not worked."""
        for holiday in self.to_keep(holidays, today):
            self.close(holiday.name, holiday.day, holiday.day)

    # looking

    def to_keep(self, holidays: Iterable[PublicHoliday], today: date) -> tuple[PublicHoliday, ...]:
        """The holidays to come on which the clinic is open, though it is not said that they are worked."""
        return tuple(
            one
            for one in holidays
            if one.day >= today and one.key not in self.worked and self._closure_on(one.day) is None
        )

    def plan_of(self, holiday: PublicHoliday) -> HolidayPlan:
        """How a holiday stands."""
        closure = self._closure_on(holiday.day)
        if closure is None:
            stood = any(one.holds_on(holiday.day) for one in self._stored)
            return HolidayPlan(holiday=holiday, state=HolidayState.WOULD_OPEN if stood else HolidayState.OPEN)
        if closure.first_day != closure.last_day:
            state = HolidayState.WITHIN
        else:
            state = HolidayState.WOULD_CLOSE if closure.id == NOT_YET else HolidayState.CLOSED
        return HolidayPlan(holiday=holiday, state=state, closure=closure)

    def others(self, holidays: Mapping[date, PublicHoliday], today: date) -> tuple[Closure, ...]:
        """The closures that are not over and are no single public holiday, the soonest first."""
        coming = (one for one in self.closures if one.last_day >= today)
        own = (one for one in coming if one.first_day != one.last_day or one.first_day not in holidays)
        return tuple(sorted(own, key=_first_day))

    def _closure_on(self, day: date) -> Closure | None:
        return next((one for one in self.closures if one.holds_on(day)), None)


def _meet(one: Closure, other: Closure) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def _first_day(closure: Closure) -> date:
    return closure.first_day
