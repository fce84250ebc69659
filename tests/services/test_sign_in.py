"""Who may come in, for how long, and what ends it."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread
from time import process_time

import jwt
import pytest

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.errors import (
    AccountDisabled,
    AccountLocked,
    InvalidInput,
    MustChangePassword,
    SessionEnded,
    SessionLocked,
    SignInPaused,
    TokenExpired,
    WrongCredentials,
)
from clinic_desktop.domain.people import Role
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.passwords import Passwords
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.services.tokens import AccessTokens
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.local import SessionRow
from tests.builders import COST, PASSWORD, SmallClinic, an_account

NEW_PASSWORD = "lantern-gravel-tide"


def a_twin_of(clinic: Clinic) -> Clinic:
    """Another holder of the very same tokens: a copy in another window, or a thief's."""
    return Clinic(clinic.database, clinic.session, Passwords(COST))


def refused(clinic: SmallClinic, username: str, password: str = "wrong") -> Exception:
    with pytest.raises((WrongCredentials, SignInPaused, AccountLocked)) as caught:
        clinic.sign_in.authenticate(username, password)
    return caught.value


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


# Tokens


def test_the_access_token_lasts_a_quarter_of_an_hour_and_is_renewed(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    clinic.clock.forward(minutes=14, seconds=59)
    desk.patients.list()
    clinic.clock.forward(seconds=1)
    with pytest.raises(TokenExpired):
        desk.patients.list()

    desk.renew()

    assert desk.patients.list()


def test_a_refresh_token_is_good_once_and_its_second_use_ends_the_session(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    thief = a_twin_of(desk)
    desk.renew()

    with pytest.raises(SessionEnded):
        thief.renew()

    with pytest.raises(SessionEnded):
        desk.patients.list()
    with pytest.raises(SessionEnded):
        desk.renew()


def test_a_session_ends_after_twelve_hours_whatever_happens(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    for _ in range(71):
        clinic.clock.forward(minutes=10)
        desk.renew()
    desk.patients.list()

    clinic.clock.forward(minutes=10)

    with pytest.raises(SessionEnded):
        desk.renew()
    with pytest.raises(SessionEnded):
        desk.patients.list()


def test_a_clock_set_back_does_not_lengthen_a_session(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    clinic.clock.forward(hours=1)
    desk.renew()
    clinic.clock.forward(hours=-1)

    with pytest.raises(TokenExpired):
        desk.patients.list()
    with pytest.raises(SessionEnded):
        desk.renew()


def test_a_session_is_measured_on_a_clock_that_nobody_sets(clinic: SmallClinic) -> None:
    seconds = 0.0
    sign_in = SignIn(clinic.database, cost=COST, stopwatch=lambda: seconds)
    desk = sign_in.authenticate("rlopez", PASSWORD)

    seconds = 16 * 60
    with pytest.raises(TokenExpired):
        desk.patients.list()
    desk.renew()
    desk.patients.list()
    seconds = 12 * 3600

    with pytest.raises(SessionEnded) as caught:
        desk.renew()
    assert not isinstance(caught.value, TokenExpired)


def test_only_hashes_of_refresh_tokens_are_kept(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()

    with clinic.database.reading() as reading:
        (row,) = reading.where(SessionRow)

    secret = desk.session.refresh_token.partition(".")[2]
    assert len(secret) >= 43
    assert secret not in repr(row)
    assert secret not in repr(desk.session)


def forged(
    clinic: SmallClinic, desk: Clinic, claims: dict[str, object], *, key: bytes | str | None = None, by: str = "HS256"
) -> str:
    """The desk's token with other claims; a claim given as None is left out."""
    own_key = clinic.database.key.derive("tokens")
    says = jwt.decode(desk.session.access_token, options={"verify_signature": False}) | claims
    says = {name: value for name, value in says.items() if value is not None}
    return jwt.encode(says, own_key if key is None else key, algorithm=by)


def with_token(desk: Clinic, token: str) -> Clinic:

    return Clinic(desk.database, replace(desk.session, access_token=token))


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "sid", "iat", "nbf", "exp", "jti", "ver", "role"])
def test_a_token_that_lacks_a_claim_is_not_ours(clinic: SmallClinic, claim: str) -> None:
    desk = clinic.as_receptionist()

    altered = with_token(desk, forged(clinic, desk, {claim: None}))

    with pytest.raises(SessionEnded):
        altered.admit(Permission.BOOK)


@pytest.mark.parametrize(
    "claims", [{"iss": "another"}, {"aud": "another"}, {"role": "admin"}, {"ver": 7}, {"sub": "not-an-id"}]
)
def test_a_token_that_says_something_else_is_refused(clinic: SmallClinic, claims: dict[str, object]) -> None:
    desk = clinic.as_receptionist()

    altered = with_token(desk, forged(clinic, desk, claims))

    with pytest.raises(SessionEnded):
        altered.admit(Permission.BOOK)


def test_a_token_signed_with_another_key_or_another_way_is_refused(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    tokens = [
        forged(clinic, desk, {}, key=b"x" * 32),
        forged(clinic, desk, {}, key=clinic.database.key.derive("tokens") * 2, by="HS512"),
        forged(clinic, desk, {}, key="", by="none"),
        desk.session.access_token[:-2] + ("AA" if not desk.session.access_token.endswith("AA") else "BB"),
        "",
        "a.b.c",
    ]

    for token in tokens:
        with pytest.raises(SessionEnded):
            with_token(desk, token).admit(Permission.BOOK)


def test_a_short_key_is_an_error(clinic: SmallClinic) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        AccessTokens(b"short", station_id=clinic.database.station_id)


# What ends a session


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
    assert desk.session.must_change_password
    with pytest.raises(MustChangePassword):
        desk.patients.list()
    assert desk.account.who_am_i().username == "rlopez"

    desk.account.change_password(handed.password, NEW_PASSWORD)

    assert not desk.session.must_change_password
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
