"""The indexes of the diary that a first sync goes without: made of all rows together they cost a fifth.

Meanwhile a day is found by its hour, and what one patient or one practitioner has by looking through all. They are
missing only while rows come: the end of the first sync makes them, and so does whatever interrupts it, or the next
start. `ask` is how a statement is carried out, by a reading or by the bare driver.
"""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex

from . import tables
from .connections import little_room
from .kinds import quoted

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

    Ask = Callable[[str], dbapi2.Cursor]

_LATE = ("appointment_practitioner", "appointment_patient")
_STANDING = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'appointment'"


def put_off(ask: "Ask", table: str) -> None:
    """Do without them from now on, if no row stands in the table yet."""
    if table == tables.appointment.name and ask("SELECT 1 FROM appointment LIMIT 1").fetchone() is None:
        for name in _LATE:
            ask(f"DROP INDEX IF EXISTS {quoted(name)}")


def missing(ask: "Ask") -> list[str]:
    """The names of the diary's indexes that are not there."""
    standing = {name for (name,) in ask(_STANDING).fetchall()}
    return [name for name in _wanted() if name not in standing]


def make(ask: "Ask", names: list[str]) -> None:
    """Make some; what sorts a million rows has the memory of the cache meanwhile."""
    if names:
        with little_room(ask):
            for name in names:
                ask(_wanted()[name])


@cache
def _wanted() -> Mapping[str, str]:
    dialect = sqlite.dialect()
    made = {str(index.name): str(CreateIndex(index).compile(dialect=dialect)) for index in tables.appointment.indexes}
    return MappingProxyType(dict(sorted(made.items())))
