"""Whether a free time suits somebody who waits, and who of several comes first."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from .appointments import Appointment, AppointmentStatus
from .clinic_time import Span, wall_time, without
from .queries import DayPart
from .sheets import Slot
from .waiting_list import Gap, WaitingEntry, WaitingStatus, Wish

_NOON = 12 * 60
_LAST_MINUTE = 24 * 60 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTimes:
    """When something of one length may begin at one practitioner on one clinic day: what a diary offers, by start."""

    practitioner_id: UUID
    department_id: UUID | None
    day: date
    slots: tuple[Slot, ...]
    minutes: tuple[int, ...]

    @classmethod
    def of(cls, slots: Iterable[Slot], *, department_id: UUID | None, zone: ZoneInfo) -> "OpenTimes | None":
        """The times of one day and practitioner; None where there are none."""
        ordered = tuple(sorted(slots))
        if not ordered:
            return None
        walls = [wall_time(slot.starts_at, zone) for slot in ordered]
        return cls(
            practitioner_id=ordered[0].practitioner_id,
            department_id=department_id,
            day=walls[0].date(),
            slots=ordered,
            minutes=tuple(map(minute_of, walls)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """An appointment that a patient has already."""

    appointment_id: UUID
    span: Span


def freed_by(before: Appointment, after: Appointment) -> tuple[Gap, ...]:
    """The time that a change of an appointment sets free: all of it when it is called off, or what a move leaves."""
    if not before.status.holds_time or before.status is AppointmentStatus.FULFILLED or before.contested:
        return ()
    if after.status is AppointmentStatus.CANCELLED or after.practitioner_id != before.practitioner_id:
        left: tuple[Span, ...] = (before.span,)
    elif after.status.holds_time:
        left = without([before.span], [after.span])
    else:
        left = ()
    return tuple(Gap(practitioner_id=before.practitioner_id, span=span) for span in left)


def suits_whom(wish: Wish | WaitingEntry, practitioner_id: UUID, department_id: UUID | None) -> bool:
    """Whether the patient would come to that practitioner, of that department."""
    if not wish.practitioner_ids and wish.department_id is None:
        return True
    if practitioner_id in wish.practitioner_ids:
        return True
    return wish.department_id is not None and wish.department_id == department_id


def suits_day(wish: Wish | WaitingEntry, day: date) -> bool:
    """Whether the patient would come on that day."""
    if wish.first_day is not None and day < wish.first_day:
        return False
    if wish.last_day is not None and day > wish.last_day:
        return False
    return not wish.weekdays or day.weekday() in wish.weekdays


def minutes_wanted(wish: Wish | WaitingEntry) -> tuple[int, int]:
    """The first and the last minute of the day, both included, at which the patient would begin."""
    first, last = 0, _LAST_MINUTE
    if wish.part is DayPart.MORNING:
        last = _NOON - 1
    elif wish.part is DayPart.AFTERNOON:
        first = _NOON
    if wish.earliest is not None:
        first = max(first, minute_of(wish.earliest))
    if wish.latest is not None:
        last = min(last, minute_of(wish.latest))
    return first, last


def first_fit(
    entry: WaitingEntry, times: OpenTimes, *, has: Engagement | None = None, engaged: Sequence[Engagement] = ()
) -> Slot | None:
    """The first of the times that suits an entry; None if none does.

    `times` are those at which the entry's type fits with its buffers. `has` is the later appointment it stands for:
    nothing at or after its start is any better. `engaged` is what else the patient has; what would be given back is in
    nobody's way.
    """
    if entry.status is not WaitingStatus.WAITING or not suits_day(entry, times.day):
        return None
    if not suits_whom(entry, times.practitioner_id, times.department_id):
        return None
    first, last = minutes_wanted(entry)
    in_the_way = engaged
    if has is not None and not entry.keeps_appointment:
        in_the_way = [one for one in engaged if one.appointment_id != has.appointment_id]
    for at in range(bisect_left(times.minutes, first), len(times.slots)):
        if times.minutes[at] > last:
            return None
        slot = times.slots[at]
        if has is not None and slot.starts_at >= has.span.starts_at:
            return None
        if not any(_meets(slot, one.span) for one in in_the_way):
            return slot
    return None


def in_order(entries: Iterable[WaitingEntry]) -> list[WaitingEntry]:
    """The most pressing first, and of those who press alike whoever has waited longest."""
    return sorted(entries, key=lambda entry: (-entry.urgency.rank, entry.asked_at, entry.id))


def touching(times: OpenTimes, span: Span) -> OpenTimes | None:
    """Those of the times that use a part of a span, its own start before all others; None where none does."""
    chosen = [at for at, slot in enumerate(times.slots) if _meets(slot, span)]
    from_start = [at for at in chosen if times.slots[at].starts_at >= span.starts_at]
    kept = from_start or chosen
    if not kept:
        return None
    return OpenTimes(
        practitioner_id=times.practitioner_id,
        department_id=times.department_id,
        day=times.day,
        slots=tuple(times.slots[at] for at in kept),
        minutes=tuple(times.minutes[at] for at in kept),
    )


def best_fit(
    entry: WaitingEntry,
    many: Iterable[OpenTimes],
    *,
    has: Engagement | None = None,
    engaged: Mapping[UUID, Sequence[Engagement]],
) -> Slot | None:
    """The earliest that suits among several practitioners' times; of equal ones the first practitioner's."""
    own = engaged.get(entry.patient_id, ())
    best: Slot | None = None
    for times in many:
        slot = first_fit(entry, times, has=has, engaged=own)
        if slot is not None and (best is None or slot.starts_at < best.starts_at):
            best = slot
    return best


def minute_of(wall: time | datetime) -> int:
    """The minute of the day of a wall time."""
    return wall.hour * 60 + wall.minute


def days_waited(asked_at: datetime, now: datetime) -> int:
    """Whole days since somebody asked."""
    return max(0, (now - asked_at) // timedelta(days=1))


def _meets(slot: Slot, span: Span) -> bool:
    return slot.starts_at < span.ends_at and span.starts_at < slot.ends_at
