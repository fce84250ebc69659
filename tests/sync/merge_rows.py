"""The rows of the merge's truth table: what two desks do without hearing of each other, and what it comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from clinic_desktop.domain.syncing import AnswerStatus, ConflictKind, Fields
from tests.sync.hub_kit import MINUTE, NINE, a_patient, an_account, an_appointment

TEN, ELEVEN = NINE + 60 * MINUTE, NINE + 120 * MINUTE
PRACTITIONER = UUID(int=77)  # stands in the rows for one of each test's own
Known: TypeAlias = Mapping[str, tuple[str, Fields]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one desk does to `record`; the values are what it changes."""

    record: str
    action: str
    new: Fields = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the later of the two is answered, what stands then, and what is on the conflict desk."""

    answer: AnswerStatus
    stands: Mapping[str, Fields | None]
    desk: tuple[ConflictKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Both desks know `known`; each makes its change without hearing of the other's."""

    sentence: str
    known: Known
    one: Change
    other: Change
    one_first: Outcome
    other_first: Outcome


def booked(**values: Any) -> tuple[str, Fields]:  # Any: JSON's
    return "appointment", an_appointment(PRACTITIONER, **values)


def at(start: int) -> Fields:
    return {"starts_at": start, "ends_at": start + 30 * MINUTE}


CANCELLED = {"status": "cancelled", "cancelled_by": "patient", "cancel_reason": "ill"}
HOURS = {
    "practitioner_id": PRACTITIONER.hex,
    "weekday": 0,
    "starts": "08:00",
    "ends": "12:00",
    "valid_from": "2026-01-01",
    "every_weeks": 1,
}
FILE: Known = {"x": ("patient", a_patient("$x"))}
DIARY: Known = {"x": booked()}

ROWS = [
    Row(
        sentence="two new bookings, one slot: the later stays, contested, and takes no slot",
        known={},
        one=Change(record="x", action="insert", new=booked()[1] | {"kind": "appointment"}),
        other=Change(record="y", action="insert", new=booked()[1] | {"kind": "appointment"}),
        one_first=Outcome(
            answer=AnswerStatus.HELD,
            stands={"x": {"contested": 0, "starts_at": NINE}, "y": {"contested": 1, "starts_at": NINE}},
            desk=(ConflictKind.DOUBLE_BOOKING,),
        ),
        other_first=Outcome(
            answer=AnswerStatus.HELD,
            stands={"y": {"contested": 0, "starts_at": NINE}, "x": {"contested": 1, "starts_at": NINE}},
            desk=(ConflictKind.DOUBLE_BOOKING,),
        ),
    ),
    Row(
        sentence="two moves into one free slot: the later's old time stays valid, its wish is parked",
        known={"x": booked(), "y": booked(start=TEN)},
        one=Change(record="x", action="update", new=at(ELEVEN)),
        other=Change(record="y", action="update", new=at(ELEVEN)),
        one_first=Outcome(
            answer=AnswerStatus.PARKED,
            stands={"x": at(ELEVEN), "y": at(TEN)},
            desk=(ConflictKind.DOUBLE_BOOKING,),
        ),
        other_first=Outcome(
            answer=AnswerStatus.PARKED,
            stands={"x": at(NINE), "y": at(ELEVEN)},
            desk=(ConflictKind.DOUBLE_BOOKING,),
        ),
    ),
    Row(
        sentence="a refused move whose other groups were applied is merged, not parked",
        known={"x": booked(), "y": booked(start=TEN)},
        one=Change(record="x", action="update", new=at(ELEVEN) | {"desk_note": "from one"}),
        other=Change(record="y", action="update", new=at(ELEVEN) | {"desk_note": "from other"}),
        one_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"y": at(TEN) | {"desk_note": "from other"}},
            desk=(ConflictKind.DOUBLE_BOOKING,),
        ),
        other_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"x": at(NINE) | {"desk_note": "from one"}},
            desk=(ConflictKind.DOUBLE_BOOKING,),
        ),
    ),
    Row(
        sentence="a deliberate overbooking takes no slot and meets nobody",
        known={},
        one=Change(record="x", action="insert", new=booked()[1] | {"kind": "appointment"}),
        other=Change(
            record="y", action="insert", new=booked(overbooked_by=UUID(int=5).hex)[1] | {"kind": "appointment"}
        ),
        one_first=Outcome(answer=AnswerStatus.APPLIED, stands={"y": {"contested": 0}}),
        other_first=Outcome(answer=AnswerStatus.APPLIED, stands={"x": {"contested": 0}}),
    ),
    Row(
        sentence="the same field changed twice: the hub's value stays, the later is parked",
        known=FILE,
        one=Change(record="x", action="update", new={"phone": "one"}),
        other=Change(record="x", action="update", new={"phone": "other"}),
        one_first=Outcome(answer=AnswerStatus.PARKED, stands={"x": {"phone": "one"}}, desk=(ConflictKind.SAME_FIELD,)),
        other_first=Outcome(
            answer=AnswerStatus.PARKED, stands={"x": {"phone": "other"}}, desk=(ConflictKind.SAME_FIELD,)
        ),
    ),
    Row(
        sentence="the same field changed twice, and others: the others merge",
        known=FILE,
        one=Change(record="x", action="update", new={"phone": "one", "email": "a@b.example"}),
        other=Change(record="x", action="update", new={"phone": "other", "address": "there"}),
        one_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"x": {"phone": "one", "email": "a@b.example", "address": "there"}},
            desk=(ConflictKind.SAME_FIELD,),
        ),
        other_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"x": {"phone": "other", "email": "a@b.example", "address": "there"}},
            desk=(ConflictKind.SAME_FIELD,),
        ),
    ),
    Row(
        sentence="different fields changed: both stand, and nobody is asked",
        known=FILE,
        one=Change(record="x", action="update", new={"phone": "one"}),
        other=Change(record="x", action="update", new={"address": "there"}),
        one_first=Outcome(answer=AnswerStatus.APPLIED, stands={"x": {"phone": "one", "address": "there"}}),
        other_first=Outcome(answer=AnswerStatus.APPLIED, stands={"x": {"phone": "one", "address": "there"}}),
    ),
    Row(
        sentence="different fields of one group changed: a name is never put together of two",
        known=FILE,
        one=Change(record="x", action="update", new={"given_name": "Grace"}),
        other=Change(record="x", action="update", new={"family_name": "Hopper"}),
        one_first=Outcome(
            answer=AnswerStatus.PARKED,
            stands={"x": {"given_name": "Grace", "family_name": "Lovelace"}},
            desk=(ConflictKind.SAME_FIELD,),
        ),
        other_first=Outcome(
            answer=AnswerStatus.PARKED,
            stands={"x": {"given_name": "Ada", "family_name": "Hopper"}},
            desk=(ConflictKind.SAME_FIELD,),
        ),
    ),
    Row(
        sentence="the same change made twice: nothing is left to do",
        known=FILE,
        one=Change(record="x", action="update", new={"phone": "same"}),
        other=Change(record="x", action="update", new={"phone": "same"}),
        one_first=Outcome(answer=AnswerStatus.UNCHANGED, stands={"x": {"phone": "same"}}),
        other_first=Outcome(answer=AnswerStatus.UNCHANGED, stands={"x": {"phone": "same"}}),
    ),
    Row(
        sentence="a move meets a cancellation: the cancellation stays",
        known=DIARY,
        one=Change(record="x", action="update", new=CANCELLED),
        other=Change(record="x", action="update", new=at(TEN)),
        one_first=Outcome(
            answer=AnswerStatus.PARKED,
            stands={"x": CANCELLED | at(NINE)},
            desk=(ConflictKind.CHANGED_AND_CANCELLED,),
        ),
        other_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"x": CANCELLED | at(TEN)},
            desk=(ConflictKind.CHANGED_AND_CANCELLED,),
        ),
    ),
    Row(
        sentence="a check-in meets a cancellation: the hub's stays, for a patient who has come is not sent away",
        known=DIARY,
        one=Change(record="x", action="update", new=CANCELLED),
        other=Change(record="x", action="update", new={"status": "arrived", "arrived_at": NINE}),
        one_first=Outcome(
            answer=AnswerStatus.PARKED,
            stands={"x": CANCELLED},
            desk=(ConflictKind.CHANGED_AND_CANCELLED,),
        ),
        other_first=Outcome(
            answer=AnswerStatus.PARKED,
            stands={"x": {"status": "arrived"}},
            desk=(ConflictKind.CHANGED_AND_CANCELLED,),
        ),
    ),
    Row(
        sentence="a note meets a cancellation: both stand",
        known=DIARY,
        one=Change(record="x", action="update", new=CANCELLED),
        other=Change(record="x", action="update", new={"desk_note": "asks for a call"}),
        one_first=Outcome(answer=AnswerStatus.APPLIED, stands={"x": CANCELLED | {"desk_note": "asks for a call"}}),
        other_first=Outcome(answer=AnswerStatus.APPLIED, stands={"x": CANCELLED | {"desk_note": "asks for a call"}}),
    ),
    Row(
        sentence="archived meets edited: the edit wins",
        known=FILE,
        one=Change(record="x", action="update", new={"archived": 1}),
        other=Change(record="x", action="update", new={"phone": "other"}),
        one_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"x": {"archived": 0, "phone": "other"}},
            desk=(ConflictKind.CHANGED_AND_REMOVED,),
        ),
        other_first=Outcome(
            answer=AnswerStatus.PARKED,
            stands={"x": {"archived": 0, "phone": "other"}},
            desk=(ConflictKind.CHANGED_AND_REMOVED,),
        ),
    ),
    Row(
        sentence="merged into another meets edited: both stand, and the desk is told",
        known=FILE,
        one=Change(record="x", action="update", new={"archived": 1, "merged_into_id": UUID(int=9).hex}),
        other=Change(record="x", action="update", new={"phone": "other"}),
        one_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"x": {"archived": 1, "phone": "other"}},
            desk=(ConflictKind.CHANGED_AND_REMOVED,),
        ),
        other_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"x": {"archived": 1, "phone": "other"}},
            desk=(ConflictKind.CHANGED_AND_REMOVED,),
        ),
    ),
    Row(
        sentence="removed meets edited: the edit wins",
        known={"x": ("weekly_pattern", HOURS)},
        one=Change(record="x", action="delete"),
        other=Change(record="x", action="update", new={"ends": "13:00"}),
        one_first=Outcome(
            answer=AnswerStatus.MERGED, stands={"x": {"ends": "13:00"}}, desk=(ConflictKind.CHANGED_AND_REMOVED,)
        ),
        other_first=Outcome(
            answer=AnswerStatus.PARKED, stands={"x": {"ends": "13:00"}}, desk=(ConflictKind.CHANGED_AND_REMOVED,)
        ),
    ),
    Row(
        sentence="removed twice: it is gone, and nobody is asked",
        known={"x": ("weekly_pattern", HOURS)},
        one=Change(record="x", action="delete"),
        other=Change(record="x", action="delete"),
        one_first=Outcome(answer=AnswerStatus.UNCHANGED, stands={"x": None}),
        other_first=Outcome(answer=AnswerStatus.UNCHANGED, stands={"x": None}),
    ),
    Row(
        sentence="a hold that is renewed and let go stays gone, and nobody is asked",
        known={"x": ("hold", {"practitioner_id": PRACTITIONER.hex, "until": TEN, "station_id": UUID(int=4).hex})},
        one=Change(record="x", action="delete"),
        other=Change(record="x", action="update", new={"until": ELEVEN}),
        one_first=Outcome(answer=AnswerStatus.UNCHANGED, stands={"x": None}),
        other_first=Outcome(answer=AnswerStatus.APPLIED, stands={"x": None}),
    ),
    Row(
        sentence="the same MRN: both are stored, the later under a provisional one",
        known={},
        one=Change(record="x", action="insert", new=a_patient("$same") | {"kind": "patient"}),
        other=Change(record="y", action="insert", new=a_patient("$same") | {"kind": "patient"}),
        one_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"x": {"mrn": "$same"}, "y": {"mrn": "$same~$y"}},
            desk=(ConflictKind.SAME_NAME,),
        ),
        other_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"y": {"mrn": "$same"}, "x": {"mrn": "$same~$x"}},
            desk=(ConflictKind.SAME_NAME,),
        ),
    ),
    Row(
        sentence="the same user name in other letters, as people fold them: likewise",
        known={},
        one=Change(record="x", action="insert", new=an_account("$same-łódź straße") | {"kind": "account"}),
        other=Change(record="y", action="insert", new=an_account("$same-ŁÓDŹ STRASSE") | {"kind": "account"}),
        one_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"y": {"username": "$same-ŁÓDŹ STRASSE~$y"}},
            desk=(ConflictKind.SAME_NAME,),
        ),
        other_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"x": {"username": "$same-łódź straße~$x"}},
            desk=(ConflictKind.SAME_NAME,),
        ),
    ),
    Row(
        sentence="two records renamed to one name: the later keeps the name that it had",
        known={"x": ("patient", a_patient("$x")), "y": ("patient", a_patient("$y"))},
        one=Change(record="x", action="update", new={"mrn": "$same"}),
        other=Change(record="y", action="update", new={"mrn": "$same"}),
        one_first=Outcome(answer=AnswerStatus.PARKED, stands={"y": {"mrn": "$y"}}, desk=(ConflictKind.SAME_NAME,)),
        other_first=Outcome(answer=AnswerStatus.PARKED, stands={"x": {"mrn": "$x"}}, desk=(ConflictKind.SAME_NAME,)),
    ),
    Row(
        sentence="one account given to two patients: the later has none",
        known={},
        one=Change(record="x", action="insert", new=a_patient("$x", account_id="$id") | {"kind": "patient"}),
        other=Change(record="y", action="insert", new=a_patient("$y", account_id="$id") | {"kind": "patient"}),
        one_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"x": {"account_id": "$id"}, "y": {"account_id": None}},
            desk=(ConflictKind.SAME_NAME,),
        ),
        other_first=Outcome(
            answer=AnswerStatus.MERGED,
            stands={"y": {"account_id": "$id"}, "x": {"account_id": None}},
            desk=(ConflictKind.SAME_NAME,),
        ),
    ),
    Row(
        sentence="two sign-ins of one person: the latest stands, and nobody is asked",
        known={"x": ("account", an_account("$x", last_sign_in_at=1))},
        one=Change(record="x", action="update", new={"last_sign_in_at": 30}),
        other=Change(record="x", action="update", new={"last_sign_in_at": 20}),
        one_first=Outcome(answer=AnswerStatus.UNCHANGED, stands={"x": {"last_sign_in_at": 30}}),
        other_first=Outcome(answer=AnswerStatus.APPLIED, stands={"x": {"last_sign_in_at": 30}}),
    ),
]
