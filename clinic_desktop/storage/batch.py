"""Many new records at once: an import or the demo clinic, with one journal entry per some 10,000 rows."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import TypeVar

from sqlalchemy import Table

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.records import Record

from . import tallies
from .column_types import Id, Raw, instant_of
from .kinds import KINDS, Kind, kind_of, quoted
from .table_making import AnyColumn
from .tables import CONTEXT
from .transaction import Transaction, insert_of

R = TypeVar("R", bound=Record)
ROWS = 10_000
_TOGETHER = 20
"""Rows of one statement: what it changes is put aside once for all of them, in case that the last is refused."""
_encode = json.JSONEncoder(separators=(",", ":")).encode
_DELETE = "\x7f"
_NO_ASCII = re.compile(f"[{_DELETE}-\U0010ffff]+")


class ManyRows(Transaction):
    """A transaction that can store rows at once, with one entry of the journal that bears their digest."""

    def _store_rows(self, kind: Kind[Record], rows: Sequence[Sequence[Raw]], *, is_put_aside: bool = True) -> None:
        """New rows of a kind; the context must say that it is a batch.

        Unless what they change is put aside, rows before one that is refused stay until a savepoint takes them back.
        """
        self._note(kind)
        last = self.ask(f'SELECT max("row") FROM {quoted(kind.name)}').fetchone()[0] or 0
        even = len(rows) // _TOGETHER * _TOGETHER
        many, one = (insert_of(kind, rows=count, fails=not is_put_aside) for count in (_TOGETHER, 1))
        self.ask_many(many, _joined(rows[:even]))
        self.ask_many(one, rows[even:])
        tallies.add_rows(self.ask, kind.name, last + 1, last + len(rows))
        if kind.journalled:
            self._tell_journal(kind, last + 1, last + len(rows))
        if kind.record is Appointment:
            starts_at, ends_at = self.ask(
                'SELECT min(starts_at), max(ends_at) FROM appointment WHERE "row" > ?', (last,)
            ).fetchone()
            self._spans.append(Span(starts_at=instant_of(starts_at), ends_at=instant_of(ends_at)))

    def _tell_journal(self, kind: Kind[Record], first: int, last: int, count: int | None = None) -> None:
        """Vouch for the rows of these numbers, of which there are so many (one of each number unless told)."""
        table = kind.table
        columns = ["row", *kind.columns]
        (images,) = self.ask(select_image_lines(table, columns), (first, last)).fetchone()
        digest = hashlib.sha256(as_ascii(images).encode())
        span = {"first": first, "last": last, "count": last - first + 1 if count is None else count}
        entry = span | {"digest": digest.hexdigest(), "columns": columns}
        context = ", ".join(quoted(name) for name in CONTEXT)
        self.ask(
            f'INSERT INTO journal({context}, kind, record_id, action, "before", "after") '
            f"SELECT {context}, ?, NULL, 'batch', NULL, ? FROM journal_context",
            (table.name, json.dumps(entry)),
        )


class Batch(ManyRows):
    """A transaction whose rows tell the journal nothing one by one: `add_all` writes an entry with their digest."""

    def add_all(self, records: Iterable[Record]) -> int:
        """Store new records, of one kind; gives their number. Raises NameTaken, SlotTaken."""
        remaining = iter(records)
        count = 0
        while chunk := list(islice(remaining, ROWS)):
            self._store(chunk)
            count += len(chunk)
        return count

    def add_rows(self, record: type[Record], rows: Iterable[Sequence[Raw]]) -> int:
        """As `add_all`, for rows that stand as they are stored, in the order of the record's fields.

        A million appointments take half as long so. Not for a record with derived columns.
        """
        kind: Kind[Record] = kind_of(record)
        if kind.derived:
            message = f"a {kind.words} has columns that are derived from its fields"
            raise TypeError(message)
        remaining = iter(rows)
        count = 0
        while chunk := list(islice(remaining, ROWS)):
            self._store_rows(kind, chunk)
            count += len(chunk)
        return count

    def vouch_for_all(self) -> None:
        """Tell the journal, which has begun anew, of every row that stands."""
        for kind in (kind for kind in KINDS.values() if kind.journalled):
            last = self.ask(f'SELECT max("row") FROM {quoted(kind.name)}').fetchone()[0] or 0
            for first in range(0, last + 1, ROWS):
                span = (first, first + ROWS - 1)
                counted = self.ask(f'SELECT count(*) FROM {quoted(kind.name)} WHERE "row" BETWEEN ? AND ?', span)
                if count := counted.fetchone()[0]:
                    self._tell_journal(kind, *span, count)

    def add(self, record: R) -> R:
        """As a batch of one row."""
        self._store([record])
        return replace(record, version=1)

    def replace(self, record: R) -> R:
        """Not in a batch: its journal could not tell what stood before."""
        message = "a batch only adds"
        raise TypeError(message)

    def remove(self, record: Record) -> None:
        """Not in a batch, as `replace`."""
        self.replace(record)

    def _store(self, records: Sequence[Record]) -> None:
        kind: Kind[Record] = kind_of(type(records[0]))
        region = self.region if kind.derived else ""
        version = kind.columns.index("version")
        rows: list[list[Raw]] = []
        for record in records:
            row = kind.row_of(record)
            row[version] = 1
            rows.append([*row, *kind.derived_of(record, region)])
        self._store_rows(kind, rows)


def _joined(rows: Sequence[Sequence[Raw]]) -> Iterator[list[Raw]]:
    for first in range(0, len(rows), _TOGETHER):
        yield list(chain.from_iterable(rows[first : first + _TOGETHER]))


def select_images(table: Table, columns: Sequence[str], where: str = '"row" BETWEEN ? AND ? ORDER BY "row"') -> str:
    """Rows as the digest takes them, with ids as hex text; by default those between two row numbers."""
    values = ", ".join(_image_value(table.c[name]) for name in columns)
    return f"SELECT {values} FROM {quoted(table.name)} WHERE {where}"


def select_image_lines(table: Table, columns: Sequence[str]) -> str:
    """The same rows as one text of what `image_bytes` says of each, but for what is not ASCII (`as_ascii`).

    SQLite writes it several times as quickly, and holds nobody up meanwhile.
    """
    values = ", ".join(_image_value(table.c[name]) for name in columns)
    rows = f'SELECT * FROM {quoted(table.name)} WHERE "row" BETWEEN ? AND ? ORDER BY "row"'
    return f"SELECT group_concat(json_array({values}) || char(10), '') FROM ({rows})"


def as_ascii(lines: str) -> str:
    """Lines of JSON with all that is no printable ASCII as Python's encoder spells it."""
    if lines.isascii() and _DELETE not in lines:
        return lines
    return "\n".join(_NO_ASCII.sub(_escaped, line) for line in lines.split("\n"))  # none takes long by itself


def _escaped(found: re.Match[str]) -> str:
    return _encode(found[0])[1:-1]


def _image_value(column: AnyColumn) -> str:
    name = quoted(column.name)
    return f"iif({name} IS NULL, NULL, lower(hex({name})))" if isinstance(column.type, Id) else name


def image_bytes(row: Sequence[Raw]) -> bytes:
    """One row as the digest takes it."""
    return _encode(row).encode() + b"\n"
