"""The forecast for those who wait goes by how long the doctor's own visits took."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from tests.builders import SmallClinic

FULFILLED = AppointmentStatus.FULFILLED


def visits(clinic: SmallClinic, *minutes: int, days_ago: int = 3, **fields: object) -> list[Appointment]:
    """One after the other at Dr Okafor's, each so many minutes long in the room."""
    begin = clinic.clock.now - timedelta(days=days_ago)
    made = []
    for number, taken in enumerate(minutes):
        starts_at = begin + timedelta(minutes=30 * number)
        visit = clinic.an_appointment(starts_at, status=FULFILLED)
        times = {"in_room_at": starts_at, "done_at": starts_at + timedelta(minutes=taken)}
        made.append(clinic.store(replace(visit, **(times | fields))))  # type: ignore[arg-type] # the test says which
    return made


def somebody_waits(clinic: SmallClinic) -> None:
    now = clinic.clock.now
    clinic.store(clinic.an_appointment(now, status=AppointmentStatus.ARRIVED, arrived_at=now))


def known(clinic: SmallClinic) -> dict[tuple[UUID, UUID], int]:
    return dict(clinic.as_receptionist().waiting.board().lengths.minutes)


def test_five_visits_tell_how_long_the_next_one_takes(clinic: SmallClinic) -> None:
    somebody_waits(clinic)
    visits(clinic, 10, 50, 22, 20)

    few = known(clinic)
    visits(clinic, 24, days_ago=4)

    assert few == {}
    assert known(clinic) == {(clinic.okafor.id, clinic.consultation.id): 22}


def test_what_was_long_ago_or_never_ended_does_not_count(clinic: SmallClinic) -> None:
    somebody_waits(clinic)
    visits(clinic, 10, 10, 10, 10, 10, 10, days_ago=95)
    visits(clinic, 20, 20, 20, 20)
    visits(clinic, 9 * 60, days_ago=5)
    visits(clinic, 20, days_ago=6, in_room_at=None)

    assert known(clinic) == {}


def test_a_visit_that_is_done_now_counts_at_once_and_undone_no_more(clinic: SmallClinic) -> None:
    somebody_waits(clinic)
    visits(clinic, 20, 20, 20, 20)
    begun = clinic.clock.now - timedelta(minutes=25)
    inside = clinic.store(
        clinic.an_appointment(begun, minutes=20, status=AppointmentStatus.IN_ROOM, arrived_at=begun, in_room_at=begun)
    )
    desk = clinic.as_receptionist()

    before = known(clinic)
    desk.waiting.complete(inside.id, inside.version)
    done = known(clinic)
    desk.history.undo_last()

    assert (before, known(clinic)) == ({}, {})
    assert done == {(clinic.okafor.id, clinic.consultation.id): 20}


def test_only_today_is_foretold_and_only_where_somebody_is(clinic: SmallClinic) -> None:
    visits(clinic, 20, 20, 20, 20, 20)
    desk = clinic.as_receptionist()
    tomorrow = clinic.clock.now.date() + timedelta(days=1)

    assert known(clinic) == {}
    somebody_waits(clinic)
    assert desk.waiting.board(tomorrow).lengths.minutes == {}
    assert len(known(clinic)) == 1


def test_the_next_day_reads_anew(clinic: SmallClinic) -> None:
    somebody_waits(clinic)
    visits(clinic, 20, 20, 20, 20, 20, days_ago=89)
    before = known(clinic)

    clinic.clock.forward(days=2)
    somebody_waits(clinic)

    assert (len(before), known(clinic)) == (1, {})


def test_whoever_waits_is_told_their_place_and_about_when(clinic: SmallClinic) -> None:
    now = clinic.clock.now
    visits(clinic, 12, 12, 12, 12, 12)
    went_in = now - timedelta(minutes=5)
    clinic.store(clinic.an_appointment(went_in, minutes=5, status=AppointmentStatus.IN_ROOM, in_room_at=went_in))
    first, second = (
        clinic.store(clinic.an_appointment(at, minutes=30, status=AppointmentStatus.ARRIVED, arrived_at=now))
        for at in (now, now + timedelta(minutes=30))
    )
    desk = clinic.as_receptionist()

    places = [desk.waiting.place_of(one.id) for one in (first, second)]

    assert [(place.number, place.expected_at) for place in places if place is not None] == [
        (1, now + timedelta(minutes=7)),
        (2, now + timedelta(minutes=30)),
    ]
    assert places[0] is not None
    assert places[0].about == now + timedelta(minutes=10)


def test_who_does_not_wait_has_no_place(clinic: SmallClinic) -> None:
    booked = clinic.store(clinic.an_appointment())
    gone = visits(clinic, 20)[0]
    desk = clinic.as_receptionist()

    assert (desk.waiting.place_of(booked.id), desk.waiting.place_of(gone.id)) == (None, None)
