"""The file of patients as a table: beside each patient what is to come, what was, and who belongs to them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.sheets import PatientFileLine, PatientLine
from clinic_desktop.storage.column_types import id_of, instant_of
from clinic_desktop.storage.tables import appointment, patient, practitioner

from .base import AnySelect, Query, Reading, any_id, any_word
from .visits import TO_COME


def _beside() -> AnySelect:
    p, a = patient.c, appointment.c
    doctor = func.trim(practitioner.c.title.concat(" ").concat(practitioner.c.name))
    to_come = (
        select(func.min(a.starts_at))
        .where(a.patient_id == p.id, a.ends_at > bindparam("now"), a.status.in_(any_word("to_come")))
        .correlate(patient)
        .scalar_subquery()
    )
    seen = (
        select(func.max(a.starts_at))
        .where(a.patient_id == p.id, a.status == AppointmentStatus.FULFILLED)
        .correlate(patient)
        .scalar_subquery()
    )
    return (
        select(
            p.id, p.address, p.language, p.contact_name, p.contact_phone, p.contact_relation, doctor, to_come, seen
        )
        .select_from(patient)
        .outerjoin(practitioner, practitioner.c.id == p.own_doctor_id)
        .where(p.id.in_(any_id("ids")))
    )  # fmt: skip


_BESIDE = Query(_beside)
_COUNT = Query(
    lambda: select(func.count()).where(patient.c.merged_into_id.is_(None), patient.c.archived == bindparam("archived"))
)


def file_lines(reading: Reading, lines: Sequence[PatientLine], now: datetime) -> list[PatientFileLine]:
    """These patients, in their order, with what stands beside them in the file."""
    rows = reading.raw_rows(_BESIDE, ids=[line.id for line in lines], now=now, to_come=TO_COME)
    beside = {id_of(row[0]): row for row in rows}
    return [_file_line(line, *beside[line.id][1:]) for line in lines]


def patients_count(reading: Reading, *, archived: bool) -> int:
    """How many patients are in the file, or in its archive; merged ones count as the one they became."""
    return int(reading.raw_rows(_COUNT, archived=archived)[0][0])


def _file_line(
    line: PatientLine,
    address: str,
    language: str,
    contact_name: str,
    contact_phone: str,
    contact_relation: str,
    doctor: str | None,
    to_come: int | None,
    seen: int | None,
) -> PatientFileLine:
    return PatientFileLine(
        line=line,
        address=address,
        language=language,
        contact_name=contact_name,
        contact_phone=contact_phone,
        contact_relation=contact_relation,
        own_doctor_name=doctor or "",
        next_at=None if to_come is None else instant_of(to_come),
        last_seen_at=None if seen is None else instant_of(seen),
    )
