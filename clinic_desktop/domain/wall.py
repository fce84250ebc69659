"""What a screen on the wall of the waiting room may show: numbers or initials, rooms and doctors, and no more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from .appointments import AppointmentStatus
from .names import initials_of
from .sheets import AppointmentLine
from .waiting_room import DoctorsLine

CALLED_FOR = timedelta(seconds=30)
"""How long a call stands out."""


class WallShows(StrEnum):
    """What patients are called by on the wall."""

    NUMBERS = "numbers"
    INITIALS = "initials"


@dataclass(frozen=True, slots=True, kw_only=True)
class WallCall:
    """Who was called to which room; `is_new` for the first half minute."""

    called: str
    room: str
    doctor: str
    at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WallNext:
    """Who is next at a practitioner."""

    called: str
    doctor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """Calls, the latest first, and who is next, soonest first; no names, birth dates or numbers of records."""

    calls: tuple[WallCall, ...]
    next: tuple[WallNext, ...]


def called_by(line: AppointmentLine, shows: WallShows) -> str:
    """What a patient is called by: the ticket, or the initials where that is wanted or no ticket was given."""
    if shows is WallShows.NUMBERS and line.ticket is not None:
        return str(line.ticket)
    return initials_of(line.patient_name)


def wall_of(
    lines: Iterable[AppointmentLine],
    doctors: Iterable[DoctorsLine],
    names: Mapping[UUID, str],
    *,
    now: datetime,
    shows: WallShows,
) -> Wall:
    """What stands on the wall at this moment; `names` are the practitioners'."""
    inside = [line for line in lines if line.status is AppointmentStatus.IN_ROOM and line.in_room_at is not None]
    inside.sort(key=lambda line: line.in_room_at or line.starts_at, reverse=True)
    waiting = sorted(
        (doctor for doctor in doctors if doctor.waiting), key=lambda doctor: next(doctor.places())[1].expected_at
    )
    return Wall(
        calls=tuple(
            WallCall(
                called=called_by(line, shows),
                room=line.room,
                doctor=names.get(line.practitioner_id, ""),
                at=line.in_room_at or line.starts_at,
                is_new=now - (line.in_room_at or line.starts_at) < CALLED_FOR,
            )
            for line in inside
        ),
        next=tuple(
            WallNext(called=called_by(doctor.waiting[0], shows), doctor=names.get(doctor.practitioner_id, ""))
            for doctor in waiting
        ),
    )
