"""Every verb × every role × every state of the token, against one table: a verb without a row in it fails."""

import inspect
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cached_property

import pytest

from clinic_desktop.domain.errors import MustChangePassword, NotAllowed, NothingToUndo, SessionEnded
from clinic_desktop.domain.people import Role
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.desk import Desk
from clinic_desktop.services.passwords import Passwords
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.services.tokens import AccessTokens
from clinic_desktop.storage.local import SessionRow
from tests.builders import COST, a_small_clinic, an_account
from tests.services.access_around_visits import Call
from tests.services.access_table import EXPECTED
from tests.services.scene import Scene

ROLES = {"A": Role.ADMIN, "R": Role.RECEPTIONIST, "D": Role.DOCTOR, "P": Role.PATIENT}


AT_THE_DOOR = {
    "arrived", "authenticate", "connect_station", "create_first_admin", "departments", "expected", "face", "has_admin",
    "health", "practitioners", "prove_owner", "register_patient", "saved_records", "set_up",
}  # fmt: skip
THOUGH_EXPIRED = {"account.lock", "account.sign_out"}
WHILE_LOCKED = {"account.lock", "account.unlock", "account.sign_out"}
BEFORE_THE_CHANGE = {name for name in EXPECTED if name.startswith("account.")}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One clinic for all calls, because every call brings what it needs."""
    with a_small_clinic(tmp_path_factory.mktemp("access") / "clinic") as clinic:
        yield Scene(clinic)


def signed_in(scene: Scene, role: Role) -> Clinic:
    return scene.clinic.signed_in(scene.caller(role))


def outcome(call: Call, clinic: Clinic, scene: Scene) -> str:
    """What the caller gets: "done", or the name of the refusal."""
    scene.me = clinic
    try:
        call(scene)
    except (NotAllowed, SessionEnded, MustChangePassword) as refusal:
        return type(refusal).__name__
    except NothingToUndo:
        return "done"  # admitted, with nothing to take back
    return "done"


def public_verbs(of: type) -> set[str]:
    return {name for name, _ in inspect.getmembers(of, inspect.isfunction) if not name.startswith("_")}


def test_every_verb_of_every_service_has_a_row(scene: Scene) -> None:
    clinic = signed_in(scene, Role.ADMIN)

    services = [name for name, kind in vars(Clinic).items() if isinstance(kind, cached_property)]
    verbs = {
        f"{service}.{verb}"
        for service in services
        for verb in public_verbs(type(getattr(clinic, service))) - public_verbs(Desk)
    }

    assert verbs == {name.split(" ")[0] for name in EXPECTED}
    assert public_verbs(SignIn) == AT_THE_DOOR


@pytest.mark.parametrize("letter", ROLES)
@pytest.mark.parametrize("name", EXPECTED)
def test_a_role_may_what_the_table_says_and_no_more(scene: Scene, name: str, letter: str) -> None:
    roles, call = EXPECTED[name]

    got = outcome(call, signed_in(scene, ROLES[letter]), scene)

    assert got == ("done" if letter in roles else "NotAllowed")


@pytest.mark.parametrize("letter", ROLES)
def test_a_signed_out_token_opens_nothing(scene: Scene, letter: str) -> None:
    clinic = signed_in(scene, ROLES[letter])
    clinic.account.sign_out()

    outcomes = {name: outcome(call, clinic, scene) for name, (_, call) in EXPECTED.items()}

    assert outcomes == dict.fromkeys(EXPECTED, "SessionEnded")


@pytest.mark.parametrize("letter", ROLES)
def test_a_revoked_token_opens_nothing(scene: Scene, letter: str) -> None:
    clinic = signed_in(scene, ROLES[letter])
    with scene.clinic.database.reading() as reading:
        rows = reading.where(SessionRow, account_id=clinic.session.account.id, revoked_at=None)
    for row in rows:
        scene.clinic.store(replace(row, revoked_at=scene.clinic.clock.now))

    outcomes = {name: outcome(call, clinic, scene) for name, (_, call) in EXPECTED.items()}

    assert outcomes == dict.fromkeys(EXPECTED, "SessionEnded")


@pytest.mark.parametrize("letter", ROLES)
def test_an_expired_token_opens_nothing_but_may_lock_and_leave(scene: Scene, letter: str) -> None:
    clinic = with_an_expired_token(scene, ROLES[letter])

    outcomes = {
        name: outcome(call, clinic, scene) for name, (_, call) in EXPECTED.items() if name not in THOUGH_EXPIRED
    }

    assert outcomes == dict.fromkeys(outcomes, "TokenExpired")
    assert [outcome(EXPECTED[name][1], clinic, scene) for name in sorted(THOUGH_EXPIRED)] == ["done", "done"]


@pytest.mark.parametrize("letter", ROLES)
def test_a_locked_window_opens_nothing_but_its_lock(scene: Scene, letter: str) -> None:
    clinic = signed_in(scene, ROLES[letter])
    clinic.account.lock()

    outcomes = {name: outcome(call, clinic, scene) for name, (_, call) in EXPECTED.items() if name not in WHILE_LOCKED}

    assert outcomes == dict.fromkeys(outcomes, "SessionLocked")


@pytest.mark.parametrize("letter", ROLES)
def test_a_one_time_password_opens_nothing_but_the_own_account(scene: Scene, letter: str) -> None:
    account = scene.clinic.store(an_account(username=scene.name(), role=ROLES[letter], must_change_password=True))
    clinic = scene.clinic.signed_in(account)

    outcomes = {
        name: outcome(call, clinic, scene) for name, (_, call) in EXPECTED.items() if name not in BEFORE_THE_CHANGE
    }

    assert outcomes == dict.fromkeys(outcomes, "MustChangePassword")


def with_an_expired_token(scene: Scene, role: Role) -> Clinic:
    clinic = signed_in(scene, role)
    row = clinic.admission.standing()
    sixteen_minutes_ago = scene.clinic.clock.now - timedelta(minutes=16)
    database = scene.clinic.database
    tokens = AccessTokens(database.key.derive("tokens"), station_id=database.station_id)
    token = tokens.issue(
        account_id=row.account_id,
        session_id=row.session_id,
        role=row.role,
        token_version=row.token_version,
        now=sixteen_minutes_ago,
    )
    return Clinic(database, replace(clinic.session, access_token=token), Passwords(COST))
