"""What doctors wrote of a patient's visits, as far as somebody may read it."""

from dataclasses import dataclass

from .disclosure import NotesToRead
from .sheets import AppointmentLine


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitNote:
    """What a doctor wrote of a visit."""

    line: AppointmentLine
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientNotes:
    """The notes of a patient's visits that somebody may read, latest first, and how many others are closed to them."""

    access: NotesToRead
    notes: tuple[VisitNote, ...]
    closed: int
