"""The tables of sync: what needs a decision, and what this station alone keeps of how it stands with the hub."""

from uuid import UUID

from sqlalchemy import Column, Index, Integer, Table

from clinic_desktop.domain.syncing import ConflictKind, ConflictState, OperationAction

from .column_types import Choice, Id, Instant, JsonText, Number, Words
from .table_making import column, kept, metadata

conflict = kept(
    "conflict",
    column("kind", Choice(ConflictKind)),
    column("record_kind", Words),
    column("record_id", Id),
    column("op_id", Id),
    column("station_id", Id),
    column("account_id", Id, null=True),
    column("actor_name", Words),
    column("made_at", Instant),
    column("noticed_at", Instant),
    column("before", Words),
    column("mine", Words),
    column("theirs", Words),
    column("other_ids", JsonText(tuple[UUID, ...])),
    column("state", Choice(ConflictState)),
    column("resolution", Words),
    column("settled_at", Instant, null=True),
    column("settled_by", Id, null=True, to="account"),
    Index("conflict_state", "state", "noticed_at"),
    Index("conflict_record", "record_id"),
)

sync_state = Table(
    "sync_state", metadata, Column("name", Words, primary_key=True), column("value", Words), sqlite_strict=True
)

sync_revision = Table(
    "sync_revision",
    metadata,
    Column("kind", Words, primary_key=True),
    Column("record_id", Id, primary_key=True),
    column("revision", Number),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""At which of the hub's revisions each record stands here, whether or not it was changed here since."""

sync_pending = Table(
    "sync_pending",
    metadata,
    Column("kind", Words, primary_key=True),
    Column("record_id", Id, primary_key=True),
    column("seq", Number),
    column("action", Choice(OperationAction)),
    column("base", Words),
    Index("sync_pending_seq", "seq"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""What was done here to each record and is in no operation yet: `seq` is the journal's last entry of it, `base` (JSON)
what stood before in the fields that were changed, of a record that was removed in all of them."""

sync_operation = Table(
    "sync_operation",
    metadata,
    Column("number", Integer, primary_key=True),
    column("op_id", Id, unique=True),
    column("kind", Words),
    column("record_id", Id),
    column("action", Choice(OperationAction)),
    column("base", Words),
    column("new", Words),
    column("base_revision", Number, null=True),
    column("at", Instant),
    column("account_id", Id, null=True),
    column("actor_name", Words),
    column("change_id", Id, null=True),
    column("verb", Words),
    column("reason", Words),
    Index("sync_operation_record", "kind", "record_id", unique=True),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
"""What is on its way to the hub, in its order; a record has at most one here."""
