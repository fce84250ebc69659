"""Revision 0001: everything the first version keeps. What stands here is history and is never edited."""

from alembic import op

REVISION = "0001"

_STATEMENTS = (
    """
    CREATE TABLE account ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, username TEXT NOT
    NULL, full_name TEXT NOT NULL, role TEXT NOT NULL, password_hash TEXT NOT NULL, email TEXT, active INTEGER NOT
    NULL, must_change_password INTEGER NOT NULL, last_sign_in_at INTEGER, token_version INTEGER NOT NULL,
    username_key TEXT NOT NULL, email_key TEXT, PRIMARY KEY ("row"), UNIQUE (id), UNIQUE (username_key), UNIQUE
    (email_key) ) STRICT
    """,
    """
    CREATE TABLE appointment_type ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, name TEXT
    NOT NULL, minutes INTEGER NOT NULL, colour TEXT NOT NULL, buffer_before INTEGER NOT NULL, buffer_after INTEGER
    NOT NULL, patients_may_book INTEGER NOT NULL, active INTEGER NOT NULL, name_key TEXT NOT NULL, PRIMARY KEY
    ("row"), UNIQUE (id), UNIQUE (name_key) ) STRICT
    """,
    """
    CREATE TABLE clinic_settings ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, name TEXT NOT
    NULL, zone TEXT NOT NULL, address TEXT NOT NULL, phone TEXT NOT NULL, opening_hours TEXT NOT NULL, policies TEXT
    NOT NULL, is_demo INTEGER NOT NULL, PRIMARY KEY ("row"), UNIQUE (id) ) STRICT
    """,
    """
    CREATE TABLE closure ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL,
    first_day TEXT NOT NULL, last_day TEXT NOT NULL, PRIMARY KEY ("row"), UNIQUE (id) ) STRICT
    """,
    """
    CREATE TABLE department ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, name TEXT NOT
    NULL, description TEXT NOT NULL, location TEXT NOT NULL, active INTEGER NOT NULL, name_key TEXT NOT NULL,
    PRIMARY KEY ("row"), UNIQUE (id), UNIQUE (name_key) ) STRICT
    """,
    """
    CREATE TABLE journal ( seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, change_id BLOB, at INTEGER NOT NULL,
    actor_id BLOB, actor_name TEXT NOT NULL, session_id BLOB, station_id BLOB, verb TEXT NOT NULL, reason TEXT NOT
    NULL, undoes BLOB, origin TEXT NOT NULL, kind TEXT NOT NULL, record_id BLOB, action TEXT NOT NULL, "before"
    TEXT, "after" TEXT, seal BLOB ) STRICT
    """,
    """
    CREATE INDEX journal_change ON journal (change_id)
    """,
    """
    CREATE INDEX journal_record ON journal (kind, record_id)
    """,
    """
    CREATE INDEX journal_session ON journal (session_id) WHERE session_id IS NOT NULL
    """,
    """
    CREATE INDEX journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL
    """,
    """
    CREATE TABLE journal_context ( only INTEGER NOT NULL CHECK (only = 1), change_id BLOB, at INTEGER NOT NULL,
    actor_id BLOB, actor_name TEXT NOT NULL, session_id BLOB, station_id BLOB, verb TEXT NOT NULL, reason TEXT NOT
    NULL, undoes BLOB, origin TEXT NOT NULL, batch INTEGER NOT NULL, PRIMARY KEY (only) ) STRICT
    """,
    """
    CREATE TABLE meta ( name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name) ) STRICT
    """,
    """
    CREATE TABLE sign_in_attempt ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, username_key
    TEXT NOT NULL, failed INTEGER NOT NULL, wait_until INTEGER, locked_at INTEGER, PRIMARY KEY ("row"), UNIQUE (id),
    UNIQUE (username_key) ) STRICT
    """,
    """
    CREATE TABLE station ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL,
    enrolled_at INTEGER NOT NULL, active INTEGER NOT NULL, PRIMARY KEY ("row"), UNIQUE (id) ) STRICT
    """,
    """
    CREATE TABLE "conflict" ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, kind TEXT NOT
    NULL, record_kind TEXT NOT NULL, record_id BLOB NOT NULL, op_id BLOB NOT NULL, station_id BLOB NOT NULL,
    noticed_at INTEGER NOT NULL, mine TEXT NOT NULL, theirs TEXT NOT NULL, state TEXT NOT NULL, resolution TEXT NOT
    NULL, settled_at INTEGER, settled_by BLOB, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(settled_by) REFERENCES
    account (id) ) STRICT
    """,
    """
    CREATE INDEX conflict_record ON "conflict" (record_id)
    """,
    """
    CREATE INDEX conflict_state ON "conflict" (state, noticed_at)
    """,
    """
    CREATE TABLE practitioner ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, name TEXT NOT
    NULL, title TEXT NOT NULL, account_id BLOB, department_id BLOB, specialty TEXT NOT NULL, qualification TEXT NOT
    NULL, room TEXT NOT NULL, contact TEXT NOT NULL, slot_minutes INTEGER NOT NULL, colour TEXT NOT NULL, active
    INTEGER NOT NULL, PRIMARY KEY ("row"), UNIQUE (id), UNIQUE (account_id), FOREIGN KEY(account_id) REFERENCES
    account (id), FOREIGN KEY(department_id) REFERENCES department (id) ) STRICT
    """,
    """
    CREATE INDEX practitioner_department ON practitioner (department_id)
    """,
    """
    CREATE TABLE session ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, account_id BLOB NOT
    NULL, started_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL, refresh_hash TEXT
    NOT NULL, previous_refresh_hash TEXT, locked INTEGER NOT NULL, revoked_at INTEGER, revoke_reason TEXT NOT NULL,
    token_version INTEGER NOT NULL, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(account_id) REFERENCES account
    (id) ) STRICT
    """,
    """
    CREATE INDEX session_account ON session (account_id)
    """,
    """
    CREATE TABLE availability_exception ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL,
    practitioner_id BLOB NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL, kind TEXT NOT NULL, starts TEXT,
    ends TEXT, reason TEXT NOT NULL, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(practitioner_id) REFERENCES
    practitioner (id) ON DELETE CASCADE ) STRICT
    """,
    """
    CREATE INDEX availability_exception_practitioner ON availability_exception (practitioner_id, last_day)
    """,
    """
    CREATE TABLE hold ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, practitioner_id BLOB NOT
    NULL, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, until INTEGER NOT NULL, account_id BLOB, station_id
    BLOB NOT NULL, reason TEXT NOT NULL, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(practitioner_id) REFERENCES
    practitioner (id) ON DELETE CASCADE, FOREIGN KEY(account_id) REFERENCES account (id) ) STRICT
    """,
    """
    CREATE INDEX hold_practitioner ON hold (practitioner_id, starts_at)
    """,
    """
    CREATE TABLE patient ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, mrn TEXT NOT NULL,
    given_name TEXT NOT NULL, family_name TEXT NOT NULL, birth_date TEXT, sex TEXT NOT NULL, mobile TEXT NOT NULL,
    phone TEXT NOT NULL, email TEXT NOT NULL, address TEXT NOT NULL, language TEXT NOT NULL, contact_name TEXT NOT
    NULL, contact_phone TEXT NOT NULL, contact_relation TEXT NOT NULL, alerts TEXT NOT NULL, notes TEXT NOT NULL,
    own_doctor_id BLOB, wants_reminders INTEGER NOT NULL, account_id BLOB, merged_into_id BLOB, archived INTEGER NOT
    NULL, name_key TEXT NOT NULL, given_key TEXT NOT NULL, mobile_digits TEXT, phone_digits TEXT, search_text TEXT
    NOT NULL, PRIMARY KEY ("row"), UNIQUE (id), UNIQUE (mrn), FOREIGN KEY(own_doctor_id) REFERENCES practitioner
    (id), UNIQUE (account_id), FOREIGN KEY(account_id) REFERENCES account (id), FOREIGN KEY(merged_into_id)
    REFERENCES patient (id) ) STRICT
    """,
    """
    CREATE INDEX patient_birth_date ON patient (birth_date)
    """,
    """
    CREATE INDEX patient_given ON patient (given_key, archived)
    """,
    """
    CREATE INDEX patient_merged ON patient (merged_into_id) WHERE merged_into_id IS NOT NULL
    """,
    """
    CREATE INDEX patient_mobile ON patient (mobile_digits) WHERE mobile_digits IS NOT NULL
    """,
    """
    CREATE INDEX patient_name ON patient (name_key, archived, search_text)
    """,
    """
    CREATE INDEX patient_own_doctor ON patient (own_doctor_id) WHERE own_doctor_id IS NOT NULL
    """,
    """
    CREATE INDEX patient_phone ON patient (phone_digits) WHERE phone_digits IS NOT NULL
    """,
    """
    CREATE TABLE weekly_pattern ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL,
    practitioner_id BLOB NOT NULL, weekday INTEGER NOT NULL, starts TEXT NOT NULL, ends TEXT NOT NULL, valid_from
    TEXT NOT NULL, valid_until TEXT, every_weeks INTEGER NOT NULL, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN
    KEY(practitioner_id) REFERENCES practitioner (id) ON DELETE CASCADE ) STRICT
    """,
    """
    CREATE INDEX weekly_pattern_practitioner ON weekly_pattern (practitioner_id)
    """,
    """
    CREATE TABLE appointment ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, patient_id BLOB
    NOT NULL, practitioner_id BLOB NOT NULL, type_id BLOB NOT NULL, starts_at INTEGER NOT NULL, ends_at INTEGER NOT
    NULL, local_start TEXT NOT NULL, zone TEXT NOT NULL, status TEXT NOT NULL, confirmation TEXT NOT NULL, reason
    TEXT NOT NULL, desk_note TEXT NOT NULL, visit_note TEXT NOT NULL, room TEXT NOT NULL, buffer_before INTEGER NOT
    NULL, buffer_after INTEGER NOT NULL, booked_at INTEGER NOT NULL, asked_to_arrive_at INTEGER, arrived_at INTEGER,
    in_room_at INTEGER, done_at INTEGER, series_id BLOB, overbooked_by BLOB, overbook_reason TEXT NOT NULL,
    cancelled_by TEXT, cancel_reason TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY ("row"), CONSTRAINT
    appointment_length CHECK (ends_at > starts_at AND ends_at - starts_at <= 86400000), UNIQUE (id), FOREIGN
    KEY(patient_id) REFERENCES patient (id), FOREIGN KEY(practitioner_id) REFERENCES practitioner (id), FOREIGN
    KEY(type_id) REFERENCES appointment_type (id), FOREIGN KEY(overbooked_by) REFERENCES account (id) ) STRICT
    """,
    """
    CREATE INDEX appointment_patient ON appointment (patient_id, starts_at)
    """,
    """
    CREATE INDEX appointment_practitioner ON appointment (practitioner_id, starts_at, ends_at, status,
    overbooked_by, buffer_before, buffer_after)
    """,
    """
    CREATE INDEX appointment_series ON appointment (series_id) WHERE series_id IS NOT NULL
    """,
    """
    CREATE INDEX appointment_start ON appointment (starts_at)
    """,
    """
    CREATE TABLE waiting_entry ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, patient_id BLOB
    NOT NULL, practitioner_id BLOB, department_id BLOB, type_id BLOB NOT NULL, asked_at INTEGER NOT NULL, first_day
    TEXT, last_day TEXT, weekdays TEXT NOT NULL, part_of_day TEXT NOT NULL, urgency INTEGER NOT NULL, note TEXT NOT
    NULL, status TEXT NOT NULL, appointment_id BLOB, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(patient_id)
    REFERENCES patient (id), FOREIGN KEY(practitioner_id) REFERENCES practitioner (id), FOREIGN KEY(department_id)
    REFERENCES department (id), FOREIGN KEY(type_id) REFERENCES appointment_type (id), FOREIGN KEY(appointment_id)
    REFERENCES appointment (id) ) STRICT
    """,
    """
    CREATE INDEX waiting_entry_patient ON waiting_entry (patient_id)
    """,
    """
    CREATE INDEX waiting_entry_status ON waiting_entry (status, urgency, asked_at)
    """,
    """
    CREATE VIRTUAL TABLE patient_search USING fts5(search_text, content='patient', content_rowid='row',
    tokenize='trigram case_sensitive 1', detail='none', columnsize=0)
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(" ".join(statement.split()))
