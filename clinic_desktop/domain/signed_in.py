"""Who is signed in, and how a clinic shows itself before anyone is."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from .clinic import ClinicSettings
from .people import Practitioner, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFace:
    """The signed-in person; `practitioner_id` is set for doctors, `patient_id` for patients."""

    id: UUID
    username: str
    full_name: str
    role: Role
    practitioner_id: UUID | None = None
    patient_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Who is likely to come in: their window may be made while their password is being proven, and shows nothing."""

    account: AccountFace
    settings: ClinicSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInHere:
    """A session at this station that has not ended: since when, and when it was used last (each a quarter of an hour).

    `is_own` is that of who asks.
    """

    id: UUID
    started_at: datetime
    last_used_at: datetime
    ends_at: datetime
    is_locked: bool
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInElsewhere:
    """When somebody signed in last at another station: whether they still are, only that station knows."""

    station_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereSignedIn:
    """Where somebody is signed in: the open sessions of this station, newest first, and what others told."""

    station_name: str
    here: tuple[SignedInHere, ...]
    elsewhere: tuple[SignInElsewhere, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The tokens of one signed-in person. Instants are UTC; neither token is ever shown or logged."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    account: AccountFace
    access_ends_at: datetime
    session_ends_at: datetime
    must_change_password: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimePassword:
    """A password to hand over; it opens the account once, then a new one must be chosen."""

    account_id: UUID
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedPractitioner:
    """A new practitioner, with the one-time password of the account made for them, if one was."""

    practitioner: Practitioner
    one_time_password: OneTimePassword | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """An account of the demo clinic, whose password is no secret."""

    username: str
    password: str
    full_name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicFace:
    """What the sign-in dialog shows. `demo_accounts` is empty unless the clinic is a demo."""

    name: str
    station: str
    is_demo: bool
    demo_accounts: tuple[DemoAccount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """How much of a clinic has come to the PC that joined it, and whether somebody can sign in there already."""

    records: int
    people: int
    patients: int
    appointments: int
    may_sign_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerFace:
    """A practitioner as anyone may see them."""

    id: UUID
    name: str
    specialty: str
    department_name: str
