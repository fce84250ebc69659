"""The rules of a booking and a move that stand around the diary: who may, whom, what, and when."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from clinic_desktop.domain.access import Permission, permissions_of
from clinic_desktop.domain.appointments import (
    MOST_EARLIER,
    Appointment,
    AppointmentStatus,
    AppointmentType,
    BookingRequest,
    BookingSource,
    Confirmation,
    MoveRequest,
)
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.diary import OVER, span_wanted
from clinic_desktop.domain.errors import AlreadyOver, ChangedMeanwhile, InvalidInput, NotAllowed
from clinic_desktop.domain.people import Patient, Practitioner, Role
from clinic_desktop.domain.policies import may_book_over, may_book_type
from clinic_desktop.domain.refusals import BeyondPolicy, NotOffered
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.diaries import diary_of
from clinic_desktop.storage.reading.people import is_in_use
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .limits import limits_of, require_before_limit, require_own
from .written import line, prose

NO_BOOKING_BY_PATIENTS = "Patients do not book by themselves here. Call the clinic, or ask at the front desk."


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


def booked(
    transaction: Transaction, caller: Caller, request: BookingRequest, *, is_walk_in: bool = False
) -> Appointment:
    """The appointment asked for, checked against everything that stands at this moment, not yet stored.

    Whoever walks in is booked over others without anybody deciding so.
    """
    settings = transaction.clinic()
    kind = kind_for(transaction, request)
    require_may_book_type(caller, kind)
    minutes = kind.minutes if request.minutes is None else request.minutes
    span = span_wanted(request.starts_at, minutes, transaction.now)
    if caller.role is Role.PATIENT:
        require_patients_policy(caller, kind, span.starts_at, settings, transaction.now)
    diary = diary_of(
        transaction,
        request.practitioner_id,
        span,
        zone=settings.zone_info,
        now=transaction.now,
        patient_id=request.patient_id,
        account_id=caller.account_id,
        buffers=(kind.buffer_before, kind.buffer_after),
        are_names_told=caller.role is not Role.PATIENT,
    )
    appointment = diary.book(
        request,
        kind,
        appointment_id=transaction.new_id(),
        now=transaction.now,
        booked_by=caller.account_id,
    )
    if appointment.is_overbooked and not is_walk_in:
        require_policy_to_book_over(caller, settings)
    return appointment


def kind_for(reading: Reading, request: BookingRequest) -> AppointmentType:
    """What a booking is for, if patient, practitioner and type may be booked.

    Raises NotFound, NotOffered, or InvalidInput naming the field.
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
    require_offered(practitioner, kind)
    return kind


def moved(transaction: Transaction, caller: Caller, request: MoveRequest) -> Appointment:
    """The appointment at its new time, not yet stored; a new start has not been confirmed by anybody."""
    standing = own_seen(transaction, caller, request.appointment_id, request.version)
    require_right_to_book_over(caller, request.overbook_reason)
    practitioner_id = request.practitioner_id or standing.practitioner_id
    if practitioner_id != standing.practitioner_id:
        require_own(caller, practitioner_id=practitioner_id, patient_id=standing.patient_id)
        require_to_take(transaction, practitioner_id, standing.type_id)
    starts_at = request.starts_at or standing.starts_at
    is_patient = caller.role is Role.PATIENT
    minutes = standing.span.minutes if request.minutes is None or is_patient else request.minutes
    settings = transaction.clinic()
    span = span_wanted(starts_at, minutes, transaction.now)
    if is_patient:
        require_patients_move(transaction, caller, standing, span.starts_at)
    diary = diary_of(
        transaction,
        practitioner_id,
        span,
        zone=settings.zone_info,
        now=transaction.now,
        patient_id=standing.patient_id,
        account_id=caller.account_id,
        but=standing.id,
        buffers=(standing.buffer_before, standing.buffer_after),
        are_names_told=not is_patient,
    )
    appointment = diary.move(
        standing,
        starts_at=starts_at,
        minutes=minutes,
        now=transaction.now,
        overbook_reason=line("overbook_reason", request.overbook_reason, longest=500),
        moved_by=caller.account_id,
    )
    if appointment.is_overbooked and request.overbook_reason:
        require_policy_to_book_over(caller, settings)
    return as_told_anew(standing, appointment)


def as_told_anew(standing: Appointment, appointment: Appointment) -> Appointment:
    """A moved appointment as nobody has confirmed it yet, if it begins at another time."""
    if appointment.starts_at == standing.starts_at:
        return appointment
    return replace(appointment, confirmation=Confirmation.NONE, asked_to_arrive_at=None)


def seen(reading: Reading, appointment_id: UUID, version: int) -> Appointment:
    """The appointment as it stands, if that is what the person saw; raises ChangedMeanwhile, without its visit note."""
    standing = reading.get(Appointment, appointment_id)
    if standing.version != version:
        raise ChangedMeanwhile("appointment", replace(standing, visit_note=""))
    return standing


def own_seen(reading: Reading, caller: Caller, appointment_id: UUID, version: int) -> Appointment:
    """The appointment as `seen`, if it is one that the caller's permission reaches.

    Whose it is comes first: what stands now is told to nobody whose it is not. Raises NotAllowed, ChangedMeanwhile.
    """
    standing = reading.get(Appointment, appointment_id)
    require_own(caller, practitioner_id=standing.practitioner_id, patient_id=standing.patient_id)
    return seen(reading, appointment_id, version)


def require_active(practitioner_is_active: bool) -> None:
    """Raise InvalidInput for a practitioner who has gone."""
    if not practitioner_is_active:
        raise InvalidInput("practitioner_id", "This doctor does not work here any more. Choose another.")


def require_offered(practitioner: Practitioner, kind: AppointmentType) -> None:
    """Raise NotOffered for a practitioner to whom nobody comes for that."""
    if not kind.is_offered_by(practitioner.id):
        raise NotOffered(f"{practitioner.display_name} does not offer {kind.name}.")


def require_to_take(reading: Reading, practitioner_id: UUID, type_id: UUID) -> None:
    """Raise InvalidInput or NotOffered for a practitioner who cannot take over an appointment of that type."""
    practitioner = reading.get(Practitioner, practitioner_id)
    require_active(practitioner.active)
    require_offered(practitioner, reading.get(AppointmentType, type_id))


def require_may_book_type(caller: Caller, kind: AppointmentType) -> None:
    """Raise NotAllowed for a doctor who asks for what the front desk alone books."""
    if caller.role is Role.DOCTOR and not may_book_type(caller.role, kind):
        raise NotAllowed(f"{kind.name} is booked by the front desk only. Ask them, or choose another type.")


def require_policy_to_book_over(caller: Caller, settings: ClinicSettings) -> None:
    """Raise NotAllowed where the clinic's policies let nobody of this role book over others."""
    if not may_book_over(caller.role, settings.policies):
        who = "Doctors" if caller.role is Role.DOCTOR else "The front desk"
        raise NotAllowed(f"{who} may not book over others here. Choose a free time, or ask an administrator.")


def require_right_to_book_over(caller: Caller, overbook_reason: str) -> None:
    """Let nobody book over others, for whatever reason, who may not; raises NotAllowed."""
    if overbook_reason and Permission.BOOK_OVER not in permissions_of(caller.role):
        raise NotAllowed


def require_patients_move(transaction: Transaction, caller: Caller, standing: Appointment, starts_at: datetime) -> None:
    """Raise BeyondPolicy where a patient may not move an appointment of their own thither, or not any more.

    What the desk alone books, the desk alone moves; and whoever has come, or has gone, moves nothing.
    """
    settings, now = transaction.clinic(), transaction.now
    kind = transaction.get(AppointmentType, standing.type_id)
    if standing.status in OVER:
        raise AlreadyOver(OVER[standing.status])
    if standing.status is not AppointmentStatus.BOOKED:
        raise BeyondPolicy("You have checked in already.", "Ask at the front desk.")
    if not kind.active:
        raise BeyondPolicy(f"{kind.name} is not offered any more.", "Call the clinic to move it.")
    require_before_limit(standing, settings, now, "Call the clinic to move it.")
    require_patients_policy(caller, kind, starts_at, settings, now)


def require_patients_policy(
    caller: Caller, kind: AppointmentType, starts_at: datetime, settings: ClinicSettings, now: datetime
) -> None:
    """Raise BeyondPolicy for what patients may not book themselves: the type, too soon, or too far ahead."""
    if not settings.policies.patients_book:
        raise BeyondPolicy(NO_BOOKING_BY_PATIENTS)
    if not kind.patients_may_book:
        raise BeyondPolicy(f"{kind.name} is booked by the front desk only. Call the clinic, or choose another type.")
    limits = limits_of(caller, settings, now)
    if now <= starts_at < limits.not_before:
        hours = settings.policies.patient_notice_hours
        raise BeyondPolicy(f"That is less than {hours} hours from now. Choose a later time, or call the clinic.")
    if day_of(starts_at, settings.zone_info) > limits.last_day:
        days = settings.policies.patient_horizon_days
        raise BeyondPolicy(f"That is more than {days} days ahead. Choose an earlier day, or call the clinic.")
