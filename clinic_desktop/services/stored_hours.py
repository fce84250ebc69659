"""How hours are stored: patterns by their difference, so that the journal tells what was really changed."""

from collections.abc import Iterable
from uuid import UUID

from clinic_desktop.domain.availability import AvailabilityException, WeeklyPattern
from clinic_desktop.domain.queries import ExceptionDraft, PatternDraft
from clinic_desktop.storage.transaction import Transaction

from .written import line


def pattern_made(pattern_id: UUID, practitioner_id: UUID, draft: PatternDraft) -> WeeklyPattern:
    """Weekly hours as they were typed."""
    return WeeklyPattern(
        id=pattern_id,
        practitioner_id=practitioner_id,
        weekday=draft.weekday,
        starts=draft.starts,
        ends=draft.ends,
        valid_from=draft.valid_from,
        valid_until=draft.valid_until,
        every_weeks=draft.every_weeks,
    )


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


def replace_patterns(
    transaction: Transaction, practitioner_id: UUID, standing: Iterable[WeeklyPattern], wanted: Iterable[PatternDraft]
) -> None:
    """Store these instead of those that stand; what is the same stays as it is."""
    remaining = {_said(pattern): pattern for pattern in standing}
    new = [draft for draft in wanted if remaining.pop(_said(draft), None) is None]
    for gone in remaining.values():
        transaction.remove(gone)
    for draft in new:
        transaction.add(pattern_made(transaction.new_id(), practitioner_id, draft))


def _said(pattern: WeeklyPattern | PatternDraft) -> tuple[object, ...]:
    return (
        pattern.weekday,
        pattern.starts,
        pattern.ends,
        pattern.valid_from,
        pattern.valid_until,
        pattern.every_weeks,
    )
