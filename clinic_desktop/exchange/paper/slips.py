"""The slip that a patient takes home, and the label that goes on their papers."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.clinic_time import date_words, long_day_words, wall_time
from clinic_desktop.domain.names import initials_of
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.sheets import AppointmentLine, AppointmentSlip
from clinic_desktop.domain.slip_codes import code_of

from .tables import ClinicHead, clinic_head

PROVISIONAL = "Provisional: we call if it changes."


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPaper:
    """An appointment to take home. `code` are the digits of `modules`, the QR code's rows (True is dark)."""

    head: ClinicHead
    patient: str
    day: str
    time: str
    practitioner: str
    place: str
    kind: str
    arrive: str
    provisional: str
    code: str
    modules: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelPaper:
    """Who it is, for a label."""

    name: str
    facts: str
    address: str
    alerts: str
    clinic: str


def slip(appointment: AppointmentSlip, settings: ClinicSettings, *, initials: bool = False) -> SlipPaper:
    """The slip of an appointment; a scanner that types its code checks the patient in."""
    line, zone = appointment.line, settings.zone_info
    wall = wall_time(line.starts_at, zone)
    code = code_of(line.id)
    return SlipPaper(
        head=clinic_head(settings),
        patient=initials_of(line.patient_name) if initials else line.patient_name,
        day=long_day_words(wall.date()),
        time=f"{wall:%H:%M}",
        practitioner=line.practitioner_name,
        place=line.room,
        kind=line.type_name,
        arrive=_arrive(line, zone),
        provisional=PROVISIONAL if appointment.is_provisional else "",
        code=code,
        modules=qr_modules(code),
    )


def label(patient: Patient, settings: ClinicSettings, *, initials: bool = False) -> LabelPaper:
    """The label of a patient."""
    born = "" if patient.birth_date is None else f"born {date_words(patient.birth_date)}"
    return LabelPaper(
        name=initials_of(patient.full_name) if initials else f"{patient.family_name}, {patient.given_name}".strip(", "),
        facts=f"MRN {patient.mrn}" if initials or not born else f"{born} · MRN {patient.mrn}",
        address="" if initials else ", ".join(patient.address.splitlines()),
        alerts=", ".join(patient.alerts),
        clinic=settings.name,
    )


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a QR code (ISO/IEC 18004, error correction M) without its quiet zone."""
    import segno

    return tuple(tuple(bool(module) for module in row) for row in segno.make(text, error="m", micro=False).matrix)


def _arrive(line: AppointmentLine, zone: ZoneInfo) -> str:
    if line.asked_to_arrive_at is None:
        return ""
    return f"Please be here at {wall_time(line.asked_to_arrive_at, zone):%H:%M}."
