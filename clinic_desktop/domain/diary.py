"""One practitioner's diary: what is open, what is taken, and whether another appointment fits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from .appointments import LONGEST_MINUTES, Appointment, AppointmentStatus, AppointmentType, BookingRequest
from .availability import Hours
from .clinic_time import Span, day_of, wall_time
from .errors import (
    AlreadyOver,
    BadLength,
    BookingRefused,
    ClinicClosed,
    InThePast,
    OnLeave,
    OutsideHours,
    PatientBusy,
    SlotTaken,
)
from .sheets import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """Time that is taken, with the minutes kept free around it. `appointment_id` lets one step aside for itself."""

    span: Span
    buffer_before: int = 0
    buffer_after: int = 0
    appointment_id: UUID | None = None

    @property
    def widened(self) -> Span:
        """The span with its buffers."""
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
        self, request: BookingRequest, kind: AppointmentType, *, id: UUID, now: datetime, booked_by: UUID | None
    ) -> Appointment:
        """The appointment asked for, to be stored.

        Raises BadLength, InThePast, and, unless `overbook_reason` is given, SlotTaken, PatientBusy, ClinicClosed,
        OnLeave or OutsideHours. `booked_by` is the account that books over.
        """
        minutes = kind.minutes if request.minutes is None else request.minutes
        wanted = Busy(
            span=_span_of(request.starts_at, minutes),
            buffer_before=kind.buffer_before,
            buffer_after=kind.buffer_after,
        )
        if request.starts_at < now:
            raise InThePast("That time is over. Choose a later one.")
        obstacle = self.obstacle(wanted)
        over = obstacle is not None and bool(request.overbook_reason)
        if obstacle is not None and not over:
            raise obstacle
        return Appointment(
            id=id,
            patient_id=request.patient_id,
            practitioner_id=self.practitioner_id,
            type_id=kind.id,
            starts_at=wanted.span.starts_at,
            ends_at=wanted.span.ends_at,
            local_start=wall_time(wanted.span.starts_at, self.zone),
            zone=self.zone.key,
            reason=request.reason,
            desk_note=request.desk_note,
            buffer_before=kind.buffer_before,
            buffer_after=kind.buffer_after,
            booked_at=now,
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

        Only a change of length may leave the start in the past.
        """
        if not appointment.status.holds_time or appointment.status is AppointmentStatus.FULFILLED:
            raise AlreadyOver(_WORDS[appointment.status])
        span = _span_of(starts_at, minutes)
        if starts_at != appointment.starts_at and starts_at < now:
            raise InThePast("That time is over. Choose a later one.")
        wanted = replace(busy_of(appointment), span=span)
        obstacle = self.obstacle(wanted)
        over = obstacle is not None and bool(overbook_reason)
        if obstacle is not None and not over:
            raise obstacle
        return replace(
            appointment,
            practitioner_id=self.practitioner_id,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            local_start=wall_time(span.starts_at, self.zone),
            zone=self.zone.key,
            overbooked_by=moved_by if over else None,
            overbook_reason=overbook_reason if over else "",
        )

    def obstacle(self, wanted: Busy) -> BookingRefused | None:
        """What keeps an appointment from that time, in the order a person would want to know it; None if it fits."""
        for other in self.taken:
            if other.appointment_id != wanted.appointment_id or other.appointment_id is None:
                if wanted.clashes_with(other):
                    return SlotTaken(f"{self._clock(other.span)} is taken. Choose one of the next free times.")
        for other in self.patient_elsewhere:
            if other.appointment_id != wanted.appointment_id and wanted.span.overlaps(other.span):
                return PatientBusy(
                    f"The patient already has an appointment {self._clock(other.span)}. Choose another time."
                )
        return self._closed(wanted.span)

    def free_slots(
        self,
        days: Iterable[date],
        *,
        minutes: int,
        step: int,
        not_before: datetime,
        buffer_before: int = 0,
        buffer_after: int = 0,
    ) -> Iterator[Slot]:
        """The times at which an appointment of that length fits, ordered by start.

        Starts lie on multiples of `step` minutes from the opening of each span, and where a taken time ends.
        """
        lasting = timedelta(minutes=minutes)
        for day in days:
            taken = [busy for busy in self.taken if day_of(busy.span.starts_at, self.zone) == day or _long(busy)]
            for window in self.hours.open_time(day, self.zone):
                for start in _starts(window, taken, step, buffer_before):
                    if start < not_before or start + lasting > window.ends_at:
                        continue
                    wanted = Busy(
                        span=Span(starts_at=start, ends_at=start + lasting),
                        buffer_before=buffer_before,
                        buffer_after=buffer_after,
                    )
                    if any(wanted.clashes_with(busy) for busy in taken):
                        continue
                    if any(wanted.span.overlaps(other.span) for other in self.patient_elsewhere):
                        continue
                    yield Slot(practitioner_id=self.practitioner_id, starts_at=start, ends_at=start + lasting)

    def clashes(self) -> tuple[tuple[Busy, Busy], ...]:
        """Every pair of taken times that are in each other's way, ordered by start."""
        ordered = sorted(self.taken, key=lambda busy: busy.span)
        return tuple(
            (one, other)
            for index, one in enumerate(ordered)
            for other in ordered[index + 1 :]
            if one.clashes_with(other)
        )

    def _closed(self, wanted: Span) -> BookingRefused | None:
        day = day_of(wanted.starts_at, self.zone)
        if any(closure.holds_on(day) for closure in self.hours.closures):
            return ClinicClosed(f"The clinic is closed on that day ({self.hours.away_reason(day)}). Choose another.")
        open_time = self.hours.open_time(day, self.zone)
        if any(span.contains(wanted) for span in open_time):
            return None
        if any(span.overlaps(wanted) for span in self.hours.away(day, self.zone)):
            return OnLeave("The doctor is away then. Choose another time or another doctor.")
        return OutsideHours("That is outside the doctor's hours. Choose one of the next free times.")

    def _clock(self, span: Span) -> str:
        return f"{wall_time(span.starts_at, self.zone):%H:%M}–{wall_time(span.ends_at, self.zone):%H:%M}"


_WORDS = {
    AppointmentStatus.FULFILLED: "completed",
    AppointmentStatus.CANCELLED: "cancelled",
    AppointmentStatus.NOSHOW: "marked as no-show",
    AppointmentStatus.ENTERED_IN_ERROR: "taken back",
}


def _span_of(starts_at: datetime, minutes: int) -> Span:
    if minutes <= 0:
        raise BadLength("The appointment ends before it starts. Give it at least five minutes.")
    if minutes > LONGEST_MINUTES:
        raise BadLength("An appointment cannot last longer than a day. Choose a shorter length.")
    return Span(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes))


def _long(busy: Busy) -> bool:
    """Whether it may reach into another day than the one it starts on."""
    return busy.span.minutes > LONGEST_MINUTES // 4


def _starts(window: Span, taken: Sequence[Busy], step: int, buffer_before: int) -> list[datetime]:
    """Where an appointment may begin in an open window: on the grid, and right after what is taken."""
    starts: set[datetime] = set()
    start = window.starts_at
    while start < window.ends_at:
        starts.add(start)
        start += timedelta(minutes=step)
    for busy in taken:
        gap = max(busy.buffer_after, buffer_before)
        after = busy.span.ends_at + timedelta(minutes=gap)
        if window.starts_at <= after < window.ends_at:
            starts.add(after)
    return sorted(starts)
