"""Hours that are being painted: what stands, what was painted over it, and what is to be stored of that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from clinic_desktop.domain.availability import AvailabilityException, ExceptionKind, Hours
from clinic_desktop.domain.day_painting import NOT_YET, given_back, is_off, painted_on, taken_off
from clinic_desktop.domain.hours_change import HoursChange, draft_of, pattern_draft_of, seen_in
from clinic_desktop.domain.queries import PatternDraft
from clinic_desktop.domain.stretches import Stretch, joined, stretch_of, without_all
from clinic_desktop.domain.weekly_painting import WeekStroke, copied, painted, stretches_on


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMark:
    """What is told of a part of a day: leave, a block, or extra hours."""

    exception: AvailabilityException
    stretch: Stretch

    @property
    def is_extra(self) -> bool:
        """Whether it is time that is worked besides the weekly hours."""
        return self.exception.kind is ExceptionKind.ADDS


class HoursDraft:
    """A practitioner's hours as they are painted; what stands stays known beside them."""

    def __init__(self, practitioner_id: UUID, hours: Hours) -> None:
        self.practitioner_id = practitioner_id
        self._stored = hours
        self._stood = _patterns_of(hours)
        self.patterns: tuple[PatternDraft, ...] = self._stood
        self.exceptions: tuple[AvailabilityException, ...] = hours.exceptions

    @property
    def has_other_weeks(self) -> bool:
        """Whether the weekly hours are other than those that stand."""
        return set(self.patterns) != set(self._stood)

    @property
    def is_changed(self) -> bool:
        """Whether something waits to be saved."""
        return self.has_other_weeks or set(self.exceptions) != set(self._stored.exceptions)

    @property
    def added(self) -> tuple[AvailabilityException, ...]:
        """The exceptions that are not stored yet, the soonest first."""
        return tuple(sorted((one for one in self.exceptions if one.id == NOT_YET), key=_first_day))

    @property
    def removed(self) -> tuple[AvailabilityException, ...]:
        """The stored ones that would go, the soonest first."""
        kept = {one.id for one in self.exceptions}
        return tuple(sorted((one for one in self._stored.exceptions if one.id not in kept), key=_first_day))

    def change(self) -> HoursChange:
        """What is to be stored."""
        return HoursChange(
            practitioner_id=self.practitioner_id,
            patterns=self.patterns if self.has_other_weeks else None,
            added=tuple(draft_of(one) for one in self.added),
            removed=frozenset(one.id for one in self.removed),
            seen=seen_in(self._stored),
        )

    def discard(self) -> None:
        """Take everything back that was painted."""
        self.patterns, self.exceptions = self._stood, self._stored.exceptions

    def rebase(self, hours: Hours) -> bool:
        """Go on upon hours that changed meanwhile, with what was painted; whether they did."""
        if seen_in(hours) == seen_in(self._stored) and hours.closures == self._stored.closures:
            return False
        before, now = set(self._stored.exceptions), {one.id: one for one in hours.exceptions}
        was_painted = self.has_other_weeks
        mine = tuple(one for one in self.exceptions if one.id == NOT_YET)
        kept = tuple(now[one.id] for one in self.exceptions if one.id in now)
        theirs = tuple(one for one in hours.exceptions if one not in before and one not in kept)
        changed = seen_in(hours) != seen_in(self._stored)
        self._stored, self._stood = hours, _patterns_of(hours)
        self.exceptions = (*kept, *theirs, *mine)
        if not was_painted:
            self.patterns = self._stood
        return changed

    # painting

    def paint_week(self, day: date, stretch: Stretch, *, opens: bool, first: date, every_weeks: int) -> None:
        """Open or close a time of a weekday from `first` on, in the rhythm that the week of `day` is one of."""
        stroke = WeekStroke(
            weekday=day.weekday(), stretch=stretch, opens=opens, first=first, week=day, every_weeks=every_weeks
        )
        self.patterns = painted(self.patterns, stroke)

    def paint_day(self, day: date, stretch: Stretch, *, opens: bool, reason: str) -> None:
        """Open or close a time of one day alone."""
        fresh = self._fresh(day, reason)
        self.exceptions = self._settled(painted_on(self.exceptions, self.regular_on(day), fresh, stretch, opens=opens))

    def copy_weeks(self, hours: Hours, first: date) -> None:
        """The weekly hours of somebody else from a day on; leave and extra hours stay one's own."""
        self.patterns = copied(self.patterns, _patterns_of(hours), first)

    def take_off(self, first: date, last: date, reason: str) -> None:
        """Leave on whole days, both included."""
        self.exceptions = self._settled(taken_off(self.exceptions, self._fresh(first, reason), first, last))

    def give_back(self, first: date, last: date) -> None:
        """No leave and no block on these days."""
        self.exceptions = self._settled(given_back(self.exceptions, first, last))

    def remove(self, exception: AvailabilityException) -> None:
        """Without this leave, block, or extra time."""
        self.exceptions = tuple(one for one in self.exceptions if one is not exception)

    # looking

    def regular_on(self, day: date) -> tuple[Stretch, ...]:
        """The weekly hours of a day as painted."""
        return stretches_on(self.patterns, day)

    def open_on(self, day: date) -> tuple[Stretch, ...]:
        """When a day is worked, as painted."""
        return _open(self.regular_on(day), self.exceptions, self.closure_on(day), day)

    def stood_open_on(self, day: date) -> tuple[Stretch, ...]:
        """When a day is worked as things stand."""
        regular = stretches_on(self._stood, day)
        return _open(regular, self._stored.exceptions, self.closure_on(day), day)

    def marks_on(self, day: date) -> tuple[DayMark, ...]:
        """What makes a day other than its weekday."""
        return tuple(
            DayMark(exception=one, stretch=stretch_of(one.starts, one.ends))
            for one in self.exceptions
            if one.holds_on(day)
        )

    def is_off(self, day: date) -> bool:
        """Whether the whole day is taken off."""
        return is_off(self.exceptions, day)

    def closure_on(self, day: date) -> str:
        """Why the whole clinic is closed; empty where it is open."""
        return next((one.name for one in self._stored.closures if one.holds_on(day)), "")

    def stored_patterns(self) -> tuple[PatternDraft, ...]:
        """The weekly hours that stand."""
        return self._stood

    def coming(self, today: date) -> tuple[AvailabilityException, ...]:
        """Leave, blocks and extra hours that are not over, the soonest first."""
        return tuple(sorted((one for one in self.exceptions if one.last_day >= today), key=_first_day))

    def _fresh(self, day: date, reason: str) -> AvailabilityException:
        return AvailabilityException(
            id=NOT_YET,
            practitioner_id=self.practitioner_id,
            first_day=day,
            last_day=day,
            kind=ExceptionKind.REMOVES,
            reason=reason,
        )

    def _settled(self, exceptions: Iterable[AvailabilityException]) -> tuple[AvailabilityException, ...]:
        """With what says again what is stored as the stored record itself, so that taking back leaves no trace."""
        stored = {draft_of(one): one for one in self._stored.exceptions}
        return tuple(stored.get(draft_of(one), one) if one.id == NOT_YET else one for one in exceptions)


def _open(
    regular: Sequence[Stretch], exceptions: Iterable[AvailabilityException], closure: str, day: date
) -> tuple[Stretch, ...]:
    if closure:
        return ()
    of_day = [one for one in exceptions if one.holds_on(day)]
    adds = [stretch_of(one.starts, one.ends) for one in of_day if one.kind is ExceptionKind.ADDS]
    removes = [stretch_of(one.starts, one.ends) for one in of_day if one.kind is ExceptionKind.REMOVES]
    return without_all(joined([*regular, *adds]), removes)


def _patterns_of(hours: Hours) -> tuple[PatternDraft, ...]:
    return tuple(pattern_draft_of(one) for one in hours.patterns)


def _first_day(exception: AvailabilityException) -> tuple[date, int]:
    return exception.first_day, stretch_of(exception.starts, exception.ends).starts
