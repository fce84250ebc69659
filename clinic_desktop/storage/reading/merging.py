"""What hangs on a patient's record and follows it into another, and the merges that were made."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.merging import MergeLine, MergeSide, PatientMerge
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.waiting_list import WaitingStatus
from clinic_desktop.storage.desk_tables import patient_merge, waiting_entry
from clinic_desktop.storage.tables import account, appointment, patient

from .base import Reading
from .people import patient_lines
from .visits import upcoming_of_patient


def side_of(reading: Reading, patient: Patient) -> MergeSide:
    """A record as it is compared with another before a merge."""
    doctor = None if patient.own_doctor_id is None else reading.find(Practitioner, id=patient.own_doctor_id)
    visits = select(func.count()).where(
        appointment.c.patient_id == patient.id, appointment.c.status != AppointmentStatus.ENTERED_IN_ERROR
    )
    waiting = select(func.count()).where(
        waiting_entry.c.patient_id == patient.id, waiting_entry.c.status == WaitingStatus.WAITING
    )
    return MergeSide(
        patient=patient,
        own_doctor_name="" if doctor is None else doctor.display_name,
        appointments=int(reading.value(visits)),
        waiting=int(reading.value(waiting)),
    )


def overlaps_of(
    reading: Reading, one: UUID, other: UUID, now: datetime
) -> tuple[tuple[AppointmentLine, AppointmentLine], ...]:
    """Appointments to come that the two have at the same time, soonest first."""
    mine, theirs = upcoming_of_patient(reading, one, now), upcoming_of_patient(reading, other, now)
    return tuple(
        (line, their)
        for line in mine
        for their in theirs
        if line.starts_at < their.ends_at and their.starts_at < line.ends_at
    )


def standing_merges_of(reading: Reading, patient_id: UUID) -> list[PatientMerge]:
    """The merges into or of a patient that were not taken apart, the latest first."""
    found = [
        *reading.where(PatientMerge, kept_id=patient_id, taken_apart_at=None),
        *reading.where(PatientMerge, merged_id=patient_id, taken_apart_at=None),
    ]
    return sorted(found, key=lambda merge: merge.id, reverse=True)


def merge_lines(reading: Reading, *, limit: int) -> list[MergeLine]:
    """The merges, the latest first, with what would go back."""
    wanted = (
        select(patient_merge.c.id, account.c.full_name)
        .join_from(patient_merge, account, account.c.id == patient_merge.c.merged_by, isouter=True)
        .order_by(patient_merge.c.row.desc())
        .limit(limit)
    )
    names = {row[0]: row[1] or "" for row in reading.rows(wanted)}
    merges = {merge.id: merge for merge in reading.where(PatientMerge, id=list(names))}
    people = patient_lines(reading, {id for one in merges.values() for id in (one.kept_id, one.merged_id)})  # noqa: A001
    return [
        MergeLine(
            id=merge.id,
            merged_at=merge.merged_at,
            merged_by=names[merge.id],
            kept=people[merge.kept_id],
            merged=people[merge.merged_id],
            appointments=len(merge.appointment_ids),
            other_records=len(merge.waiting_ids) + len(merge.series_ids) + len(merge.message_ids) + len(merge.task_ids),
            taken_apart_at=merge.taken_apart_at,
        )
        for merge in (merges[one] for one in names)
    ]


def record_that_stands(reading: Reading, patient_id: UUID) -> UUID:
    """The patient, or whoever their record was merged into, however often; raises NotFound."""
    seen: set[UUID] = set()
    while patient_id not in seen:
        seen.add(patient_id)
        into = reading.get(Patient, patient_id).merged_into_id
        if into is None:
            break
        patient_id = into
    return patient_id


def whose_number(reading: Reading, mrn: str) -> UUID | None:
    """Whoever the record of this MRN was merged into; None where there is none, or it stands for itself."""
    found = reading.rows(
        select(patient.c.merged_into_id).where(patient.c.mrn == mrn, patient.c.merged_into_id.is_not(None))
    )
    return next((record_that_stands(reading, row[0]) for row in found), None)
