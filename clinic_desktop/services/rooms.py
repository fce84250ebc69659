"""The clinic's rooms: list, add, change, put in order, retire."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.people import Department, Room
from clinic_desktop.domain.requests import RoomDetails
from clinic_desktop.domain.sheets import RoomLine
from clinic_desktop.storage.reading.rooms import in_room, room_lines
from clinic_desktop.storage.transaction import Transaction

from . import written
from .desk import Desk
from .ordering import last_position, put_in_order


class Rooms(Desk):
    """The verbs of rooms. Doctors and types name their room; one that gets another name takes them along."""

    def rooms(self, active: bool | None = True, *, limit: int = 200, after: RoomLine | None = None) -> list[RoomLine]:
        """Rooms in the clinic's order; `active` None gives the retired ones too."""
        self.admit(Permission.READ_STAFF)
        with self.database.reading() as reading:
            return room_lines(reading, active=active, limit=written.limit_of(limit), after=after)

    def add_room(self, details: RoomDetails) -> RoomLine:
        """Have another room; raises NameTaken, NotFound (department), InvalidInput."""
        caller = self.admit(Permission.CHANGE_DEPARTMENTS)
        fit = _fit(details)
        with self.database.transaction(caller.actor, "add room") as transaction:
            _check_department(transaction, fit.department_id)
            position = last_position(transaction, Room)
            room = Room(
                id=transaction.new_id(),
                name=fit.name,
                department_id=fit.department_id,
                floor=fit.floor,
                position=position,
            )
            return _line(transaction, transaction.add(room))

    def change_room(self, room_id: UUID, version: int, details: RoomDetails) -> RoomLine:
        """Give a room another name, department or floor; raises NameTaken, ChangedMeanwhile, InvalidInput.

        Doctors and types that are in it say the new name from then on; past appointments keep what they were told.
        """
        caller = self.admit(Permission.CHANGE_DEPARTMENTS)
        fit = _fit(details)
        with self.database.transaction(caller.actor, "change room") as transaction:
            room = transaction.get(Room, room_id)
            if fit.department_id != room.department_id:
                _check_department(transaction, fit.department_id)
            stored = transaction.replace(
                replace(room, version=version, name=fit.name, department_id=fit.department_id, floor=fit.floor)
            )
            if stored.name != room.name:
                for one in (found for found_of in in_room(transaction, room.name) for found in found_of):
                    transaction.replace(replace(one, room=stored.name))
            return _line(transaction, stored)

    def order_rooms(self, room_ids: Sequence[UUID]) -> None:
        """Have the rooms stand in that order."""
        caller = self.admit(Permission.CHANGE_DEPARTMENTS)
        with self.database.transaction(caller.actor, "order rooms") as transaction:
            put_in_order(transaction, Room, room_ids)

    def retire_room(self, room_id: UUID, version: int) -> RoomLine:
        """Offer a room no more; those who are in it keep it until they get another. Raises ChangedMeanwhile."""
        return self._switch_room(room_id, version, active=False)

    def bring_back_room(self, room_id: UUID, version: int) -> RoomLine:
        """Offer a retired room again; raises ChangedMeanwhile."""
        return self._switch_room(room_id, version, active=True)

    def _switch_room(self, room_id: UUID, version: int, *, active: bool) -> RoomLine:
        caller = self.admit(Permission.CHANGE_DEPARTMENTS)
        with self.database.transaction(caller.actor, "bring back room" if active else "retire room") as transaction:
            room = transaction.get(Room, room_id)
            return _line(transaction, transaction.replace(replace(room, version=version, active=active)))


def _fit(details: RoomDetails) -> RoomDetails:
    return RoomDetails(
        name=written.line("name", details.name, longest=60, needed="Write the room's name, such as Room 2."),
        department_id=details.department_id,
        floor=written.line("floor", details.floor, longest=60),
    )


def _check_department(transaction: Transaction, department_id: UUID | None) -> None:
    if department_id is not None and not transaction.get(Department, department_id).active:
        raise InvalidInput("department_id", "That department is closed. Choose another.")


def _line(transaction: Transaction, room: Room) -> RoomLine:
    return room_lines(transaction, active=None, only=room.id, limit=1)[0]
