"""A damaged database, read page by page: rows are lost only with the page that they stand on."""

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Integer, Table

from clinic_desktop.domain.bad_luck import NothingToSalvage

from .column_types import Raw, Stored
from .schema import HEAD
from .sealed_pages import SealedPages
from .table_making import AnyColumn, metadata
from .tables import meta
from .trees import Tree, Trees

_AT_ONCE = 2000
_SAMPLES = 20
_TYPES: dict[str, type] = {"INTEGER": int, "TEXT": str, "BLOB": bytes}


@dataclass(slots=True)
class Found:
    """What was read of a table: the numbers of the rows that it had, as far as anything tells; `is_exact` if all."""

    numbers: set[int] = field(default_factory=set)
    is_exact: bool = True


class Fragile:
    """Every page of it is looked at once, with `told` of the share that is done; nothing is ever written.

    Raises NothingToSalvage where no page of it opens for the key, and what `told` raises.
    """

    def __init__(self, file: Path, key: bytes, told: Callable[[float], None] = lambda _: None) -> None:
        self._pages = SealedPages(file, key)
        self.unread: set[str] = set()
        """The tables of which some row could not be read, or nobody knows."""
        try:
            self._trees = Trees(self._pages, told)
            self._shapes = {table.name: Shape(table) for table in metadata.sorted_tables}
            self._give_back_what_is_loose()
        except BaseException:
            self._pages.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._pages.close()

    @property
    def is_sealed(self) -> bool:
        """Whether every page was read as it was written; else only what makes sense was taken."""
        return self._pages.is_sealed

    def noted(self, name: str) -> Raw:
        """What the file knows of itself, as `schema.read_meta`."""
        return next((value for rows in self.rows(meta) for known, value in rows if known == name), None)

    def pages_of(self, table: Table) -> list[int]:
        """The pages to be read of a table."""
        return self._trees.tables.get(table.name, Tree()).pages

    def rows(self, table: Table, told: Callable[[int], None] = lambda _: None) -> Iterator[list[Sequence[Raw]]]:
        """All rows that can be read, many at a time, each with the table's columns in their order.

        `told` of how many pages were read.
        """
        shape, tree = self._shapes[table.name], self._trees.tables.get(table.name, Tree())
        if not tree.is_whole:
            self.unread.add(table.name)
        ready: list[Sequence[Raw]] = []
        for number, page in enumerate(tree.pages):
            for row in self._rows_of(page, shape):
                if row is None:
                    self.unread.add(table.name)
                else:
                    ready.append(row)
            if len(ready) >= _AT_ONCE:
                told(number)
                yield ready
                ready = []
        yield ready

    def numbers(self, table: Table) -> Found:
        """The numbers of all rows that a table had, as its indexes tell, and as stand where the rest was torn."""
        found = Found(is_exact=False)
        for index in sorted(self._trees.indexes.get(table.name, ()), key=lambda index: len(index.tree.pages)):
            told = [entry[-1] if entry else None for page in index.tree.pages for entry in self._trees.entries(page)]
            found.numbers |= {number for number in told if isinstance(number, int)}
            if index.holds_all and index.tree.is_whole and None not in told:
                found.is_exact = True
                return found
        return found

    def _rows_of(self, page: int, shape: "Shape") -> Iterator[Sequence[Raw] | None]:
        if shape.has_number:
            for number, found in self._trees.rows(page):
                yield None if number is None or found is None else shape.row(number, found, is_sure=self.is_sealed)
        else:
            for found in self._trees.entries(page):
                yield None if found is None else shape.row(0, found, is_sure=self.is_sealed)

    def _give_back_what_is_loose(self) -> None:
        """Find the table of each tree that hangs on nothing, and which tables have something that nobody finds."""
        trees = self._trees
        missing = {name for name in self._shapes if name not in trees.tables}
        torn = {name for name, tree in trees.tables.items() if name in self._shapes and not tree.is_whole}
        if not missing and not torn:
            return
        claimed: set[str] = set()
        for of_index in (False, True):
            those = {name for name in missing | torn if self._shapes[name].has_number is not of_index}
            for tree in trees.loose(of_index=of_index):
                name = self._whose(tree, those)
                if name is not None:
                    trees.tables.setdefault(name, Tree()).take(tree)
                    claimed.add(name)
                    if name in missing and tree.is_whole:
                        those.discard(name)
        if trees.strays:
            self.unread |= missing - claimed
            for name in missing & claimed:
                trees.tables[name].is_whole &= name in trees.tables and not trees.strays

    def _whose(self, tree: Tree, names: set[str]) -> str | None:
        """The table that what stands there fits to; that with the fewest columns, as an older row may have fewer."""
        for page in tree.pages:
            fitting = [name for name in sorted(names) if self._fits(page, self._shapes[name])]
            if fitting:
                return min(fitting, key=lambda name: self._shapes[name].width)
        return None

    def _fits(self, page: int, shape: "Shape") -> bool:
        rows = list(self._rows_of(page, shape))[:_SAMPLES]
        return bool(rows) and all(row is not None and shape.makes_sense(row) for row in rows)


def refuse_another_version(damaged: Fragile) -> None:
    """Raise NothingToSalvage unless the tables are those that this program knows; granted where that cannot be read."""
    if damaged.noted("schema") not in {None, HEAD}:
        raise NothingToSalvage


class Shape:
    """What a row of a table looks like as it is stored."""

    def __init__(self, table: Table) -> None:
        self._columns = list(table.columns)
        keys = list(table.primary_key.columns)
        self.has_number = table.dialect_options["sqlite"]["with_rowid"] is not False
        is_number = len(keys) == 1 and isinstance(keys[0].type, Integer)
        self._number = self._columns.index(keys[0]) if is_number else None
        self._types = [_type_of(column) for column in self._columns]
        self._absent = [_default_of(column) for column in self._columns]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self._columns)

    def row(self, number: int, found: list[Raw], *, is_sure: bool) -> Sequence[Raw] | None:
        """The row of what was found, with what later versions added; None if it is none of this table's."""
        if len(found) < len(self._columns):
            found += self._absent[len(found) :]
        if self._number is not None:
            found[self._number] = number
        if is_sure and len(found) == len(self._columns):
            return found
        return found if self._is_one(found) else None

    def _is_one(self, found: list[Raw]) -> bool:
        return len(found) == len(self._columns) and all(
            column.nullable if value is None else isinstance(value, kind)
            for column, kind, value in zip(self._columns, self._types, found, strict=True)
        )

    def makes_sense(self, row: Sequence[Raw]) -> bool:
        """Whether each value is one of its column's."""
        if not self._is_one(list(row)):
            return False
        try:
            for column, value in zip(self._columns, row, strict=True):
                if isinstance(column.type, Stored) and column.type.decode is not None and value is not None:
                    column.type.decode(value)
        except (ValueError, LookupError, TypeError, OverflowError):
            return False
        return True


def _type_of(column: AnyColumn) -> type:
    return _TYPES[column.type.get_col_spec()] if isinstance(column.type, Stored) else int


def _default_of(column: AnyColumn) -> Raw:
    """The value of the rows that stood when a later version brought the column."""
    default = column.server_default
    return None if default is None else ast.literal_eval(str(default.arg))  # type: ignore[attr-defined] # as text()
