"""Between rows and documents: a record as the hub knows it, a JSON object of the journal's own image values."""

from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, get_origin
from uuid import UUID

from clinic_desktop.domain.records import Record
from clinic_desktop.domain.syncing import Fields

from .column_types import Choice, Day, Id, JsonText, LocalTime, Raw, Stored, WallTime
from .kinds import KINDS, Kind, quoted
from .reading.base import Reading

_OWN = ("id", "version")
"""What each station has for itself, or what stands beside the document."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Form:
    """How documents of one kind are read and written: its fields in the order of the table, and what stands for none.

    `required` are the fields for which nothing can stand: a document without them is none.
    """

    kind: Kind[Any]  # Any: a kind of any record
    fields: tuple[str, ...]
    ids: frozenset[str]
    empty: Fields
    required: frozenset[str]
    choices: tuple[tuple[str, frozenset[str]], ...]
    select: str

    @property
    def name(self) -> str:
        """The kind's name, which is its table's."""
        return self.kind.name

    def whole(self, document: Fields) -> Fields | None:
        """A document with every field that this program knows and no other; None if this program cannot read it."""
        found = dict(self.empty)
        for name, value in document.items():
            if value is not None and name in found:
                found[name] = value
        if any(found[name] is None for name in self.required):
            return None
        if any(found[name] is not None and found[name] not in options for name, options in self.choices):
            return None
        return found

    def raw(self, name: str, value: Raw) -> Raw:
        """One value of a document as its column stores it."""
        return bytes.fromhex(str(value)) if value is not None and name in self.ids else value

    def row(self, record_id: UUID, version: int, whole: Fields) -> list[Raw]:
        """The values of the kind's columns."""
        found: list[Raw] = [record_id.bytes, version, *(whole[name] for name in self.fields)]
        for place, name in enumerate(self.fields, 2):
            if name in self.ids and found[place] is not None:
                found[place] = bytes.fromhex(str(found[place]))
        return found

    def standing(self, reading: Reading, record_id: UUID) -> tuple[int, Fields] | None:
        """A record's version and its document, every field in it, as it stands here; None where none does."""
        row = reading.ask(self.select, (record_id.bytes,)).fetchone()
        if row is None:
            return None
        found: Fields = dict(zip(self.fields, row[1:], strict=True))
        for name in self.ids:
            if found[name] is not None:
                found[name] = found[name].hex()
        return row[0], found

    def derived(self, row: Sequence[Raw], region: str) -> list[Raw]:
        """The values of the kind's derived columns; `row` as `row()` gives it."""
        return self.kind.derived_of(self.kind.make(row), region) if self.kind.derived else []


def form_of(kind: str) -> Form | None:
    """The form of a kind's documents; None for a kind that this program does not share."""
    found = KINDS.get(kind)
    return _form(found) if found is not None and found.journalled else None


@cache
def _form(kind: Kind[Record]) -> Form:
    assert kind.columns[:2] == _OWN
    names = kind.columns[2:]
    columns = {name: kind.table.c[name] for name in names}
    defaults = {field.name: field.default for field in fields(kind.record)}
    empty: Fields = {}
    required = set()
    for name, column in columns.items():
        if column.nullable:
            empty[name] = None
        elif defaults[name] is not MISSING:
            empty[name] = kind.raw(name, defaults[name])
        else:
            empty[name] = _empty(column.type)
            if empty[name] is None:
                required.add(name)
    return Form(
        kind=kind,
        fields=names,
        ids=frozenset(name for name, column in columns.items() if isinstance(column.type, Id)),
        empty=empty,
        required=frozenset(required),
        choices=tuple(
            (name, frozenset(option.value for option in column.type.options))
            for name, column in columns.items()
            if isinstance(column.type, Choice)
        ),
        select=f"SELECT version, {', '.join(map(quoted, names))} FROM {quoted(kind.name)} WHERE id = ?",
    )


def _empty(kind: object) -> Raw:
    """What stands for nothing in a column that cannot be null: the hub keeps from a station what it may not see."""
    if isinstance(kind, JsonText):
        return "[]" if get_origin(kind.shape) is tuple else "{}"
    if isinstance(kind, Id | Choice | Day | WallTime | LocalTime):
        return None
    return 0 if isinstance(kind, Stored) and kind.spec == "INTEGER" else ""
