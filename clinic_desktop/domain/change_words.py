"""What was changed, in the words of the desk: for an appointment's history, the audit log, notices and Undo."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from .appointments import AppointmentStatus, BookingSource, CancelledBy, Confirmation
from .clinic_time import moment_words, wall_time
from .syncing import ConflictState

Image = Mapping[str, object]
"""Some fields of a record by name, as they stood before or after a change."""


def short_name(display_name: str, title: str) -> str:
    """Title and last name, where there is a title: "Dr Okafor" of "Dr Amara Okafor"."""
    return f"{title} {display_name.rsplit(maxsplit=1)[-1]}" if title and display_name != title else display_name


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
        *_asked(after, zone),
        *_contested(before, after),
        *_CONFIRMED.get(str(after.get("confirmation")), ()),
        *(words for field, words in _NOTES.items() if field in after),
    ]
    return ", ".join(told) or "changed"


def disclosure_words(who: str, patient: str, reason: str) -> str:
    """Why somebody read what others wrote, as the audit log tells it."""
    return f"{who} opened the visit notes of {patient}, whom they had never seen: {reason}"


def conflict_words(before: Image, after: Image) -> str:
    """One change of what needed a decision: "settled: moved to Tue 24 Nov 13:40"."""
    if not before:
        return "met another change; needs a decision"
    if after.get("state") == ConflictState.SETTLED:
        return f"settled: {after.get('resolution') or 'left as it stands'}"
    return "needs a decision again" if "state" in after else "changed"


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
    BookingSource.WALK_IN: "came without an appointment",
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


def _contested(before: Image, after: Image) -> tuple[str, ...]:
    if "contested" not in after or "contested" not in before:
        return ()
    return ("met another booking of that time",) if after["contested"] else ("has its time for itself",)


def _asked(after: Image, zone: ZoneInfo) -> tuple[str, ...]:
    """A move takes the asked time back by itself; that goes without saying."""
    if "asked_to_arrive_at" not in after or "starts_at" in after:
        return ()
    asked = after["asked_to_arrive_at"]
    if not isinstance(asked, datetime):
        return ("no longer asked to arrive earlier",)
    return (f"asked to arrive at {wall_time(asked, zone):%H:%M}",)


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
