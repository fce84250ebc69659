"""What matters of a patient while they are booked, in few words."""

from dataclasses import dataclass
from datetime import date
from typing import Self
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import AppointmentLine, PatientCard
from clinic_desktop.gui.appointment_words import shorter_name
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import near_day, short_date


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingFacts:
    """No-shows of the last two years (empty without any), last and next visit, own doctor and language."""

    no_shows: str
    visits: str
    more: str

    @classmethod
    def of(cls, card: PatientCard, zone: ZoneInfo, today: date) -> Self:
        """The facts of a patient's card."""
        last = card.last_visit
        lines = [] if not card.upcoming else [_next(card.upcoming[0], zone, today)]
        if last is None:
            lines.append(_tr("No visit yet"))
        else:
            day = short_date(wall_time(last.starts_at, zone).date())
            words = _tr("Last: {day}") if lines else _tr("Last: {day} · {doctor}")
            lines.append(words.format(day=day, doctor=shorter_name(last.practitioner_name)))
        more = lines[1:]
        if card.own_doctor_name:
            more.append(_tr("Own doctor: {name}").format(name=shorter_name(card.own_doctor_name)))
        if card.patient.language:
            more.append(card.patient.language)
        return cls(no_shows=_missed(card.recent_no_shows), visits=lines[0], more=" · ".join(more))


def _next(line: AppointmentLine, zone: ZoneInfo, today: date) -> str:
    wall = wall_time(line.starts_at, zone)
    return _tr("Next: {day} {time} · {doctor}").format(
        day=near_day(wall.date(), today), time=clock(wall), doctor=shorter_name(line.practitioner_name)
    )


def _missed(count: int) -> str:
    if not count:
        return ""
    return _tr("1 no-show in two years") if count == 1 else _tr("{count} no-shows in two years").format(count=count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("patients", text)
