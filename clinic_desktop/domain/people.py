"""The people of a clinic: who signs in, who is treated, who treats, and where."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from .messages import Channel
from .records import Record


class Role(StrEnum):
    """What an account is for; it decides the window that opens and what the service permits."""

    ADMIN = "admin"
    RECEPTIONIST = "receptionist"
    DOCTOR = "doctor"
    PATIENT = "patient"


class Sex(StrEnum):
    """Administrative gender (FHIR R4 AdministrativeGender)."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Record):
    """Someone who may sign in. User names and e-mail addresses are unique without regard to case."""

    username: str
    full_name: str
    role: Role
    password_hash: str
    email: str | None = None
    active: bool = True
    must_change_password: bool = False
    last_sign_in_at: datetime | None = None
    token_version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Department(Record):
    """A part of the clinic; its name is unique without regard to case, its `position` orders the lists."""

    name: str
    description: str = ""
    location: str = ""
    active: bool = True
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Room(Record):
    """Where patients are seen; its name, unique without regard to case, is what doctors and types say of their room."""

    name: str
    department_id: UUID | None = None
    floor: str = ""
    active: bool = True
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner(Record):
    """Someone patients are booked with: a doctor to users."""

    name: str
    title: str = ""
    account_id: UUID | None = None
    department_id: UUID | None = None
    specialty: str = ""
    qualification: str = ""
    room: str = ""
    contact: str = ""
    slot_minutes: int = 15
    colour: str = "blue"
    active: bool = True

    @property
    def display_name(self) -> str:
        """Title and name, as the desk says them."""
        return f"{self.title} {self.name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient(Record):
    """Someone who is treated; never deleted, only archived or merged into another record.

    `reminder_channel` is how they want to be written to; None leaves it to the clinic.
    """

    mrn: str
    given_name: str
    family_name: str
    birth_date: date | None
    sex: Sex = Sex.UNKNOWN
    mobile: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_relation: str = ""
    alerts: tuple[str, ...] = ()
    notes: str = ""
    own_doctor_id: UUID | None = None
    wants_reminders: bool = True
    account_id: UUID | None = None
    merged_into_id: UUID | None = None
    archived: bool = False
    reminder_channel: Channel | None = None

    @property
    def full_name(self) -> str:
        """Given name first, as it is spoken."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientDetails:
    """What a person types when registering or changing a patient; checked by the service."""

    given_name: str
    family_name: str
    birth_date: date | None
    sex: Sex = Sex.UNKNOWN
    mobile: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_relation: str = ""
    alerts: tuple[str, ...] = ()
    notes: str = ""
    own_doctor_id: UUID | None = None
    wants_reminders: bool = True
    reminder_channel: Channel | None = None


def age_on(birth_date: date, day: date) -> int:
    """Completed years of life on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
