"""Who waits at the small clinic, and a gap that they might take."""

from datetime import date, timedelta

from clinic_desktop.domain.appointments import (
    Appointment,
    CancelledBy,
)
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.waiting_list import (
    Gap,
    WaitingDraft,
    WaitingEntry,
    WaitingFilter,
)
from tests.builders import NINE_OCLOCK, SmallClinic, a_patient

TODAY = date(2026, 11, 24)
TEN_OCLOCK = NINE_OCLOCK + timedelta(hours=1)
ALL = WaitingFilter()


def a_draft(clinic: SmallClinic, patient: Patient | None = None, **fields: object) -> WaitingDraft:
    """Min Kim for a consultation, with anyone, at any time, unless said otherwise."""
    whole = {"patient_id": (patient or clinic.kim).id, "type_id": clinic.consultation.id} | fields
    return WaitingDraft(**whole)  # type: ignore[arg-type] # the test says what is other


def waits(clinic: SmallClinic, patient: Patient | None = None, **fields: object) -> WaitingEntry:
    return clinic.as_receptionist().waiting_list.add(a_draft(clinic, patient, **fields))


def somebody(clinic: SmallClinic, name: str) -> Patient:
    return clinic.store(a_patient(mrn=name, given_name=name, family_name="Silva", mobile="+49 30 901821"))


def freed(clinic: SmallClinic, appointment: Appointment) -> Gap:
    """The time of an appointment that the desk calls off, as the news tell of it."""
    told: list[Changes] = []
    stop = clinic.database.subscribe(told.append)
    clinic.as_receptionist().scheduling.cancel(appointment.id, appointment.version, CancelledBy.PATIENT, "Ill")
    stop()
    (gap,) = told[-1].freed
    return gap


def a_gap(clinic: SmallClinic, *, days: int = 0) -> Gap:
    """From ten to half past at Dr Okafor's, taken all around."""
    at = TEN_OCLOCK + timedelta(days=days)
    clinic.store(clinic.an_appointment(at - timedelta(hours=2), minutes=120))
    clinic.store(clinic.an_appointment(at + timedelta(minutes=30), minutes=390))
    return Gap(practitioner_id=clinic.okafor.id, span=Span(starts_at=at, ends_at=at + timedelta(minutes=30)))


def names(clinic: SmallClinic, gap: Gap) -> list[str]:
    return [one.line.patient_name for one in clinic.as_receptionist().waiting_list.fitting(gap).candidates]
