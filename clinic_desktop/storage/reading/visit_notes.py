"""The notes of visits as they are read, and what tells whether a doctor knows a patient."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.disclosure import Disclosure
from clinic_desktop.domain.syncing import Profile
from clinic_desktop.domain.visit_notes import VisitNote
from clinic_desktop.storage import sync_state
from clinic_desktop.storage.column_types import Raw, id_of
from clinic_desktop.storage.tables import appointment

from .appointments import line_of, lines
from .base import Query, Reading, any_word

_CAME = (AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM, AppointmentStatus.FULFILLED)
_GET_NO_NOTES = (Profile.RECEPTION, Profile.PATIENT_DESK)


def _of_both() -> Select[tuple[Raw, ...]]:
    a = appointment.c
    return select(a.id).where(
        a.patient_id == bindparam("patient_id"), a.practitioner_id == bindparam("practitioner_id")
    )


_CAME_TO = Query(lambda: _of_both().where(appointment.c.status.in_(any_word("came"))).limit(1))
_EXPECTED = Query(
    lambda: _of_both().where(
        appointment.c.status == AppointmentStatus.BOOKED,
        appointment.c.starts_at >= bindparam("begins"),
        appointment.c.starts_at < bindparam("ends"),
    )
)
_WRITTEN = Query(
    lambda: (
        lines()
        .add_columns(appointment.c.visit_note)
        .where(
            appointment.c.patient_id == bindparam("patient_id"),
            func.length(appointment.c.visit_note) > 0,
            appointment.c.status != AppointmentStatus.ENTERED_IN_ERROR,
        )
        .order_by(appointment.c.starts_at.desc(), appointment.c.id.desc())
        .limit(bindparam("limit"))
    )
)


def came_to(reading: Reading, patient_id: UUID, practitioner_id: UUID) -> bool:
    """Whether the patient ever came to this practitioner: is here now, or was."""
    return bool(reading.raw_rows(_CAME_TO, patient_id=patient_id, practitioner_id=practitioner_id, came=_CAME))


def expected_in(reading: Reading, patient_id: UUID, practitioner_id: UUID, day: Span) -> list[UUID]:
    """The patient's appointments at this practitioner that are still to come on a day."""
    return reading.lines(
        _EXPECTED,
        id_of,
        patient_id=patient_id,
        practitioner_id=practitioner_id,
        begins=day.starts_at,
        ends=day.ends_at,
    )


def standing_disclosure(reading: Reading, patient_id: UUID, account_id: UUID, now: datetime) -> Disclosure | None:
    """The stated reason that holds longest, if one still does."""
    found = reading.where(Disclosure, patient_id=patient_id, account_id=account_id, order=("-until",), limit=1)
    return found[0] if found and found[0].until > now else None


def notes_of_patient(reading: Reading, patient_id: UUID, *, limit: int) -> list[VisitNote]:
    """The notes of a patient's visits, latest first."""
    rows = reading.raw_rows(_WRITTEN, patient_id=patient_id, limit=limit)
    return [VisitNote(line=line_of(*row[:-1]), text=row[-1]) for row in rows]


def are_notes_here(reading: Reading) -> bool:
    """Whether this station is one that the shared server gives visit notes; alone it has all of its own."""
    return sync_state.read(reading, "profile") not in _GET_NO_NOTES
