"""What stations tell the hub and it tells them, how they stand with it, and what met that needs a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from .records import Record

Fields: TypeAlias = dict[str, Any]
"""Values by field, as the journal's images hold them: ids as 32 hex digits, instants as milliseconds. Any: JSON's."""


class Profile(StrEnum):
    """What a station is for, and so what the hub gives it."""

    RECEPTION = "reception"
    DOCTOR = "doctor"
    ADMIN = "admin"
    PATIENT_DESK = "patient-desk"


class OperationAction(StrEnum):
    """What an operation does to its record."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What one station did to one record since the hub heard of it last; sent again it is the same, by its `op_id`.

    `new` holds the changed fields, `base` what stood in all fields of each touched field group. A `strict` one is
    refused whole when its slot is taken, for somebody waits for the answer.
    """

    number: int
    op_id: UUID
    kind: str
    record_id: UUID
    action: OperationAction
    base: Fields
    new: Fields
    base_revision: int | None
    strict: bool
    at: datetime
    account_id: UUID | None
    actor_name: str
    change_id: UUID | None
    verb: str
    reason: str


class AnswerStatus(StrEnum):
    """What the hub did with an operation."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    MERGED = "merged"
    HELD = "held"
    PARKED = "parked"
    TAKEN = "taken"
    DENIED = "denied"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The hub's answer to one operation. `document` is what stands there now, where that is not what was sent.

    `holders` are the appointments that have the slot, `holder_station` is where the first of them was booked.
    """

    op_id: UUID
    status: AnswerStatus
    revision: int | None = None
    document: Fields | None = None
    is_deleted: bool = False
    conflict_id: UUID | None = None
    holders: tuple[UUID, ...] = ()
    holder_station: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HubRecord:
    """A record as it stands at the hub, and who made it so where and when."""

    kind: str
    record_id: UUID
    revision: int
    is_deleted: bool
    document: Fields
    station_id: UUID | None
    account_id: UUID | None
    actor_name: str
    at: datetime
    change_id: UUID | None
    verb: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HubColumns:
    """Many records of one kind as they stand at the hub, each field's values as a list in the order of the records.

    Who made them so is not told: a station that has nothing yet takes them all at once. Ids are in any of UUID's
    spellings; what a document lacks is None.
    """

    kind: str
    record_ids: Sequence[str]
    revisions: Sequence[int]
    fields: Mapping[str, Sequence[Any]]  # Any: JSON's


@dataclass(frozen=True, slots=True, kw_only=True)
class HubPage:
    """A page of what changed at the hub between two snapshots (texts of PostgreSQL's pg_snapshot).

    `upto` is the later one, fixed on the first page; `after` is where the next page goes on, None on the last.
    `op_id` names the hub's last operation: a hub that does not know it later was put back to an older state.
    `columns` hold more records than `records` do, where that was asked for.
    """

    records: tuple[HubRecord, ...]
    upto: str
    after: tuple[str, str, UUID] | None
    op_id: UUID | None = None
    columns: tuple[HubColumns, ...] = ()

    @property
    def count(self) -> int:
        """How many records it brings in all."""
        return len(self.records) + sum(len(one.record_ids) for one in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """What the hub says to a station that comes.

    `knows_my_last` is False when the hub was restored from a dump older than the station's last operation; then
    `epoch` is new. `ordinal` and `op_id` name the hub's last operation. `at` is the hub's time,
    `records` about how many records it has. It `compares`, `gives_columns` and
    `keeps_anchors` unless it is an older one.
    """

    station_id: UUID
    station_name: str
    profile: Profile
    clinic_id: UUID
    epoch: UUID
    knows_my_last: bool
    ordinal: int
    op_id: UUID | None
    at: datetime
    schema: int
    is_empty: bool
    wants_full_pull: bool
    records: int = 0
    compares: bool = False
    gives_columns: bool = False
    keeps_anchors: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What stands of one kind, in short; `since` is how many records came or changed after the snapshot asked about."""

    count: int
    total: int
    since: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How many records of a kind stood otherwise here than at the hub, and were put right."""

    kind: str
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a comparison with the hub came to, over that many records."""

    records: int
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundReport:
    """What one push and pull came to: `answers` of the hub by record.

    Not `is_done` while more waits on either side. `done` of 1 is how far a first sync is, of about `records`;
    `clock_seconds` how far this station's clock is ahead of the hub's; `sentences` are for the log.
    """

    answers: Mapping[UUID, Answer] = field(default_factory=dict)
    pushed: int = 0
    pulled: int = 0
    is_done: bool = True
    done: float = 1.0
    records: int = 0
    clock_seconds: float = 0.0
    station_name: str = ""
    sentences: tuple[str, ...] = ()


class ConflictKind(StrEnum):
    """What met."""

    DOUBLE_BOOKING = "double-booking"
    SAME_FIELD = "same-field"
    CHANGED_AND_CANCELLED = "changed-and-cancelled"
    CHANGED_AND_REMOVED = "changed-and-removed"
    SAME_NAME = "same-name"
    DENIED = "denied"
    FAULTY = "faulty"
    CHANGED_AFTER_RESTORE = "changed-after-restore"


class ConflictState(StrEnum):
    """Whether somebody has decided."""

    OPEN = "open"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict(Record):
    """What met and needs a decision: a synced record, so that every desk sees one list and settling it is a change.

    `station_id` is where the change was made that did not get through, `account_id` and `actor_name` are whose.
    `mine` and `theirs` are JSON objects: the fields that were wanted and those that stand at the hub;
    `before` what both began with. `other_ids` are the records that were in the way.
    """

    kind: ConflictKind
    record_kind: str
    record_id: UUID
    op_id: UUID
    station_id: UUID
    account_id: UUID | None = None
    actor_name: str = ""
    made_at: datetime
    noticed_at: datetime
    before: str = "{}"
    mine: str = "{}"
    theirs: str = "{}"
    other_ids: tuple[UUID, ...] = ()
    state: ConflictState = ConflictState.OPEN
    resolution: str = ""
    settled_at: datetime | None = None
    settled_by: UUID | None = None


class SyncMode(StrEnum):
    """How a station stands with the hub."""

    OFF = "off"
    FIRST = "first"
    IN_SYNC = "in-sync"
    OFFLINE = "offline"
    NOT_PROVEN = "not-proven"
    PAUSED = "paused"
    REVOKED = "revoked"
    CLONED = "cloned"
    PROGRAM_TOO_OLD = "program-too-old"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncState:
    """What the status strip says. `since` is when this mode began, `contact_at` when the hub answered last.

    `waiting` changes have not reached the hub; `unsent` are their records. `done` of 1 is how far a first sync is, of
    about `records`. `clock_seconds` is how far this station's clock is ahead of the hub's.
    """

    mode: SyncMode = SyncMode.OFF
    since: datetime | None = None
    contact_at: datetime | None = None
    waiting: int = 0
    unsent: frozenset[UUID] = field(default=frozenset())
    to_decide: int = 0
    done: float = 1.0
    records: int = 0
    clock_seconds: float = 0.0
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """What happened to a station's sync, in a sentence."""

    at: datetime
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationLine:
    """A station as the hub knows it."""

    station_id: UUID
    name: str
    profile: Profile
    enrolled_at: datetime | None
    last_seen_at: datetime | None
    program: str
    is_revoked: bool
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HubLogin:
    """An admin's own login at the shared server; asked for each time, kept nowhere."""

    host: str
    port: int = 5432
    database: str = "clinic"
    user: str
    password: str
    certificate: str = ""  # the path of the authority's certificate; empty: the connection is not encrypted


@dataclass(frozen=True, slots=True, kw_only=True)
class HubStatus:
    """How the hub stands, as an admin sees it; `server` is PostgreSQL's version, `advice` what its owner had better do.

    `schema` is the hub's version and `program_schema` the one that this program would bring it to; the hub is current
    when nothing at all would change by that.
    """

    server: str
    is_encrypted: bool
    schema: int
    program_schema: int
    is_current: bool
    clinic_id: UUID
    records: int
    stations: tuple[StationLine, ...]
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """What a new station needs: a file for it, and a code that is spoken, without which the file is worth nothing."""

    file_text: str
    code: str
    station_id: UUID
    name: str
