"""Revision 0006: a day's appointments find the names of their patients side by side."""

from alembic import op

REVISION = "0006"


def upgrade() -> None:
    op.execute("CREATE INDEX patient_named ON patient (id, given_name, family_name, mrn, alerts)")
