"""The note of a visit: how it stands beside its draft, and how it is written."""

from dataclasses import replace
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.visits import KeptDraft, NoteHasParted, VisitNote
from clinic_desktop.storage.journal import entries_of
from clinic_desktop.storage.local import NoteDraft
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .told import APPOINTMENT
from .written import prose

LONGEST = 20_000


def note_of(reading: Reading, caller: Caller, appointment: Appointment) -> VisitNote:
    """The note as it stands, and what this person was writing about it at this station."""
    draft = draft_of(reading, caller, appointment.id)
    written_at = None
    if appointment.visit_note:
        entries = entries_of(reading, APPOINTMENT, appointment.id)
        written_at = max((entry.at for entry in entries if "visit_note" in entry.became), default=None)
    return VisitNote(
        text=appointment.visit_note,
        written_at=written_at,
        draft=None
        if draft is None
        else KeptDraft(text=draft.text, begun_from=draft.begun_from, written_at=draft.written_at),
    )


def draft_of(reading: Reading, caller: Caller, appointment_id: UUID) -> NoteDraft | None:
    """What this person was writing about a visit at this station."""
    return reading.find(NoteDraft, appointment_id=appointment_id, account_id=caller.account_id)


def with_note(
    transaction: Transaction, caller: Caller, standing: Appointment, text: str, begun_from: str
) -> Appointment:
    """The appointment with its note written, not yet stored; the draft goes.

    What else was changed about the appointment meanwhile does not matter; raises NoteHasParted where the note itself
    became another one than the writing began from.
    """
    note = prose("visit_note", text, longest=LONGEST)
    if standing.visit_note not in {begun_from, note}:
        raise NoteHasParted(standing)
    drop_draft(transaction, caller, standing.id)
    return replace(standing, visit_note=note)


def drop_draft(transaction: Transaction, caller: Caller, appointment_id: UUID) -> None:
    """What was being written is stored, or not wanted any more."""
    draft = draft_of(transaction, caller, appointment_id)
    if draft is not None:
        transaction.remove(draft)
