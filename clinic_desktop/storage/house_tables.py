"""The tables of the house itself: its rooms."""

from .column_types import Flag, Id, Number, Words
from .table_making import column, kept

room = kept(
    "room",
    column("name", Words),
    column("department_id", Id, null=True, to="department"),
    column("floor", Words),
    column("active", Flag),
    column("position", Number),
    column("name_key", Words, unique=True),
)
