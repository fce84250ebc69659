"""Revision 0005: what the admin's settings brought."""

import sqlalchemy as sa
from alembic import op

from clinic_desktop.storage.column_types import Flag, Number, Words

REVISION = "0005"


def upgrade() -> None:
    _house()
    _audit()
    _tallies()


def _house() -> None:
    """Rooms, the order of the lists, and who offers and books a type of appointment."""
    op.execute(
        """
        CREATE TABLE room ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL,
        department_id BLOB, floor TEXT NOT NULL, active INTEGER NOT NULL, position INTEGER NOT NULL, name_key TEXT NOT
        NULL, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN KEY(department_id) REFERENCES department (id), UNIQUE
        (name_key) ) STRICT
        """
    )
    for table, name, kind, value in (
        ("department", "position", Number, "0"),
        ("appointment_type", "position", Number, "0"),
        ("appointment_type", "doctors_may_book", Flag, "1"),
        ("appointment_type", "practitioner_ids", Words, "'[]'"),
        ("appointment_type", "room", Words, "''"),
    ):
        op.add_column(table, sa.Column(name, kind, nullable=False, server_default=sa.text(value)))


def _audit() -> None:
    """Who read a patient's record."""
    for statement in _READING:
        op.execute(statement)


_READING = (
    """
    CREATE TABLE record_access ( "row" INTEGER NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, patient_id
    BLOB NOT NULL, account_id BLOB NOT NULL, read_at INTEGER NOT NULL, PRIMARY KEY ("row"), UNIQUE (id), FOREIGN
    KEY(patient_id) REFERENCES patient (id), FOREIGN KEY(account_id) REFERENCES account (id) ) STRICT
    """,
    """
    CREATE INDEX record_access_patient ON record_access (patient_id)
    """,
)


def _tallies() -> None:
    """What the figures are read from; whoever opens the database counts anew, as it renews the triggers."""
    for statement in _TALLIES:
        op.execute(statement)


_TALLIES = (
    """
    CREATE TABLE tally ( who BLOB NOT NULL, what TEXT NOT NULL, per TEXT NOT NULL, period TEXT NOT NULL, "key" TEXT NOT
    NULL, count INTEGER NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (who, what, per, period, "key") ) WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE patient_tally ( registered BLOB NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (registered) )
    WITHOUT ROWID,
    STRICT
    """,
)
