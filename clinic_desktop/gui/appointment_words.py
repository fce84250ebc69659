"""An appointment in words: what its box says, what a screen reader says, and the counts of a day."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.appointments import AppointmentStatus, Confirmation
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import AppointmentLine, Block, HeldTime, Slot
from clinic_desktop.domain.waiting_room import waiting_since
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.statuses import status_look
from clinic_desktop.gui.sync_mark import sync_mark
from clinic_desktop.gui.times import clock_span


def is_confirmed(line: AppointmentLine) -> bool:
    """Whether the patient has said that they will come."""
    return line.confirmation is Confirmation.CONFIRMED


def waited_minutes(line: AppointmentLine, now: datetime) -> int | None:
    """How long an arrived patient has waited, as the waiting room counts it; None for everyone else."""
    since = waiting_since(line)
    if line.status is not AppointmentStatus.ARRIVED or since is None:
        return None
    return max(0, int((now - since).total_seconds() // 60))


def times_of(line: AppointmentLine, zone: ZoneInfo) -> str:
    """From when to when, on the clinic's clock."""
    return clock_span(wall_time(line.starts_at, zone), wall_time(line.ends_at, zone))


def minute_words(minute: int) -> str:
    """A minute of the day as a clock shows it; the day's end is 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def remark(line: AppointmentLine, now: datetime) -> str:
    """What stands beside the name in a box: the wait, the word for what went wrong, or else the type."""
    waited = waited_minutes(line, now)
    if waited is not None:
        return _tr("waiting %1 min").replace("%1", str(waited))
    if line.status in (AppointmentStatus.NOSHOW, AppointmentStatus.CANCELLED):
        return status_look(line.status).word
    return line.type_name


def slot_words(slot: Slot, zone: ZoneInfo) -> str:
    """What a menu offers on free time."""
    return _tr("New appointment at %1…").replace("%1", f"{wall_time(slot.starts_at, zone):%H:%M}")


def short_person(name: str) -> str:
    """A colleague's name where there is little room: "R. Lopez" of "Rosa Lopez"."""
    first, _, last = name.strip().partition(" ")
    return f"{first[0]}. {last.rsplit(maxsplit=1)[-1]}" if last else name


def block_words(block: Block) -> str:
    """What a block is for."""
    return block.reason or _tr("Blocked")


def held_words(held: HeldTime, zone: ZoneInfo) -> str:
    """Who holds a time, and for how long: "held by R. Lopez until 10:05"."""
    if held.is_own:
        words = _tr("Held for your open booking until %1")
    elif held.holder_name:
        words = _tr("Held by %2 until %1").replace("%2", short_person(held.holder_name))
    else:
        words = _tr("Held by another desk until %1")
    return words.replace("%1", f"{wall_time(held.until, zone):%H:%M}")


def spoken(line: AppointmentLine, zone: ZoneInfo) -> str:
    """An appointment as a screen reader tells it."""
    parts = [
        times_of(line, zone),
        shown_name(line.patient_name),
        line.type_name,
        status_look(line.status, confirmed=is_confirmed(line)).word,
        line.practitioner_name,
    ]
    parts += [_tr("Alert: %1").replace("%1", alert) for alert in line.alerts]
    if line.series_id is not None:
        parts.append(_tr("Repeats"))
    if line.is_overbooked:
        parts.append(_tr("Booked over another appointment"))
    mark = sync_mark(line)
    if mark is not None:
        parts.append(mark.words)
    return ", ".join(part for part in parts if part)


def day_counts(lines: Iterable[AppointmentLine]) -> str:
    """The day in figures: "31 booked · 6 arrived · 2 in room · 9 done · 1 no-show"; what nobody is, is left out."""
    count = Counter(line.status for line in lines)
    words = (
        (AppointmentStatus.BOOKED, _tr("%1 booked")),
        (AppointmentStatus.ARRIVED, _tr("%1 arrived")),
        (AppointmentStatus.IN_ROOM, _tr("%1 in room")),
        (AppointmentStatus.FULFILLED, _tr("%1 done")),
        (AppointmentStatus.NOSHOW, _tr("%1 no-show")),
        (AppointmentStatus.CANCELLED, _tr("%1 cancelled")),
    )
    told = [text.replace("%1", str(count[status])) for status, text in words if count[status]]
    return " · ".join(told) or _tr("No appointments")


def _tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)


def shorter_name(name: str) -> str:
    """A name where there is little room: without what stands in its middle, "Dr Okafor" for Dr Amara Okafor."""
    words = name.split()
    return f"{words[0]} {words[-1]}" if len(words) > 2 else name
