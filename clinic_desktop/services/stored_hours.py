"""How hours are stored: patterns by their difference, so that the journal tells what was really changed."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from clinic_desktop.domain.availability import AvailabilityException, Closure, Hours, WeeklyPattern
from clinic_desktop.domain.errors import ChangedMeanwhile
from clinic_desktop.domain.hours_change import pattern_of, seen_in
from clinic_desktop.domain.hours_plan import ClosureDraft, HoursPlan, closures_seen
from clinic_desktop.domain.queries import ExceptionDraft, PatternDraft
from clinic_desktop.storage.reading.hours import all_hours_of
from clinic_desktop.storage.transaction import Transaction

from .written import line


def exception_made(exception_id: UUID, draft: ExceptionDraft, version: int = 0) -> AvailabilityException:
    """Leave or extra hours as they were typed, the reason fit to keep; raises InvalidInput."""
    return AvailabilityException(
        id=exception_id,
        version=version,
        practitioner_id=draft.practitioner_id,
        first_day=draft.first_day,
        last_day=draft.last_day,
        kind=draft.kind,
        starts=draft.starts,
        ends=draft.ends,
        reason=line("reason", draft.reason),
    )


def require_as_seen(transaction: Transaction, plan: HoursPlan) -> None:
    """Raise ChangedMeanwhile where a plan was made over other hours, or closures, than those that stand."""
    for change in plan.changes:
        own = all_hours_of(transaction, change.practitioner_id)
        if change.seen and change.seen != seen_in(own):
            raise ChangedMeanwhile("practitioner's hours", own)
    if plan.seen and plan.concerns_everyone:
        standing = transaction.where(Closure)
        if plan.seen != closures_seen(standing):
            raise ChangedMeanwhile("clinic's closing days", tuple(standing))


def store_plan(transaction: Transaction, plan: HoursPlan, before: Mapping[UUID, Hours]) -> None:
    """Store what a plan says over what stands; raises InvalidInput."""
    for change in plan.changes:
        own = before[change.practitioner_id]
        if change.patterns is not None:
            replace_patterns(transaction, change.practitioner_id, own.patterns, change.patterns)
        for exception in own.exceptions:
            if exception.id in change.removed:
                transaction.remove(exception)
        for draft in change.added:
            transaction.add(exception_made(transaction.new_id(), draft))
    for closure_id in plan.reopened:
        transaction.remove(transaction.get(Closure, closure_id))
    for closed in plan.closed:
        transaction.add(closure_made(transaction.new_id(), closed))


def closure_made(closure_id: UUID, draft: ClosureDraft) -> Closure:
    """A closure as it was typed, its name fit to keep; raises InvalidInput."""
    name = line("name", draft.name, longest=80, needed="Say what the clinic is closed for.")
    return Closure(id=closure_id, name=name, first_day=draft.first_day, last_day=draft.last_day)


def replace_patterns(
    transaction: Transaction, practitioner_id: UUID, standing: Iterable[WeeklyPattern], wanted: Iterable[PatternDraft]
) -> None:
    """Store these instead of those that stand; what is the same stays as it is."""
    remaining = {_said(pattern): pattern for pattern in standing}
    new = [draft for draft in wanted if remaining.pop(_said(draft), None) is None]
    for gone in remaining.values():
        transaction.remove(gone)
    for draft in new:
        transaction.add(pattern_of(transaction.new_id(), practitioner_id, draft))


def _said(pattern: WeeklyPattern | PatternDraft) -> tuple[object, ...]:
    return (
        pattern.weekday,
        pattern.starts,
        pattern.ends,
        pattern.valid_from,
        pattern.valid_until,
        pattern.every_weeks,
    )
