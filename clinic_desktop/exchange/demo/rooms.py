"""The demo clinic's rooms, and the types of appointment that only doctors of one specialty offer."""

from collections.abc import Sequence
from uuid import UUID

from clinic_desktop.domain.people import Practitioner, Room

from .identities import Identities

SPECIAL = {"ECG review": "Cardiology", "Well-child visit": "Paediatrics", "Skin check": "Dermatology"}
"""What is offered by the doctors of one specialty alone."""


def offering(name: str, practitioners: Sequence[Practitioner]) -> tuple[UUID, ...]:
    """Who alone offers a type: those of its specialty, where there are any; everybody (none named) for the others."""
    specialty = SPECIAL.get(name)
    return tuple(sorted(one.id for one in practitioners if one.specialty == specialty))


def rooms_of(ids: Identities, practitioners: Sequence[Practitioner]) -> tuple[Room, ...]:
    """The rooms that doctors work in, by their numbers, half of them on each floor."""
    whose = {one.room: one.department_id for one in practitioners}
    names = sorted(whose, key=lambda name: int(name.split()[-1]))
    return tuple(
        Room(
            id=ids.next(),
            name=name,
            department_id=whose[name],
            floor="Ground floor" if number <= len(names) / 2 else "First floor",
            position=number,
        )
        for number, name in enumerate(names, start=1)
    )
