"""Who may read the text of a visit note: nobody but doctors, and of them whoever knows the patient or said why.

The front desk, admins and patients never get it, whichever verb they call. A doctor reads the notes of their own
appointments, and all of a patient who came to them or whom they expect today; of anybody else after stating a reason.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from clinic_desktop.domain.access import Permission, permissions_of
from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import day_of, span_of_day
from clinic_desktop.domain.disclosure import NoteRight, NotesToRead
from clinic_desktop.storage.journal import Action, entries_of
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.visit_notes import are_notes_here, came_to, expected_in, standing_disclosure

from .admission import Caller


def notes_to_read(reading: Reading, caller: Caller, patient_id: UUID, now: datetime) -> NotesToRead:
    """Which of a patient's visit notes the caller may read now."""
    may_never = NotesToRead(patient_id=patient_id, right=NoteRight.NONE, are_here=are_notes_here(reading))
    if Permission.READ_VISIT_NOTES not in permissions_of(caller.role):
        return may_never
    own = replace(may_never, right=NoteRight.OWN, practitioner_id=caller.practitioner_id)
    if caller.practitioner_id is not None and _knows(reading, caller, patient_id, caller.practitioner_id, now):
        return replace(own, right=NoteRight.SEEN)
    opened = standing_disclosure(reading, patient_id, caller.account_id, now)
    return own if opened is None else replace(own, right=NoteRight.REASON, until=opened.until)


def without_note(caller: Caller, appointment: Appointment) -> Appointment:
    """The appointment as it may be handed to the caller: with its note to the doctor whose appointment it is."""
    if not appointment.visit_note or _is_own(caller, appointment.practitioner_id):
        return appointment
    return replace(appointment, visit_note="")


def _is_own(caller: Caller, practitioner_id: UUID) -> bool:
    may_read = Permission.READ_VISIT_NOTES in permissions_of(caller.role)
    return may_read and practitioner_id == caller.practitioner_id


def _knows(reading: Reading, caller: Caller, patient_id: UUID, practitioner_id: UUID, now: datetime) -> bool:
    """Whether the patient came to them, or is expected today by somebody else's booking.

    An appointment that a doctor gave themselves opens nothing before the patient is there: to book somebody is no way
    around the reason.
    """
    if came_to(reading, patient_id, practitioner_id):
        return True
    zone = reading.clinic().zone_info
    expected = expected_in(reading, patient_id, practitioner_id, span_of_day(day_of(now, zone), zone))
    return any(not _booked_by(reading, one, caller.account_id) for one in expected)


def _booked_by(reading: Reading, appointment_id: UUID, account_id: UUID) -> bool:
    """Whether an account made an appointment, or last moved it to where it is."""
    entries = entries_of(reading, "appointment", appointment_id)
    placed = [
        entry
        for entry in entries
        if entry.action is Action.INSERT or {"starts_at", "practitioner_id", "patient_id"} & entry.became.keys()
    ]
    return bool(placed) and placed[-1].actor_id == account_id
