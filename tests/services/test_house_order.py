"""Rooms, and the order of rooms, departments and types: what is dragged stays, what is added comes last."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NameTaken
from clinic_desktop.domain.people import Department
from clinic_desktop.domain.requests import DepartmentDetails, RoomDetails, TypeDetails
from tests.builders import SmallClinic

from .asking import a_request


def named(rows: list[AppointmentType]) -> list[str]:
    return [row.name for row in rows]


def test_a_room_is_added_with_department_and_floor_and_says_whose_it_is(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    room = admin.staff.add_room(RoomDetails(name=" room 2 ", department_id=clinic.department.id, floor="1st floor"))

    assert (room.name, room.department_name, room.floor) == ("room 2", "Cardiology", "1st floor")
    assert room.used_by == ("Dr Amara Okafor",)
    assert clinic.as_patient().staff.rooms() == [room]


def test_a_room_with_another_name_takes_doctors_and_types_along(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    room = admin.staff.add_room(RoomDetails(name="Room 2"))
    kind = clinic.store(replace(clinic.consultation, room="Room 2"))
    booked = clinic.as_receptionist().scheduling.book(a_request(clinic))

    changed = admin.staff.change_room(room.id, room.version, RoomDetails(name="Blue room"))

    assert clinic.stored(clinic.okafor).room == "Blue room"
    assert clinic.stored(kind).room == "Blue room"
    assert clinic.stored(clinic.fischer).room == "Room 3"
    assert clinic.stored(booked).room == "Room 2"
    assert changed.used_by == ("Dr Amara Okafor", "Consultation")


def test_what_cannot_be_a_room(clinic: SmallClinic) -> None:
    staff = clinic.as_admin().staff
    staff.add_room(RoomDetails(name="Room 2"))
    closed = clinic.store(Department(id=UUID(int=0), name="Closed", active=False))

    with pytest.raises(NameTaken):
        staff.add_room(RoomDetails(name="ROOM 2"))
    with pytest.raises(InvalidInput, match="Write the room"):
        staff.add_room(RoomDetails(name=" "))
    with pytest.raises(InvalidInput, match="closed"):
        staff.add_room(RoomDetails(name="Room 9", department_id=closed.id))


def test_a_retired_room_is_offered_no_more_until_it_comes_back(clinic: SmallClinic) -> None:
    staff = clinic.as_admin().staff
    room = staff.add_room(RoomDetails(name="Room 2"))

    retired = staff.retire_room(room.id, room.version)

    assert (staff.rooms(), [one.id for one in staff.rooms(active=None)]) == ([], [room.id])
    with pytest.raises(ChangedMeanwhile):
        staff.bring_back_room(room.id, room.version)
    assert staff.bring_back_room(room.id, retired.version).active


def test_lists_go_by_name_until_they_are_put_in_order(clinic: SmallClinic) -> None:
    settings = clinic.as_admin().settings
    settings.add_type(TypeDetails(name="Blood test", minutes=10))

    assert named(settings.types()) == ["Blood test", "Consultation", "Follow-up"]


def test_types_stand_as_they_were_put_and_new_ones_last(clinic: SmallClinic) -> None:
    settings = clinic.as_admin().settings
    consultation, follow_up = settings.types()

    settings.order_types([follow_up.id, consultation.id])
    settings.add_type(TypeDetails(name="Blood test", minutes=10))

    assert named(clinic.as_patient().settings.types()) == ["Follow-up", "Consultation", "Blood test"]
    first = settings.types(limit=1)
    assert named(settings.types(after=first[0])) == ["Consultation", "Blood test"]


def test_an_order_leaves_alone_what_it_does_not_name(clinic: SmallClinic) -> None:
    settings = clinic.as_admin().settings
    consultation, follow_up = settings.types()
    blood = settings.add_type(TypeDetails(name="Blood test", minutes=10))
    settings.order_types([consultation.id, blood.id, follow_up.id])

    settings.order_types([follow_up.id, uuid4(), consultation.id])

    assert named(settings.types()) == ["Follow-up", "Blood test", "Consultation"]


def test_the_same_order_again_changes_nothing(clinic: SmallClinic) -> None:
    settings = clinic.as_admin().settings
    ids = [kind.id for kind in reversed(settings.types())]
    settings.order_types(ids)
    versions = [kind.version for kind in settings.types()]

    settings.order_types(ids)

    assert [kind.version for kind in settings.types()] == versions


def test_departments_and_rooms_are_put_in_order_too(clinic: SmallClinic) -> None:
    staff = clinic.as_admin().staff
    staff.add_department(DepartmentDetails(name="Dermatology"))
    rooms = [staff.add_room(RoomDetails(name=name)) for name in ("Room 1", "Room 2", "Room 3")]

    staff.order_departments([one.id for one in reversed(staff.departments())])
    staff.order_rooms([rooms[2].id, rooms[0].id, rooms[1].id])

    departments, ordered = staff.departments(), staff.rooms()
    assert [one.name for one in departments] == ["Dermatology", "Cardiology"]
    assert [one.name for one in staff.departments(after=departments[0])] == ["Cardiology"]
    assert [one.name for one in ordered] == ["Room 3", "Room 1", "Room 2"]
    assert [one.name for one in staff.rooms(after=ordered[0])] == ["Room 1", "Room 2"]
