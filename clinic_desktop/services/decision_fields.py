"""The fields of a conflict in words, and what is typed for one of them made fit to keep."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import date_words, moment_words
from clinic_desktop.domain.decisions import FieldChoice
from clinic_desktop.domain.desk_tasks import DeskTask, TaskStatus
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.people import Account, Department, Patient, Practitioner
from clinic_desktop.domain.records import Record
from clinic_desktop.storage.reading.base import Reading

from . import written

Values = Mapping[str, Any]  # Any: of the record's fields

_HIDDEN = frozenset(
    {
        "version",
        "zone",
        "local_start",
        "token_version",
        "last_sign_in_at",
        "buffer_before",
        "settled_at",
        "settled_by",
        "position",
    }
)
_SECRET = frozenset({"password_hash", "smtp_secret", "sms_secret"})
_LABELS = {
    "given_name": "First name", "family_name": "Last name", "mrn": "MRN", "mobile": "Mobile", "phone": "Phone",
    "email": "E-mail", "birth_date": "Date of birth", "starts_at": "Starts", "ends_at": "Ends",
    "practitioner_id": "With", "type_id": "Type", "own_doctor_id": "Own doctor", "password_hash": "Password",
    "username": "User name", "desk_note": "Desk note", "visit_note": "Visit note", "merged_into_id": "Merged into",
    "full_name": "Name", "account_id": "Account", "department_id": "Department", "overbooked_by": "Booked over by",
    "active": "In use", "asked_by": "Asked by", "booked_id": "Booked", "wanted_day": "About when",
    "appointment_id": "Appointment", "practitioner_ids": "Offered by", "doctors_may_book": "Doctors book it",
    "patients_may_book": "Patients book it",
}  # fmt: skip
_NEEDED = frozenset({"username", "name", "mrn", "full_name"})
_PHONES = frozenset({"mobile", "phone", "contact_phone"})
_PROSE = frozenset({"address", "notes", "desk_note", "visit_note", "description", "opening_hours"})
_NAMED: tuple[tuple[type[Record], str], ...] = (
    (Practitioner, "display_name"),
    (Patient, "full_name"),
    (Account, "full_name"),
    (Department, "name"),
)


_CALLED: Mapping[StrEnum, str] = {
    TaskStatus.REQUESTED: "still to be done",
    TaskStatus.COMPLETED: "done",
    TaskStatus.CANCELLED: "taken off the list",
}


def choices(
    reading: Reading,
    standing: Record,
    before: Values,
    mine: Values,
    zone: ZoneInfo,
    *,
    closed: frozenset[str] = frozenset(),
) -> list[FieldChoice]:
    """The fields in which a change differs from what stands now, in words; of the closed ones only that they do."""
    secret = _SECRET | closed
    found = []
    for field, wanted in mine.items():
        if field in _HIDDEN or not hasattr(standing, field):
            continue
        stands = getattr(standing, field)
        if wanted == stands:
            continue
        may_be_typed = isinstance(stands, str) and type(stands) is str and field not in secret
        found.append(
            FieldChoice(
                field=field,
                label=_label(standing, field),
                before=words_of(reading, field, before.get(field), zone, secret=secret),
                mine=words_of(reading, field, wanted, zone, secret=secret),
                theirs=words_of(reading, field, stands, zone, secret=secret),
                may_be_typed=may_be_typed,
                typed_from=str(wanted or "") if may_be_typed else "",
            )
        )
    return found


def _label(standing: Record, field: str) -> str:
    if isinstance(standing, DeskTask) and field == "status":
        return "What the desk was asked"
    return _LABELS.get(field, field.replace("_", " ").capitalize())


def words_of(reading: Reading, field: str, value: object, zone: ZoneInfo, *, secret: frozenset[str] = _SECRET) -> str:
    """A value of a field for a person; empty for nothing."""
    if value is None or value == "":
        return ""
    if field in secret:
        return "…"
    for kind, told in _TOLD:
        if isinstance(value, kind):
            return told(reading, value, zone)
    return str(value)


def fit_value(field: str, text: str, region: str) -> str:
    """What somebody typed for a field, fit to keep; raises InvalidInput."""
    if field in _PHONES:
        return written.phone(text, region, field)
    if field == "email":
        return written.email(text)
    if field == "username":
        return written.username(text)
    if field in _PROSE:
        return written.prose(field, text)
    return written.line(field, text, needed="Write what it shall be." if field in _NEEDED else "")


def require_all(fields: Mapping[str, str], values: Mapping[str, str]) -> None:
    """Raise InvalidInput unless something was typed for one of these fields, and for no other."""
    if not values or not values.keys() <= fields.keys():
        raise InvalidInput(next(iter(fields), "values"), "Write what it shall be.")


def _flag(_reading: Reading, value: bool, _zone: ZoneInfo) -> str:
    return "yes" if value else "no"


def _choice(_reading: Reading, value: StrEnum, _zone: ZoneInfo) -> str:
    return _CALLED.get(value, value.value.replace("-", " "))


def _moment(_reading: Reading, value: datetime, zone: ZoneInfo) -> str:
    return moment_words(value if value.tzinfo else value.replace(tzinfo=zone), zone)


def _day(_reading: Reading, value: date, _zone: ZoneInfo) -> str:
    return date_words(value)


def _whose(reading: Reading, value: UUID, zone: ZoneInfo) -> str:
    appointment = reading.find(Appointment, id=value)
    if appointment is not None:
        return moment_words(appointment.starts_at, zone)
    for kind, name in _NAMED:
        record = reading.find(kind, id=value)
        if record is not None:
            return str(getattr(record, name))
    return "another record"


def _several(reading: Reading, value: tuple[object, ...], zone: ZoneInfo) -> str:
    return ", ".join(words_of(reading, "", one, zone) for one in value)


_TOLD: tuple[tuple[type, Callable[[Reading, Any, ZoneInfo], str]], ...] = (  # Any: each takes its own type
    (bool, _flag),
    (StrEnum, _choice),
    (datetime, _moment),
    (date, _day),
    (UUID, _whose),
    (tuple, _several),
)
