"""What a person did last, in the words of Undo and Redo."""

from uuid import UUID

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.change_words import short_name
from clinic_desktop.domain.clinic_time import moment_words
from clinic_desktop.domain.done_words import done_words, told_of, undo_words
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.syncing import Conflict
from clinic_desktop.domain.undoing import FileVerb, UndoOffer
from clinic_desktop.storage.journal import Action, Entry, entries_of_change
from clinic_desktop.storage.kinds import KINDS
from clinic_desktop.storage.reading.appointments import line_by_id
from clinic_desktop.storage.reading.base import Reading

from .decision_cases import case_of, name_of, name_of_record
from .taking_back import can_be_taken_back
from .told import APPOINTMENT

_OF_HOURS = frozenset({"weekly_pattern", "availability_exception", "closure"})


def offer_of(reading: Reading, change_id: UUID) -> UndoOffer | None:
    """A change as Undo names it; None if it is one that cannot be taken back, or the hub has withdrawn it."""
    entries = entries_of_change(reading, change_id)
    if not can_be_taken_back(entries):
        return None
    entry = main_entry(entries)
    assert entry.record_id is not None
    if entry.kind == APPOINTMENT and reading.find(Appointment, id=entry.record_id) is None:
        return None
    if entry.kind != APPOINTMENT:
        name = _names_of(reading, entry, entries)
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


def came_to_nothing(reading: Reading, change_id: UUID) -> bool:
    """Whether the hub put an appointment back to where it was, so that nothing of its move is left to be undone."""
    entries = [entry for entry in entries_of_change(reading, change_id) if entry.kind != "desk_task"]
    if len(entries) != 1 or entries[0].kind != APPOINTMENT or entries[0].action is not Action.UPDATE:
        return False
    assert entries[0].record_id is not None
    standing = reading.find(Appointment, id=entries[0].record_id)
    was = {name: value for name, value in entries[0].was.items() if name != "version"}
    return standing is not None and all(getattr(standing, name) == value for name, value in was.items())


def main_entry(entries: list[Entry]) -> Entry:
    """What a change is called by: its merge, the appointment that it made or, without one, changed; else its first.

    A change of hours is a change of hours, whomever it moved.
    """
    of_merges = [entry for entry in entries if entry.kind == "patient_merge"]
    if of_merges:
        return of_merges[0]
    if entries[0].verb in (FileVerb.CHANGE_HOURS, FileVerb.CHANGE_CLOSURES):
        return next((entry for entry in entries if entry.kind in _OF_HOURS), entries[0])
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


def _names_of(reading: Reading, entry: Entry, entries: list[Entry]) -> str:
    """Whom a change is about; where it is of several people's hours, or closures, how many more there are."""
    name = _name_of(reading, entry)
    if entry.verb not in (FileVerb.CHANGE_HOURS, FileVerb.CHANGE_CLOSURES) or entry.kind not in _OF_HOURS:
        return name
    more = len({_whose(each) for each in entries if each.kind in _OF_HOURS}) - 1
    return f"{name} and {more} more" if more > 0 else name


def _whose(entry: Entry) -> object:
    """The practitioner whose hours an entry is about, or the closure itself."""
    return {**entry.became, **entry.was}.get("practitioner_id") or entry.record_id


def _name_of(reading: Reading, entry: Entry) -> str:
    """Whom a record is about: the patient, or else the practitioner."""
    kind = KINDS[entry.kind]
    assert entry.record_id is not None
    record = reading.find(kind.record, id=entry.record_id) or kind.record(**(entry.was or entry.became))
    if isinstance(record, Conflict):
        return name_of(reading, case_of(reading, record))
    return name_of_record(reading, record) or kind.words
