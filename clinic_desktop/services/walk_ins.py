"""Patients without an appointment: with whom, and what stands in the way."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from clinic_desktop.domain.appointments import (
    Appointment,
    AppointmentStatus,
    AppointmentType,
    BookingRequest,
    BookingSource,
)
from clinic_desktop.domain.clinic_time import Span, day_of, span_of_day
from clinic_desktop.domain.diary import Busy, Diary
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.refusals import OutsideHours, SlotTaken
from clinic_desktop.domain.waiting_room import WALK_IN_REASON, WalkIn, doctors_line, first_free
from clinic_desktop.storage.reading.appointments import appointment_lines
from clinic_desktop.storage.reading.diaries import bookable, diaries_of
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .booking import booked, fit_to_book
from .tickets import with_ticket
from .written import line

_MOST_IN_A_DAY = 5_000


def taken_in(transaction: Transaction, caller: Caller, request: WalkIn) -> Appointment:
    """The appointment of someone who has just come in, arrived and with a ticket, not yet stored."""
    kind = transaction.get(AppointmentType, request.type_id)
    begins = transaction.now.replace(second=0, microsecond=0)
    wanted = Busy(
        span=Span(starts_at=begins, ends_at=begins + timedelta(minutes=kind.minutes)),
        buffer_before=kind.buffer_before,
        buffer_after=kind.buffer_after,
    )
    despite = line("despite", request.despite, longest=500)
    named = request.practitioner_id or (caller.practitioner_id if caller.role is Role.DOCTOR else None)
    anyone = (one.practitioner_id for one in bookable(transaction) if kind.is_offered_by(one.practitioner_id))
    candidates = [*anyone] if named is None else [named]
    diaries = diaries_of(
        transaction,
        candidates,
        wanted.span,
        zone=transaction.clinic().zone_info,
        now=transaction.now,
        patient_id=request.patient_id,
        account_id=caller.account_id,
        buffers=(kind.buffer_before, kind.buffer_after),
    )
    practitioner_id = named or _first_free(transaction, diaries, wanted)
    if not despite:
        _require_open(diaries[practitioner_id], wanted)
    asked = BookingRequest(
        patient_id=request.patient_id,
        practitioner_id=practitioner_id,
        type_id=request.type_id,
        starts_at=begins,
        reason=request.reason,
        source=BookingSource.WALK_IN,
        overbook_reason=despite or WALK_IN_REASON,
    )
    appointment = booked(transaction, caller, fit_to_book(caller, asked), is_walk_in=True)
    return with_ticket(transaction, replace(appointment, status=AppointmentStatus.ARRIVED, arrived_at=transaction.now))


def _require_open(diary: Diary, wanted: Busy) -> None:
    """Others in the way are what walk-ins are for; closed doors, and a patient who is elsewhere, need a reason."""
    obstacle = replace(diary, taken=()).obstacle(wanted)
    if obstacle is not None:
        raise obstacle


def _first_free(transaction: Transaction, diaries: dict[UUID, Diary], wanted: Busy) -> UUID:
    """Of those who work now, who can see the patient soonest."""
    zone = transaction.clinic().zone_info
    today = span_of_day(day_of(transaction.now, zone), zone)
    of_today = appointment_lines(
        transaction, begins=today.starts_at, ends=today.ends_at, practitioner_ids=list(diaries), limit=_MOST_IN_A_DAY
    )
    at_work = []
    for practitioner_id, diary in diaries.items():
        obstacle = replace(diary, patient_elsewhere=()).obstacle(wanted)
        if obstacle is not None and replace(diary, taken=(), patient_elsewhere=()).obstacle(wanted) is not None:
            continue
        is_free = not isinstance(obstacle, SlotTaken)
        at_work.append((doctors_line(practitioner_id, of_today, transaction.now), is_free))
    found = first_free(at_work)
    if found is None:
        if not diaries:
            raise InvalidInput("practitioner_id", "Nobody here offers that yet. An administrator says who does.")
        raise OutsideHours("Nobody has hours now. Choose a practitioner, and say why the patient comes in.")
    return found
