"""Checking in at the desk without signing in, by slip, by keys and by finger; every refusal has its own sentence."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.slip_codes import code_of
from clinic_desktop.gui.patient_desk.check_in_page import CheckInPage
from clinic_desktop.gui.patient_desk.start_page import StartPage
from tests.builders import a_patient
from tests.gui.patient_desk.at_the_desk import AtTheDesk

BORN, LETTERS = "Date of birth", "First two or three letters of your family name"


def booked(desk: AtTheDesk, hours: float = 1, **fields: object) -> Appointment:
    starts_at = desk.clinic.clock.now + timedelta(hours=hours)
    return desk.clinic.store(desk.clinic.an_appointment(starts_at, **fields))  # type: ignore[arg-type] # passed on


def ask(desk: AtTheDesk, born: str = "14.3.1961", letters: str = "no") -> None:
    if not isinstance(desk.window.page, CheckInPage):
        desk.press("I have an appointment today")
    desk.type(BORN, born)
    desk.type(LETTERS, letters)
    desk.key(Qt.Key.Key_Return)


def test_birth_date_and_letters_typed_by_keys_alone_check_in(at_desk: AtTheDesk) -> None:
    visit = booked(at_desk)
    at_desk.key(Qt.Key.Key_Return)
    at_desk.keys("14 3 1961")
    at_desk.key(Qt.Key.Key_Return)
    at_desk.keys("nov")
    at_desk.key(Qt.Key.Key_Return)

    assert at_desk.clinic.stored(visit).status is AppointmentStatus.ARRIVED
    assert at_desk.title == "You are checked in"
    card = at_desk.page(CheckInPage).card.words
    assert card.splitlines() == [
        "Please wait near Room 2",
        "Cardiology",
        "Your number: 1",
        "10:00 with Dr Amara Okafor",
        "You will be called.",
    ]
    assert "Novak" not in at_desk.words()
    at_desk.press("Done")
    at_desk.page(StartPage)


def test_a_scanner_types_into_the_field_that_has_the_focus(at_desk: AtTheDesk) -> None:
    visit = booked(at_desk)
    at_desk.press("I have an appointment today")

    at_desk.scan(code_of(visit.id))

    assert at_desk.clinic.stored(visit).status is AppointmentStatus.ARRIVED
    assert at_desk.title == "You are checked in"
    assert at_desk.page(CheckInPage).arrival is not None


def test_the_next_slip_in_the_line_takes_the_place_of_the_last(at_desk: AtTheDesk) -> None:
    first, second = booked(at_desk), booked(at_desk, 2, patient_id=at_desk.clinic.kim.id)
    at_desk.scan(code_of(first.id))

    at_desk.scan(code_of(second.id))

    assert at_desk.clinic.stored(second).status is AppointmentStatus.ARRIVED
    assert "11:00 with Dr Amara Okafor" in at_desk.words()
    assert "10:00" not in at_desk.words()


def test_a_slip_is_of_no_use_to_somebody_who_is_signed_in(at_desk: AtTheDesk) -> None:
    visit = booked(at_desk, 1, patient_id=at_desk.clinic.kim.id)
    at_desk.sign_in()

    at_desk.scan(code_of(visit.id))

    assert at_desk.clinic.stored(visit).status is AppointmentStatus.BOOKED


@pytest.mark.parametrize(
    ("hours", "status", "sentence"),
    [
        (4, AppointmentStatus.BOOKED, "Your appointment is at 13:00. You are early: you can check in from 11:00."),
        (-1, AppointmentStatus.BOOKED, "Your appointment was at 08:00. That time is over."),
        (1, AppointmentStatus.NOSHOW, "Your appointment was at 10:00. That time is over."),
        (24, AppointmentStatus.BOOKED, "This appointment is not today but on Wednesday, 25 November."),
        (-24, AppointmentStatus.BOOKED, "This appointment was on Monday, 23 November."),
        (1, AppointmentStatus.CANCELLED, "The appointment at 10:00 was cancelled."),
        (-1, AppointmentStatus.FULFILLED, "Your visit is over already."),
    ],
)
def test_every_reason_has_its_own_sentence(
    at_desk: AtTheDesk, hours: int, status: AppointmentStatus, sentence: str
) -> None:
    visit = booked(at_desk, hours, status=status)

    at_desk.scan(code_of(visit.id))

    assert at_desk.page(CheckInPage).message.text.startswith(sentence)
    assert at_desk.clinic.stored(visit).status is status


def test_who_is_checked_in_already_sees_again_where_to_go(at_desk: AtTheDesk) -> None:
    booked(at_desk)
    ask(at_desk)
    at_desk.press("Done")

    ask(at_desk)

    assert at_desk.title == "You are checked in already"
    assert "Please wait near Room 2" in at_desk.words()


def test_who_is_not_found_keeps_what_was_typed_and_hears_of_the_front_desk(at_desk: AtTheDesk) -> None:
    booked(at_desk)
    twin = at_desk.clinic.store(a_patient(mrn="8", given_name="Paula"))
    booked(at_desk, 2, patient_id=twin.id)

    ask(at_desk)

    page = at_desk.page(CheckInPage)
    assert page.message.text.startswith("We found no appointment for this.")
    assert at_desk.field(LETTERS).text() == "no"
    assert QApplication.focusWidget() is at_desk.field(BORN)


def test_guessing_is_told_to_wait(at_desk: AtTheDesk) -> None:
    booked(at_desk)
    for day in range(1, 6):
        ask(at_desk, f"{day}.4.1961")

    ask(at_desk)

    assert "Please wait 30 seconds" in at_desk.page(CheckInPage).message.text


def test_what_is_missing_is_said_at_its_field(at_desk: AtTheDesk) -> None:
    at_desk.press("I have an appointment today")
    at_desk.press("Check in")

    assert at_desk.field(BORN).accessibleDescription() == "Type your date of birth: day, month and year."
    assert at_desk.field(BORN) is QApplication.focusWidget()
    assert at_desk.field(LETTERS).accessibleDescription().startswith("Type the first two or three letters")
