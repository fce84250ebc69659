"""The order in which several appointments are stored at their new times, so that none meets another on the way."""

from collections.abc import Sequence

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.errors import InvalidInput

Move = tuple[Appointment, Appointment]
"""An appointment as it stands, and as it shall be."""


def in_order(moves: Sequence[Move]) -> list[Appointment]:
    """What is to be stored, in an order in which every new time has been left by who stood there.

    Raises InvalidInput where some would have to change places with each other.
    """
    waiting, ordered = list(moves), []
    while waiting:
        free = next((move for move in waiting if not any(_waits_for(move, other) for other in waiting)), None)
        if free is None:
            raise InvalidInput("times", "Two of these dates would change places. Move one of them by itself first.")
        waiting.remove(free)
        ordered.append(free[1])
    return ordered


def _waits_for(move: Move, other: Move) -> bool:
    standing, shall = other[0], move[1]
    return (
        standing.id != shall.id
        and standing.practitioner_id == shall.practitioner_id
        and standing.span.overlaps(shall.span)
    )
