"""A change of hours for several at once: practitioners' own hours, and days on which the whole clinic is closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias
from uuid import UUID

from .availability import Closure, Hours, check_closure
from .day_painting import NOT_YET
from .hours_change import HoursChange, Seen, applied


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureDraft:
    """Days on which the clinic shall be closed, both included, as they are typed."""

    name: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPlan:
    """Changes of practitioners' hours, each of another's; closures that are added, and those that are taken away.

    `seen` are the closures that it was planned over (`closures_seen`); an empty one says that nobody looked.
    """

    changes: tuple[HoursChange, ...] = ()
    closed: tuple[ClosureDraft, ...] = ()
    reopened: frozenset[UUID] = frozenset()
    seen: Seen = frozenset()

    @property
    def concerns_everyone(self) -> bool:
        """Whether closures change."""
        return bool(self.closed or self.reopened)


Planned: TypeAlias = HoursChange | HoursPlan


def plan_of(change: Planned) -> HoursPlan:
    """One practitioner's change as a plan, or the plan itself."""
    return change if isinstance(change, HoursPlan) else HoursPlan(changes=(change,))


def closures_seen(closures: Iterable[Closure]) -> Seen:
    """What a person sees who is shown these closures."""
    return frozenset((one.id, one.version) for one in closures)


def closures_after(plan: HoursPlan, standing: Iterable[Closure]) -> tuple[Closure, ...]:
    """The closures as the plan would leave them; raises InvalidInput where they cannot stand."""
    closures = [one for one in standing if one.id not in plan.reopened]
    for draft in plan.closed:
        closure = closure_of(draft)
        check_closure(closure, closures)
        closures.append(closure)
    return tuple(sorted(closures, key=lambda one: one.first_day))


def closure_of(draft: ClosureDraft) -> Closure:
    """A closure as it is typed, not stored yet."""
    return Closure(id=NOT_YET, name=draft.name, first_day=draft.first_day, last_day=draft.last_day)


def closure_draft_of(closure: Closure) -> ClosureDraft:
    """A closure as it would be typed."""
    return ClosureDraft(name=closure.name, first_day=closure.first_day, last_day=closure.last_day)


def days_concerned(plan: HoursPlan, standing: Iterable[Closure]) -> list[tuple[date, date]]:
    """The days that the plan's closures change, as spans (both ends included), ordered, none touching another."""
    spans = [(one.first_day, one.last_day) for one in plan.closed]
    spans += [(one.first_day, one.last_day) for one in standing if one.id in plan.reopened]
    joined: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        if joined and first.toordinal() <= joined[-1][1].toordinal() + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def applied_to_all(plan: HoursPlan, before: Mapping[UUID, Hours], closures: tuple[Closure, ...]) -> dict[UUID, Hours]:
    """Everybody's hours as the plan would leave them, `closures` being what it leaves of those."""
    own = {one.practitioner_id: one for one in plan.changes}
    after = {which: applied(own[which], hours) if which in own else hours for which, hours in before.items()}
    if not plan.concerns_everyone:
        return after
    return {which: replace(hours, closures=closures) for which, hours in after.items()}
