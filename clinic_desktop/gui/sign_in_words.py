"""What the sign-in card is told, and what it asks for: apart, for its window is painted before either."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRequest:
    """What a person typed to sign in."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoFace:
    """An account of the demo clinic, offered on the card: a click fills the form."""

    username: str
    password: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInFace:
    """What the card shows once the clinic is known; `demo_accounts` stays empty in a real one."""

    clinic_name: str
    station: str
    demo_accounts: Sequence[DemoFace] = ()
