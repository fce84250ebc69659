"""Revision 0003: what a station keeps of its sync with the others, and appointments that need a decision."""

import sqlalchemy as sa
from alembic import op

from clinic_desktop.storage.column_types import Flag

REVISION = "0003"

_STATEMENTS = (
    'DROP TABLE "conflict"',  # nothing ever wrote to it
    """
    CREATE TABLE "conflict" ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, kind TEXT NOT
    NULL, record_kind TEXT NOT NULL, record_id BLOB NOT NULL, op_id BLOB NOT NULL, station_id BLOB NOT NULL,
    account_id BLOB, actor_name TEXT NOT NULL, made_at INTEGER NOT NULL, noticed_at INTEGER NOT NULL, "before" TEXT
    NOT NULL, mine TEXT NOT NULL, theirs TEXT NOT NULL, other_ids TEXT NOT NULL, state TEXT NOT NULL, resolution
    TEXT NOT NULL, settled_at INTEGER, settled_by BLOB, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(settled_by)
    REFERENCES account (id) ) STRICT
    """,
    """
    CREATE INDEX conflict_record ON "conflict" (record_id)
    """,
    """
    CREATE INDEX conflict_state ON "conflict" (state, noticed_at)
    """,
    """
    CREATE TABLE sync_state ( name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name) ) STRICT
    """,
    """
    CREATE TABLE sync_revision ( kind TEXT NOT NULL, record_id BLOB NOT NULL, revision INTEGER NOT NULL, PRIMARY
    KEY (kind, record_id) ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE sync_pending ( kind TEXT NOT NULL, record_id BLOB NOT NULL, seq INTEGER NOT NULL, action TEXT NOT
    NULL, base TEXT NOT NULL, PRIMARY KEY (kind, record_id) ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE INDEX sync_pending_seq ON sync_pending (seq)
    """,
    """
    CREATE TABLE sync_operation ( number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, op_id BLOB NOT NULL, kind TEXT
    NOT NULL, record_id BLOB NOT NULL, action TEXT NOT NULL, base TEXT NOT NULL, new TEXT NOT NULL, base_revision
    INTEGER, at INTEGER NOT NULL, account_id BLOB, actor_name TEXT NOT NULL, change_id BLOB, verb TEXT NOT NULL,
    reason TEXT NOT NULL, UNIQUE (op_id) ) STRICT
    """,
    """
    CREATE UNIQUE INDEX sync_operation_record ON sync_operation (kind, record_id)
    """,
    """
    CREATE INDEX journal_received ON journal (at) WHERE origin = 'hub'
    """,
    "DROP INDEX appointment_practitioner",
    "DROP INDEX distinct_patients_pair",  # two stations may say the same of the same two
    """
    CREATE INDEX distinct_patients_pair ON distinct_patients (one_id, other_id)
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
    op.add_column("appointment", sa.Column("contested", Flag, nullable=False, server_default=sa.text("0")))
    op.execute(
        "CREATE INDEX appointment_practitioner ON appointment (practitioner_id, starts_at, ends_at, status, "
        "overbooked_by, buffer_before, buffer_after, contested)"
    )
