"""A newcomer makes an account at the desk, one question after the other, by real keys and fingers."""

from dataclasses import replace

from PySide6.QtCore import Qt

from clinic_desktop.domain.desk_tasks import DeskTask, TaskKind
from clinic_desktop.domain.people import Account, Patient
from clinic_desktop.gui.patient_desk import own_names
from clinic_desktop.gui.patient_desk.register_page import RegisterPage
from clinic_desktop.gui.patient_desk.start_page import StartPage
from clinic_desktop.services.passwords import strength
from tests.gui.patient_desk.at_the_desk import AtTheDesk
from tests.gui.patient_desk.own_desk import NEW_PASSWORD, register


def patients(desk: AtTheDesk) -> list[Patient]:
    with desk.clinic.database.reading() as reading:
        return reading.where(Patient)


def test_a_newcomer_is_asked_step_by_step_and_then_is_inside(at_desk: AtTheDesk) -> None:
    register(at_desk)

    assert at_desk.window.page is not None
    assert at_desk.window.page.objectName() == own_names.HOME
    assert {patient.full_name for patient in patients(at_desk)} == {"Peter Novak", "Min Kim", "Ida Berg"}


def test_who_is_perhaps_in_the_file_sees_nothing_of_it_and_the_desk_is_asked(at_desk: AtTheDesk) -> None:
    register(at_desk, given="Peter", family="Novak", born="14.3.1961")

    assert at_desk.window.page is not None
    assert at_desk.window.page.objectName() == own_names.HOME
    with at_desk.clinic.database.reading() as reading:
        (task,) = reading.where(DeskTask)
    assert task.kind is TaskKind.LINK
    assert task.patient_id not in {at_desk.clinic.novak.id, at_desk.clinic.kim.id}


def test_a_question_is_not_left_unanswered_and_back_loses_nothing(at_desk: AtTheDesk) -> None:
    at_desk.press("I am new here")
    at_desk.press("Next")
    assert at_desk.field("First name").accessibleDescription() == "Type your name."
    at_desk.type("First name", "Ida")
    at_desk.press("Next")
    assert at_desk.title == "When were you born?"

    at_desk.press("Back")
    assert at_desk.field("First name").text() == "Ida"
    at_desk.key(Qt.Key.Key_Escape)

    at_desk.page(StartPage)


def test_a_taken_user_name_leads_back_to_its_question_and_the_rest_stays(at_desk: AtTheDesk) -> None:
    with at_desk.clinic.database.reading() as reading:
        (account,) = reading.where(Account, id=at_desk.clinic.patient.id)
    at_desk.clinic.store(replace(account, username="IBerg"))

    register(at_desk)

    page = at_desk.page(RegisterPage)
    assert at_desk.title == "Choose a user name"
    assert page.fields["username"].problem == "This user name is taken. Please choose another."
    at_desk.type("User name", "ida.berg")
    at_desk.press("Next")
    at_desk.press("Make my account")
    assert len(patients(at_desk)) == 3


def test_a_taken_address_is_refused_kindly(at_desk: AtTheDesk) -> None:
    with at_desk.clinic.database.reading() as reading:
        (account,) = reading.where(Account, id=at_desk.clinic.patient.id)
    at_desk.clinic.store(replace(account, email="ida@example.org"))

    register(at_desk)

    assert at_desk.title == "How can we reach you?"
    assert at_desk.page(RegisterPage).fields["email"].problem.startswith("There is an account with this e-mail address")


def test_the_strength_of_a_password_is_told_while_it_is_typed(at_desk: AtTheDesk) -> None:
    at_desk.press("I am new here")
    page = at_desk.page(RegisterPage)
    page.show_field("password")
    at_desk.type("Password", "password")
    at_desk.settle()
    assert page.strength.words == "Very easy to guess. Add another word."

    at_desk.type("Password", NEW_PASSWORD)
    at_desk.settle()

    assert page.strength.words == "Very good: very hard to guess."


def test_a_password_made_of_ones_own_name_is_rated_as_what_it_is() -> None:
    assert strength("grzebykowska", ["Ida Grzebykowska"]) < strength("grzebykowska", [])
    assert strength("", ["Ida"]) == 0
    assert strength("x" * 500, []) <= 4
