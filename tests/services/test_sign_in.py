"""Who may come in, and how often they may be wrong."""

from threading import Thread
from time import process_time

import pytest

from clinic_desktop.domain.errors import AccountDisabled, AccountLocked, SignInPaused, WrongCredentials
from clinic_desktop.domain.people import Role
from clinic_desktop.services.passwords import Passwords
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.storage.database import Database
from tests.builders import COST, PASSWORD, SmallClinic, an_account
from tests.services.at_the_door import refused


def test_the_right_pair_opens_the_clinic_for_that_person(clinic: SmallClinic) -> None:
    signed_in = clinic.sign_in.authenticate("rlopez", PASSWORD)

    me = signed_in.account.who_am_i()
    assert (me.username, me.full_name, me.role) == ("rlopez", "Rosa Lopez", Role.RECEPTIONIST)
    assert clinic.stored(clinic.receptionist).last_sign_in_at == clinic.clock.now


@pytest.mark.parametrize("typed", ["RLopez", " rlopez ", "ｒlopez".replace("ｒ", "R")])
def test_a_user_name_is_taken_in_any_case_and_trimmed(clinic: SmallClinic, typed: str) -> None:
    assert clinic.sign_in.authenticate(typed, PASSWORD).session.account.id == clinic.receptionist.id


def test_a_password_is_the_same_however_its_accents_are_composed(clinic: SmallClinic) -> None:
    clinic.store(an_account(username="zoe", password_hash=Passwords(COST).hash("caf\u00e9-\u00fcber-alles")))

    signed_in = clinic.sign_in.authenticate("zoe", "cafe\u0301-u\u0308ber-alles")

    assert signed_in.session.account.username == "zoe"


def test_doctors_and_patients_are_told_which_record_is_theirs(clinic: SmallClinic) -> None:
    assert clinic.as_doctor().session.account.practitioner_id == clinic.okafor.id
    assert clinic.as_patient().session.account.patient_id == clinic.novak.id


def test_an_unknown_user_gets_the_same_words_as_a_wrong_password(clinic: SmallClinic) -> None:
    known = [refused(clinic, "rlopez") for _ in range(5)]
    unknown = [refused(clinic, "nobody") for _ in range(5)]

    assert [str(refusal) for refusal in known] == [str(refusal) for refusal in unknown]
    assert [type(refusal) for refusal in known] == [WrongCredentials] * 4 + [SignInPaused]


def test_an_unknown_user_costs_the_same_time() -> None:
    passwords = Passwords(10)
    kept = passwords.hash(PASSWORD)

    def seconds(kept: str | None) -> float:
        begun = process_time()
        passwords.match("wrong", kept)
        return process_time() - begun

    known = min(seconds(kept) for _ in range(5))
    unknown = min(seconds(None) for _ in range(5))

    assert unknown == pytest.approx(known, rel=0.5)


def test_the_sentence_counts_the_tries_that_are_left(clinic: SmallClinic) -> None:
    sentences = [str(refused(clinic, "rlopez")) for _ in range(3)]

    assert sentences[-1] == "That user name and password do not match. Two more tries before a pause of 30 seconds."


def test_after_five_wrong_tries_even_the_right_password_waits(clinic: SmallClinic) -> None:
    for _ in range(5):
        refused(clinic, "rlopez")

    paused = refused(clinic, "rlopez", PASSWORD)
    clinic.clock.forward(seconds=31)

    assert isinstance(paused, SignInPaused)
    assert clinic.sign_in.authenticate("rlopez", PASSWORD).session.account.username == "rlopez"


def test_the_pause_doubles_up_to_a_quarter_of_an_hour_and_ends_in_a_lock(clinic: SmallClinic) -> None:
    pauses = []
    for _ in range(20):
        refusal = refused(clinic, "rlopez")
        if isinstance(refusal, SignInPaused):
            pauses.append(refusal.seconds)
            clinic.clock.forward(seconds=refusal.seconds)

    assert pauses == [30, 60, 120, 240, 480, *[900] * 10]
    clinic.clock.forward(days=30)
    assert isinstance(refused(clinic, "rlopez", PASSWORD), AccountLocked)


def test_the_right_password_begins_the_count_anew(clinic: SmallClinic) -> None:
    for _ in range(4):
        refused(clinic, "rlopez")

    clinic.sign_in.authenticate("rlopez", PASSWORD)

    assert str(refused(clinic, "rlopez")).endswith("Four more tries before a pause of 30 seconds.")


def test_a_pause_outlives_the_program(clinic: SmallClinic) -> None:
    for _ in range(5):
        refused(clinic, "rlopez")

    reopened = Database.open(clinic.database.folder, clinic.database.key, station="Desk 1", clock=clinic.clock)
    try:
        with pytest.raises(SignInPaused):
            SignIn(reopened, cost=COST).authenticate("rlopez", PASSWORD)
    finally:
        reopened.close()


def test_a_clock_set_back_makes_no_pause_longer(clinic: SmallClinic) -> None:
    for _ in range(5):
        refused(clinic, "rlopez")
    clinic.clock.forward(days=-400)

    refusal = refused(clinic, "rlopez")

    assert isinstance(refusal, SignInPaused)
    assert refusal.seconds == 30


def test_many_guesses_at_once_gain_nothing(clinic: SmallClinic) -> None:
    outcomes: list[Exception] = []
    threads = [Thread(target=lambda: outcomes.append(refused(clinic, "rlopez"))) for _ in range(12)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(isinstance(outcome, WrongCredentials) for outcome in outcomes) == 4


def test_one_account_paused_leaves_the_others_alone(clinic: SmallClinic) -> None:
    for _ in range(5):
        refused(clinic, "rlopez")

    assert clinic.as_admin().session.account.username == "sortiz"


def test_an_admin_opens_a_locked_account(clinic: SmallClinic) -> None:
    for _ in range(20):
        refused(clinic, "rlopez")
        clinic.clock.forward(minutes=16)
    admin = clinic.as_admin()
    (line,) = admin.staff.accounts(Role.RECEPTIONIST)

    admin.staff.unlock_account(clinic.receptionist.id)

    assert line.is_locked
    assert clinic.as_receptionist().session.account.username == "rlopez"


def test_only_who_knows_the_password_learns_that_the_account_is_disabled(clinic: SmallClinic) -> None:
    clinic.as_admin().staff.disable_account(clinic.receptionist.id)

    assert isinstance(refused(clinic, "rlopez"), WrongCredentials)
    with pytest.raises(AccountDisabled):
        clinic.sign_in.authenticate("rlopez", PASSWORD)
