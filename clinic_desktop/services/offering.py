"""The next free times beside a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentType, BookingRequest, MoveRequest
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.refusals import BadLength, BookingRefused
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .confirming import confirmed
from .free_slots import next_free
from .limits import limits_of
from .sync_station import SyncStation

About: TypeAlias = BookingRequest | MoveRequest | UUID
"""What was asked for, or the appointment whose own time it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A time that somebody would have liked; `minutes` None takes the type's length."""

    practitioner_id: UUID
    patient_id: UUID | None
    type_id: UUID
    starts_at: datetime
    minutes: int | None = None


@contextmanager
def booking(database: Database, station: SyncStation, caller: Caller, about: About, verb: str) -> Iterator[Transaction]:
    """The change in which somebody is booked or moved; what is refused in it leaves with the next free times.

    With other stations it is over when the hub has confirmed it, or refused it, or has not answered in a moment.
    """
    with (
        offering(database, caller, about),
        confirmed(database, station, caller) as awaited,
        database.transaction(caller.actor, verb) as transaction,
    ):
        yield transaction
        awaited.note(transaction)


@contextmanager
def offering(
    database: Database,
    caller: Caller,
    about: About,
    *,
    when: type[BookingRefused] = BookingRefused,
) -> Iterator[None]:
    """Give such a refusal inside the next free times, looked up when the writer's turn is over.

    `about` is what was asked for, or the appointment whose own time it is about.
    """
    try:
        yield
    except when as refusal:
        if isinstance(refusal, BadLength):
            raise
        with database.reading() as reading:
            sought = _sought(reading, about)
            if caller.role is Role.PATIENT and not reading.get(AppointmentType, sought.type_id).patients_may_book:
                raise
            alternatives = nearest_free(reading, caller, sought, database.now())
        raise refusal.offering(alternatives) from None


def nearest_free(reading: Reading, caller: Caller, sought: Sought, now: datetime) -> list[Slot]:
    """The free times nearest to the one that was sought, as far as the caller may book; see `next_free`."""
    settings, kind = reading.clinic(), reading.get(AppointmentType, sought.type_id)
    return next_free(
        reading,
        practitioner_id=sought.practitioner_id,
        kind=kind,
        minutes=sought.minutes or kind.minutes,
        wanted=sought.starts_at.astimezone(UTC),
        limits=limits_of(caller, settings, now),
        zone=settings.zone_info,
        now=now,
        patient_id=sought.patient_id,
        account_id=caller.account_id,
        may_be_colleagues=caller.role is not Role.DOCTOR,
    )


def _sought(reading: Reading, about: About) -> Sought:
    if isinstance(about, BookingRequest):
        return Sought(
            practitioner_id=about.practitioner_id,
            patient_id=about.patient_id,
            type_id=about.type_id,
            starts_at=about.starts_at,
            minutes=about.minutes,
        )
    moved = about if isinstance(about, MoveRequest) else MoveRequest(appointment_id=about, version=0)
    appointment = reading.get(Appointment, moved.appointment_id)
    return Sought(
        practitioner_id=moved.practitioner_id or appointment.practitioner_id,
        patient_id=appointment.patient_id,
        type_id=appointment.type_id,
        starts_at=moved.starts_at or appointment.starts_at,
        minutes=moved.minutes or appointment.span.minutes,
    )
