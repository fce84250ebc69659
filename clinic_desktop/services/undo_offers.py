"""What a person did last, in the words of Undo and Redo."""

from uuid import UUID

from clinic_desktop.domain.change_words import short_name
from clinic_desktop.domain.clinic_time import moment_words
from clinic_desktop.domain.done_words import done_words, told_of, undo_words
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.domain.undoing import UndoOffer
from clinic_desktop.storage.journal import Action, Entry, entries_of_change
from clinic_desktop.storage.kinds import KINDS
from clinic_desktop.storage.reading.appointments import line_by_id
from clinic_desktop.storage.reading.base import Reading

from .taking_back import can_be_taken_back
from .told import APPOINTMENT


def offer_of(reading: Reading, change_id: UUID) -> UndoOffer | None:
    """A change as Undo names it; None if it is one that cannot be taken back."""
    entries = entries_of_change(reading, change_id)
    if not can_be_taken_back(entries):
        return None
    entry = main_entry(entries)
    assert entry.record_id is not None
    if entry.kind != APPOINTMENT:
        name = _name_of(reading, entry)
        return UndoOffer(
            change_id=change_id, words=told_of(entry.verb, name), noun=undo_words(entry.verb, name), name=name
        )
    line = line_by_id(reading, entry.record_id)
    practitioner = reading.get(Practitioner, line.practitioner_id)
    when = moment_words(line.starts_at, reading.clinic().zone_info)
    doctor = short_name(practitioner.display_name, practitioner.title)
    return UndoOffer(
        change_id=change_id,
        words=done_words(entry.verb, line.patient_name, when, doctor),
        noun=undo_words(entry.verb, line.patient_name),
        name=line.patient_name,
    )


def main_entry(entries: list[Entry]) -> Entry:
    """What a change is called by: its merge, the appointment that it made or, without one, changed; else its first."""
    of_merges = [entry for entry in entries if entry.kind == "patient_merge"]
    if of_merges:
        return of_merges[0]
    of_appointments = [entry for entry in entries if entry.kind == APPOINTMENT]
    made = [entry for entry in of_appointments if entry.action is Action.INSERT]
    return (made or of_appointments or entries)[0]


def what_of(reading: Reading, entries: list[Entry]) -> str:
    """What a change was about, as a sentence begins."""
    entry = main_entry(entries)
    if entry.kind == APPOINTMENT and entry.record_id is not None:
        return f"The appointment of {line_by_id(reading, entry.record_id).patient_name}"
    return _name_of(reading, entry)


def appointment_of(entries: list[Entry]) -> UUID | None:
    """The appointment that a change was about, if it was about one."""
    entry = main_entry(entries)
    return entry.record_id if entry.kind == APPOINTMENT else None


def _name_of(reading: Reading, entry: Entry) -> str:
    """Whom a record is about: the patient, or else the practitioner."""
    kind = KINDS[entry.kind]
    assert entry.record_id is not None
    record = reading.find(kind.record, id=entry.record_id) or kind.record(**(entry.was or entry.became))
    if isinstance(record, Patient):
        return record.full_name
    for field in ("patient_id", "kept_id", "one_id"):
        if hasattr(record, field):
            return reading.get(Patient, getattr(record, field)).full_name
    if hasattr(record, "practitioner_id"):
        return reading.get(Practitioner, record.practitioner_id).display_name
    return kind.words
