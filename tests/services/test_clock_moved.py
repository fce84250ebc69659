"""Somebody sets the computer's clock while people are signed in: nobody loses what they do, and nobody gains time."""

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.domain.errors import ClockMoved, SessionEnded, SessionLocked, TokenExpired, WrongCredentials
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.passwords import Passwords
from clinic_desktop.services.sessions import CLOCK_MAY_STEP
from clinic_desktop.services.tokens import LEEWAY, RefreshToken
from clinic_desktop.storage.local import SessionRow
from tests.builders import COST, NINE_OCLOCK, PASSWORD, SmallClinic, a_small_clinic

LASTS = timedelta(hours=12)
YEAR = 365


def opens(desk: Clinic) -> bool:
    """Whether the desk gets at the patients, as a window asks: with new tokens for old where those have run out."""
    try:
        try:
            desk.patients.list()
        except TokenExpired:
            desk.renew()
            desk.patients.list()
    except SessionEnded:
        return False
    return True


def is_over(desk: Clinic) -> bool:
    """Whether not even the password opens it."""
    try:
        desk.account.unlock(PASSWORD)
    except TokenExpired:
        with suppress(SessionLocked):
            desk.renew()
            return is_over(desk)
        raise
    except SessionEnded:
        return True
    return False


def row_of(clinic: SmallClinic) -> SessionRow:
    with clinic.database.reading() as reading:
        (row,) = reading.where(SessionRow)
    return row


@pytest.mark.parametrize("by", [{"hours": -1}, {"days": -YEAR}, {"days": YEAR}, {"hours": 13}])
def test_a_clock_that_was_set_locks_the_session_and_the_password_opens_it(
    clinic: SmallClinic, by: dict[str, float]
) -> None:
    desk = clinic.as_receptionist()
    clinic.clock.forward(hours=2)
    desk.renew()
    clinic.clock.set_by(**by)

    with pytest.raises(TokenExpired):
        desk.patients.list()
    with pytest.raises(ClockMoved) as caught:
        desk.renew()
    assert not opens(desk)
    with pytest.raises(WrongCredentials):
        desk.account.unlock("wrong")
    desk.account.unlock(PASSWORD)

    assert caught.value.seconds == timedelta(**by).total_seconds()
    assert opens(desk)
    assert desk.session.session_ends_at == clinic.clock.now + timedelta(hours=10)
    assert row_of(clinic).ends_at - row_of(clinic).started_at == LASTS


def test_it_is_told_once_and_then_the_window_is_locked(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    clinic.clock.set_by(hours=-1)
    with pytest.raises(ClockMoved):
        desk.renew()

    with pytest.raises(SessionLocked) as caught:
        desk.renew()

    assert not isinstance(caught.value, ClockMoved)


def test_a_window_that_was_locked_before_is_opened_after_the_clock_was_set(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    desk.account.lock()
    clinic.clock.set_by(hours=-1)

    desk.account.unlock(PASSWORD)

    assert opens(desk)


def test_it_may_be_locked_and_left_while_the_clock_is_off(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    clinic.clock.set_by(days=YEAR)

    desk.account.lock()
    desk.account.sign_out()

    assert is_over(desk)


@pytest.mark.parametrize("minutes", [-4, 4, 60])
def test_what_is_put_right_by_a_little_or_ahead_in_time_locks_nothing(clinic: SmallClinic, minutes: int) -> None:
    desk = clinic.as_receptionist()

    clinic.clock.set_by(minutes=minutes)

    assert opens(desk)


def test_a_session_that_ends_by_a_clock_a_little_fast_is_over_and_not_locked(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    clinic.clock.set_by(minutes=2)
    clinic.clock.forward(hours=11, minutes=59)

    with pytest.raises(SessionEnded) as caught:
        desk.renew()

    assert not isinstance(caught.value, SessionLocked)


@pytest.mark.parametrize("by", [{"hours": -6}, {"days": -YEAR}, {"days": YEAR}])
def test_when_the_stopwatch_is_over_no_clock_and_no_password_brings_the_session_back(
    clinic: SmallClinic, by: dict[str, float]
) -> None:
    desk = clinic.as_receptionist()
    clinic.clock.forward(hours=12)

    clinic.clock.set_by(**by)

    assert not opens(desk)
    assert is_over(desk)


def test_what_was_ended_stays_ended_wherever_the_clock_stands(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    clinic.clock.forward(hours=1)
    desk.account.sign_out()

    clinic.clock.set_by(hours=-1)

    assert not opens(desk)
    assert is_over(desk)


def test_an_account_that_was_disabled_is_not_opened_at_the_lock(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    clinic.as_admin().staff.disable_account(clinic.receptionist.id)
    clinic.clock.set_by(days=YEAR)

    assert is_over(desk)


@pytest.mark.parametrize(
    ("by", "opened"),
    [({"hours": 13}, False), ({"days": YEAR}, False), ({"hours": -1}, False), ({"hours": 11}, True)],
)
def test_tokens_in_another_process_are_good_by_the_clock_alone_and_not_beyond(
    clinic: SmallClinic, by: dict[str, float], opened: bool
) -> None:
    """One that is started anew has a stopwatch that knows nothing of what was before."""
    desk = clinic.as_receptionist()
    clinic.clock.set_by(**by)

    after_a_restart = Clinic(clinic.database, desk.session, Passwords(COST), stopwatch=clinic.clock.seconds)

    assert opens(after_a_restart) is opened


def test_a_clock_set_back_a_little_again_and_again_wins_nothing(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()
    clinic.clock.forward(hours=1)
    desk.renew()

    steps = 0
    while opens(desk) and steps < 10:
        clinic.clock.set_by(minutes=-4)
        with suppress(SessionEnded):
            desk.renew()
        steps += 1

    assert steps == 2


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallClinic]:
    with a_small_clinic(Path(tempfile.mkdtemp(dir=tmp_path_factory.getbasetemp())) / "clinic") as made:
        yield made


def afresh(clinic: SmallClinic) -> Clinic:
    """Somebody signs in on the same day as those before."""
    clinic.clock.set_by(seconds=(NINE_OCLOCK - clinic.clock.now).total_seconds())
    return clinic.as_receptionist()


MINUTES = some.integers(-20, 20) | some.integers(-800, 800) | some.sampled_from([-525_600, 525_600])
MOVES = some.lists(
    some.tuples(some.just("set"), MINUTES)
    | some.tuples(some.just("pass"), some.integers(0, 400))
    | some.tuples(some.sampled_from(["renew", "lock"]), some.just(0)),
    max_size=10,
)


def play(clinic: SmallClinic, desk: Clinic, move: str, minutes: int) -> None:
    match move:
        case "set":
            clinic.clock.set_by(minutes=minutes)
        case "pass":
            clinic.clock.forward(minutes=minutes)
        case "renew":
            desk.renew()
        case "lock":
            desk.account.lock()
        case _:
            desk.account.unlock(PASSWORD)


@given(moves=MOVES)
def test_no_setting_of_the_clock_makes_a_session_longer(standing: SmallClinic, moves: list[tuple[str, int]]) -> None:
    clinic, desk = standing, afresh(standing)
    begun = clinic.clock.seconds()

    for move, minutes in moves:
        with suppress(SessionEnded):
            play(clinic, desk, move, minutes)
        if opens(desk):
            assert clinic.clock.seconds() - begun < LASTS.total_seconds()

    clinic.clock.forward(hours=12)
    assert not opens(desk)


@given(moves=some.lists(MOVES | some.just([("password", 0)]), max_size=3))
@settings(max_examples=50)
def test_the_password_makes_it_no_longer_either(standing: SmallClinic, moves: list[list[tuple[str, int]]]) -> None:
    clinic, desk = standing, afresh(standing)
    begun = clinic.clock.seconds()

    for move, minutes in [one for some_moves in moves for one in some_moves]:
        with suppress(SessionEnded):
            play(clinic, desk, move, minutes)
        assert not opens(desk) or clinic.clock.seconds() - begun < LASTS.total_seconds()
        if clinic.clock.seconds() - begun < LASTS.total_seconds() - CLOCK_MAY_STEP.total_seconds():
            desk.account.lock()
            assert not is_over(desk)  # and nobody is put out while they may still stay


@given(moves=MOVES, back=MINUTES)
def test_a_copy_of_the_tokens_elsewhere_is_good_within_what_the_session_had(
    standing: SmallClinic, moves: list[tuple[str, int]], back: int
) -> None:
    clinic, desk = standing, afresh(standing)
    for move, minutes in moves:
        with suppress(SessionEnded):
            play(clinic, desk, move, minutes)
    with clinic.database.reading() as reading:
        row = reading.get(SessionRow, RefreshToken.read(desk.session.refresh_token).session_id)
    clinic.clock.set_by(minutes=back)

    copy = Clinic(clinic.database, desk.session, Passwords(COST), stopwatch=clinic.clock.seconds)

    if opens(copy):
        assert row.last_used_at - CLOCK_MAY_STEP - LEEWAY <= clinic.clock.now < row.ends_at
