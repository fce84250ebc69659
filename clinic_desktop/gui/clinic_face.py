"""What the windows of the entrance have to know of a clinic."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_desktop.gui.sign_in_words import SignInFace
    from clinic_desktop.services.opening import OpenClinic


def sign_in_face(clinic: "OpenClinic") -> "SignInFace":
    """What the sign-in card shows of a clinic."""
    from clinic_desktop.gui.role_words import role_words
    from clinic_desktop.gui.sign_in_words import DemoFace, SignInFace

    return SignInFace(
        clinic_name=clinic.face.name,
        station=clinic.face.station,
        demo_accounts=[
            DemoFace(
                username=each.username, password=each.password, words=f"{each.full_name} · {role_words(each.role)}"
            )
            for each in clinic.face.demo_accounts
        ],
    )


def password_length_of(clinic: "OpenClinic") -> int:
    """How many letters a password needs here."""
    from clinic_desktop.domain.clinic import Policies

    policies = Policies() if clinic.settings is None else clinic.settings.policies
    return policies.password_min_length
