"""A change of a practitioner's hours before it is made: what it says, and whom it would leave without their time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from .availability import AvailabilityException, Hours, WeeklyPattern, check_exception, check_patterns
from .clinic_time import Span
from .day_painting import NOT_YET
from .errors import ClinicError
from .queries import ExceptionDraft, PatternDraft
from .refusals import BookingRefused
from .sheets import AppointmentLine, Slot

Seen = frozenset[tuple[UUID, int]]
"""Which records a person saw, and in which version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursChange:
    """New hours as they are painted: all patterns in place of those that stand (None leaves them), and exceptions.

    `seen` are the hours that it was painted over (`seen_in`); an empty one says that nobody looked.
    """

    practitioner_id: UUID
    patterns: tuple[PatternDraft, ...] | None = None
    added: tuple[ExceptionDraft, ...] = ()
    removed: frozenset[UUID] = frozenset()
    seen: Seen = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursImpact:
    """What a change of hours would do: the booked appointments that it strands, soonest first.

    `relieved` counts those that lie outside the hours now and would lie within them.
    """

    stranded: tuple[AppointmentLine, ...] = ()
    relieved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTime:
    """Where a stranded appointment shall go; `version` is the appointment's as it was seen."""

    appointment_id: UUID
    version: int
    slot: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursSaved:
    """What became of a change of hours: how many appointments were moved, handed to the desk, and left as booked.

    A new time in another doctor's diary is the desk's to give: it was handed over with it. `change_id` is for Undo;
    `hours` are those of everyone whose own were changed, as they stand now.
    """

    change_id: UUID
    hours: Mapping[UUID, Hours]
    moved: int = 0
    handed_over: int = 0
    left: int = 0


class CannotGoThere(ClinicError):
    """One of the new times will not do, so nothing was saved; `refusal` says why, with the next free ones."""

    def __init__(self, patient_name: str, appointment_id: UUID, refusal: BookingRefused) -> None:
        super().__init__(f"{patient_name} cannot be moved there, so nothing was saved. {refusal.sentence}")
        self.appointment_id = appointment_id
        self.refusal = refusal


def seen_in(hours: Hours) -> Seen:
    """What a person sees who is shown these hours."""
    return frozenset((one.id, one.version) for one in (*hours.patterns, *hours.exceptions))


def applied(change: HoursChange, hours: Hours) -> Hours:
    """The hours as the change would leave them; raises InvalidInput where they cannot stand."""
    patterns = hours.patterns
    if change.patterns is not None:
        patterns = tuple(pattern_of(NOT_YET, change.practitioner_id, draft) for draft in change.patterns)
        check_patterns(patterns)
    exceptions = [one for one in hours.exceptions if one.id not in change.removed]
    for draft in change.added:
        exception = exception_of(draft)
        check_exception(exception, exceptions)
        exceptions.append(exception)
    return replace(hours, patterns=patterns, exceptions=tuple(exceptions))


def exception_of(draft: ExceptionDraft) -> AvailabilityException:
    """An exception as it is typed, not stored yet."""
    return AvailabilityException(
        id=NOT_YET,
        practitioner_id=draft.practitioner_id,
        first_day=draft.first_day,
        last_day=draft.last_day,
        kind=draft.kind,
        starts=draft.starts,
        ends=draft.ends,
        reason=draft.reason,
    )


def draft_of(exception: AvailabilityException) -> ExceptionDraft:
    """An exception as it would be typed."""
    return ExceptionDraft(
        practitioner_id=exception.practitioner_id,
        first_day=exception.first_day,
        last_day=exception.last_day,
        kind=exception.kind,
        starts=exception.starts,
        ends=exception.ends,
        reason=exception.reason,
    )


def pattern_of(pattern_id: UUID, practitioner_id: UUID, draft: PatternDraft) -> WeeklyPattern:
    """Weekly hours as they are typed."""
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


def pattern_draft_of(pattern: WeeklyPattern) -> PatternDraft:
    """A pattern as it would be typed."""
    return PatternDraft(
        weekday=pattern.weekday,
        starts=pattern.starts,
        ends=pattern.ends,
        valid_from=pattern.valid_from,
        valid_until=pattern.valid_until,
        every_weeks=pattern.every_weeks,
    )


def stranded(
    booked: Iterable[AppointmentLine], before: Hours, after: Hours, zone: ZoneInfo
) -> tuple[AppointmentLine, ...]:
    """Of booked appointments those that lie within the hours before, and outside them after."""
    return tuple(one for one in booked if before.covers(_span(one), zone) and not after.covers(_span(one), zone))


def clear_of(slots: Iterable[Slot], taken: Iterable[Slot]) -> list[Slot]:
    """Of free times those that do not overlap one that is promised already."""
    promised = tuple(taken)
    return [slot for slot in slots if not any(_meet(slot, other) for other in promised)]


def _meet(one: Slot, other: Slot) -> bool:
    return (
        one.practitioner_id == other.practitioner_id and one.starts_at < other.ends_at and other.starts_at < one.ends_at
    )


def _span(line: AppointmentLine) -> Span:
    return Span(starts_at=line.starts_at, ends_at=line.ends_at)
