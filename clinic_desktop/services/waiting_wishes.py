"""What may stand on the waiting list, and whose entries somebody may touch."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from clinic_desktop.domain.access import Scope
from clinic_desktop.domain.appointments import Appointment, AppointmentType
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed
from clinic_desktop.domain.gap_fitting import suits_whom
from clinic_desktop.domain.people import Department, Patient, Practitioner, Role
from clinic_desktop.domain.waiting_list import WaitingDraft, WaitingEntry, WaitingStatus, check_draft
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .written import prose

Reach = tuple[UUID, UUID | None] | None
"""A doctor and their department, whom the wish must leave room for; None reaches everyone's."""


def reach_of(reading: Reading, caller: Caller) -> Reach:
    """How far the caller's hand reaches in the list."""
    if caller.scope is not Scope.OWN:
        return None
    if caller.practitioner_id is None:
        raise NotAllowed
    return caller.practitioner_id, reading.get(Practitioner, caller.practitioner_id).department_id


def require_reach(wish: WaitingDraft | WaitingEntry, reach: Reach) -> None:
    """Raise NotAllowed unless the wish leaves room for the caller."""
    if reach is not None and not suits_whom(wish.wish, *reach):
        raise NotAllowed("They wait for another doctor. Ask the front desk.")


def entry_seen(transaction: Transaction, entry_id: UUID, version: int, reach: Reach) -> WaitingEntry:
    """The entry as it stands, if that is what the person saw."""
    standing = transaction.get(WaitingEntry, entry_id)
    require_reach(standing, reach)
    if standing.version != version:
        raise ChangedMeanwhile("waiting list entry", standing)
    return standing


def fit_draft(transaction: Transaction, caller: Caller, draft: WaitingDraft) -> WaitingDraft:
    """The draft, checked against what there is."""
    check_draft(draft, day_of(transaction.now, transaction.clinic().zone_info))
    patient = transaction.get(Patient, draft.patient_id)
    if patient.archived or patient.merged_into_id is not None:
        raise InvalidInput("patient_id", "This patient is archived. Take the record back from the archive first.")
    kind = transaction.get(AppointmentType, draft.type_id)
    if not kind.active:
        raise InvalidInput("type_id", f"{kind.name} is not offered any more. Choose another type.")
    if caller.role is Role.PATIENT and not kind.patients_may_book:
        raise InvalidInput("type_id", f"{kind.name} is booked by the front desk only. Call the clinic.")
    for practitioner_id in draft.wish.practitioner_ids:
        if not transaction.get(Practitioner, practitioner_id).active:
            raise InvalidInput("practitioner_ids", "This doctor does not work here any more. Choose another.")
    if draft.wish.department_id is not None:
        transaction.get(Department, draft.wish.department_id)
    if draft.appointment_id is not None:
        has = transaction.get(Appointment, draft.appointment_id)
        if has.patient_id != draft.patient_id:
            raise InvalidInput("appointment_id", "That is another patient's appointment. Choose one of this patient's.")
    return replace(draft, note=prose("note", draft.note, longest=500))


def values_of(draft: WaitingDraft) -> dict[str, Any]:  # Any: of the fields' own types
    """Every field of an entry that a draft decides."""
    wish = draft.wish
    return {
        "patient_id": draft.patient_id,
        "type_id": draft.type_id,
        "practitioner_ids": wish.practitioner_ids,
        "department_id": wish.department_id,
        "first_day": wish.first_day,
        "last_day": wish.last_day,
        "weekdays": tuple(sorted(set(wish.weekdays))),
        "part": wish.part,
        "earliest": wish.earliest,
        "latest": wish.latest,
        "urgency": draft.urgency,
        "note": draft.note,
        "appointment_id": draft.appointment_id,
        "keeps_appointment": draft.keeps_appointment,
    }


def refuse_twice(transaction: Transaction, entry: WaitingEntry) -> None:
    """Nobody waits twice for the same with the same."""
    today = day_of(transaction.now, transaction.clinic().zone_info)
    for other in transaction.where(WaitingEntry, patient_id=entry.patient_id, type_id=entry.type_id):
        is_same = (other.practitioner_ids, other.department_id) == (entry.practitioner_ids, entry.department_id)
        if is_same and other.status_on(today) is WaitingStatus.WAITING:
            raise InvalidInput("patient_id", "This patient waits for that already. Change the entry on the list.")
