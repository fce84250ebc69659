"""The tables of the tallies: what the figures of the clinic are read from, counted as each row is written."""

from sqlalchemy import Column, PrimaryKeyConstraint, Table

from .column_types import Bytes, Number, Words
from .table_making import column, metadata

tally = Table(
    "tally",
    metadata,
    column("who", Bytes),
    column("what", Words),
    column("per", Words),
    column("period", Words),
    column("key", Words),
    column("count", Number),
    column("amount", Number),
    PrimaryKeyConstraint("who", "what", "per", "period", "key"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""`who` is a practitioner's id, or nothing for everybody's; what the rest means is said at `tallies.What`."""

patient_tally = Table(
    "patient_tally",
    metadata,
    Column("registered", Bytes, primary_key=True),
    column("count", Number),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Patients on file by the first three bytes of their ids, which are some four and a half hours; nothing: all."""
