"""One practitioner's diary: what is open, what is taken, and whether another appointment fits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from .appointments import LONGEST_MINUTES, Appointment, AppointmentStatus, AppointmentType, BookingRequest
from .availability import Hours
from .clinic_time import Span, days_of, merged, wall_time
from .errors import AlreadyOver, InvalidInput
from .free_time import FreeTime
from .queries import ANY_TIME, DayTimes
from .refusals import (
    BadLength,
    BeyondPolicy,
    BookingRefused,
    ClinicClosed,
    InThePast,
    OnLeave,
    OutsideHours,
    PatientBusy,
    SlotHeld,
    SlotTaken,
)
from .sheets import Slot
from .verdict import Verdict, VerdictKind, verdict_of

YEARS_AHEAD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """Time that is taken, with the minutes kept free around it. `appointment_id` lets one step aside for itself.

    Time that is only held until an instant names who holds it, where that may be told.
    """

    span: Span
    buffer_before: int = 0
    buffer_after: int = 0
    appointment_id: UUID | None = None
    held_until: datetime | None = None
    held_by: str = ""

    @property
    def widened(self) -> Span:
        """The span with its buffers."""
        if not self.buffer_before and not self.buffer_after:
            return self.span
        return self.span.widened(before=self.buffer_before, after=self.buffer_after)

    def clashes_with(self, other: "Busy") -> bool:
        """Whether one lies in the other or in its buffer; two buffers may share their minutes."""
        return self.span.overlaps(other.widened) or self.widened.overlaps(other.span)


def busy_of(appointment: Appointment) -> Busy:
    """The time an appointment takes."""
    return Busy(
        span=appointment.span,
        buffer_before=appointment.buffer_before,
        buffer_after=appointment.buffer_after,
        appointment_id=appointment.id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """A practitioner's hours, what is taken in the span that was read, and the patient's own engagements elsewhere.

    Promises: no appointment it gives back overlaps a taken time, its buffers, or lies outside the hours, unless the
    request gave a reason to book over.
    """

    practitioner_id: UUID
    hours: Hours
    zone: ZoneInfo
    taken: tuple[Busy, ...] = ()
    patient_elsewhere: tuple[Busy, ...] = ()

    def book(
        self,
        request: BookingRequest,
        kind: AppointmentType,
        *,
        appointment_id: UUID,
        now: datetime,
        booked_by: UUID | None,
    ) -> Appointment:
        """The appointment asked for, to be stored.

        Raises BadLength, InThePast, BeyondPolicy (more than ten years ahead) and, unless `overbook_reason` is given,
        SlotTaken, SlotHeld, PatientBusy, ClinicClosed, OnLeave or OutsideHours. `booked_by` is who books over.
        """
        span = span_wanted(request.starts_at, kind.minutes if request.minutes is None else request.minutes, now)
        wanted = Busy(span=span, buffer_before=kind.buffer_before, buffer_after=kind.buffer_after)
        over = self._is_over(wanted, now, request.overbook_reason)
        return Appointment(
            id=appointment_id,
            patient_id=request.patient_id,
            practitioner_id=self.practitioner_id,
            type_id=kind.id,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            local_start=wall_time(span.starts_at, self.zone),
            zone=self.zone.key,
            reason=request.reason,
            desk_note=request.desk_note,
            room=kind.room,
            buffer_before=kind.buffer_before,
            buffer_after=kind.buffer_after,
            booked_at=now,
            asked_to_arrive_at=_arrival_before(span.starts_at, request.arrive_before),
            overbooked_by=booked_by if over else None,
            overbook_reason=request.overbook_reason if over else "",
            source=request.source,
        )

    def move(
        self,
        appointment: Appointment,
        *,
        starts_at: datetime,
        minutes: int,
        now: datetime,
        overbook_reason: str = "",
        moved_by: UUID | None = None,
    ) -> Appointment:
        """The appointment at its new time in this diary; refuses as `book` does, and AlreadyOver.

        Only a change of length or of practitioner may leave the start in the past. To be shortened within its own
        time it needs no free time, nor a new reason if it was booked over others; a contested one has no time of its
        own and is settled by a move, be it to where it stands. A ticket is good for its day only.
        """
        if not appointment.status.holds_time or appointment.status is AppointmentStatus.FULFILLED:
            raise AlreadyOver(OVER[appointment.status])
        span = span_wanted(starts_at, minutes, now)
        local_start = wall_time(span.starts_at, self.zone)
        moved = replace(
            appointment,
            practitioner_id=self.practitioner_id,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            local_start=local_start,
            zone=self.zone.key,
            ticket=appointment.ticket if local_start.date() == appointment.local_start.date() else None,
            contested=False,
        )
        is_its_own = appointment.practitioner_id == self.practitioner_id and appointment.span.contains(span)
        if is_its_own and not appointment.contested:
            if span.starts_at != appointment.starts_at and _is_past(span, now):
                raise _in_the_past()
            return moved
        over = self._is_over(busy_of(moved), None if span.starts_at == appointment.starts_at else now, overbook_reason)
        return replace(moved, overbooked_by=moved_by if over else None, overbook_reason=overbook_reason if over else "")

    def verdict(self, wanted: Busy, *, now: datetime | None = None) -> Verdict:
        """What the rules say of that time, with everything in the way; without `now` the past is as good as any."""
        return verdict_of([*self._obstacles(wanted, now)])

    def obstacle(self, wanted: Busy) -> BookingRefused | None:
        """What keeps an appointment from that time, in the order a person would want to know it; None if it fits."""
        return next(self._obstacles(wanted, None), None)

    def free_slots(
        self,
        days: Iterable[date],
        *,
        minutes: int,
        step: int,
        not_before: datetime,
        buffer_before: int = 0,
        buffer_after: int = 0,
        times: DayTimes = ANY_TIME,
        first_per_day: bool = False,
    ) -> Iterator[Slot]:
        """The times at which an appointment of that length fits, ordered by start if `days` are.

        Starts lie on multiples of `step` minutes from the opening of each span, and where a taken time ends.
        """
        lasting = timedelta(minutes=minutes)
        free = FreeTime(hours=self.hours, zone=self.zone, blocked=self._blocked(buffer_before, buffer_after))
        for start in free.starts(
            days,
            lasting=lasting,
            grid=timedelta(minutes=step),
            not_before=not_before,
            times=times,
            first_per_day=first_per_day,
        ):
            yield Slot(practitioner_id=self.practitioner_id, starts_at=start, ends_at=start + lasting)

    def clashes(self) -> tuple[tuple[Busy, Busy], ...]:
        """Every pair of taken times that are in each other's way, ordered by start."""
        ordered = sorted(self.taken, key=lambda busy: busy.widened.starts_at)
        found = []
        for index, one in enumerate(ordered):
            until = one.widened.ends_at
            for other in ordered[index + 1 :]:
                if other.widened.starts_at >= until:
                    break
                if one.clashes_with(other):
                    found.append((one, other) if one.span <= other.span else (other, one))
        return tuple(sorted(found, key=lambda pair: (pair[0].span, pair[1].span)))

    def _is_over(self, wanted: Busy, now: datetime | None, overbook_reason: str) -> bool:
        """Whether it would stand in the way of something; raises what is refused even so, or for want of a reason."""
        verdict = self.verdict(wanted, now=now)
        refusal = verdict.refusal(has_reason=bool(overbook_reason))
        if refusal is not None:
            raise refusal
        return verdict.kind is not VerdictKind.FITS

    def _obstacles(self, wanted: Busy, now: datetime | None) -> Iterator[BookingRefused]:
        if now is not None and _is_past(wanted.span, now):
            yield _in_the_past()
        for other in sorted(self.taken, key=_is_held):
            if not _is_same(wanted, other) and wanted.clashes_with(other):
                yield self._in_the_way(wanted, other)
        for other in self.patient_elsewhere:
            if not _is_same(wanted, other) and wanted.span.overlaps(other.span):
                yield PatientBusy(
                    f"The patient already has an appointment {self._clock(other.span)}.", "Choose another time."
                )
        closed = self._closed(wanted.span)
        if closed is not None:
            yield closed

    def _in_the_way(self, wanted: Busy, other: Busy) -> BookingRefused:
        if other.held_until is not None:
            until = f"{wall_time(other.held_until, self.zone):%H:%M}"
            who = (
                f"Held by {other.held_by} until {until}." if other.held_by else f"Being booked just now, until {until}."
            )
            return SlotHeld(who, "Choose another time, or ask them.")
        if wanted.span.overlaps(other.span):
            return SlotTaken(f"{self._clock(other.span)} is taken.", "Choose one of the next free times.")
        before, after = max(other.buffer_before, wanted.buffer_after), max(other.buffer_after, wanted.buffer_before)
        kept = f"{after} minutes after" if other.span.ends_at <= wanted.span.starts_at else f"{before} minutes before"
        return SlotTaken(
            f"{self._clock(other.span)} is taken, and the {kept} it are kept free.",
            "Choose one of the next free times.",
        )

    def _closed(self, wanted: Span) -> BookingRefused | None:
        if self.hours.covers(wanted, self.zone):  # a closure leaves no open time to lie in
            return None
        days = days_of(wanted, self.zone)
        for day in days:
            if any(closure.holds_on(day) for closure in self.hours.closures):
                return ClinicClosed(
                    f"The clinic is closed then ({self.hours.away_reason(day)}).", "Choose another day."
                )
        for exception, span in (pair for day in days for pair in self.hours.blocking(day, self.zone)):
            if exception.reason and span.overlaps(wanted):
                return OnLeave(
                    f"The doctor has “{exception.reason}” then ({self._clock(span)}).",
                    "Choose another time or another doctor.",
                )
        if any(span.overlaps(wanted) for day in days for span in self.hours.away(day, self.zone)):
            return OnLeave("The doctor is away then.", "Choose another time or another doctor.")
        return OutsideHours("That is outside the doctor's hours.", "Choose one of the next free times.")

    def _blocked(self, buffer_before: int, buffer_after: int) -> tuple[Span, ...]:
        """What an appointment with those buffers must not touch: of two buffers that meet, the longer one counts."""
        spans = [busy.span for busy in self.patient_elsewhere]
        for busy in self.taken:
            before, after = max(busy.buffer_before, buffer_after), max(busy.buffer_after, buffer_before)
            spans.append(busy.span.widened(before=before, after=after) if before or after else busy.span)
        return merged(spans)

    def _clock(self, span: Span) -> str:
        return f"{wall_time(span.starts_at, self.zone):%H:%M}–{wall_time(span.ends_at, self.zone):%H:%M}"


def check_length(minutes: int) -> None:
    """Raise BadLength unless an appointment may last so many minutes."""
    if minutes <= 0:
        raise BadLength("The appointment ends before it starts. Give it at least five minutes.")
    if minutes > LONGEST_MINUTES:
        raise BadLength("An appointment cannot last longer than a day. Choose a shorter length.")


def _arrival_before(starts_at: datetime, minutes: int) -> datetime | None:
    return starts_at - timedelta(minutes=minutes) if minutes else None


@lru_cache(maxsize=8)  # asked for to read the diary, and again within it
def span_wanted(starts_at: datetime, minutes: int, now: datetime) -> Span:
    """The span asked for, in UTC; raises BadLength, BeyondPolicy (ten years ahead) or InvalidInput (no such moment)."""
    check_length(minutes)
    if starts_at.tzinfo is None:
        raise InvalidInput("starts_at", "That time belongs to no time zone. Choose it in the calendar.")
    if starts_at.second or starts_at.microsecond:
        raise InvalidInput("starts_at", "An appointment begins on a full minute. Choose one.")
    if starts_at > now + timedelta(days=366 * YEARS_AHEAD):
        raise BeyondPolicy(f"That is more than {YEARS_AHEAD} years ahead. Choose an earlier day.")
    begins = starts_at.astimezone(UTC)
    return Span(starts_at=begins, ends_at=begins + timedelta(minutes=minutes))


OVER = {
    AppointmentStatus.FULFILLED: "completed",
    AppointmentStatus.CANCELLED: "cancelled",
    AppointmentStatus.NOSHOW: "marked as no-show",
    AppointmentStatus.ENTERED_IN_ERROR: "taken back",
}


def _is_past(span: Span, now: datetime) -> bool:
    """The running minute is not over yet: a walk-in is booked for now."""
    return span.starts_at < now.replace(second=0, microsecond=0)


def _in_the_past() -> InThePast:
    return InThePast("That time is over.", "Choose a later one.")


def _is_same(one: Busy, other: Busy) -> bool:
    return one.appointment_id is not None and one.appointment_id == other.appointment_id


def _is_held(busy: Busy) -> bool:
    return busy.held_until is not None
