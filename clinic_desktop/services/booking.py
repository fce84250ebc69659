"""The rules of a booking and a move that stand around the diary: who may, whom, what, and when."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from clinic_desktop.domain.access import Permission, permissions_of
from clinic_desktop.domain.appointments import (
    MOST_EARLIER,
    Appointment,
    AppointmentType,
    BookingRequest,
    BookingSource,
    Confirmation,
    MoveRequest,
)
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.diary import Busy, span_wanted
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed
from clinic_desktop.domain.people import Patient, Practitioner, Role
from clinic_desktop.domain.refusals import BadLength, BeyondPolicy, BookingRefused
from clinic_desktop.domain.verdict import Verdict, VerdictKind, WishedTime, verdict_of
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.diaries import diary_of
from clinic_desktop.storage.reading.people import is_in_use
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .free_slots import next_free
from .limits import limits_of, require_own
from .written import line, prose


def fit_to_book(caller: Caller, request: BookingRequest) -> BookingRequest:
    """The request as this caller may make it: own diary or record, the right to book over, and texts fit to keep."""
    require_own(caller, practitioner_id=request.practitioner_id, patient_id=request.patient_id)
    require_right_to_book_over(caller, request.overbook_reason)
    if not 0 <= request.arrive_before <= MOST_EARLIER.total_seconds() // 60:
        hours = int(MOST_EARLIER.total_seconds() // 3600)
        raise InvalidInput("arrive_before", f"A patient is asked to arrive at most {hours} hours before.")
    reason = line("reason", request.reason, longest=500)
    desk_note = prose("desk_note", request.desk_note)
    overbook_reason = line("overbook_reason", request.overbook_reason, longest=500)
    fit = request
    if (reason, desk_note, overbook_reason) != (request.reason, request.desk_note, request.overbook_reason):
        fit = replace(request, reason=reason, desk_note=desk_note, overbook_reason=overbook_reason)
    if caller.role is not Role.PATIENT:
        return fit
    return replace(fit, source=BookingSource.PATIENT, desk_note="", minutes=None, arrive_before=0)


def booked(transaction: Transaction, caller: Caller, request: BookingRequest) -> Appointment:
    """The appointment asked for, checked against everything that stands at this moment, not yet stored."""
    settings = transaction.clinic()
    kind = kind_for(transaction, request)
    minutes = kind.minutes if request.minutes is None else request.minutes
    span = span_wanted(request.starts_at, minutes, transaction.now)
    if caller.role is Role.PATIENT:
        _require_patients_policy(caller, kind, span.starts_at, settings, transaction.now)
    diary = diary_of(
        transaction,
        request.practitioner_id,
        span,
        zone=settings.zone_info,
        now=transaction.now,
        patient_id=request.patient_id,
        account_id=caller.account_id,
        buffers=(kind.buffer_before, kind.buffer_after),
        are_holders_told=caller.role is not Role.PATIENT,
    )
    return diary.book(
        request,
        kind,
        appointment_id=transaction.new_id(),
        now=transaction.now,
        booked_by=caller.account_id,
    )


def kind_for(reading: Reading, request: BookingRequest) -> AppointmentType:
    """What a booking is for, if patient, practitioner and type may be booked.

    Raises NotFound, or InvalidInput naming the field.
    """
    put_away = None if is_in_use(reading, request.patient_id) else reading.get(Patient, request.patient_id)
    practitioner = reading.get(Practitioner, request.practitioner_id)
    kind = reading.get(AppointmentType, request.type_id)
    require_active(practitioner.active)
    if put_away is not None:
        if put_away.merged_into_id is not None:
            raise InvalidInput("patient_id", "This record was merged into another one. Choose the patient again.")
        raise InvalidInput("patient_id", "This patient is archived. Take the record back from the archive first.")
    if not kind.active:
        raise InvalidInput("type_id", f"{kind.name} is not offered any more. Choose another type.")
    return kind


def moved(transaction: Transaction, caller: Caller, request: MoveRequest) -> Appointment:
    """The appointment at its new time, not yet stored; a new start has not been confirmed by anybody."""
    standing = seen(transaction, request.appointment_id, request.version)
    require_own(caller, practitioner_id=standing.practitioner_id, patient_id=standing.patient_id)
    require_right_to_book_over(caller, request.overbook_reason)
    practitioner_id = request.practitioner_id or standing.practitioner_id
    if practitioner_id != standing.practitioner_id:
        require_own(caller, practitioner_id=practitioner_id, patient_id=standing.patient_id)
        require_active(transaction.get(Practitioner, practitioner_id).active)
    starts_at = request.starts_at or standing.starts_at
    minutes = standing.span.minutes if request.minutes is None else request.minutes
    settings = transaction.clinic()
    diary = diary_of(
        transaction,
        practitioner_id,
        span_wanted(starts_at, minutes, transaction.now),
        zone=settings.zone_info,
        now=transaction.now,
        patient_id=standing.patient_id,
        account_id=caller.account_id,
        but=standing.id,
        buffers=(standing.buffer_before, standing.buffer_after),
    )
    appointment = diary.move(
        standing,
        starts_at=starts_at,
        minutes=minutes,
        now=transaction.now,
        overbook_reason=line("overbook_reason", request.overbook_reason, longest=500),
        moved_by=caller.account_id,
    )
    return as_told_anew(standing, appointment)


def as_told_anew(standing: Appointment, appointment: Appointment) -> Appointment:
    """A moved appointment as nobody has confirmed it yet, if it begins at another time."""
    if appointment.starts_at == standing.starts_at:
        return appointment
    return replace(appointment, confirmation=Confirmation.NONE, asked_to_arrive_at=None)


def seen(reading: Reading, appointment_id: UUID, version: int) -> Appointment:
    """The appointment as it stands, if that is what the person saw; raises ChangedMeanwhile."""
    standing = reading.get(Appointment, appointment_id)
    if standing.version != version:
        raise ChangedMeanwhile("appointment", standing)
    return standing


def judged(reading: Reading, caller: Caller, wish: WishedTime, now: datetime) -> Verdict:
    """What the rules say of a wish at this moment, with the nearest free times where it does not fit."""
    settings = reading.clinic()
    standing = None if wish.appointment_id is None else reading.get(Appointment, wish.appointment_id)
    patient_id = wish.patient_id if standing is None else standing.patient_id
    if caller.role is Role.PATIENT:
        patient_id = patient_id or caller.patient_id
    require_own(caller, practitioner_id=wish.practitioner_id, patient_id=patient_id or caller.account_id)
    kind = reading.get(AppointmentType, wish.type_id)
    minutes = wish.minutes or (kind.minutes if standing is None else standing.span.minutes)
    try:
        span = span_wanted(wish.starts_at, minutes, now)
        if caller.role is Role.PATIENT:
            _require_patients_policy(caller, kind, span.starts_at, settings, now)
    except BookingRefused as refusal:
        return verdict_of([refusal])
    buffers = (kind.buffer_before, kind.buffer_after)
    if standing is not None:
        buffers = (standing.buffer_before, standing.buffer_after)
    diary = diary_of(
        reading,
        wish.practitioner_id,
        span,
        zone=settings.zone_info,
        now=now,
        patient_id=patient_id,
        account_id=caller.account_id,
        but=wish.appointment_id,
        buffers=buffers,
        are_holders_told=caller.role is not Role.PATIENT,
    )
    wanted = Busy(span=span, buffer_before=buffers[0], buffer_after=buffers[1], appointment_id=wish.appointment_id)
    stays = standing is not None and standing.starts_at == span.starts_at
    verdict = diary.verdict(wanted, now=None if stays else now)
    if verdict.kind is VerdictKind.FITS:
        return verdict
    alternatives = next_free(
        reading,
        practitioner_id=wish.practitioner_id,
        kind=kind,
        minutes=minutes,
        wanted=span.starts_at,
        limits=limits_of(caller, settings, now),
        zone=settings.zone_info,
        now=now,
        patient_id=patient_id,
        account_id=caller.account_id,
        may_be_colleagues=caller.role is not Role.DOCTOR,
    )
    return replace(verdict, alternatives=tuple(alternatives))


@contextmanager
def offering(
    database: Database,
    caller: Caller,
    *,
    practitioner_id: UUID | None = None,
    patient_id: UUID | None = None,
    type_id: UUID | None = None,
    appointment_id: UUID | None = None,
    starts_at: datetime | None = None,
    minutes: int | None = None,
    when: type[BookingRefused] = BookingRefused,
) -> Iterator[None]:
    """Give such a refusal inside the next free times, looked up when the writer's turn is over.

    What is not given is taken from the appointment.
    """
    try:
        yield
    except when as refusal:
        if isinstance(refusal, BadLength):
            raise
        with database.reading() as reading:
            settings = reading.clinic()
            if appointment_id is not None:
                about = reading.get(Appointment, appointment_id)
                practitioner_id = practitioner_id or about.practitioner_id
                patient_id, type_id = about.patient_id, about.type_id
                starts_at, minutes = starts_at or about.starts_at, minutes or about.span.minutes
            assert practitioner_id is not None
            assert patient_id is not None
            assert type_id is not None
            assert starts_at is not None
            kind = reading.get(AppointmentType, type_id)
            if caller.role is Role.PATIENT and not kind.patients_may_book:
                raise
            now = database.now()
            alternatives = next_free(
                reading,
                practitioner_id=practitioner_id,
                kind=kind,
                minutes=minutes or kind.minutes,
                wanted=starts_at.astimezone(UTC),
                limits=limits_of(caller, settings, now),
                zone=settings.zone_info,
                now=now,
                patient_id=patient_id,
                account_id=caller.account_id,
                may_be_colleagues=caller.role is not Role.DOCTOR,
            )
        raise refusal.offering(alternatives) from None


def require_active(practitioner_is_active: bool) -> None:
    """Raise InvalidInput for a practitioner who has gone."""
    if not practitioner_is_active:
        raise InvalidInput("practitioner_id", "This doctor does not work here any more. Choose another.")


def require_right_to_book_over(caller: Caller, overbook_reason: str) -> None:
    """Let nobody book over others, for whatever reason, who may not; raises NotAllowed."""
    if overbook_reason and Permission.BOOK_OVER not in permissions_of(caller.role):
        raise NotAllowed


def _require_patients_policy(
    caller: Caller, kind: AppointmentType, starts_at: datetime, settings: ClinicSettings, now: datetime
) -> None:
    if not kind.patients_may_book:
        raise BeyondPolicy(f"{kind.name} is booked by the front desk only. Call the clinic, or choose another type.")
    limits = limits_of(caller, settings, now)
    if now <= starts_at < limits.not_before:
        hours = settings.policies.patient_notice_hours
        raise BeyondPolicy(f"That is less than {hours} hours from now. Choose a later time, or call the clinic.")
    if day_of(starts_at, settings.zone_info) > limits.last_day:
        days = settings.policies.patient_horizon_days
        raise BeyondPolicy(f"That is more than {days} days ahead. Choose an earlier day, or call the clinic.")
