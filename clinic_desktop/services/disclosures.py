"""The glass over visit notes: what is behind it, and breaking it with a reason that the audit log keeps."""

from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.disclosure import LEAST_REASON, OPEN_FOR, Disclosure, NoteRight, NotesToRead
from clinic_desktop.domain.errors import InvalidInput, NotAllowed
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.visit_notes import PatientNotes
from clinic_desktop.storage.reading.merging import record_that_stands
from clinic_desktop.storage.reading.visit_notes import notes_of_patient

from .desk import Desk
from .note_reading import notes_to_read
from .written import limit_of, prose

OPEN_NOTES = "open visit notes"
"""What the journal calls it."""

_NEEDED = "Say why you need to read them. Your reason goes to the audit log."


class Disclosures(Desk):
    """Reading the notes of visits at others; a doctor's alone."""

    def access(self, patient_id: UUID) -> NotesToRead:
        """Which of a patient's visit notes the caller may read now."""
        caller = self.admit(Permission.READ_VISIT_NOTES)
        with self.database.reading() as reading:
            return notes_to_read(reading, caller, record_that_stands(reading, patient_id), self.database.now())

    def notes(self, patient_id: UUID, *, limit: int = 100) -> PatientNotes:
        """The notes of a patient's visits that the caller may read, latest first; the others are only counted."""
        caller = self.admit(Permission.READ_VISIT_NOTES)
        with self.database.reading() as reading:
            standing = record_that_stands(reading, patient_id)
            access = notes_to_read(reading, caller, standing, self.database.now())
            written = notes_of_patient(reading, standing, limit=limit_of(limit))
        self.has_read(caller, standing)
        readable = tuple(note for note in written if access.may_read(note.line.practitioner_id))
        return PatientNotes(access=access, notes=readable, closed=len(written) - len(readable))

    def open(self, patient_id: UUID, reason: str) -> NotesToRead:
        """Read a patient's notes for a day, for a reason that stays in the audit log.

        Whoever saw the patient needs none, and nothing is recorded. Raises InvalidInput for a reason that says nothing,
        and NotAllowed at a station that has no visit notes.
        """
        caller = self.admit(Permission.READ_VISIT_NOTES)
        why = " ".join(prose("reason", reason, longest=500, needed=_NEEDED).split())
        if len(why) < LEAST_REASON:
            raise InvalidInput("reason", f"Say a little more, in at least {LEAST_REASON} characters: why these notes?")
        with self.database.reading() as reading:
            standing = record_that_stands(reading, patient_id)
            access = notes_to_read(reading, caller, standing, self.database.now())
        if access.right is NoteRight.SEEN:
            return access
        if not access.are_here:
            raise NotAllowed(
                "The shared server keeps visit notes away from this station. Read them at a doctor's own station."
            )
        with self.database.transaction(caller.actor, OPEN_NOTES, reason=why) as transaction:
            patient = transaction.get(Patient, standing)
            transaction.add(
                Disclosure(
                    id=transaction.new_id(),
                    patient_id=patient.id,
                    account_id=caller.account_id,
                    reason=why,
                    opened_at=transaction.now,
                    until=transaction.now + OPEN_FOR,
                )
            )
            return notes_to_read(transaction, caller, patient.id, transaction.now)
