"""Revision 0004: the desk's tasks, drafts of visit notes, and why notes were read."""

import sqlalchemy as sa
from alembic import op

from clinic_desktop.storage.column_types import Words

REVISION = "0004"

_STATEMENTS = (
    """
    CREATE TABLE desk_task ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, kind TEXT NOT
    NULL, patient_id BLOB NOT NULL, practitioner_id BLOB, type_id BLOB, appointment_id BLOB, wanted_day TEXT,
    reason TEXT NOT NULL, asked_at INTEGER NOT NULL, asked_by BLOB, status TEXT NOT NULL, settled_at INTEGER,
    settled_by BLOB, booked_id BLOB, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(patient_id) REFERENCES
    patient (id), FOREIGN KEY(practitioner_id) REFERENCES practitioner (id), FOREIGN KEY(type_id) REFERENCES
    appointment_type (id), FOREIGN KEY(appointment_id) REFERENCES appointment (id), FOREIGN KEY(asked_by)
    REFERENCES account (id), FOREIGN KEY(settled_by) REFERENCES account (id), FOREIGN KEY(booked_id) REFERENCES
    appointment (id) ) STRICT
    """,
    """
    CREATE INDEX desk_task_appointment ON desk_task (appointment_id)
    """,
    """
    CREATE INDEX desk_task_patient ON desk_task (patient_id)
    """,
    """
    CREATE INDEX desk_task_status ON desk_task (status, asked_at)
    """,
    """
    CREATE TABLE disclosure ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, patient_id
    BLOB NOT NULL, account_id BLOB NOT NULL, reason TEXT NOT NULL, opened_at INTEGER NOT NULL, until INTEGER NOT
    NULL, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(patient_id) REFERENCES patient (id), FOREIGN
    KEY(account_id) REFERENCES account (id) ) STRICT
    """,
    """
    CREATE INDEX disclosure_patient ON disclosure (patient_id, account_id, until)
    """,
    """
    CREATE TABLE note_draft ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, appointment_id
    BLOB NOT NULL, account_id BLOB NOT NULL, begun_from TEXT NOT NULL, text TEXT NOT NULL, written_at INTEGER
    NOT NULL, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(appointment_id) REFERENCES appointment (id) ON
    DELETE CASCADE, FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE ) STRICT
    """,
    """
    CREATE UNIQUE INDEX note_draft_of ON note_draft (appointment_id, account_id)
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
    op.add_column("patient_merge", sa.Column("task_ids", Words, nullable=False, server_default=sa.text("'[]'")))
