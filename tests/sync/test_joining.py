"""A PC joins a hub by a file and a code, works with the others through a real server, and leaves with all it has."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.decisions import Meeting, WayOut
from clinic_desktop.domain.errors import SessionEnded
from clinic_desktop.domain.hub_refusals import AlreadyConnected, TwoClinics, WrongCode
from clinic_desktop.domain.people import Account
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.sync.joining import engine_for, join, leave
from tests.builders import COST, PASSWORD, SmallClinic, a_small_clinic
from tests.services.hub_side import LONG_ENOUGH
from tests.sync.hub_kit import Hub
from tests.sync.places import Place, a_request, enrol


def test_a_pc_that_joins_is_the_station_that_the_hub_knows(places: tuple[Place, Place]) -> None:
    one, two = places

    assert (one.database.station_name, two.database.station_name) == ("Front desk 1", "Front desk 2")
    assert {line.name for line in two.station.ask(lambda hub: hub.stations()) or []} == {"Front desk 1", "Front desk 2"}


def test_people_of_the_clinic_sign_in_at_the_pc_that_joined(places: tuple[Place, Place]) -> None:
    _, two = places

    assert two.sign_in("sortiz").account.who_am_i().full_name == "Sam Ortiz"


def test_what_one_desk_books_the_other_shows(clinic: SmallClinic, places: tuple[Place, Place]) -> None:
    one, two = places

    appointment = one.sign_in().scheduling.book(a_request(clinic))
    two.in_sync()

    with two.database.reading() as reading:
        assert reading.get(Appointment, appointment.id).starts_at == appointment.starts_at


def test_the_slip_is_good_as_soon_as_the_booking_is_confirmed(clinic: SmallClinic, places: tuple[Place, Place]) -> None:
    one, _ = places
    desk = one.sign_in()
    one.in_sync()

    appointment = desk.scheduling.book(a_request(clinic))

    assert not desk.papers.slip(appointment.id).is_provisional


def test_two_desks_never_both_promise_one_slot(clinic: SmallClinic, places: tuple[Place, Place]) -> None:
    one, two = places
    first, second = one.sign_in(), two.sign_in()
    two.in_sync()
    won = first.scheduling.book(a_request(clinic))

    with pytest.raises(SlotTaken) as refused:
        second.scheduling.book(a_request(clinic, clinic.kim.id))

    assert refused.value.alternatives
    assert won.starts_at not in [slot.starts_at for slot in refused.value.alternatives]


def test_two_desks_that_book_one_slot_at_the_same_moment_are_told_apart_by_the_hub(
    clinic: SmallClinic, places: tuple[Place, Place]
) -> None:
    desks = [place.sign_in() for place in places]
    for place in places:
        place.in_sync()
    ready = threading.Barrier(2)
    offered: list[tuple[datetime, list[datetime]]] = []

    def race(desk: Clinic, patient_id: UUID) -> list[bool]:
        won = []
        for number in range(8):
            request = replace(a_request(clinic, patient_id), starts_at=_slot(clinic, number))
            ready.wait(LONG_ENOUGH)
            try:
                desk.scheduling.book(request)
            except SlotTaken as refusal:
                won.append(False)
                offered.append((request.starts_at, [slot.starts_at for slot in refusal.alternatives]))
            else:
                won.append(True)
        return won

    with ThreadPoolExecutor(2) as pool:
        races = [
            pool.submit(race, desk, patient.id) for desk, patient in zip(desks, (clinic.novak, clinic.kim), strict=True)
        ]
        one, other = (each.result() for each in races)
    for place in places:
        place.in_sync()

    assert len(offered) == 8
    assert all(others and taken not in others for taken, others in offered)
    assert [first + second for first, second in zip(one, other, strict=True)] == [1] * 8
    for place in places:
        with place.database.reading() as reading:
            booked = reading.where(Appointment, status=AppointmentStatus.BOOKED)
        assert sorted(each.starts_at for each in booked) == [_slot(clinic, number) for number in range(8)]
        assert not any(each.contested for each in booked)
    assert [desk.decisions.count() for desk in desks] == [0, 0]


def _slot(clinic: SmallClinic, number: int) -> datetime:
    return clinic.clock.now + timedelta(hours=1, minutes=30 * number)


def test_the_same_slot_booked_at_both_desks_without_the_hub_is_settled_on_the_conflict_desk(
    clinic: SmallClinic, places: tuple[Place, Place]
) -> None:
    one, two = places
    first, second = one.sign_in(), two.sign_in()
    for place in places:
        place.in_sync()
        place.pause()
    first.scheduling.book(a_request(clinic))
    later = second.scheduling.book(a_request(clinic, clinic.kim.id))
    for place in places:
        place.station.resume()
        place.in_sync()
    one.in_sync()

    (card,) = first.decisions.open_ones()
    first.decisions.settle(card.conflict_id, card.version, WayOut.MOVE_TO_NEXT)
    two.in_sync()

    assert card.meeting is Meeting.TWO_BOOKINGS
    assert {each.patient_name for each in card.bookings} == {"Peter Novak", "Min Kim"}
    assert card.mine.station == "Front desk 2"
    assert second.decisions.count() == 0
    with two.database.reading() as reading:
        stands = reading.get(Appointment, later.id)
    assert (stands.contested, stands.status) == (False, AppointmentStatus.BOOKED)
    assert stands.starts_at != later.starts_at


def test_a_decision_that_every_desk_knows_of_is_taken_back_for_every_desk(
    clinic: SmallClinic, places: tuple[Place, Place]
) -> None:
    one, two = places
    first, second = one.sign_in(), two.sign_in()
    for place in places:
        place.in_sync()
        place.pause()
    first.scheduling.book(a_request(clinic))
    later = second.scheduling.book(a_request(clinic, clinic.kim.id))
    for place in places:
        place.station.resume()
        place.in_sync()
    one.in_sync()
    (card,) = first.decisions.open_ones()
    settled = first.decisions.settle(card.conflict_id, card.version, WayOut.MOVE_TO_NEXT)
    two.in_sync()

    first.history.undo(settled.change_id)
    one.in_sync()
    two.in_sync()

    assert second.decisions.count() == 1
    with two.database.reading() as reading:
        assert reading.get(Appointment, later.id).contested


def test_an_account_that_is_disabled_at_one_desk_is_signed_out_at_the_other(places: tuple[Place, Place]) -> None:
    one, two = places
    rosa, sam = two.sign_in(), one.sign_in("sortiz")
    two.in_sync()

    sam.staff.disable_account(rosa.session.account.id)
    one.in_sync()
    two.in_sync()

    with pytest.raises(SessionEnded):
        rosa.scheduling.day_sheet(rosa.database.now().date())


def test_a_wrong_code_joins_nothing_and_a_file_joins_once(own_hub: Hub, clinic: SmallClinic) -> None:
    enrolment = enrol(own_hub, "Front desk 1")

    with pytest.raises(WrongCode):
        join(clinic.database, enrolment.file_text, "2222-2222-2222")
    assert engine_for(clinic.database) is None
    join(clinic.database, enrolment.file_text, enrolment.code)

    with pytest.raises(AlreadyConnected):
        join(clinic.database, enrolment.file_text, enrolment.code)


def test_two_clinics_with_records_are_not_joined(own_hub: Hub, places: tuple[Place, Place], tmp_path: Path) -> None:
    with a_small_clinic(tmp_path / "another") as another:
        enrolment = enrol(own_hub, "Front desk 3")

        with pytest.raises(TwoClinics):
            join(another.database, enrolment.file_text, enrolment.code)

        assert engine_for(another.database) is None


def test_who_leaves_keeps_the_whole_clinic(clinic: SmallClinic, places: tuple[Place, Place]) -> None:
    one, two = places
    appointment = one.sign_in().scheduling.book(a_request(clinic))
    two.in_sync()
    two.station.close()

    leave(two.database)

    assert engine_for(two.database) is None
    alone = SignIn(two.database, cost=COST).authenticate("rlopez", PASSWORD)
    assert alone.scheduling.open(appointment.id).line.patient_name == "Peter Novak"
    with two.database.reading() as reading:
        assert len(reading.where(Account)) == len(clinic_accounts(clinic))


def clinic_accounts(clinic: SmallClinic) -> list[Account]:
    with clinic.database.reading() as reading:
        return reading.where(Account)
