"""A conflict beside the record that it is about, as that stands now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.syncing import Conflict
from clinic_desktop.storage.kinds import KINDS, fields_of_image
from clinic_desktop.storage.reading.base import Reading

TIME = frozenset({"starts_at", "ends_at", "practitioner_id"})
"""The fields by which an appointment has its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A conflict with the record as it stands; None when it is not, or no longer, here."""

    conflict: Conflict
    standing: Record | None
    before: Mapping[str, Any]  # Any: values of the record's fields
    mine: Mapping[str, Any]  # Any: as above

    @property
    def appointment(self) -> Appointment | None:
        """The record, if it is an appointment."""
        return self.standing if isinstance(self.standing, Appointment) else None

    @property
    def is_a_move(self) -> bool:
        """Whether the appointment was there before; a new one began with nothing."""
        return bool(self.before)

    @property
    def wish(self) -> Span | None:
        """The time that the change wanted, where it was one of time and the appointment is elsewhere."""
        standing = self.appointment
        if standing is None or not any(field in self.mine for field in TIME):
            return None
        starts_at = self.mine.get("starts_at", standing.starts_at)
        ends_at = self.mine.get("ends_at", starts_at + (standing.ends_at - standing.starts_at))
        return Span(starts_at=starts_at, ends_at=ends_at) if starts_at < ends_at else None

    @property
    def wished_practitioner(self) -> UUID | None:
        """With whom the change wanted it; None if it said nothing of that."""
        return self.mine.get("practitioner_id")

    @property
    def is_wish_open(self) -> bool:
        """Whether the appointment could still go where the change wanted it."""
        standing = self.appointment
        if standing is None or self.wish is None or not standing.status.holds_time:
            return False
        is_there = standing.span == self.wish and self.wished_practitioner in (None, standing.practitioner_id)
        return not is_there


def case_of(reading: Reading, conflict: Conflict) -> Case:
    """A conflict and what it is about; what cannot be made sense of, which a faulty one may hold, is left out."""
    kind = KINDS.get(conflict.record_kind)
    if kind is None:
        return Case(conflict=conflict, standing=None, before={}, mine={})
    return Case(
        conflict=conflict,
        standing=reading.find(kind.record, id=conflict.record_id),
        before=_fields(conflict.record_kind, conflict.before),
        mine=_fields(conflict.record_kind, conflict.mine),
    )


def _fields(kind: str, image: str) -> Mapping[str, Any]:  # Any: values of the record's fields
    try:
        return fields_of_image(kind, image)
    except (ValueError, TypeError, AttributeError, KeyError):
        return {}


def name_of(reading: Reading, case: Case) -> str:
    """Whom or what a conflict is about, as a card is headed."""
    standing = case.standing
    if standing is None:
        kind = KINDS.get(case.conflict.record_kind)
        return "A change" if kind is None else kind.words.capitalize()
    return name_of_record(reading, standing)


def name_of_record(reading: Reading, record: Record) -> str:
    """Whom or what a record is about: the patient, or else the practitioner, or else its own name."""
    if isinstance(record, Patient):
        return record.full_name
    if isinstance(record, Practitioner):
        return record.display_name
    for field in ("patient_id", "kept_id", "one_id"):
        patient = reading.find(Patient, id=getattr(record, field, None))
        if patient is not None:
            return patient.full_name
    practitioner = reading.find(Practitioner, id=getattr(record, "practitioner_id", None))
    if practitioner is not None:
        return practitioner.display_name
    return str(getattr(record, "full_name", "") or getattr(record, "name", ""))
