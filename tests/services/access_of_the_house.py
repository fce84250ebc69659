"""The rows of the access table about rooms, the order of lists, policies, and where somebody is signed in."""

from dataclasses import replace
from uuid import UUID

from clinic_desktop.domain.people import Room
from clinic_desktop.domain.requests import RoomDetails
from clinic_desktop.storage.local import SessionRow
from tests.services.access_around_visits import Call
from tests.services.scene import Scene


def _room(at: Scene) -> UUID:
    return at.clinic.store(Room(id=UUID(int=0), name=at.name())).id


def _session(at: Scene) -> UUID:
    """One that somebody has just begun, and nobody else's turn needs."""
    account = at.account()
    at.clinic.signed_in(account)
    with at.clinic.database.reading() as reading:
        return reading.where(SessionRow, account_id=account.id)[0].id


def _policies(at: Scene) -> None:
    standing = at.clinic.settings().policies
    at.me.settings.change_policies(standing, replace(standing, late_after_minutes=standing.late_after_minutes % 9 + 1))


OF_THE_HOUSE: dict[str, tuple[str, Call]] = {
    "staff.rooms": ("ARDP", lambda at: at.me.staff.rooms()),
    "staff.add_room": ("A", lambda at: at.me.staff.add_room(RoomDetails(name=at.name()))),
    "staff.change_room": ("A", lambda at: at.me.staff.change_room(_room(at), 1, RoomDetails(name=at.name()))),
    "staff.order_rooms": ("A", lambda at: at.me.staff.order_rooms([_room(at)])),
    "staff.retire_room": ("A", lambda at: at.me.staff.retire_room(_room(at), 1)),
    "staff.bring_back_room": ("A", lambda at: at.me.staff.bring_back_room(_room(at), 1)),
    "staff.order_departments": ("A", lambda at: at.me.staff.order_departments([at.clinic.department.id])),
    "staff.where_signed_in": ("A", lambda at: at.me.staff.where_signed_in(at.clinic.doctor.id)),
    "staff.end_session": ("A", lambda at: at.me.staff.end_session(_session(at))),
    "settings.order_types": ("A", lambda at: at.me.settings.order_types([at.clinic.consultation.id])),
    "settings.change_policies": ("A", _policies),
}
