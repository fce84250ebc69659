"""What somebody did, in a sentence of the audit log: "moved Peter Novak from Tue 24 Nov 11:00 to Tue 24 Nov 10:30"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from .appointments import AppointmentStatus, CancelledBy
from .change_words import Image, appointment_words, conflict_words, listed, other_words
from .clinic_time import moment_words
from .people import Role

APPOINTMENT = "appointment"
BACKUP_PLAN = "backup_plan"
"""How a PC makes its backups: kept outside of the records, and told in the journal."""
STATION_KEY = "station_key"
"""By which ways a PC opens its records: kept outside of them, and told in the journal."""
_SELDOM_SAID = frozenset({"version", "token_version"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One entry of the journal with the names around it.

    `action` is what happened to the record, `subject` whom or what the record is about, `whom` the doctor it names
    and `begins_at` when an appointment stands. `many` came in at once, by a batch. `is_own` if the subject is who did
    it, `is_undo` if it took another change back.
    """

    kind: str
    action: str
    verb: str
    was: Image
    became: Image
    subject: str
    zone: ZoneInfo
    whom: str = ""
    begins_at: datetime | None = None
    many: int = 0
    is_own: bool = False
    is_undo: bool = False
    practitioners: Mapping[UUID, str] = field(default_factory=dict)


def did(act: Act) -> str:
    """What was done, to stand behind who did it."""
    if act.action == "batch":
        many = f"brought in {act.many:,} {_plural(act.kind)} at once"
        return _one_of_a_batch(act.kind) if act.many == 1 else many
    if act.is_undo:
        return f"took back: {_done(act)}" if act.kind != APPOINTMENT else _took_back(act)
    return _done(act)


def noun_of(kind: str, subject: str) -> str:
    """A record as it is named in a sentence: "the account of Rosa Lopez"."""
    pattern = _NOUNS.get(kind)
    if pattern is None:
        return f"the {kind.replace('_', ' ')} {subject}".strip()
    return pattern.format(subject or "nobody")


def _done(act: Act) -> str:
    match act.kind:
        case "appointment":
            return _to_appointment(act)
        case "record_access":
            return f"read the record of {act.subject}"
        case "disclosure" if act.action == "insert":
            reason = act.became.get("reason", "")
            return f"opened the visit notes of {act.subject}, whom they had never seen: {reason}"
        case "conflict":
            return f"{act.subject or 'a record'}: {conflict_words(act.was, act.became)}"
        case "account":
            return _to_account(act)
        case "backup_plan":
            return _to_backups(act)
        case "station_key":
            return _to_key(act)
        case "patient":
            return _to_patient(act)
        case _:
            return _to_other(act)


def _to_appointment(act: Act) -> str:
    whose = act.subject
    if act.action == "delete":
        return f"removed an appointment of {whose}"
    if act.action == "insert":
        over = f", over others ({act.became['overbook_reason']})" if act.became.get("overbook_reason") else ""
        return f"booked {whose}{_at(act)}{over}"
    status = _STATUS.get(str(act.became.get("status")))
    if status is not None:
        return status.format(whose, at=_when(act), why=_why(act))
    old, new = act.was.get("starts_at"), act.became.get("starts_at")
    handed = _handed(act)
    if isinstance(old, datetime) and isinstance(new, datetime):
        return f"moved {whose} from {moment_words(old, act.zone)} to {moment_words(new, act.zone)}{handed}"
    if handed:
        return f"moved {whose}{handed}{_when(act)}"
    words = appointment_words(act.was, act.became, zone=act.zone, practitioners=act.practitioners)
    return f"changed the appointment of {whose}{_when(act)}: {words}"


def _took_back(act: Act) -> str:
    """An undoing; the words of what it took back are those of the change the other way round."""
    if act.became.get("status") is AppointmentStatus.ENTERED_IN_ERROR:
        return f"took back the booking of {act.subject}{_when(act)}"
    other_way = Act(
        kind=act.kind,
        action="update",
        verb=act.verb,
        was=act.became,
        became=act.was,
        subject=act.subject,
        zone=act.zone,
        begins_at=act.begins_at,
        practitioners=act.practitioners,
    )
    return f"took back: {_to_appointment(other_way)}"


def _handed(act: Act) -> str:
    old, new = act.was.get("practitioner_id"), act.became.get("practitioner_id")
    if not isinstance(old, UUID) or not isinstance(new, UUID):
        return ""
    known = act.practitioners
    return f", from {known.get(old, 'another doctor')} to {known.get(new, 'another doctor')}"


def _at(act: Act) -> str:
    return f" with {act.whom}{_when(act)}" if act.whom else _when(act)


def _when(act: Act) -> str:
    return f" on {moment_words(act.begins_at, act.zone)}" if act.begins_at is not None else ""


def _why(act: Act) -> str:
    by = "the patient" if act.became.get("cancelled_by") is CancelledBy.PATIENT else "the clinic"
    reason = act.became.get("cancel_reason")
    return f", by {by}: {reason}" if reason else f", by {by}"


_STATUS: Mapping[str, str] = {
    AppointmentStatus.BOOKED: "booked {0} again{at}",
    AppointmentStatus.ARRIVED: "checked in {0}{at}",
    AppointmentStatus.IN_ROOM: "sent {0} to the room{at}",
    AppointmentStatus.FULFILLED: "completed the visit of {0}{at}",
    AppointmentStatus.NOSHOW: "marked {0} as no-show{at}",
    AppointmentStatus.CANCELLED: "cancelled {0}{at}{why}",
    AppointmentStatus.ENTERED_IN_ERROR: "marked the booking of {0}{at} as a mistake",
}


def _to_account(act: Act) -> str:
    whose = f"the account of {act.subject}"
    if act.action == "insert":
        role = act.became.get("role")
        return f"added {whose}, {_ROLES.get(role, role)}"
    fields = act.became.keys() - _SELDOM_SAID
    if fields == {"last_sign_in_at"}:
        return "signed in" if act.is_own else f"signed in as {act.subject}"
    if "active" in fields:
        return f"enabled {whose}" if act.became["active"] else f"disabled {whose}"
    if "role" in fields:
        return f"made {act.subject} {_ROLES.get(act.became['role'], act.became['role'])}"
    if "password_hash" in fields:
        return "chose another password" if act.is_own else f"gave {act.subject} another password"
    if not fields:
        return f"ended the sessions of {act.subject}"
    return f"changed {_fields(act)} of {whose}"


def _to_backups(act: Act) -> str:
    folder = f" into {act.became['folder']}" if act.became.get("folder") else ""
    if "backups" in act.became:
        return f"switched backups {act.became['backups']}{folder}"
    if "recovery code" in act.became:
        return f"gave later backups another recovery code{folder and f', and had them go{folder}'}"
    return f"had later backups go{folder}" if folder else "changed how backups are made"


def _to_key(act: Act) -> str:
    made, gone = act.became.get("made"), act.became.get("taken away")
    if made:
        new = "a new " if made in _TYPED_WAYS else ""
        return f"let {new}{_ways(made, article=not new)} open the records of this PC"
    if gone:
        return f"let {_ways(gone)} open the records of this PC no more"
    key = str(act.became.get("key", ""))
    if key == "changed":
        return "changed the key of the records of this PC"
    if key.startswith("not changed"):
        return f"wanted to change the key of the records of this PC, but it was {key}"
    return "asked for another key for the records of this PC"  # as it was told until the change itself was


def _ways(way: object, *, article: bool = True) -> str:
    return ("the " if article else "") + _WAYS.get(str(way), "way that a newer program knows")


def _to_patient(act: Act) -> str:
    if act.action == "insert":
        return f"registered {act.subject}"
    if "merged_into_id" in act.became:
        merged = act.became["merged_into_id"] is not None
        return f"merged the record of {act.subject} into another" if merged else f"took {act.subject} out of a merge"
    if "archived" in act.became:
        return f"archived {act.subject}" if act.became["archived"] else f"took {act.subject} out of the archive"
    return f"changed {_fields(act)} of {act.subject}"


def _to_other(act: Act) -> str:
    noun = noun_of(act.kind, act.subject)
    if act.action == "insert":
        return f"added {noun}"
    if act.action == "delete":
        return f"removed {noun}"
    if act.became.keys() - _SELDOM_SAID == {"active"}:
        return f"brought back {noun}" if act.became["active"] else f"retired {noun}"
    return f"changed {_fields(act)} of {noun}"


def _fields(act: Act) -> str:
    """The names of what changed: "mobile and email"."""
    names = {name: value for name, value in act.became.items() if name not in _SELDOM_SAID}
    words = other_words("update", act.was, names).removeprefix("changed").strip()
    return words or listed([field_words(name) for name in names] or ["something"])


def field_words(name: str) -> str:
    """What a person calls a field."""
    return _FIELDS.get(name, name.removesuffix("_id").replace("_", " "))


def _plural(kind: str) -> str:
    return _PLURALS.get(kind) or f"{kind.replace('_', ' ')}s"


def _one_of_a_batch(kind: str) -> str:
    return f"added {noun_of(kind, '')}" if kind.endswith("settings") else f"brought in one {kind.replace('_', ' ')}"


_ROLES: Mapping[object, str] = {
    Role.ADMIN: "an administrator",
    Role.RECEPTIONIST: "at reception",
    Role.DOCTOR: "a doctor",
    Role.PATIENT: "a patient",
}
_NOUNS: Mapping[str, str] = {
    "account": "the account of {0}",
    "department": "the department {0}",
    "practitioner": "the diary of {0}",
    "appointment_type": "the appointment type {0}",
    "weekly_pattern": "working hours of {0}",
    "availability_exception": "leave or extra hours of {0}",
    "closure": "the closure {0}",
    "clinic_settings": "the clinic's settings",
    "waiting_entry": "{0} on the waiting list",
    "hold": "a held time of {0}",
    "series": "the series of {0}",
    "message": "a message to {0}",
    "message_settings": "the settings of messages",
    "patient_merge": "the merge of two records of {0}",
    "distinct_patients": "that {0} is another person than someone of a like name",
    "station": "the station {0}",
    "desk_task": "a task of the front desk about {0}",
    "disclosure": "the opening of visit notes of {0}",
}
_PLURALS: Mapping[str, str] = {
    "availability_exception": "days of leave or extra hours",
    "weekly_pattern": "spans of working hours",
    "practitioner": "doctors",
    "waiting_entry": "entries of the waiting list",
    "desk_task": "tasks of the front desk",
    "record_access": "readings of records",
    "series": "series",
    "patient_merge": "merges of patients",
}
_FIELDS: Mapping[str, str] = {
    "starts_at": "begins",
    "ends_at": "ends",
    "local_start": "begins, on the clinic's clock",
    "password_hash": "password",
    "must_change_password": "must choose another password",
    "last_sign_in_at": "last sign-in",
    "overbooked_by": "booked over others by",
    "mrn": "MRN",
    "smtp_secret": "password of the mail server",
    "sms_secret": "password of the SMS service",
}
_WAYS = {
    "keyring": "keyring",
    "passphrase": "start passphrase",
    "file": "file beside them",
    "recovery-code": "recovery code",
}
_TYPED_WAYS = frozenset({"passphrase", "recovery-code"})
