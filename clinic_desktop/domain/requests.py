"""What people ask of the clinic about themselves and others: accounts, patients, staff, types and settings."""

from dataclasses import dataclass, field
from uuid import UUID

from .clinic import OpeningHours
from .messages import Channel
from .people import PatientDetails, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAdmin:
    """The person who will administer a new clinic, or one whose accounts were lost; `proof` shows that they may then.

    It is the recovery code or the start passphrase, as SavedRecords tells.
    """

    username: str
    full_name: str
    password: str = field(repr=False)
    email: str = ""
    proof: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunRequest:
    """A new clinic, as the wizard asks for it; `phone_region` is where numbers without a country code belong."""

    name: str
    zone: str
    admin: FirstAdmin
    address: str = ""
    phone: str = ""
    phone_region: str = "DE"
    opening_hours: tuple[OpeningHours, ...] = ()
    is_demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientRegistration:
    """What a patient types who makes an account of their own; `details.email` becomes the account's address."""

    details: PatientDetails
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientContact:
    """What a patient may change in their own record."""

    mobile: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_relation: str = ""
    wants_reminders: bool = True
    reminder_channel: Channel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """Someone who shall be able to sign in. A patient's account names their record, no other role has one."""

    username: str
    full_name: str
    role: Role
    email: str = ""
    patient_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChange:
    """How an account shall stand from now on."""

    username: str
    full_name: str
    role: Role
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerProfile:
    """What a doctor may change of their own entry."""

    title: str = ""
    specialty: str = ""
    qualification: str = ""
    room: str = ""
    contact: str = ""
    colour: str = "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerDetails:
    """How a practitioner shall stand; `account_id` is the doctor's account that is theirs, if they have one."""

    name: str
    profile: PractitionerProfile = PractitionerProfile()
    department_id: UUID | None = None
    slot_minutes: int = 15
    account_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPractitioner:
    """A practitioner to be added: with an account of this user name, with `details.account_id`, or with none.

    `follows_opening_hours` gives them the clinic's opening hours to begin with.
    """

    details: PractitionerDetails
    username: str = ""
    email: str = ""
    follows_opening_hours: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentDetails:
    """How a department shall stand."""

    name: str
    description: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomDetails:
    """How a room shall stand."""

    name: str
    department_id: UUID | None = None
    floor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeDetails:
    """How an appointment type shall stand; minutes from 5 to 480, buffers from 0 to 120.

    Empty `practitioner_ids` mean everybody, now and later.
    """

    name: str
    minutes: int
    colour: str = "blue"
    buffer_before: int = 0
    buffer_after: int = 0
    patients_may_book: bool = False
    doctors_may_book: bool = True
    practitioner_ids: tuple[UUID, ...] = ()
    room: str = ""
