"""Two records of one person made one, and what is known so that the merge can be taken apart again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from .people import Patient, Sex
from .records import Record
from .sheets import AppointmentLine, PatientLine


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientMerge(Record):
    """One merge: `merged_id` went into `kept_id`.

    The texts hold the fields that the merge changed in either record, as the journal's images do; the ids name what
    followed from the merged record to the kept one.
    """

    kept_id: UUID
    merged_id: UUID
    merged_at: datetime
    merged_by: UUID | None
    kept_before: str
    kept_after: str
    merged_before: str
    merged_after: str
    appointment_ids: tuple[UUID, ...] = ()
    waiting_ids: tuple[UUID, ...] = ()
    series_ids: tuple[UUID, ...] = ()
    message_ids: tuple[UUID, ...] = ()
    taken_apart_at: datetime | None = None
    task_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctPatients(Record):
    """Two records that someone looked at and found to be two people; the smaller id stands first."""

    one_id: UUID
    other_id: UUID
    said_at: datetime
    said_by: UUID | None


class Keep(StrEnum):
    """Which of two values stands after a merge: the kept record's, the merged one's, or both together."""

    KEPT = "kept"
    MERGED = "merged"
    BOTH = "both"


class MergeField(StrEnum):
    """What is chosen in one go when two records become one."""

    NAME = "name"
    BIRTH_DATE = "birth-date"
    SEX = "sex"
    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    LANGUAGE = "language"
    CONTACT = "contact"
    OWN_DOCTOR = "own-doctor"
    REMINDERS = "reminders"
    ALERTS = "alerts"
    NOTES = "notes"


FIELDS_OF: Mapping[MergeField, tuple[str, ...]] = MappingProxyType(
    {
        MergeField.NAME: ("given_name", "family_name"),
        MergeField.BIRTH_DATE: ("birth_date",),
        MergeField.SEX: ("sex",),
        MergeField.MOBILE: ("mobile",),
        MergeField.PHONE: ("phone",),
        MergeField.EMAIL: ("email",),
        MergeField.ADDRESS: ("address",),
        MergeField.LANGUAGE: ("language",),
        MergeField.CONTACT: ("contact_name", "contact_phone", "contact_relation"),
        MergeField.OWN_DOCTOR: ("own_doctor_id",),
        MergeField.REMINDERS: ("wants_reminders", "reminder_channel"),
        MergeField.ALERTS: ("alerts",),
        MergeField.NOTES: ("notes",),
    }
)
"""The fields of a patient that each choice is about."""

CAN_BE_BOTH = frozenset({MergeField.ALERTS, MergeField.NOTES})
Choices = Mapping[MergeField, Keep]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRequest:
    """Make two records one; what `choices` does not name stands as `usual_choices` has it."""

    kept_id: UUID
    kept_version: int
    merged_id: UUID
    merged_version: int
    choices: Choices = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePair:
    """Two records that are probably one person's (`probability` from 0 to 1), and why."""

    left: PatientLine
    right: PatientLine
    probability: float
    reason: str

    @property
    def ids(self) -> tuple[UUID, UUID]:
        """Both, the smaller one first."""
        return pair_of(self.left.id, self.right.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateList:
    """What a search of the whole file found, likeliest first, as the file stands now.

    `every_pair` holds the ids of those too that are not listed in full; `is_old` says that many patients came or
    changed since `found_at`.
    """

    found_at: datetime
    people: int
    pairs: tuple[DuplicatePair, ...]
    every_pair: tuple[tuple[UUID, UUID], ...]
    is_old: bool = False

    @property
    def count(self) -> int:
        """How many pairs there are."""
        return len(self.every_pair)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSide:
    """One of two records that are compared: the patient, the own doctor's name, and what would follow."""

    patient: Patient
    own_doctor_name: str
    appointments: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two records beside each other before a merge.

    `overlaps` are pairs of coming appointments at the same time, one of each; `refusal` says why no merge is possible,
    where that is so.
    """

    left: MergeSide
    right: MergeSide
    reason: str
    overlaps: tuple[tuple[AppointmentLine, AppointmentLine], ...]
    keeps_left: bool
    is_told_apart: bool
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeDone:
    """A merge that was stored, with words for a notice."""

    merge_id: UUID
    kept: Patient
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeLine:
    """A merge as the list of past merges shows it; `follows` counts what would go back."""

    id: UUID
    merged_at: datetime
    merged_by: str
    kept: PatientLine
    merged: PatientLine
    appointments: int
    other_records: int
    taken_apart_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenApart:
    """A merge that was taken apart: both records as they stand, and in `stays` what was changed since and stays."""

    kept: Patient
    merged: Patient
    went_back: int
    stays: tuple[str, ...]
    words: str


def turned(seen: Comparison) -> Comparison:
    """The same two records, each in the other's place."""
    overlaps = tuple((right, left) for left, right in seen.overlaps)
    return replace(seen, left=seen.right, right=seen.left, overlaps=overlaps, keeps_left=not seen.keeps_left)


def pair_of(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """Two ids, the smaller one first."""
    return (one, other) if one < other else (other, one)


def usual_choices(kept: Patient, merged: Patient) -> dict[MergeField, Keep]:
    """What is best without anybody looking: what is known before what is not, alerts and notes of both.

    Who wants no reminders on either record wants none.
    """
    return {one: _usual(one, kept, merged) for one in MergeField}


def _usual(about: MergeField, kept: Patient, merged: Patient) -> Keep:
    mine, theirs = values_of(about, kept), values_of(about, merged)
    if mine == theirs:
        return Keep.KEPT
    if about is MergeField.REMINDERS:
        return Keep.MERGED if kept.wants_reminders and not merged.wants_reminders else Keep.KEPT
    if not _is_known(mine):
        return Keep.MERGED
    return Keep.BOTH if about in CAN_BE_BOTH and _is_known(theirs) else Keep.KEPT


def values_of(about: MergeField, patient: Patient) -> tuple[Any, ...]:  # Any: of the fields' own types
    """What a patient's record says there."""
    return tuple(getattr(patient, name) for name in FIELDS_OF[about])


def merged_values(kept: Patient, merged: Patient, choices: Choices) -> dict[str, Any]:  # Any: as above
    """The kept record's fields after the merge."""
    values: dict[str, Any] = {}  # Any: as above
    chosen = usual_choices(kept, merged) | dict(choices)
    for about, keep in chosen.items():
        values |= zip(FIELDS_OF[about], values_of(about, merged if keep is Keep.MERGED else kept), strict=True)
    if chosen[MergeField.ALERTS] is Keep.BOTH:
        values["alerts"] = tuple(dict.fromkeys((*kept.alerts, *merged.alerts)))
    if chosen[MergeField.NOTES] is Keep.BOTH:
        values["notes"] = "\n".join(dict.fromkeys(filter(None, (kept.notes, merged.notes))))
    return values


def differences(before: Patient, after: Patient) -> tuple[dict[str, Any], dict[str, Any]]:  # Any: as above
    """The fields that differ, as they stand in each; versions apart."""
    names = [
        one.name
        for one in fields(Patient)
        if one.name != "version" and getattr(before, one.name) != getattr(after, one.name)
    ]
    return {name: getattr(before, name) for name in names}, {name: getattr(after, name) for name in names}


def given_back(
    standing: Patient, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[Patient, tuple[str, ...]]:
    """The record with what a merge changed taken back where it still stands so; and the fields that do not."""
    back = {name: value for name, value in before.items() if getattr(standing, name) == after[name]}
    stays = tuple(name for name in before if name not in back and getattr(standing, name) != before[name])
    return replace(standing, **back), stays


def _is_known(values: tuple[object, ...]) -> bool:
    return any(value and value is not Sex.UNKNOWN for value in values)
