"""What ends a session, and the lock."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from clinic_desktop.domain.errors import (
    InvalidInput,
    MustChangePassword,
    SessionEnded,
    SessionLocked,
    SignInPaused,
    WrongCredentials,
)
from tests.builders import PASSWORD, SmallClinic
from tests.services.at_the_door import a_twin_of, refused

NEW_PASSWORD = "lantern-gravel-tide"


def test_a_signed_out_token_is_dead_at_once(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    twin = a_twin_of(desk)

    desk.account.sign_out()

    for one in (desk, twin):
        with pytest.raises(SessionEnded):
            one.patients.list()
        with pytest.raises(SessionEnded):
            one.renew()


def test_signing_out_works_after_the_access_token_has_run_out(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    clinic.clock.forward(minutes=20)

    desk.account.sign_out()

    with pytest.raises(SessionEnded):
        desk.renew()


@pytest.mark.parametrize("verb", ["disable_account", "reset_password", "end_sessions"])
def test_what_an_admin_does_to_an_account_ends_its_sessions_at_once(clinic: SmallClinic, verb: str) -> None:
    desk, admin = clinic.as_receptionist(), clinic.as_admin()

    getattr(admin.staff, verb)(clinic.receptionist.id)

    with pytest.raises(SessionEnded):
        desk.patients.list()
    with pytest.raises(SessionEnded):
        desk.renew()
    assert admin.patients.list()


def test_changing_the_own_password_ends_all_other_sessions(clinic: SmallClinic) -> None:
    desk, elsewhere = clinic.as_receptionist(), clinic.as_receptionist()

    desk.account.change_password(PASSWORD, NEW_PASSWORD)

    assert desk.patients.list()
    with pytest.raises(SessionEnded):
        elsewhere.patients.list()
    assert clinic.sign_in.authenticate("rlopez", NEW_PASSWORD).session.account.username == "rlopez"
    assert isinstance(refused(clinic, "rlopez", PASSWORD), WrongCredentials)


def test_the_old_password_must_be_right_and_guessing_it_is_counted(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()

    for _ in range(4):
        with pytest.raises(InvalidInput) as caught:
            desk.account.change_password("wrong", NEW_PASSWORD)
        assert caught.value.field == "old"

    with pytest.raises(SignInPaused):
        desk.account.change_password("wrong", NEW_PASSWORD)


def test_a_one_time_password_opens_nothing_but_the_way_to_a_new_one(clinic: SmallClinic) -> None:
    handed = clinic.as_admin().staff.reset_password(clinic.receptionist.id)
    desk = clinic.sign_in.authenticate("rlopez", handed.password)
    before = desk.session
    with pytest.raises(MustChangePassword):
        desk.patients.list()
    assert desk.account.who_am_i().username == "rlopez"

    desk.account.change_password(handed.password, NEW_PASSWORD)

    assert (before.must_change_password, desk.session.must_change_password) == (True, False)
    assert desk.patients.list()


# The lock


def test_a_locked_window_gives_nothing_until_the_password_is_typed(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    twin = a_twin_of(desk)

    desk.account.lock()

    with pytest.raises(SessionLocked):
        desk.patients.list()
    with pytest.raises(SessionLocked):
        twin.account.who_am_i()
    desk.account.unlock(PASSWORD)
    assert desk.patients.list()


def test_a_window_locked_over_lunch_is_renewed_and_unlocked(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    clinic.clock.forward(minutes=20)
    desk.account.lock()
    clinic.clock.forward(minutes=40)

    desk.renew()
    with pytest.raises(SessionLocked):
        desk.patients.list()
    desk.account.unlock(PASSWORD)

    assert desk.patients.list()


def test_wrong_passwords_at_the_lock_are_counted(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    desk.account.lock()

    for _ in range(4):
        with pytest.raises(WrongCredentials):
            desk.account.unlock("wrong")

    with pytest.raises(SignInPaused):
        desk.account.unlock("wrong")
    with pytest.raises(SignInPaused):
        desk.account.unlock(PASSWORD)


def test_renewing_from_many_threads_keeps_the_session(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    threads = [Thread(target=desk.renew) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert desk.patients.list()


def test_signing_in_is_written_down_but_wrong_tries_are_not_journalled(clinic: SmallClinic) -> None:
    before = clinic.stored(clinic.receptionist)

    refused(clinic, "rlopez")
    after_a_wrong_try = clinic.stored(clinic.receptionist)
    clinic.as_receptionist()

    assert after_a_wrong_try == before
    assert clinic.stored(clinic.receptionist).version == before.version + 1


def test_a_session_lasts_as_long_as_the_clinic_says(clinic: SmallClinic) -> None:

    settings = clinic.settings()
    clinic.store(replace(settings, policies=replace(settings.policies, session_hours=2)))

    desk = clinic.as_receptionist()

    assert desk.session.session_ends_at == clinic.clock.now + timedelta(hours=2)
