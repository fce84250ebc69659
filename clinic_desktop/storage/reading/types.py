"""Appointment types as lists show them."""

from sqlalchemy import select

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.storage.folding import key_of
from clinic_desktop.storage.tables import appointment_type

from .base import Reading
from .paging import follows


def types_in_order(
    reading: Reading, *, active: bool | None = True, limit: int, after: AppointmentType | None = None
) -> list[AppointmentType]:
    """Appointment types in the clinic's order, those of one place by name, from after `after` on."""
    position, name_key = appointment_type.c.position, appointment_type.c.name_key
    wanted = select(appointment_type.c.id).order_by(position, name_key).limit(limit)
    if active is not None:
        wanted = wanted.where(appointment_type.c.active.is_(active))
    if after is not None:
        wanted = wanted.where(follows(position, after.position, name_key, key_of(after.name)))
    ids = [row[0] for row in reading.rows(wanted)]
    return reading.where(AppointmentType, id=ids, order=("position", "name_key"))
