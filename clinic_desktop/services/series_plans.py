"""What the dates of a series are judged by: the practitioner's diary over its whole time, read in one go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, AppointmentType
from clinic_desktop.domain.change_words import short_name
from clinic_desktop.domain.clinic_time import Span, nearest_instant, wall_time
from clinic_desktop.domain.diary import Busy, Diary, check_length
from clinic_desktop.domain.errors import AlreadyOver, InvalidInput
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.domain.recurrence import Recurrence, recurrence_of, recurrence_words
from clinic_desktop.domain.series import (
    Occurrence,
    OccurrenceChoice,
    Series,
    SeriesClash,
    SeriesMove,
    SeriesPreview,
    SeriesRequest,
    SeriesScope,
)
from clinic_desktop.domain.series_plan import DAYS_SEARCHED, SeriesPlan, Wanted
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.diaries import diary_of

from .admission import Caller
from .booking import kind_for, require_may_book_type, require_to_take, seen
from .limits import require_own


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan with its dates judged, and what the person is shown of them."""

    plan: SeriesPlan
    kind: AppointmentType
    preview: SeriesPreview
    overbook_reason: str

    @property
    def kept(self) -> tuple[Occurrence, ...]:
        """The dates not left out; raises SeriesClash for the first that cannot stand, InvalidInput for none.

        And InvalidInput where one is booked over others for no reason.
        """
        kept = tuple(each for each in self.preview.occurrences if not each.is_left_out)
        if not kept:
            raise InvalidInput("times", "Every date is left out. Keep at least one.")
        for each in kept:
            if not each.stands:
                wall = wall_time(each.starts_at, self.plan.diary.zone)
                raise SeriesClash(
                    f"{wall.day} {wall:%B} {wall:%H:%M} cannot be booked: {each.words}. Nothing was stored. "
                    "Look at the dates again.",
                    self.preview,
                )
        if not self.overbook_reason and any(each.is_over for each in kept):
            raise InvalidInput("overbook_reason", "Booking over needs a reason.")
        return kept

    def reason_for(self, occurrence: Occurrence) -> str:
        """Why this one is booked over others; empty for one that is not."""
        return self.overbook_reason if occurrence.is_over else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The appointments that a change of a series is meant for: still booked and to come, by start.

    `this` is the one it was asked at; `earlier` tells whether others of the series come before them.
    """

    series: Series
    this: Appointment
    appointments: tuple[Appointment, ...]
    numbers: dict[UUID, int]
    earlier: bool

    @property
    def recurrence(self) -> Recurrence:
        """The rhythm as it stands."""
        return recurrence_of(self.series.rule)


def plan_of(
    reading: Reading, caller: Caller, request: SeriesRequest, choices: Sequence[OccurrenceChoice], now: datetime
) -> Planned:
    """The dates of a series that is to be booked."""
    booking, zone = request.booking, reading.clinic().zone_info
    kind = kind_for(reading, booking)
    require_may_book_type(caller, kind)
    minutes = kind.minutes if booking.minutes is None else booking.minutes
    chosen = {choice.number: choice for choice in choices}
    walls = request.recurrence.walls(wall_time(booking.starts_at, zone))
    wanted = [
        Wanted(
            number=number,
            wall=wall,
            starts_at=chosen[number].starts_at if number in chosen else nearest_instant(wall, zone),
            is_over=number in chosen and chosen[number].is_over,
        )
        for number, wall in enumerate(walls, start=1)
    ]
    return _planned(
        reading,
        caller,
        wanted,
        practitioner_id=booking.practitioner_id,
        patient_id=booking.patient_id,
        kind=kind,
        minutes=minutes,
        buffers=(kind.buffer_before, kind.buffer_after),
        words=recurrence_words(request.recurrence),
        now=now,
        overbook_reason=booking.overbook_reason,
    )


def plan_of_move(
    reading: Reading,
    caller: Caller,
    meant: Meant,
    move: SeriesMove,
    choices: Sequence[OccurrenceChoice],
    now: datetime,
) -> Planned:
    """The dates of a series that is to be moved; those that are left out stay where they are."""
    zone, this = reading.clinic().zone_info, meant.this
    practitioner_id = move.practitioner_id or this.practitioner_id
    require_own(caller, practitioner_id=practitioner_id, patient_id=this.patient_id)
    if practitioner_id != this.practitioner_id:
        require_to_take(reading, practitioner_id, this.type_id)
    minutes = this.span.minutes if move.minutes is None else move.minutes
    chosen = {choice.appointment_id: choice for choice in choices}
    wanted = []
    for appointment in meant.appointments:
        wall = _moved_wall(meant, appointment, move, zone)
        wanted.append(
            Wanted(
                number=meant.numbers[appointment.id],
                wall=wall,
                starts_at=chosen[appointment.id].starts_at if appointment.id in chosen else nearest_instant(wall, zone),
                appointment_id=appointment.id,
                standing=appointment.span if appointment.practitioner_id == practitioner_id else None,
                is_over=appointment.id in chosen and chosen[appointment.id].is_over,
            )
        )
    leaving = {each.appointment_id for each in wanted if each.starts_at is not None}
    return _planned(
        reading,
        caller,
        wanted,
        practitioner_id=practitioner_id,
        patient_id=this.patient_id,
        kind=reading.get(AppointmentType, this.type_id),
        minutes=minutes,
        buffers=(this.buffer_before, this.buffer_after),
        words=recurrence_words(moved_rhythm(meant, move, zone)),
        now=now,
        overbook_reason=move.overbook_reason,
        leaving=[appointment for appointment in meant.appointments if appointment.id in leaving],
    )


def moved_rhythm(meant: Meant, move: SeriesMove, zone: ZoneInfo) -> Recurrence:
    """The rhythm of those that are moved, after as many times as they are."""
    rhythm, old = meant.recurrence, meant.this.local_start.date()
    if move.starts_at is not None and old != wall_time(move.starts_at, zone).date():
        rhythm = rhythm.moved(_day_by_rule(meant, old), wall_time(move.starts_at, zone).date())
    return rhythm.ending(count=len(meant.appointments))


def meant_by(
    reading: Reading, caller: Caller, appointment_id: UUID, version: int, scope: SeriesScope, now: datetime
) -> Meant:
    """Whom a change reaches; raises ChangedMeanwhile, InvalidInput where it is no series, AlreadyOver for nobody."""
    this = seen(reading, appointment_id, version)
    if this.series_id is None:
        raise InvalidInput("appointment_id", "This appointment does not repeat. Change it by itself.")
    series = reading.get(Series, this.series_id)
    everyone = [
        each
        for each in reading.where(Appointment, series_id=series.id, order=("starts_at", "id"))
        if each.status is not AppointmentStatus.ENTERED_IN_ERROR
    ]
    appointments = tuple(
        each
        for each in everyone
        if each.status is AppointmentStatus.BOOKED and each.starts_at >= now and _reaches(scope, this, each)
    )
    for each in (this, *appointments):
        require_own(caller, practitioner_id=each.practitioner_id, patient_id=each.patient_id)
    if not appointments:
        raise AlreadyOver("over, or begun,")
    return Meant(
        series=series,
        this=this,
        appointments=appointments,
        numbers={each.id: number for number, each in enumerate(everyone, start=1)},
        earlier=any(each.starts_at < appointments[0].starts_at for each in everyone),
    )


def _reaches(scope: SeriesScope, this: Appointment, other: Appointment) -> bool:
    if scope is SeriesScope.THIS:
        return other.id == this.id
    return scope is SeriesScope.ALL or other.starts_at >= this.starts_at


def _moved_wall(meant: Meant, appointment: Appointment, move: SeriesMove, zone: ZoneInfo) -> datetime:
    if move.starts_at is None:
        return appointment.local_start
    old, new = meant.this.local_start, wall_time(move.starts_at, zone)
    day = appointment.local_start.date()
    if old.date() != new.date():
        day = meant.recurrence.moved_day(_day_by_rule(meant, day), _day_by_rule(meant, old.date()), new.date())
    at = appointment.local_start.time() if old.time() == new.time() else new.time()
    return datetime.combine(day, at)


def _day_by_rule(meant: Meant, day: date) -> date:
    """The day on which the rhythm has the appointment that was put on another one: so its neighbours stay in step."""
    try:
        walls = meant.recurrence.walls(meant.series.local_start)
    except InvalidInput:  # the rhythm ended before its first date, because all that is left was put elsewhere
        return day
    return min((wall.date() for wall in walls), key=lambda planned: abs(planned - day))


def _planned(
    reading: Reading,
    caller: Caller,
    wanted: Sequence[Wanted],
    *,
    practitioner_id: UUID,
    patient_id: UUID,
    kind: AppointmentType,
    minutes: int,
    buffers: tuple[int, int],
    words: str,
    now: datetime,
    overbook_reason: str,
    leaving: Sequence[Appointment] = (),
) -> Planned:
    check_length(minutes)
    zone = reading.clinic().zone_info
    practitioner, patient = reading.get(Practitioner, practitioner_id), reading.get(Patient, patient_id)
    starts = [each.starts_at or nearest_instant(each.wall, zone) for each in wanted]
    span = Span(starts_at=min(starts) - timedelta(days=1), ends_at=max(starts) + timedelta(days=DAYS_SEARCHED + 2))
    diary = diary_of(
        reading,
        practitioner_id,
        span,
        zone=zone,
        now=now,
        patient_id=patient_id,
        account_id=caller.account_id,
    )
    plan = SeriesPlan(
        diary=_without(diary, leaving),
        practitioner_name=short_name(practitioner.display_name, practitioner.title),
        minutes=minutes,
        buffers=buffers,
        step=practitioner.slot_minutes,
        now=now,
    )
    preview = SeriesPreview(
        words=words,
        patient_name=patient.full_name,
        practitioner_name=practitioner.display_name,
        type_name=kind.name,
        occurrences=plan.occurrences(wanted),
    )
    return Planned(plan=plan, kind=kind, preview=preview, overbook_reason=overbook_reason)


def _without(diary: Diary, leaving: Sequence[Appointment]) -> Diary:
    """The diary when these have gone from it; what is taken bears no names, so each takes away one like itself."""
    if not leaving:
        return diary
    taken, elsewhere = list(diary.taken), list(diary.patient_elsewhere)
    for appointment in leaving:
        busy = Busy(
            span=appointment.span, buffer_before=appointment.buffer_before, buffer_after=appointment.buffer_after
        )
        if appointment.practitioner_id == diary.practitioner_id and busy in taken:
            taken.remove(busy)
        if busy in elsewhere:
            elsewhere.remove(busy)
    return replace(diary, taken=tuple(taken), patient_elsewhere=tuple(elsewhere))
