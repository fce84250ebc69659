"""What is to come and what has been: the appointments of one patient, or to come at one practitioner."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select, tuple_

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.domain.sheets import AppointmentLine, PatientCard
from clinic_desktop.storage.column_types import Raw
from clinic_desktop.storage.tables import appointment

from .appointments import line_of, lines
from .base import Query, Reading, any_word

TO_COME = (AppointmentStatus.BOOKED, AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM)
_MOST_TO_COME = 200
_MOST_PAST = 100
_RECENTLY = timedelta(days=2 * 365)

_UPCOMING_OF_PATIENT = Query(
    lambda: (
        lines()
        .where(
            appointment.c.patient_id == bindparam("patient_id"),
            appointment.c.ends_at > bindparam("now"),
            appointment.c.status.in_(any_word("to_come")),
        )
        .order_by(appointment.c.starts_at, appointment.c.id)
        .limit(_MOST_TO_COME)
    )
)
_UPCOMING_AT_PRACTITIONER = Query(
    lambda: (
        lines()
        .where(
            appointment.c.practitioner_id == bindparam("practitioner_id"),
            appointment.c.starts_at > bindparam("now") - 86_400_000,  # none is longer than a day
            appointment.c.ends_at > bindparam("now"),
            appointment.c.status.in_(any_word("to_come")),
        )
        .order_by(appointment.c.starts_at, appointment.c.id)
        .limit(_MOST_TO_COME)
    )
)


def _is_past() -> ColumnElement[bool]:
    return and_(
        appointment.c.patient_id == bindparam("patient_id"),
        (appointment.c.ends_at <= bindparam("now")) | appointment.c.status.not_in(any_word("to_come")),
        appointment.c.status != AppointmentStatus.ENTERED_IN_ERROR,
    )


def _past(*ways: ColumnElement[bool]) -> Select[tuple[Raw, ...]]:
    latest_first = (appointment.c.starts_at.desc(), appointment.c.id.desc())
    return lines().where(_is_past(), *ways).order_by(*latest_first).limit(bindparam("limit"))


_PAST_OF_PATIENT = Query(_past)
_PAST_BEFORE = Query(
    lambda: _past(
        tuple_(appointment.c.starts_at, appointment.c.id) < tuple_(bindparam("last_start"), bindparam("last_id"))
    )
)
_PASTS_COUNT = Query(lambda: select(func.count()).select_from(appointment).where(_is_past()))


def upcoming_of_patient(reading: Reading, patient_id: UUID, now: datetime) -> list[AppointmentLine]:
    """The patient's appointments that are not over, soonest first."""
    return reading.lines(_UPCOMING_OF_PATIENT, line_of, patient_id=patient_id, now=now, to_come=TO_COME)


def past_of_patient(
    reading: Reading, patient_id: UUID, now: datetime, *, limit: int, after: AppointmentLine | None = None
) -> list[AppointmentLine]:
    """What is over, was cancelled or missed, latest first, from after the line given; without erroneous ones."""
    asked: dict[str, object] = {"patient_id": patient_id, "now": now, "to_come": TO_COME, "limit": limit}
    if after is None:
        return reading.lines(_PAST_OF_PATIENT, line_of, **asked)
    return reading.lines(_PAST_BEFORE, line_of, **asked, last_start=after.starts_at, last_id=after.id)


def past_count(reading: Reading, patient_id: UUID, now: datetime) -> int:
    """How many appointments `past_of_patient` lists in all."""
    ((count,),) = reading.raw_rows(_PASTS_COUNT, patient_id=patient_id, now=now, to_come=TO_COME)
    return int(count)


def upcoming_at_practitioner(reading: Reading, practitioner_id: UUID, now: datetime) -> list[AppointmentLine]:
    """The appointments at a practitioner that are not over, soonest first."""
    return reading.lines(_UPCOMING_AT_PRACTITIONER, line_of, practitioner_id=practitioner_id, now=now, to_come=TO_COME)


def patient_card(reading: Reading, patient_id: UUID, now: datetime) -> PatientCard:
    """A patient with visits to come and the hundred past ones; raises NotFound."""
    patient = reading.get(Patient, patient_id)
    doctor = None if patient.own_doctor_id is None else reading.get(Practitioner, patient.own_doctor_id)
    by_status = select(appointment.c.status, func.count()).where(appointment.c.patient_id == patient_id)
    counted = {row[0]: row[1] for row in reading.rows(by_status.group_by(appointment.c.status))}
    recent = select(func.count()).where(
        appointment.c.patient_id == patient_id,
        appointment.c.status == AppointmentStatus.NOSHOW,
        appointment.c.starts_at > now - _RECENTLY,
    )
    return PatientCard(
        patient=patient,
        own_doctor_name="" if doctor is None else doctor.display_name,
        upcoming=tuple(upcoming_of_patient(reading, patient_id, now)),
        past=tuple(past_of_patient(reading, patient_id, now, limit=_MOST_PAST)),
        visits=counted.get(AppointmentStatus.FULFILLED, 0),
        no_shows=counted.get(AppointmentStatus.NOSHOW, 0),
        recent_no_shows=reading.value(recent) if AppointmentStatus.NOSHOW in counted else 0,
    )
