"""Between rows and documents: a record as the hub knows it, a JSON object of the journal's own image values."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache
from operator import itemgetter
from typing import Any, get_origin
from uuid import UUID

from clinic_desktop.domain.records import Record
from clinic_desktop.domain.syncing import Fields

from .column_types import Choice, Day, Id, JsonText, LocalTime, Raw, Stored, WallTime, new_id_of
from .kinds import KINDS, Kind, quoted
from .reading.base import Reading

_OWN = ("id", "version")
"""What each station has for itself, or what stands beside the document."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Form:
    """How documents of one kind are read and written.

    `plan` names the fields in the table's order, each with what stands for none, whether it is an id, and what it may
    be where that is a choice. Values are raw, as columns store them; a document has ids as hex digits instead.
    """

    kind: Kind[Any]  # Any: a kind of any record
    plan: tuple[tuple[str, Raw, bool, frozenset[str] | None], ...]
    required: frozenset[str]
    fields: tuple[str, ...]
    quick: "_Quick"
    select: str
    select_many: str

    @property
    def name(self) -> str:
        """The kind's name, which is its table's."""
        return self.kind.name

    def empty_of(self, field: str) -> Raw:
        """What a document means that lacks a field; None for what may be missing, or must not be."""
        return next((empty for name, empty, *_ in self.plan if name == field), None)

    def values(self, document: Fields) -> list[Raw] | None:
        """The values of `fields` as a document has them; None if this program cannot read it."""
        return self.quick.values(document) or self._values(document)

    def _values(self, document: Fields) -> list[Raw] | None:
        found: list[Raw] = []
        keep, get = found.append, document.get
        for name, empty, is_id, options in self.plan:
            value = get(name)
            if value is None:
                if empty is None and name in self.required:
                    return None
                keep(empty)
            elif is_id:
                keep(bytes.fromhex(value))
            elif options is not None and value not in options:
                return None
            else:
                keep(value)
        return found

    def document(self, values: Sequence[Raw]) -> Fields:
        """The document of such values, with every field in it."""
        pairs = zip(self.fields, values, strict=True)
        return {name: value.hex() if isinstance(value, bytes) else value for name, value in pairs}

    def whole(self, document: Fields) -> Fields | None:
        """A document with every field that this program knows and no other; None if this program cannot read it."""
        values = self.values(document)
        return None if values is None else self.document(values)

    def stored(self, reading: Reading, record_id: UUID) -> tuple[int, list[Raw]] | None:
        """A record's version and its values as it stands here; None where none does."""
        row = reading.ask(self.select, (record_id.bytes,)).fetchone()
        return None if row is None else (row[0], list(row[1:]))

    def all_stored(self, reading: Reading, record_ids: Iterable[UUID]) -> dict[UUID, tuple[int, list[Raw]]]:
        """The same of many, without those that do not stand here."""
        ids = json.dumps([record_id.hex for record_id in record_ids])
        return {new_id_of(row[0]): (row[1], list(row[2:])) for row in reading.ask(self.select_many, (ids,))}

    def standing(self, reading: Reading, record_id: UUID) -> tuple[int, Fields] | None:
        """The same with its document."""
        found = self.stored(reading, record_id)
        return None if found is None else (found[0], self.document(found[1]))

    def derived(self, row: Sequence[Raw], region: str) -> list[Raw]:
        """The values of the kind's derived columns; `row` are the id, the version and the values."""
        return self.kind.derived_of(self.kind.make(row), region) if self.kind.derived else []


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Quick:
    """The values of a document in which nothing is amiss, several times as quick: a first sync reads a million."""

    empties: Fields
    all: Callable[[Fields], tuple[Raw, ...]]
    solid: Callable[[Fields], tuple[Raw, ...]]  # what must not be null
    ids: tuple[int, ...]
    choices: tuple[tuple[int, frozenset[str | None]], ...]

    def values(self, document: Fields) -> list[Raw] | None:
        whole = self.empties | document
        if None in self.solid(whole):
            return None
        found: list[Any] = list(self.all(whole))  # Any: JSON's
        for place, options in self.choices:
            if found[place] not in options:
                return None
        for place in self.ids:
            if (value := found[place]) is not None:
                found[place] = bytes.fromhex(value)
        return found


def _quick(plan: Sequence[tuple[str, Raw, bool, frozenset[str] | None]], nullable: Collection[str]) -> _Quick:
    names = [name for name, *_ in plan]
    return _Quick(
        empties={name: empty for name, empty, *_ in plan},
        all=_picking(names),
        solid=_picking([name for name in names if name not in nullable]),
        ids=tuple(place for place, (_, _, is_id, _) in enumerate(plan) if is_id),
        choices=tuple(
            (place, options | {None} if name in nullable else options)
            for place, (name, _, _, options) in enumerate(plan)
            if options is not None
        ),
    )


def _picking(names: Sequence[str]) -> Callable[[Fields], tuple[Raw, ...]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda fields: tuple(fields[name] for name in names)


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
    plan = []
    required = set()
    for name, column in columns.items():
        empty: Raw = None
        if not column.nullable:
            empty = _empty(column.type) if defaults[name] is MISSING else kind.raw(name, defaults[name])
            if empty is None:
                required.add(name)
        options = column.type.options if isinstance(column.type, Choice) else None
        may_be = None if options is None else frozenset(option.value for option in options)
        plan.append((name, empty, isinstance(column.type, Id), may_be))
    values = f"version, {', '.join(map(quoted, names))} FROM {quoted(kind.name)}"
    return Form(
        kind=kind,
        plan=tuple(plan),
        required=frozenset(required),
        fields=names,
        quick=_quick(plan, [name for name, column in columns.items() if column.nullable]),
        select=f"SELECT {values} WHERE id = ?",
        select_many=f"SELECT id, {values} WHERE id IN (SELECT unhex(value) FROM json_each(?))",
    )


def _empty(kind: object) -> Raw:
    """What stands for nothing in a column that cannot be null: the hub keeps from a station what it may not see."""
    if isinstance(kind, JsonText):
        return "[]" if get_origin(kind.shape) is tuple else "{}"
    if isinstance(kind, Id | Choice | Day | WallTime | LocalTime):
        return None
    return 0 if isinstance(kind, Stored) and kind.spec == "INTEGER" else ""
