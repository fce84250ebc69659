"""Values that only one record may have: who has one that another shall have, and what they get instead meanwhile."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from .column_types import Raw, new_id_of
from .documents import Form
from .folding import key_of
from .kinds import Kind, quoted
from .reading.base import Reading

_SHORTEST = 4


class Rival(NamedTuple):
    """A record that has a value another one shall have."""

    record_id: UUID
    field: str
    value: str


def rivals(reading: Reading, form: Form, record_id: UUID, values: Sequence[Raw]) -> Iterator[Rival]:
    """Who else has one of the values that must be unique."""
    for field, column in _unique(form.kind):
        value = values[form.fields.index(field)]
        if value is None:
            continue
        wanted = value if column == field else key_of(str(value))
        row = reading.ask(
            f"SELECT id, {quoted(field)} FROM {quoted(form.name)} WHERE {quoted(column)} = ? AND id != ?",
            (wanted, record_id.bytes),
        ).fetchone()
        if row is not None:
            yield Rival(record_id=new_id_of(row[0]), field=field, value=str(row[1]))


def provisional(reading: Reading, form: Form, rival: Rival) -> str | None:
    """What a record gets in the place of a value that another one has: the value with as much of its id as it takes."""
    if form.kind.table.c[rival.field].nullable and rival.field.endswith("_id"):
        return None
    column = dict(_unique(form.kind))[rival.field]
    for length in range(_SHORTEST, len(rival.record_id.hex)):
        value = f"{rival.value}~{rival.record_id.hex[:length]}"
        wanted = value if column == rival.field else key_of(value)
        taken = f"SELECT 1 FROM {quoted(form.name)} WHERE {quoted(column)} = ?"
        if reading.ask(taken, (wanted,)).fetchone() is None:
            return value
    return f"{rival.value}~{rival.record_id.hex}"


@cache
def _unique(kind: Kind[Any]) -> tuple[tuple[str, str], ...]:  # Any: a kind of any record
    """The fields that must be unique, each with the column that says so: its own, or one derived from it."""
    columns = [column.name for column in kind.table.columns if column.unique and column.name != "id"]
    return tuple((name.removesuffix("_key") if name in kind.derived else name, name) for name in columns)
