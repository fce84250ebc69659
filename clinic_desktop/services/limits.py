"""Whose appointments a caller may touch, and from when to when they may book."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from clinic_desktop.domain.access import Scope
from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.refusals import BeyondPolicy

from .admission import Caller

STAFF_LOOKS_AHEAD = timedelta(days=400)
"""How far ahead free times are looked for; further away nobody knows the hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The times a caller may book: not before an instant, and up to a day that is included."""

    not_before: datetime
    last_day: date


def limits_of(caller: Caller, settings: ClinicSettings, now: datetime) -> Limits:
    """Staff book from now on; patients with notice and up to a horizon, which are policies of the clinic."""
    today = day_of(now, settings.zone_info)
    if caller.role is not Role.PATIENT:
        return Limits(not_before=now, last_day=today + STAFF_LOOKS_AHEAD)
    policies = settings.policies
    return Limits(
        not_before=now + timedelta(hours=policies.patient_notice_hours),
        last_day=today + timedelta(days=policies.patient_horizon_days),
    )


def require_own(caller: Caller, *, practitioner_id: UUID, patient_id: UUID) -> None:
    """Raise NotAllowed when the permission reaches only what is the caller's own, and this appointment is not."""
    if caller.scope is not Scope.OWN:
        return
    if caller.role is Role.PATIENT:
        caller.require_own_patient(patient_id)
    else:
        caller.require_own_practitioner(practitioner_id)


def changeable_until(starts_at: datetime, settings: ClinicSettings) -> datetime:
    """Until when patients may move or cancel what begins then (UTC)."""
    return starts_at - timedelta(hours=settings.policies.patient_cancel_hours)


def require_before_limit(standing: Appointment, settings: ClinicSettings, now: datetime, advice: str) -> None:
    """Raise BeyondPolicy when it is too late for a patient to change an appointment of their own."""
    if now > changeable_until(standing.starts_at, settings):
        raise BeyondPolicy(f"It is less than {settings.policies.patient_cancel_hours} hours until then.", advice)
