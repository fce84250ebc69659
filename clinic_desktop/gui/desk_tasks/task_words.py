"""How tasks of the front desk are told: what is to be done, for whom, why, and who asked."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.desk_tasks import TaskKind, TaskLine
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.patients.patient_model import born_and_age
from clinic_desktop.gui.privacy import shown_detail
from clinic_desktop.gui.typed_dates import near_day, near_moment, sentence_case


def what_words(line: TaskLine, zone: ZoneInfo, today: date) -> str:
    """What is to be done: "Move from Fri 27 Nov 10:00 · Follow-up with Dr Amara Okafor"."""
    task, appointment = line.task, line.appointment
    if task.kind is TaskKind.LINK:
        return _tr("Registered alone, and may be in the file already. Look whether this is one person.")
    what = _what_and_whom(line)
    if task.kind is TaskKind.MOVE and appointment is not None:
        when = near_moment(wall_time(appointment.starts_at, zone), today)
        return _tr("Move from {when} · {what}").format(when=when, what=what)
    if task.wanted_day is None:
        return _tr("Book · {what}").format(what=what)
    return _tr("Book about {day} · {what}").format(day=near_day(task.wanted_day, today), what=what)


def _what_and_whom(line: TaskLine) -> str:
    kind = line.type_name or _tr("an appointment")
    if not line.practitioner_name:
        return kind
    return _tr("{kind} with {doctor}").format(kind=kind, doctor=line.practitioner_name)


def facts_words(line: TaskLine, today: date) -> str:
    """Birth date, MRN: what tells one patient from another of the same name."""
    mrn = _tr("MRN {number}").format(number=shown_detail(line.mrn))
    return f"{born_and_age(line.birth_date, today)} · {mrn}"


def asked_words(line: TaskLine, zone: ZoneInfo, today: date) -> str:
    """Who asked, and when."""
    when = near_moment(wall_time(line.task.asked_at, zone), today)
    if line.task.kind is TaskKind.LINK or not line.asked_by_name:
        return sentence_case(when)
    return _tr("Asked by {name}, {when}").format(name=line.asked_by_name, when=when)


def slot_words(slot: Slot, practitioner_id: UUID | None, doctor: str, zone: ZoneInfo, today: date) -> str:
    """A free time as its button says it; `doctor` where it is another's than was thought of."""
    when = sentence_case(near_moment(wall_time(slot.starts_at, zone), today))
    if slot.practitioner_id == practitioner_id:
        return when
    return _tr("{when}, {doctor}").format(when=when, doctor=doctor)


def title_words(count: int) -> str:
    """What the page is called."""
    return _tr("To do · {count}").format(count=f"{count:,}") if count else _tr("To do")


def menu_words(count: int) -> str:
    """What the way to it is called."""
    return _tr("&To do · {count}").format(count=f"{count:,}") if count else _tr("&To do")


def _tr(text: str) -> str:
    return QCoreApplication.translate("desk-tasks", text)
