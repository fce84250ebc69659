"""The clinic's rooms as lists show them, and who says that a room is theirs."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.people import Practitioner
from clinic_desktop.domain.sheets import RoomLine
from clinic_desktop.storage.folding import key_of
from clinic_desktop.storage.house_tables import room
from clinic_desktop.storage.tables import department

from .base import Reading
from .paging import follows


def room_lines(
    reading: Reading,
    *,
    active: bool | None = True,
    only: UUID | None = None,
    limit: int,
    after: RoomLine | None = None,
) -> list[RoomLine]:
    """Rooms in the clinic's order, each with its department and the names of the doctors and types that are in it."""
    wanted = (
        select(
            room.c.id,
            room.c.version,
            room.c.name,
            room.c.department_id,
            department.c.name,
            room.c.floor,
            room.c.active,
            room.c.position,
        )
        .select_from(room)
        .outerjoin(department, department.c.id == room.c.department_id)
        .order_by(room.c.position, room.c.name_key)
        .limit(limit)
    )
    if active is not None:
        wanted = wanted.where(room.c.active.is_(active))
    if only is not None:
        wanted = wanted.where(room.c.id == only)
    if after is not None:
        wanted = wanted.where(follows(room.c.position, after.position, room.c.name_key, key_of(after.name)))
    rows = reading.rows(wanted)
    used = _used(reading) if rows else {}
    return [
        RoomLine(
            id=row[0],
            version=row[1],
            name=row[2],
            department_id=row[3],
            department_name=row[4] or "",
            floor=row[5],
            active=row[6],
            position=row[7],
            used_by=tuple(used.get(key_of(row[2]), ())),
        )
        for row in rows
    ]


def in_room(reading: Reading, name: str) -> tuple[Sequence[Practitioner], Sequence[AppointmentType]]:
    """Whose room that is, the retired too: who would have to follow where it gets another name."""
    key = key_of(name)
    doctors = [one for one in reading.where(Practitioner) if one.room and key_of(one.room) == key]
    types = [one for one in reading.where(AppointmentType) if one.room and key_of(one.room) == key]
    return doctors, types


def _used(reading: Reading) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for doctor in reading.where(Practitioner, active=True, order=("name", "id")):
        if doctor.room:
            found[key_of(doctor.room)].append(doctor.display_name)
    for kind in reading.where(AppointmentType, active=True, order=("position", "name_key")):
        if kind.room:
            found[key_of(kind.room)].append(kind.name)
    return found
