"""Revision 0002: the waiting list, holds, series, messages and merges of the front desk."""

import sqlalchemy as sa
from alembic import op

from clinic_desktop.storage.column_types import Number, Words

REVISION = "0002"

_STATEMENTS = (
    "DROP TABLE waiting_entry",  # nothing ever wrote to these two
    "DROP TABLE hold",
    """
    CREATE TABLE series ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, patient_id BLOB
    NOT NULL, practitioner_id BLOB NOT NULL, type_id BLOB NOT NULL, rule TEXT NOT NULL, local_start TEXT NOT
    NULL, zone TEXT NOT NULL, minutes INTEGER NOT NULL, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN
    KEY(patient_id) REFERENCES patient (id), FOREIGN KEY(practitioner_id) REFERENCES practitioner (id), FOREIGN
    KEY(type_id) REFERENCES appointment_type (id) ) STRICT
    """,
    """
    CREATE INDEX series_patient ON series (patient_id)
    """,
    """
    CREATE TABLE distinct_patients ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, one_id
    BLOB NOT NULL, other_id BLOB NOT NULL, said_at INTEGER NOT NULL, said_by BLOB, PRIMARY KEY ("row"), UNIQUE
    (id), FOREIGN KEY(one_id) REFERENCES patient (id), FOREIGN KEY(other_id) REFERENCES patient (id), FOREIGN
    KEY(said_by) REFERENCES account (id) ) STRICT
    """,
    """
    CREATE UNIQUE INDEX distinct_patients_pair ON distinct_patients (one_id, other_id)
    """,
    """
    CREATE TABLE hold ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, practitioner_id BLOB
    NOT NULL, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, until INTEGER NOT NULL, account_id BLOB,
    station_id BLOB NOT NULL, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(practitioner_id) REFERENCES
    practitioner (id) ON DELETE CASCADE, FOREIGN KEY(account_id) REFERENCES account (id) ) STRICT
    """,
    """
    CREATE INDEX hold_practitioner ON hold (practitioner_id, starts_at)
    """,
    """
    CREATE TABLE message ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, patient_id BLOB
    NOT NULL, appointment_id BLOB, occasion TEXT NOT NULL, channel TEXT NOT NULL, language TEXT NOT NULL,
    recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, made_at INTEGER NOT NULL, due_at INTEGER
    NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL, next_try_at INTEGER, settled_at INTEGER, last_error
    TEXT NOT NULL, appointment_at INTEGER, practitioner_id BLOB, was_at INTEGER, was_practitioner_id BLOB,
    lead_hours INTEGER NOT NULL, withdrawn_by BLOB, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(patient_id)
    REFERENCES patient (id), FOREIGN KEY(appointment_id) REFERENCES appointment (id), FOREIGN
    KEY(practitioner_id) REFERENCES practitioner (id), FOREIGN KEY(was_practitioner_id) REFERENCES practitioner
    (id), FOREIGN KEY(withdrawn_by) REFERENCES account (id) ) STRICT
    """,
    """
    CREATE INDEX message_appointment ON message (appointment_id) WHERE appointment_id IS NOT NULL
    """,
    """
    CREATE INDEX message_patient ON message (patient_id)
    """,
    """
    CREATE INDEX message_state ON message (state, due_at, channel)
    """,
    """
    CREATE TABLE message_settings ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL,
    switched_on INTEGER NOT NULL, station_id BLOB, language TEXT NOT NULL, first_channel TEXT NOT NULL,
    smtp_host TEXT NOT NULL, smtp_port INTEGER NOT NULL, smtp_security TEXT NOT NULL, smtp_user TEXT NOT NULL,
    smtp_secret TEXT NOT NULL, smtp_ca_file TEXT NOT NULL, sender_name TEXT NOT NULL, sender_email TEXT NOT
    NULL, reply_to TEXT NOT NULL, sms_way TEXT NOT NULL, sms_url TEXT NOT NULL, sms_form TEXT NOT NULL,
    sms_fields TEXT NOT NULL, sms_secret TEXT NOT NULL, sms_sender TEXT NOT NULL, sms_file TEXT NOT NULL,
    timings TEXT NOT NULL, texts TEXT NOT NULL, PRIMARY KEY ("row"), UNIQUE (id) ) STRICT
    """,
    """
    CREATE TABLE patient_merge ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, kept_id
    BLOB NOT NULL, merged_id BLOB NOT NULL, merged_at INTEGER NOT NULL, merged_by BLOB, kept_before TEXT NOT
    NULL, kept_after TEXT NOT NULL, merged_before TEXT NOT NULL, merged_after TEXT NOT NULL, appointment_ids TEXT
    NOT NULL, waiting_ids TEXT NOT NULL, series_ids TEXT NOT NULL, message_ids TEXT NOT NULL, taken_apart_at
    INTEGER, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(kept_id) REFERENCES patient (id), FOREIGN
    KEY(merged_id) REFERENCES patient (id), FOREIGN KEY(merged_by) REFERENCES account (id) ) STRICT
    """,
    """
    CREATE INDEX patient_merge_kept ON patient_merge (kept_id)
    """,
    """
    CREATE INDEX patient_merge_merged ON patient_merge (merged_id)
    """,
    """
    CREATE TABLE waiting_entry ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, patient_id
    BLOB NOT NULL, type_id BLOB NOT NULL, practitioner_ids TEXT NOT NULL, department_id BLOB, asked_at INTEGER
    NOT NULL, first_day TEXT, last_day TEXT, weekdays TEXT NOT NULL, part TEXT NOT NULL, earliest TEXT, latest
    TEXT, urgency TEXT NOT NULL, note TEXT NOT NULL, appointment_id BLOB, keeps_appointment INTEGER NOT NULL,
    status TEXT NOT NULL, booked_id BLOB, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(patient_id) REFERENCES
    patient (id), FOREIGN KEY(type_id) REFERENCES appointment_type (id), FOREIGN KEY(department_id) REFERENCES
    department (id), FOREIGN KEY(appointment_id) REFERENCES appointment (id), FOREIGN KEY(booked_id) REFERENCES
    appointment (id) ) STRICT
    """,
    """
    CREATE INDEX waiting_entry_patient ON waiting_entry (patient_id)
    """,
    """
    CREATE INDEX waiting_entry_status ON waiting_entry (status, asked_at)
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
    op.add_column("patient", sa.Column("reminder_channel", Words, nullable=True))
    op.add_column("appointment", sa.Column("ticket", Number, nullable=True))
