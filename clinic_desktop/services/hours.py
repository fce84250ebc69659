"""The verbs of working time: weekly hours, exceptions and closures, and whom a change would strand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.availability import (
    AvailabilityException,
    Closure,
    Hours,
    check_closure,
    check_exception,
)
from clinic_desktop.domain.clinic_time import span_of_days
from clinic_desktop.domain.hours_change import HoursChange, applied, stranded
from clinic_desktop.domain.hours_plan import ClosureDraft
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.queries import ExceptionDraft, PatternDraft
from clinic_desktop.domain.refusals import WouldStrand
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.undoing import FileVerb
from clinic_desktop.storage.reading.appointments import booked_lines
from clinic_desktop.storage.reading.desk_tasks import count_open
from clinic_desktop.storage.reading.hours import all_hours_of, all_hours_of_several, hours_of
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .asking_the_desk import not_stranded_any_more
from .hours_looking import MOST_STRANDED
from .hours_plans import HoursPlans
from .limits import STAFF_LOOKS_AHEAD
from .stored_hours import closure_made, exception_made, replace_patterns
from .written import limit_of, line

_REACHES_IN = timedelta(days=1)
"""How long before some days an appointment may have begun that still lies in them."""


class WorkingHours(HoursPlans):
    """When practitioners work, and when nobody does.

    What would leave a booked appointment outside the hours raises WouldStrand, with all of them, before anything is
    stored, unless `despite_stranded` says that this was seen.
    """

    def of(self, practitioner_id: UUID) -> Hours:
        """Everything kept about one practitioner's hours."""
        caller = self.admit(Permission.SET_EXCEPTIONS)
        caller.require_own_practitioner(practitioner_id)
        with self.database.reading() as reading:
            reading.get(Practitioner, practitioner_id)
            return all_hours_of(reading, practitioner_id)

    def of_several(self, practitioner_ids: Sequence[UUID]) -> dict[UUID, Hours]:
        """As `of`, for several at once."""
        caller = self.admit(Permission.SET_EXCEPTIONS)
        for practitioner_id in practitioner_ids:
            caller.require_own_practitioner(practitioner_id)
        with self.database.reading() as reading:
            return all_hours_of_several(reading, practitioner_ids)

    def set_weekly(
        self, practitioner_id: UUID, patterns: Sequence[PatternDraft], *, despite_stranded: bool = False
    ) -> Hours:
        """These weekly hours instead of all that the practitioner had."""
        caller = self.admit(Permission.SET_HOURS)
        caller.require_own_practitioner(practitioner_id)
        with self.database.transaction(caller.actor, FileVerb.CHANGE_HOURS) as transaction:
            transaction.get(Practitioner, practitioner_id)
            before = all_hours_of(transaction, practitioner_id)
            after = applied(HoursChange(practitioner_id=practitioner_id, patterns=tuple(patterns)), before)
            if not despite_stranded:
                _refuse_to_strand(transaction, {practitioner_id: before}, {practitioner_id: after})
            replace_patterns(transaction, practitioner_id, before.patterns, patterns)
            _relieve(transaction, caller, {practitioner_id: before}, {practitioner_id: after})
            return all_hours_of(transaction, practitioner_id)

    def add_exception(self, draft: ExceptionDraft, *, despite_stranded: bool = False) -> AvailabilityException:
        """Leave, or extra hours."""
        caller = self.admit(Permission.SET_EXCEPTIONS)
        caller.require_own_practitioner(draft.practitioner_id)
        reason = line("reason", draft.reason)
        with self.database.transaction(caller.actor, FileVerb.ADD_EXCEPTION, reason=reason) as transaction:
            transaction.get(Practitioner, draft.practitioner_id)
            exception = exception_made(transaction.new_id(), draft)
            before = all_hours_of(transaction, draft.practitioner_id)
            check_exception(exception, before.exceptions)
            after = {draft.practitioner_id: replace(before, exceptions=(*before.exceptions, exception))}
            days = (draft.first_day, draft.last_day)
            if not despite_stranded:
                _refuse_to_strand(transaction, {draft.practitioner_id: before}, after, days=days)
            _relieve(transaction, caller, {draft.practitioner_id: before}, after, days=days)
            return transaction.add(exception)

    def change_exception(
        self, exception_id: UUID, version: int, draft: ExceptionDraft, *, despite_stranded: bool = False
    ) -> AvailabilityException:
        """Other days, times or another reason, perhaps for another practitioner.

        Refuses as `add_exception` does, and ChangedMeanwhile.
        """
        caller = self.admit(Permission.SET_EXCEPTIONS)
        caller.require_own_practitioner(draft.practitioner_id)
        reason = line("reason", draft.reason)
        with self.database.transaction(caller.actor, FileVerb.CHANGE_EXCEPTION, reason=reason) as transaction:
            standing = transaction.get(AvailabilityException, exception_id)
            caller.require_own_practitioner(standing.practitioner_id)
            transaction.get(Practitioner, draft.practitioner_id)
            changed = exception_made(exception_id, draft, version)
            concerned = {standing.practitioner_id, draft.practitioner_id}
            before = {one: all_hours_of(transaction, one) for one in concerned}
            others = {
                one: tuple(each for each in hours.exceptions if each.id != exception_id)
                for one, hours in before.items()
            }
            check_exception(changed, others[draft.practitioner_id])
            others[draft.practitioner_id] += (changed,)
            after = {one: replace(hours, exceptions=others[one]) for one, hours in before.items()}
            days = (min(standing.first_day, draft.first_day), max(standing.last_day, draft.last_day))
            if not despite_stranded:
                _refuse_to_strand(transaction, before, after, days=days)
            _relieve(transaction, caller, before, after, days=days)
            return transaction.replace(changed)

    def remove_exception(self, exception_id: UUID, *, despite_stranded: bool = False) -> None:
        """The days are worked as the weekly hours say again."""
        caller = self.admit(Permission.SET_EXCEPTIONS)
        with self.database.transaction(caller.actor, FileVerb.REMOVE_EXCEPTION) as transaction:
            exception = transaction.get(AvailabilityException, exception_id)
            caller.require_own_practitioner(exception.practitioner_id)
            whole = all_hours_of(transaction, exception.practitioner_id)
            rest = replace(whole, exceptions=tuple(one for one in whole.exceptions if one.id != exception_id))
            before, after = {exception.practitioner_id: whole}, {exception.practitioner_id: rest}
            days = (exception.first_day, exception.last_day)
            if not despite_stranded:
                _refuse_to_strand(transaction, before, after, days=days)
            _relieve(transaction, caller, before, after, days=days)
            transaction.remove(exception)

    def closures(self, *, limit: int = 200) -> list[Closure]:
        """The clinic's holidays, the latest first."""
        self.admit(Permission.READ_STAFF)
        with self.database.reading() as reading:
            return reading.where(Closure, order=("-first_day",), limit=limit_of(limit))

    def add_closure(self, name: str, first_day: date, last_day: date, *, despite_stranded: bool = False) -> Closure:
        """Days on which the whole clinic is closed, both included."""
        caller = self.admit(Permission.SET_CLOSURES)
        draft = ClosureDraft(name=name, first_day=first_day, last_day=last_day)
        with self.database.transaction(caller.actor, FileVerb.CHANGE_CLOSURES) as transaction:
            closure = closure_made(transaction.new_id(), draft)
            check_closure(closure, transaction.where(Closure))
            if not despite_stranded:
                everyone = [practitioner.id for practitioner in transaction.where(Practitioner)]
                before = hours_of(transaction, everyone, first_day, last_day)
                after = {one: replace(hours, closures=(*hours.closures, closure)) for one, hours in before.items()}
                _refuse_to_strand(transaction, before, after, days=(first_day, last_day))
            return transaction.add(closure)

    def remove_closure(self, closure_id: UUID) -> None:
        """The clinic opens again on these days."""
        caller = self.admit(Permission.SET_CLOSURES)
        with self.database.transaction(caller.actor, FileVerb.CHANGE_CLOSURES) as transaction:
            transaction.remove(transaction.get(Closure, closure_id))


def _refuse_to_strand(
    transaction: Transaction,
    before: Mapping[UUID, Hours],
    after: Mapping[UUID, Hours],
    *,
    days: tuple[date, date] | None = None,
) -> None:
    """Raise WouldStrand with what is booked in today's hours and would lie outside the new ones."""
    lost = _outside(transaction, before, after, days)
    if lost:
        raise WouldStrand(lost)


def _relieve(
    transaction: Transaction,
    caller: Caller,
    before: Mapping[UUID, Hours],
    after: Mapping[UUID, Hours],
    *,
    days: tuple[date, date] | None = None,
) -> None:
    """Nobody need move any more what lies within the hours again."""
    if count_open(transaction):
        within = _outside(transaction, after, before, days)
        not_stranded_any_more(transaction, caller, [one.id for one in within])


def _outside(
    transaction: Transaction,
    before: Mapping[UUID, Hours],
    after: Mapping[UUID, Hours],
    days: tuple[date, date] | None,
) -> list[AppointmentLine]:
    """What is booked within the first hours and outside the second, soonest first."""
    zone = transaction.clinic().zone_info
    begins, ends = transaction.now, transaction.now + 10 * STAFF_LOOKS_AHEAD
    if days is not None:
        span = span_of_days(days[0], days[1], zone)
        begins, ends = max(begins, span.starts_at - _REACHES_IN), span.ends_at
    if begins >= ends:
        return []
    only = next(iter(before)) if len(before) == 1 else None
    booked = booked_lines(transaction, begins=begins, ends=ends, practitioner_id=only, limit=MOST_STRANDED)
    return [
        one
        for one in booked
        if one.practitioner_id in before
        and stranded((one,), before[one.practitioner_id], after[one.practitioner_id], zone)
    ]
