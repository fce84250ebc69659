"""What the clinic's policies may be: their ranges, and what follows from them for somebody's role."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from .access import Permission, permissions_of
from .appointments import AppointmentType
from .clinic import Policies
from .people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """From `least` to `most`, both included; `step` is how far one press of an arrow goes."""

    least: int
    most: int
    step: int = 1


RANGES: Mapping[str, Range] = MappingProxyType(
    {
        "lock_after_minutes": Range(least=1, most=120),
        "session_hours": Range(least=1, most=24),
        "password_min_length": Range(least=8, most=64),
        "wrong_tries_before_lock": Range(least=5, most=100, step=5),
        "patient_notice_hours": Range(least=0, most=24 * 14),
        "patient_horizon_days": Range(least=1, most=730, step=10),
        "patient_cancel_hours": Range(least=0, most=24 * 14),
        "check_in_opens_minutes": Range(least=0, most=24 * 60, step=15),
        "slot_minutes": Range(least=5, most=120, step=5),
        "waiting_attention_minutes": Range(least=1, most=240),
        "waiting_limit_minutes": Range(least=1, most=240),
        "late_after_minutes": Range(least=1, most=120),
        "desk_idle_seconds": Range(least=15, most=600, step=15),
    }
)
"""The numbers among the policies; the others say yes or no, but for the country of telephone numbers."""


def may_book_over(role: Role, policies: Policies) -> bool:
    """Whether somebody of that role may book over others; administrators always may."""
    if Permission.BOOK_OVER not in permissions_of(role):
        return False
    if role is Role.RECEPTIONIST:
        return policies.desk_books_over
    return policies.doctors_book_over or role is not Role.DOCTOR


def may_book_type(role: Role, kind: AppointmentType) -> bool:
    """Whether somebody of that role may book such appointments at all."""
    return {Role.DOCTOR: kind.doctors_may_book, Role.PATIENT: kind.patients_may_book}.get(role, True)


def changed_between(before: Policies, after: Policies) -> tuple[str, ...]:
    """The names of the policies that differ, in their order."""
    names = (field.name for field in fields(Policies))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
