"""Patients, practitioners and departments, as lists and cards show them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, or_, select

from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.domain.sheets import DepartmentLine, PatientLine, PractitionerLine
from clinic_desktop.domain.signed_in import PractitionerFace
from clinic_desktop.storage.folding import folded, key_of
from clinic_desktop.storage.tables import account, department, patient, practitioner

from .base import Reading, any_id, raw
from .paging import comes_after, follows

_LINE = (
    patient.c.id,
    patient.c.mrn,
    patient.c.given_name,
    patient.c.family_name,
    patient.c.birth_date,
    patient.c.sex,
    patient.c.mobile,
    patient.c.phone,
    patient.c.email,
    patient.c.alerts,
    patient.c.archived,
)
_IN_USE = "SELECT 1 FROM patient WHERE id = ? AND NOT archived AND merged_into_id IS NULL"


def patients_by_name(
    reading: Reading, *, limit: int, after: PatientLine | None = None, archived: bool | None = False
) -> list[PatientLine]:
    """The file by family name, then given name, without regard to case and accents, from after `after` on."""
    wanted = select(*_LINE).where(patient.c.merged_into_id.is_(None)).order_by(patient.c.name_key, patient.c.id)
    if archived is not None:
        wanted = wanted.where(patient.c.archived.is_(archived))
    if after is not None:
        key = _name_key(after.family_name, after.given_name)
        wanted = wanted.where(comes_after(patient.c.name_key, key, patient.c.id, after.id))
    return [_line(row) for row in reading.rows(wanted.limit(limit))]


def patient_lines(reading: Reading, ids: Collection[UUID]) -> dict[UUID, PatientLine]:
    """These patients as lists show them, by id."""
    found = reading.rows(select(*_LINE).where(patient.c.id.in_(any_id("ids"))), {"ids": raw(ids)})
    return {row[0]: _line(row) for row in found}


def is_in_use(reading: Reading, patient_id: UUID) -> bool:
    """Whether there is a patient's record that is neither archived nor merged into another one."""
    return reading.ask(_IN_USE, (patient_id.bytes,)).fetchone() is not None


def newest_mrns(reading: Reading, *, limit: int = 20) -> list[str]:
    """The MRNs given last, newest first."""
    return [row[0] for row in reading.rows(select(patient.c.mrn).order_by(patient.c.row.desc()).limit(limit))]


def is_mrn_taken(reading: Reading, mrn: str) -> bool:
    """Whether a patient has that MRN."""
    return reading.value(select(patient.c.id).where(patient.c.mrn == mrn)) is not None


def practitioner_lines(
    reading: Reading,
    *,
    active: bool | None = True,
    only: UUID | None = None,
    limit: int = 1,
    after: PractitionerLine | None = None,
) -> list[PractitionerLine]:
    """Practitioners by name with their department and user name."""
    wanted = (
        select(practitioner.c.id, practitioner.c.name, department.c.name, account.c.username)
        .select_from(practitioner)
        .outerjoin(department, department.c.id == practitioner.c.department_id)
        .outerjoin(account, account.c.id == practitioner.c.account_id)
        .order_by(practitioner.c.name, practitioner.c.id)
        .limit(limit)
    )
    if active is not None:
        wanted = wanted.where(practitioner.c.active.is_(active))
    if only is not None:
        wanted = wanted.where(practitioner.c.id == only)
    if after is not None:
        last = after.practitioner
        wanted = wanted.where(comes_after(practitioner.c.name, last.name, practitioner.c.id, last.id))
    rows = reading.rows(wanted)
    whole = {one.id: one for one in reading.where(Practitioner, id=[row[0] for row in rows])}
    return [
        PractitionerLine(practitioner=whole[row[0]], department_name=row[2] or "", username=row[3] or "")
        for row in rows
    ]


def practitioner_faces(
    reading: Reading, *, limit: int, after: PractitionerFace | None = None
) -> list[PractitionerFace]:
    """Active practitioners by name, as anyone may see them."""
    wanted = (
        select(
            practitioner.c.id, practitioner.c.title, practitioner.c.name, practitioner.c.specialty, department.c.name
        )
        .select_from(practitioner)
        .outerjoin(department, department.c.id == practitioner.c.department_id)
        .where(practitioner.c.active.is_(True))
        .order_by(practitioner.c.name, practitioner.c.id)
        .limit(limit)
    )
    if after is not None:
        last = select(practitioner.c.name).where(practitioner.c.id == after.id).scalar_subquery()
        wanted = wanted.where(
            or_(practitioner.c.name > last, and_(practitioner.c.name == last, practitioner.c.id > after.id))
        )
    return [
        PractitionerFace(id=row[0], name=f"{row[1]} {row[2]}".strip(), specialty=row[3], department_name=row[4] or "")
        for row in reading.rows(wanted)
    ]


def department_lines(
    reading: Reading, *, active: bool | None = True, limit: int, after: DepartmentLine | None = None
) -> list[DepartmentLine]:
    """Departments in the clinic's order, with how many active practitioners each has."""
    wanted = (
        select(
            department.c.id,
            department.c.version,
            department.c.name,
            department.c.description,
            department.c.location,
            department.c.active,
            _working_in(department.c.id).scalar_subquery(),
            department.c.position,
        )
        .order_by(department.c.position, department.c.name_key)
        .limit(limit)
    )
    if active is not None:
        wanted = wanted.where(department.c.active.is_(active))
    if after is not None:
        position, name_key = department.c.position, department.c.name_key
        wanted = wanted.where(follows(position, after.position, name_key, key_of(after.name)))
    return [
        DepartmentLine(
            id=row[0],
            version=row[1],
            name=row[2],
            description=row[3],
            location=row[4],
            active=row[5],
            practitioners=row[6],
            position=row[7],
        )
        for row in reading.rows(wanted)
    ]


def practitioners_in(reading: Reading, department_id: UUID) -> int:
    """How many active practitioners work in a department."""
    return int(reading.value(_working_in(department_id)))


def line_of(record: Patient) -> PatientLine:
    """The patient as lists show them."""
    return PatientLine(
        id=record.id,
        mrn=record.mrn,
        given_name=record.given_name,
        family_name=record.family_name,
        birth_date=record.birth_date,
        sex=record.sex,
        mobile=record.mobile,
        phone=record.phone,
        email=record.email,
        alerts=record.alerts,
        archived=record.archived,
    )


def _line(row: Row[Any]) -> PatientLine:  # Any: SQLAlchemy's own row type
    return PatientLine(**dict(zip((column.name for column in _LINE), row, strict=True)))


def _name_key(family_name: str, given_name: str) -> str:
    return f"{folded(family_name)} {folded(given_name)}".strip()


def _working_in(department_id: object) -> Select[int]:
    return select(func.count()).where(practitioner.c.department_id == department_id, practitioner.c.active.is_(True))
