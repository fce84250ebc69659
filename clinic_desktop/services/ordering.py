"""The order that the clinic puts its lists into: what is added stands last, and what is dragged keeps its place."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias
from uuid import UUID

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.people import Department, Room
from clinic_desktop.storage.folding import key_of
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.transaction import Transaction

Ordered: TypeAlias = Department | AppointmentType | Room


def last_position(reading: Reading, kind: type[Ordered]) -> int:
    """Where one that is added stands: last, or by its name as long as nobody has put the list in order."""
    most = max((one.position for one in reading.where(kind)), default=0)
    return most + 1 if most else 0


def put_in_order(transaction: Transaction, kind: type[Ordered], wanted: Sequence[UUID]) -> None:
    """Have these stand in that order; whatever is not named keeps its place among its neighbours.

    What somebody else added meanwhile is not named, and what they took away is passed over: neither is a clash.
    """
    standing = sorted(transaction.where(kind), key=lambda one: (one.position, key_of(one.name)))
    by_id = {one.id: one for one in standing}
    named = iter([by_id[one] for one in dict.fromkeys(wanted) if one in by_id])
    moved = {one for one in wanted if one in by_id}
    ordered = [next(named) if one.id in moved else one for one in standing]
    for position, one in enumerate(ordered, start=1):
        if one.position != position:
            transaction.replace(replace(one, position=position))
