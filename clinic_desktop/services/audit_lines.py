"""The lines of the audit log: who did what, in words, and what stood before and after."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from clinic_desktop.domain.audit_words import Act, did, field_words
from clinic_desktop.domain.clinic_time import date_words, wall_time
from clinic_desktop.domain.people import Account, Role
from clinic_desktop.domain.sheets import AuditLine, FieldChange
from clinic_desktop.storage.journal import Action, Entry
from clinic_desktop.storage.kinds import KINDS
from clinic_desktop.storage.reading.base import Reading

from .told import APPOINTMENT, Teller

SECRETS = frozenset({"password_hash", "smtp_secret", "sms_secret", "visit_note"})
"""A password's hash, and what is sealed, is nobody's to read; what a doctor wrote of a visit no admin's."""

_HIDDEN = "…"
_NOT_TOLD = frozenset({"id", "version", "token_version", "row", "local_start"})
_NAMED: Mapping[str, str] = {
    "patient_id": "patient",
    "kept_id": "patient",
    "one_id": "patient",
    "practitioner_id": "practitioner",
    "account_id": "account",
}
_TELLS = ("name", "full_name")


class AuditTeller(Teller):
    """Finds the names around entries; each is read once for a page of lines."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._names: dict[tuple[str, UUID], str] = {}
        self._patients_own: dict[UUID, bool] = {}

    def line(self, entry: Entry) -> AuditLine:
        """An entry as the audit log shows it; a batch names no record."""
        known = self._known(entry)
        patient_id = _patient_of(entry, known)
        act, is_about_patient = self._act(entry, known)
        return AuditLine(
            seq=entry.seq,
            change_id=entry.change_id or UUID(int=entry.seq),
            at=entry.at,
            actor_id=entry.actor_id,
            actor_name=entry.actor_name,
            station=entry.station,
            verb=entry.verb,
            kind=entry.kind,
            record_id=entry.record_id or UUID(int=0),
            words=self.words(entry),
            did=did(act),
            subject=act.subject,
            patient_id=patient_id,
            before=without_secrets(entry.before),
            after=without_secrets(entry.after),
            is_sealed=entry.is_sealed,
            is_about_patient=is_about_patient,
            is_by_patient=entry.actor_id is not None and self._is_patients(entry.actor_id),
        )

    def changes(self, entry: Entry) -> tuple[FieldChange, ...]:
        """What stood before and after, field by field, in words.

        Of a batch nothing, for it stands for many; of a record that was read nothing, for nothing changed.
        """
        if entry.kind == "record_access":
            return ()
        was, became = entry.was, entry.became
        names = [name for name in (*became, *(name for name in was if name not in became)) if name not in _NOT_TOLD]
        return tuple(
            one
            for name in names
            for one in self._change(name, was.get(name), became.get(name), is_new=not was, is_gone=not became)
        )

    def _change(
        self, name: str, before: object, after: object, *, is_new: bool, is_gone: bool
    ) -> Iterator[FieldChange]:
        label = field_words(name)
        if name in SECRETS:
            if before or after:
                yield FieldChange(label=label, before=_HIDDEN if before else "", after=_HIDDEN if after else "")
        elif is_dataclass(after) and is_dataclass(before) and type(after) is type(before):
            for part in fields(after):
                old, new = getattr(before, part.name), getattr(after, part.name)
                if old != new:
                    yield FieldChange(label=field_words(part.name), before=self._value(old), after=self._value(new))
        elif before != after and (not is_new or after not in _NOTHING) and (not is_gone or before not in _NOTHING):
            yield FieldChange(label=label, before=self._value(before, name), after=self._value(after, name))

    def _value(self, value: object, name: str = "") -> str:
        """A field's value for a person."""
        match value:
            case None | "" | ():
                return ""
            case bool():
                return "yes" if value else "no"
            case UUID():
                return self._name_of_id(name, value)
            case StrEnum():
                return value.value
            case datetime() if value.tzinfo is None:
                return f"{value:%Y-%m-%d %H:%M}"
            case datetime():
                wall = wall_time(value, self._zone)
                return f"{date_words(wall.date())} {wall:%H:%M}"
            case date():
                return date_words(value)
            case tuple():
                return ", ".join(self._value(one, name) for one in value)
            case str() if value.startswith("{"):
                return without_secrets(value)
            case str():
                return ", ".join(line.strip() for line in value.splitlines() if line.strip())
        if is_dataclass(value):
            return ", ".join(f"{field_words(f.name)} {self._value(getattr(value, f.name))}" for f in fields(value))
        return str(value)

    def _name_of_id(self, name: str, value: UUID) -> str:
        known = {"department_id": "department", "type_id": "appointment_type", "own_doctor_id": "practitioner"}
        known |= {
            "practitioner_ids": "practitioner",
            "room_id": "room",
            "patient_id": "patient",
            "practitioner_id": "practitioner",
            "account_id": "account",
        }
        by_account = name.endswith("_by")
        kind = "account" if by_account else known.get(name)
        found = self._name(kind, value) if kind else ""
        return found or str(value)

    def _act(self, entry: Entry, known: Mapping[str, object]) -> tuple[Act, bool]:
        """What was done, and whether a patient is named in it."""
        begins_at, whom = known.get("starts_at"), known.get("practitioner_id")
        subject, is_patient = self._subject(entry, known)
        act = Act(
            kind=entry.kind,
            action=entry.action,
            verb=entry.verb,
            was=entry.was,
            became=entry.became,
            subject=subject,
            zone=self._zone,
            whom=self.practitioners.get(whom, "") if isinstance(whom, UUID) else "",
            begins_at=begins_at if isinstance(begins_at, datetime) else None,
            many=_count_of(entry),
            is_own=entry.kind == "account" and entry.record_id == entry.actor_id,
            is_undo=entry.undoes is not None,
            practitioners=self.practitioners if entry.kind == APPOINTMENT else {},
        )
        return act, is_patient

    def _known(self, entry: Entry) -> dict[str, object]:
        """All fields of the record: as the entry has them, and otherwise as they stand now."""
        if entry.action is Action.BATCH or entry.record_id is None or entry.kind not in KINDS:
            return {}
        known: dict[str, object] = {}
        if entry.action is not Action.INSERT:
            kind = KINDS[entry.kind]
            standing = self._reading.find(kind.record, id=entry.record_id)
            if standing is not None:
                known = dict(zip(kind.columns, kind.values_of(standing), strict=True))
        return known | entry.was | entry.became

    def _subject(self, entry: Entry, known: Mapping[str, object]) -> tuple[str, bool]:
        """Whom or what a record is about, and whether that is a patient."""
        if entry.kind == "patient":
            return f"{known.get('given_name', '')} {known.get('family_name', '')}".strip(), True
        for field, kind in _NAMED.items():
            value = known.get(field)
            if isinstance(value, UUID) and not (entry.kind == "practitioner" and field == "account_id"):
                return self._name(kind, value), kind == "patient"
        if entry.kind == "conflict":
            kind_name, record_id = known.get("record_kind"), known.get("record_id")
            if isinstance(kind_name, str) and isinstance(record_id, UUID):
                return self._name(kind_name, record_id) or kind_name.replace("_", " "), True
        name = next((str(known[name]) for name in _TELLS if known.get(name)), "")
        return name, entry.kind == "account" and known.get("role") is Role.PATIENT

    def _is_patients(self, account_id: UUID) -> bool:
        """Whether an account is a patient's own."""
        if account_id not in self._patients_own:
            account = self._reading.find(Account, id=account_id)
            self._patients_own[account_id] = account is not None and account.role is Role.PATIENT
        return self._patients_own[account_id]

    def _name(self, kind: str, record_id: UUID) -> str:
        key = kind, record_id
        if key not in self._names:
            self._names[key] = self._read_name(kind, record_id)
        return self._names[key]

    def _read_name(self, kind: str, record_id: UUID) -> str:
        if kind == "practitioner":
            return self.practitioners.get(record_id, "")
        if kind not in KINDS:
            return ""
        found = self._reading.find(KINDS[kind].record, id=record_id)
        patient_id = getattr(found, "patient_id", None)
        if isinstance(patient_id, UUID):
            return self._name("patient", patient_id)
        return str(getattr(found, "full_name", "") or getattr(found, "name", "")) if found is not None else ""


_NOTHING: tuple[object, ...] = (None, "", (), False, 0)


def _count_of(entry: Entry) -> int:
    """How many rows a batch's entry stands for."""
    return int(json.loads(entry.after or "{}").get("count", 0)) if entry.action is Action.BATCH else 0


def _patient_of(entry: Entry, known: Mapping[str, object]) -> UUID | None:
    """The patient whom a line is about, if it is about one."""
    if entry.kind == "patient":
        return entry.record_id
    found = known.get("patient_id") or known.get("kept_id")
    return found if isinstance(found, UUID) else None


def without_secrets(image: str | None) -> str:
    """An image as it may be shown and exported; one that stands in another, as in a conflict's, tells no more."""
    if image is None or not any(name in image for name in SECRETS):
        return image or ""
    told = {
        name: _HIDDEN if name in SECRETS and value else _image_without_secrets(value)
        for name, value in json.loads(image).items()
    }
    return json.dumps(told)


def _image_without_secrets(value: object) -> object:
    """A value of an image; where it is an image itself, without its secrets."""
    if not isinstance(value, str) or not value.startswith("{"):
        return value
    try:
        return without_secrets(value)
    except (ValueError, AttributeError):
        return _HIDDEN
