"""The first page of a signed-in patient: a greeting, arriving, and the news."""

from datetime import timedelta

from clinic_desktop.domain.appointments import (
    AppointmentStatus,
    CancelledBy,
)
from clinic_desktop.gui.patient_desk.home_page import HomePage
from tests.gui.patient_desk.at_the_desk import AtTheDesk
from tests.gui.patient_desk.own_desk import (
    booked,
    in_a_week,
)


def test_the_patient_is_greeted_and_sees_how_much_is_to_come_and_past(desk: AtTheDesk) -> None:
    in_a_week(desk)
    booked(desk, starts_at=desk.clinic.clock.now - timedelta(days=9), status=AppointmentStatus.FULFILLED)
    in_a_week(desk, patient_id=desk.clinic.kim.id, practitioner_id=desk.clinic.fischer.id)

    desk.sign_in()

    assert desk.title == "Good morning, Peter"
    assert "Linden Street Clinic · Tuesday, 24 November, 09:00" in desk.words()
    assert "1 to come · 1 past" in desk.words()
    assert "Kim" not in desk.words()


def test_whoever_has_arrived_says_so_with_one_press_and_gets_a_number(desk: AtTheDesk) -> None:
    own = booked(desk)
    desk.sign_in()
    assert "10:00 with Dr Amara Okafor" in desk.words()

    desk.press("I have arrived")

    assert desk.clinic.stored(own).status is AppointmentStatus.ARRIVED
    assert "Your number is 1" in desk.words()
    assert desk.page(HomePage).arrive_button is None


def test_before_its_time_the_card_says_from_when_on_one_may_arrive(desk: AtTheDesk) -> None:
    booked(desk, starts_at=desk.clinic.clock.now + timedelta(hours=5))

    desk.sign_in()

    assert "You can check in from 12:00." in desk.words()
    assert desk.page(HomePage).arrive_button is None


def test_an_appointment_of_another_day_is_told_with_its_day(desk: AtTheDesk) -> None:
    in_a_week(desk)

    desk.sign_in()

    assert "Tuesday, 1 December, 09:00 with Dr Amara Okafor" in desk.words()
    assert "You can check in here on that day." in desk.words()


def test_what_the_desk_does_meanwhile_is_seen_at_once(desk: AtTheDesk) -> None:
    own = booked(desk)
    desk.sign_in()

    desk.clinic.as_receptionist().scheduling.cancel(own.id, 1, CancelledBy.CLINIC, "Doctor ill")
    desk.settle()

    assert desk.page(HomePage).card is None
    assert "0 to come · 1 past" in desk.words()
