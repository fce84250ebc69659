"""What was changed, in the words of the desk: for an appointment's history, the audit log, notices and Undo."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from .appointments import AppointmentStatus, BookingSource, CancelledBy, Confirmation
from .clinic_time import moment_words, wall_time
from .undoing import DiaryVerb, FileVerb

Image = Mapping[str, object]
"""Some fields of a record by name, as they stood before or after a change."""


def short_name(display_name: str, title: str) -> str:
    """Title and last name, where there is a title: "Dr Okafor" of "Dr Amara Okafor"."""
    return f"{title} {display_name.rsplit(maxsplit=1)[-1]}" if title and display_name != title else display_name


def done_words(verb: str, patient: str, when: str, practitioner: str) -> str:
    """What a notice says was done: "Booked Peter Novak, Tue 24 Nov 15:30 · Dr Okafor"."""
    where = f"{when} · {practitioner}"
    match verb:
        case DiaryVerb.BOOK:
            return f"Booked {patient}, {where}"
        case DiaryVerb.MOVE:
            return f"Moved {patient} to {where}"
        case DiaryVerb.CANCEL:
            return f"Cancelled {patient}, {where}"
        case DiaryVerb.CHECK_IN:
            return f"Checked in {patient}, {where}"
        case DiaryVerb.SEND_TO_ROOM:
            return f"Sent {patient} to the room, {where}"
        case DiaryVerb.COMPLETE:
            return f"Completed the visit of {patient}, {where}"
        case DiaryVerb.NO_SHOW:
            return f"Marked {patient} as no-show, {where}"
        case _:
            return f"Changed {_NOUNS.get(verb, 'appointment')} of {patient}, {where}"


def undo_words(verb: str, patient: str) -> str:
    """What Undo would take back: "booking of Peter Novak"."""
    return f"{_NOUNS.get(verb, 'change')} of {patient}"


_NOUNS: Mapping[str, str] = {
    DiaryVerb.BOOK: "booking",
    DiaryVerb.MOVE: "move",
    DiaryVerb.CANCEL: "cancellation",
    DiaryVerb.CONFIRM: "confirmation",
    DiaryVerb.CHECK_IN: "check-in",
    DiaryVerb.SEND_TO_ROOM: "call to the room",
    DiaryVerb.COMPLETE: "completion",
    DiaryVerb.NO_SHOW: "no-show",
    DiaryVerb.CHANGE_NOTES: "notes",
    DiaryVerb.WRITE_VISIT_NOTE: "visit note",
    FileVerb.REGISTER: "registration",
    FileVerb.CHANGE_PATIENT: "new details",
    FileVerb.CHANGE_ALERTS: "new alerts",
    FileVerb.CHANGE_CONTACT: "new contact",
    FileVerb.ARCHIVE: "archiving",
    FileVerb.RESTORE: "return from the archive",
    FileVerb.MERGE: "merge",
    FileVerb.TELL_APART: "telling apart",
    FileVerb.ADD_EXCEPTION: "blocked or extra time",
    FileVerb.REMOVE_EXCEPTION: "removal of blocked or extra time",
}


def told_of(verb: str, name: str) -> str:
    """As `done_words`, of a change that is about no appointment: "Registered Peter Novak"."""
    match verb:
        case FileVerb.REGISTER:
            return f"Registered {name}"
        case FileVerb.ARCHIVE:
            return f"Archived {name}"
        case FileVerb.RESTORE:
            return f"Took {name} back from the archive"
        case FileVerb.MERGE:
            return f"Merged a second record into {name}"
        case FileVerb.TELL_APART:
            return f"Told {name} from a likely duplicate"
        case FileVerb.ADD_EXCEPTION:
            return f"Entered blocked or extra time of {name}"
        case FileVerb.REMOVE_EXCEPTION:
            return f"Removed blocked or extra time of {name}"
        case _:
            return f"Changed {name}"


def appointment_words(
    before: Image, after: Image, *, zone: ZoneInfo, practitioners: Mapping[UUID, str], is_undo: bool = False
) -> str:
    """One change of an appointment as its history tells it: "moved from 11:00"; without `before` it was booked."""
    if is_undo:
        if after.get("status") is AppointmentStatus.ENTERED_IN_ERROR:
            return "booking taken back"
        return f"taken back: {appointment_words(after, before, zone=zone, practitioners=practitioners)}"
    if not before:
        return _booked(after)
    told = [
        *_status(before, after),
        *_moved(before, after, zone, practitioners),
        *_CONFIRMED.get(str(after.get("confirmation")), ()),
        *(words for field, words in _NOTES.items() if field in after),
    ]
    return ", ".join(told) or "changed"


def other_words(action: str, before: Image, after: Image) -> str:
    """One change of any other record, by the names of its fields: "changed mobile and email"."""
    if action != "update":
        return {"insert": "added", "delete": "removed"}.get(action, action)
    names = [name.removesuffix("_id").replace("_", " ") for name in after if name != "version" and name in before]
    return f"changed {listed(names)}" if names else "changed"


def listed(words: Sequence[str]) -> str:
    """Some words as a list in a sentence: "mobile, phone and email"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


_SOURCES: Mapping[object, str] = {
    BookingSource.DESK: "booked at the desk",
    BookingSource.PHONE: "booked by phone",
    BookingSource.PATIENT: "booked by the patient",
    BookingSource.IMPORT: "imported",
}
_CONFIRMED: Mapping[str, tuple[str, ...]] = {
    Confirmation.ASKED: ("asked to confirm",),
    Confirmation.CONFIRMED: ("confirmed",),
    Confirmation.DECLINED: ("declined",),
    Confirmation.NONE: ("confirmation withdrawn",),
}
_NOTES = {"reason": "reason changed", "desk_note": "desk note changed", "visit_note": "visit note written"}


def _booked(after: Image) -> str:
    words = _SOURCES.get(after.get("source"), "booked")
    return f"{words} over others ({after['overbook_reason']})" if after.get("overbook_reason") else words


def _status(before: Image, after: Image) -> tuple[str, ...]:
    match after.get("status"):
        case AppointmentStatus.ARRIVED:
            return ("arrived late",) if before.get("status") is AppointmentStatus.NOSHOW else ("arrived",)
        case AppointmentStatus.IN_ROOM:
            return (f"sent to {after['room']}" if after.get("room") else "sent to the room",)
        case AppointmentStatus.FULFILLED:
            return ("completed",)
        case AppointmentStatus.NOSHOW:
            return ("no-show",)
        case AppointmentStatus.CANCELLED:
            by = "the patient" if after.get("cancelled_by") is CancelledBy.PATIENT else "the clinic"
            reason = f" ({after['cancel_reason']})" if after.get("cancel_reason") else ""
            return (f"cancelled by {by}{reason}",)
        case AppointmentStatus.ENTERED_IN_ERROR:
            return ("booking taken back",)
        case AppointmentStatus.BOOKED:
            return ("booked again",)
        case _:
            return ()


def _moved(before: Image, after: Image, zone: ZoneInfo, practitioners: Mapping[UUID, str]) -> tuple[str, ...]:
    told = []
    old, new = before.get("starts_at"), after.get("starts_at")
    if isinstance(old, datetime) and isinstance(new, datetime):
        was = wall_time(old, zone)
        is_same_day = was.date() == wall_time(new, zone).date()
        told.append(f"moved from {was:%H:%M}" if is_same_day else f"moved from {moment_words(old, zone)}")
    elif "ends_at" in after:
        told.append("length changed")
    old_practitioner = before.get("practitioner_id")
    if isinstance(old_practitioner, UUID):
        told.append(f"handed over by {practitioners.get(old_practitioner, 'another doctor')}")
    if after.get("overbook_reason"):
        told.append(f"over others ({after['overbook_reason']})")
    return tuple(told)
