"""The table of who read what; what was changed stands in the journal alone."""

from sqlalchemy import Index

from .column_types import Id, Instant
from .table_making import column, kept

record_access = kept(
    "record_access",
    column("patient_id", Id, to="patient"),
    column("account_id", Id, to="account"),
    column("read_at", Instant),
    Index("record_access_patient", "patient_id"),
)
