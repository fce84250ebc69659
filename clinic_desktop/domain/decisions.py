"""What the conflict desk shows of a conflict: what met, who made it where and when, and the ways out that are open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from .clinic_time import Span
from .sheets import Slot
from .syncing import ConflictKind


class WayOut(StrEnum):
    """How a conflict is settled: one button each."""

    MOVE_TO_NEXT = "move-to-next"
    MOVE = "move"
    OVERBOOK = "overbook"
    WAITING_LIST = "waiting-list"
    CANCEL = "cancel"
    APPLY_AGAIN = "apply-again"
    DROP = "drop"
    THEIRS = "theirs"
    MINE = "mine"
    NEW_VALUE = "new-value"
    REBOOK = "re-book"
    LEAVE = "leave"
    KEEP = "keep"
    PUT_AWAY = "put-away"
    RETRY = "retry"
    DISCARD = "discard"


class Meeting(StrEnum):
    """What met, as its card is headed: a conflict's kind, told apart by what stands now."""

    TWO_BOOKINGS = "two-bookings"
    MOVE_INTO_TAKEN = "move-into-taken"
    SAME_FIELD = "same-field"
    CHANGED_AND_CANCELLED = "changed-and-cancelled"
    CHANGED_AND_ARCHIVED = "changed-and-archived"
    CHANGED_AND_REMOVED = "changed-and-removed"
    SAME_NAME = "same-name"
    DENIED = "denied"
    FAULTY = "faulty"
    CHANGED_AFTER_RESTORE = "changed-after-restore"
    OVER = "over"  # somebody changed the record since, so that nothing is left to be decided but that


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Who made something, where and when; an empty name or station, or no time, is not known."""

    name: str = ""
    station: str = ""
    is_here: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedBooking:
    """An appointment in a double booking: `has_slot` of the one that holds the time at the hub."""

    appointment_id: UUID
    patient_id: UUID
    patient_name: str
    practitioner_name: str
    span: Span
    maker: Maker
    has_slot: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChoice:
    """A field that was changed twice: before, in the change that did not get through, and as it stands now.

    `label` is the desk's word for it; the values are texts for a person, empty where there was nothing. `may_be_typed`
    tells whether NEW_VALUE takes a text for it; then `typed_from` is what to begin with.
    """

    field: str
    label: str
    before: str
    mine: str
    theirs: str
    may_be_typed: bool = False
    typed_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCard:
    """One conflict that is open. `what` names the record ("Peter Novak", "Dr Okafor"); `patient_id` whose it is.

    `mine` made the change that did not get through, `theirs` what stands. `ways` are open to the caller, the likeliest
    first; none where another has to decide. `wished` is the time that a move wanted, `next_free` the next there is,
    `next_name` whose that is if another practitioner's. `wished_name` is the practitioner's whose time was wished for.
    `sentence` is the hub's, for what it refused.
    """

    conflict_id: UUID
    version: int
    kind: ConflictKind
    meeting: Meeting
    record_kind: str
    record_id: UUID
    what: str
    patient_id: UUID | None
    noticed_at: datetime
    mine: Maker
    theirs: Maker
    ways: tuple[WayOut, ...]
    bookings: tuple[DecidedBooking, ...] = ()
    fields: tuple[FieldChoice, ...] = ()
    wished: Span | None = None
    wished_name: str = ""
    next_free: Slot | None = None
    next_name: str = ""
    is_urgent: bool = False
    record_version: int = 0
    may_merge_with: UUID | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleWith:
    """What a way out needs beside its name; what it does not need is left alone.

    MOVE and REBOOK a time, and where it is another's diary the practitioner; OVERBOOK, CANCEL and DISCARD a reason;
    NEW_VALUE texts by field. `record_version` is the card's; where it is given, the record may not have changed.
    """

    starts_at: datetime | None = None
    practitioner_id: UUID | None = None
    minutes: int | None = None
    reason: str = ""
    record_version: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What was decided: its change, for Undo, and words for a notice; `name` is the patient's as it stands in them."""

    change_id: UUID
    conflict_id: UUID
    appointment_id: UUID | None
    words: str
    name: str = ""
