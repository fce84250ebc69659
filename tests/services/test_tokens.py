"""Access tokens and refresh tokens: how long they last, and what makes them worthless."""

from dataclasses import replace

import jwt
import pytest

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.errors import SessionEnded, TokenExpired
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.services.tokens import AccessTokens
from clinic_desktop.storage.local import SessionRow
from tests.builders import COST, PASSWORD, SmallClinic
from tests.services.at_the_door import a_twin_of


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


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "sid", "iat", "nbf", "exp", "jti", "ver", "role"])
def test_a_token_that_lacks_a_claim_is_not_ours(clinic: SmallClinic, claim: str) -> None:
    desk = clinic.as_receptionist()

    altered = with_token(desk, forged(clinic, desk, {claim: None}))

    with pytest.raises(SessionEnded):
        altered.admission.admit(Permission.BOOK)


@pytest.mark.parametrize(
    "claims", [{"iss": "another"}, {"aud": "another"}, {"role": "admin"}, {"ver": 7}, {"sub": "not-an-id"}]
)
def test_a_token_that_says_something_else_is_refused(clinic: SmallClinic, claims: dict[str, object]) -> None:
    desk = clinic.as_receptionist()

    altered = with_token(desk, forged(clinic, desk, claims))

    with pytest.raises(SessionEnded):
        altered.admission.admit(Permission.BOOK)


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
            with_token(desk, token).admission.admit(Permission.BOOK)


def test_a_short_key_is_an_error(clinic: SmallClinic) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        AccessTokens(b"short", station_id=clinic.database.station_id)
