"""What tests of signing in share: a refusal at the door, and a second holder of the same tokens."""

import pytest

from clinic_desktop.domain.errors import AccountLocked, SignInPaused, WrongCredentials
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.passwords import Passwords
from tests.builders import COST, SmallClinic


def a_twin_of(clinic: Clinic) -> Clinic:
    """Another holder of the very same tokens: a copy in another window, or a thief's."""
    return Clinic(clinic.database, clinic.session, Passwords(COST))


def refused(clinic: SmallClinic, username: str, password: str = "wrong") -> Exception:
    with pytest.raises((WrongCredentials, SignInPaused, AccountLocked)) as caught:
        clinic.sign_in.authenticate(username, password)
    return caught.value
