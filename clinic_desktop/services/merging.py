"""Two records of one person made one, field by field; and the merge taken apart again."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.change_words import listed
from clinic_desktop.domain.desk_tasks import DeskTask
from clinic_desktop.domain.errors import ChangedMeanwhile
from clinic_desktop.domain.merging import (
    Comparison,
    MergeDone,
    MergeLine,
    MergeRequest,
    MergeSide,
    PatientMerge,
    TakenApart,
    differences,
    given_back,
    merged_values,
    pair_of,
)
from clinic_desktop.domain.messages import Message
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.refusals import CannotMerge, CannotTakeApart
from clinic_desktop.domain.series import Series
from clinic_desktop.domain.undoing import DiaryVerb, FileVerb
from clinic_desktop.domain.waiting_list import WaitingEntry
from clinic_desktop.storage.journal import entries_of
from clinic_desktop.storage.kinds import fields_of_image, image_of
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.likeness import pairs_told_apart
from clinic_desktop.storage.reading.merging import merge_lines, overlaps_of, side_of, standing_merges_of
from clinic_desktop.storage.transaction import Transaction

from .asking_the_desk import links_done
from .desk import Desk
from .likely_same import reason_for_pair
from .written import limit_of

Follower = TypeVar("Follower", Appointment, WaitingEntry, Series, Message, DeskTask)
_PATIENT = "patient"


class Merging(Desk):
    """The verbs of merging: look at two records, make them one, and take that apart."""

    def compare(self, left_id: UUID, right_id: UUID) -> Comparison:
        """Two records beside each other: what they say, what would follow, and why no merge is possible, if so."""
        self.admit(Permission.MERGE_PATIENTS)
        with self.database.reading() as reading:
            left, right = reading.get(Patient, left_id), reading.get(Patient, right_id)
            sides = side_of(reading, left), side_of(reading, right)
            return Comparison(
                left=sides[0],
                right=sides[1],
                reason=reason_for_pair(reading, left_id, right_id),
                overlaps=overlaps_of(reading, left_id, right_id, self.database.now()),
                keeps_left=_weight(sides[0]) >= _weight(sides[1]),
                is_told_apart=pair_of(left_id, right_id) in pairs_told_apart(reading),
                refusal=_refusal(reading, left, right),
            )

    def merge(self, request: MergeRequest) -> MergeDone:
        """Make two records one, with all that hangs on them; raises CannotMerge, ChangedMeanwhile."""
        caller = self.admit(Permission.MERGE_PATIENTS)
        with self.database.transaction(caller.actor, FileVerb.MERGE) as transaction:
            kept = _as_seen(transaction, request.kept_id, request.kept_version)
            merged = _as_seen(transaction, request.merged_id, request.merged_version)
            if refusal := _refusal(transaction, kept, merged):
                raise CannotMerge(refusal)
            becomes = replace(kept, **merged_values(kept, merged, request.choices))
            becomes = replace(becomes, account_id=kept.account_id or merged.account_id)
            goes = replace(merged, merged_into_id=kept.id, archived=True, account_id=None)
            transaction.replace(goes)  # first: an account belongs to one patient at a time
            stored = transaction.replace(becomes)
            kept_before, kept_after = differences(kept, becomes)
            merged_before, merged_after = differences(merged, goes)
            merge = transaction.add(
                PatientMerge(
                    id=transaction.new_id(),
                    kept_id=kept.id,
                    merged_id=merged.id,
                    merged_at=transaction.now,
                    merged_by=caller.account_id,
                    kept_before=image_of(_PATIENT, kept_before),
                    kept_after=image_of(_PATIENT, kept_after),
                    merged_before=image_of(_PATIENT, merged_before),
                    merged_after=image_of(_PATIENT, merged_after),
                    appointment_ids=_hand_over(transaction, Appointment, merged.id, kept.id),
                    waiting_ids=_hand_over(transaction, WaitingEntry, merged.id, kept.id),
                    series_ids=_hand_over(transaction, Series, merged.id, kept.id),
                    message_ids=_hand_over(transaction, Message, merged.id, kept.id),
                    task_ids=_hand_over(transaction, DeskTask, merged.id, kept.id),
                )
            )
            links_done(transaction, caller, [kept.id])  # whoever asked for the newcomer to be looked up has the answer
            words = f"Merged {merged.full_name}, MRN {merged.mrn}, into {stored.full_name}"
            return MergeDone(merge_id=merge.id, kept=stored, words=words)

    def take_apart(self, merge_id: UUID) -> TakenApart:
        """Two records again: what followed and is still with the kept one goes back; what was changed since stays.

        Raises CannotTakeApart when it was taken apart already, or another merge came on top.
        """
        caller = self.admit(Permission.MERGE_PATIENTS)
        with self.database.reading() as reading:
            made = entries_of(reading, "patient_merge", merge_id)
        undoes = made[-1].change_id if made else None  # the merge, or whatever last made it hold again
        with self.database.transaction(caller.actor, DiaryVerb.UNDO, undoes=undoes) as transaction:
            merge = transaction.get(PatientMerge, merge_id)
            _require_on_top(transaction, merge)
            kept, merged = transaction.get(Patient, merge.kept_id), transaction.get(Patient, merge.merged_id)
            back, kept_stays = given_back(kept, *_images(merge.kept_before, merge.kept_after))
            again, merged_stays = given_back(merged, *_images(merge.merged_before, merge.merged_after))
            if again.account_id is not None and back.account_id == again.account_id:
                again, merged_stays = replace(again, account_id=None), (*merged_stays, "account_id")
            kept, merged = transaction.replace(back), transaction.replace(again)
            went_back = (
                _give_back(transaction, Appointment, merge.appointment_ids, merge)
                + _give_back(transaction, WaitingEntry, merge.waiting_ids, merge)
                + _give_back(transaction, Series, merge.series_ids, merge)
                + _give_back(transaction, Message, merge.message_ids, merge)
                + _give_back(transaction, DeskTask, merge.task_ids, merge)
            )
            transaction.replace(replace(merge, taken_apart_at=transaction.now))
            stays = (*map(_field_words, (*kept_stays, *merged_stays)), *_booked_since(transaction, merge))
            return TakenApart(
                kept=kept, merged=merged, went_back=went_back, stays=stays, words=_apart_words(kept, merged, stays)
            )

    def merges(self, *, limit: int = 100) -> list[MergeLine]:
        """The merges that were made, the latest first, those taken apart too."""
        self.admit(Permission.MERGE_PATIENTS)
        with self.database.reading() as reading:
            return merge_lines(reading, limit=limit_of(limit))


def _as_seen(reading: Reading, patient_id: UUID, version: int) -> Patient:
    patient = reading.get(Patient, patient_id)
    if patient.version != version:
        raise ChangedMeanwhile(_PATIENT, patient)
    return patient


def _refusal(reading: Reading, kept: Patient, merged: Patient) -> str:
    """Why the two cannot be made one; empty when they can."""
    if kept.id == merged.id:
        return "This is one and the same record. Choose two."
    for one in (kept, merged):
        if one.merged_into_id is not None:
            into = reading.get(Patient, one.merged_into_id)
            return f"{one.full_name}, MRN {one.mrn}, was merged into {into.full_name}, MRN {into.mrn}, already."
    if kept.account_id is not None and merged.account_id is not None:
        return (
            "Both can sign in, and one person has one account. Ask an administrator to take one account away, "
            "then merge."
        )
    in_room = [reading.find(Appointment, patient_id=one.id, status=AppointmentStatus.IN_ROOM) for one in (kept, merged)]
    if all(in_room):
        return "Both are in a consultation now, so these are two people, or one was checked in by mistake."
    return ""


def _weight(side: MergeSide) -> tuple[bool, int, bool, bool]:
    """What makes a record the one to keep: an account, more visits, not archived, entered earlier."""
    patient = side.patient
    return patient.account_id is not None, side.appointments, not patient.archived, bool(patient.alerts)


def _hand_over(transaction: Transaction, kind: type[Follower], merged: UUID, kept: UUID) -> tuple[UUID, ...]:
    """Everything of a kind that the merged record has becomes the kept one's; the ids of it."""
    return tuple(
        transaction.replace(replace(one, patient_id=kept)).id
        for one in transaction.where(kind, patient_id=merged, order=("id",))
    )


def _give_back(transaction: Transaction, kind: type[Follower], ids: Sequence[UUID], merge: PatientMerge) -> int:
    """What came over and still stands with the kept record goes back; how many."""
    count = 0
    for some in _in_hundreds(ids):
        for one in transaction.where(kind, id=some):
            if one.patient_id == merge.kept_id:
                transaction.replace(replace(one, patient_id=merge.merged_id))
                count += 1
    return count


def _in_hundreds(ids: Sequence[UUID]) -> Iterable[list[UUID]]:
    return ([*ids[start : start + _AT_ONCE]] for start in range(0, len(ids), _AT_ONCE))


def _require_on_top(reading: Reading, merge: PatientMerge) -> None:
    """Merges that came later on either record are taken apart first, so that each gives back what it brought."""
    if merge.taken_apart_at is not None:
        raise CannotTakeApart("This merge was taken apart already.")
    for one in (merge.kept_id, merge.merged_id):
        later = standing_merges_of(reading, one)[0]
        if later.id > merge.id:
            kept, merged = reading.get(Patient, later.kept_id), reading.get(Patient, later.merged_id)
            message = f"{merged.full_name}, MRN {merged.mrn}, was merged into {kept.full_name} after that."
            raise CannotTakeApart(f"{message} Take that merge apart first.")


def _images(before: str, after: str) -> tuple[dict[str, object], dict[str, object]]:
    return fields_of_image(_PATIENT, before), fields_of_image(_PATIENT, after)


def _booked_since(reading: Reading, merge: PatientMerge) -> tuple[str, ...]:
    """Appointments made after the merge: nobody knows which of the two they are for, so they stay."""
    came = set(merge.appointment_ids)
    since = [
        one
        for one in reading.where(Appointment, patient_id=merge.kept_id)
        if one.id not in came and one.booked_at > merge.merged_at
    ]
    if not since:
        return ()
    return ("an appointment booked since" if len(since) == 1 else f"{len(since)} appointments booked since",)


def _apart_words(kept: Patient, merged: Patient, stays: Sequence[str]) -> str:
    words = f"{merged.full_name}, MRN {merged.mrn}, and {kept.full_name}, MRN {kept.mrn}, are two records again."
    return f"{words} With {kept.full_name} stays what was changed since: {listed(stays)}." if stays else words


def _field_words(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ")


_AT_ONCE = 200
