"""One consistent look at the database, and how a query is asked quickly."""

import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import starmap
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    Compiled,
    Connection,
    Executable,
    FromClause,
    Row,
    Select,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlcipher3 import dbapi2

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.clinic import ClinicSettings, Policies
from clinic_desktop.domain.errors import NotFound
from clinic_desktop.domain.people import Department, Practitioner
from clinic_desktop.domain.records import Record
from clinic_desktop.storage.column_types import Raw, raw_of_id, raw_of_instant
from clinic_desktop.storage.faults import plainly, raise_plainly
from clinic_desktop.storage.kinds import Kind, kind_of, quoted

from .known import Known

R = TypeVar("R", bound=Record)
L = TypeVar("L")
AnyRow: TypeAlias = Row[*tuple[Any, ...]]  # Any: the types of a statement's own columns
AnySelect: TypeAlias = Select[*tuple[Any, ...]]  # Any: as above


class _Compiler(SQLiteCompiler):
    """Writes `with_hint` behind a table, where SQLite has its INDEXED BY; SQLAlchemy's own leaves it out."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:
        return text


_DIALECT = sqlite.dialect(paramstyle="named")
_DIALECT.statement_compiler = _Compiler
_PAGES_AT_ONCE = 100
_SELDOM_CHANGE: frozenset[type[Record]] = frozenset({AppointmentType, Department, Practitioner})


_RAW: dict[type, Callable[[Any], Raw]] = {  # Any: each takes its own type
    UUID: raw_of_id,
    datetime: raw_of_instant,
    date: date.isoformat,
}
_AS_IT_IS = frozenset({str, int, float, bytes, bool, type(None)})


def raw(value: object) -> Raw:
    """A parameter as it is stored; several values become a JSON array, for `any_id` and `any_word`."""
    kind = type(value)
    if kind in _AS_IT_IS:
        return value  # type: ignore[return-value] # it is one of these
    if kind in _RAW:
        return _RAW[kind](value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Iterable):
        return json.dumps([one.hex if isinstance(one, UUID) else raw(one) for one in value])
    message = f"no column stores a {type(value).__name__}"
    raise TypeError(message)


def any_id(name: str) -> AnySelect:
    """For `column.in_(any_id("practitioner_ids"))`: one statement whatever the number of ids."""
    return select(func.unhex(func.json_each(bindparam(name)).table_valued("value", name=f"each_{name}").c.value))


def any_word(name: str) -> AnySelect:
    """For `column.in_(any_word("statuses"))`: texts, numbers and enum members."""
    return select(func.json_each(bindparam(name)).table_valued("value", name=f"each_{name}").c.value)


def one_or_any(practitioner_id: ColumnElement[UUID], *, of_one: bool) -> ColumnElement[bool]:
    """Of one practitioner (`practitioner_id`), or of any of some (`practitioner_ids`), which costs a little more."""
    if of_one:
        return practitioner_id == bindparam("practitioner_id")
    return practitioner_id.in_(any_id("practitioner_ids"))


class Query:
    """A SELECT that is compiled once, at first use, and then goes to the bare driver as text."""

    def __init__(self, statement: Callable[[], ClauseElement]) -> None:
        self._statement = statement

    def make_ready(self) -> None:
        """Compile it now, where nobody waits for it yet."""
        _ = self.sql, self.defaults

    @cached_property
    def sql(self) -> str:
        return str(self._compiled)

    @cached_property
    def defaults(self) -> dict[str, Raw]:
        """The values that were written into the statement itself."""
        given = self._compiled.params or {}
        return {name: raw(value) for name, value in given.items() if value is not None}

    @cached_property
    def _compiled(self) -> Compiled:
        return self._statement().compile(dialect=_DIALECT)


class Reading:
    """One snapshot of the database: everything read through it stands as it stood at the first read."""

    def __init__(self, connection: Connection, known: Known | None = None) -> None:
        self._connection = connection
        driver = connection.connection.dbapi_connection
        assert driver is not None
        self._driver: dbapi2.Connection = driver
        self._known = known
        self._is_caught_up = False
        self._written = driver.total_changes

    def get(self, kind: type[R], id: UUID) -> R:  # noqa: A002 - the record's own word
        """The record of that id; raises NotFound."""
        if kind in _SELDOM_CHANGE:
            return self.known((kind, id.int), lambda: self._get(kind, id))
        return self._get(kind, id)

    def _get(self, kind: type[R], id: UUID) -> R:  # noqa: A002 - as above
        stored = kind_of(kind)
        row = self.ask(f"{stored.select} WHERE id = ?", (id.bytes,)).fetchone()
        if row is None:
            raise NotFound(stored.words)
        return stored.make(row)

    def find(self, kind: type[R], /, **equals: object) -> R | None:
        """The first record whose fields (or folded keys) equal these, if there is one."""
        found = self._where(kind, (), 1, equals)
        return found[0] if found else None

    def where(
        self, kind: type[R], /, *, order: Sequence[str] = (), limit: int | None = None, **equals: object
    ) -> list[R]:
        """Records whose columns equal these; a tuple, list or set means any of; `-name` orders downwards."""
        return self._where(kind, order, limit, equals)

    def _where(self, kind: type[R], order: Sequence[str], limit: int | None, equals: dict[str, object]) -> list[R]:
        stored = kind_of(kind)
        parameters: list[Raw] = []
        shape: list[tuple[str, int | None]] = []
        for name, value in equals.items():
            if isinstance(value, tuple | list | set | frozenset):
                parameters += [raw(one) for one in value]
                shape.append((name, len(value)))
            elif value is None:
                shape.append((name, None))
            else:
                parameters.append(raw(value))
                shape.append((name, -1))
        if limit is not None:
            parameters.append(limit)
        sql = _where(stored, tuple(shape), tuple(order), limit is not None)
        make = stored.make
        return [make(row) for row in self.ask(sql, parameters)]

    def lines(self, query: Query, make: Callable[..., L], **parameters: object) -> list[L]:
        """What `make` builds of each row's raw values: the quick way for lists, as in `appointments.py`."""
        return list(starmap(make, self.raw_rows(query, **parameters)))

    def raw_rows(self, query: Query, **parameters: object) -> list[tuple[Any, ...]]:  # Any: raw, as each column has it
        """What `lines` makes its lines of."""
        given = {name: raw(value) for name, value in parameters.items()}
        return list(self.ask(query.sql, query.defaults | given if query.defaults else given))

    def rows(self, statement: Executable, parameters: dict[str, object] | None = None) -> Sequence[AnyRow]:
        """All rows of a Core statement, its columns as Python values."""
        with plainly():
            return self._connection.execute(statement, parameters or {}).all()

    def row(self, statement: Executable, parameters: dict[str, object] | None = None) -> AnyRow | None:
        """The first row of a Core statement."""
        with plainly():
            return self._connection.execute(statement, parameters or {}).first()

    def value(self, statement: Executable, parameters: dict[str, object] | None = None) -> Any:  # noqa: ANN401 - the type of the statement's own column
        """The first column of the first row, None without a row."""
        with plainly():
            return self._connection.execute(statement, parameters or {}).scalar()

    def clinic(self) -> ClinicSettings:
        """The clinic's settings; raises NotFound before the clinic is set up."""
        return self.known(ClinicSettings, self._clinic)

    def _clinic(self) -> ClinicSettings:
        row = self.ask(kind_of(ClinicSettings).select).fetchone()
        if row is None:
            raise NotFound("clinic")
        return kind_of(ClinicSettings).make(row)

    def known(self, key: Hashable, read: Callable[[], L], *, journalled: bool = True) -> L:
        """What `read` gives of what seldom changes, as it stands in this snapshot: the writer's connection knows it.

        After a write of its own a transaction reads for itself. `journalled` unless some of it is beside the journal.
        """
        if self._known is None or self._driver.total_changes != self._written:
            return read()
        if not journalled:
            return self._known.beside_the_journal(self._driver, key, read)
        if not self._is_caught_up:
            self._known.catch_up(self._driver, self.last_seq)
            self._is_caught_up = True
        return self._known.of(key, read)

    @property
    def last_seq(self) -> int:
        """The number of the journal's last entry: what stands in the database at this moment is known by it."""
        row = self.ask("SELECT seq FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        return 0 if row is None else int(row[0])

    @property
    def phone_region(self) -> str:
        """Where phone numbers without a country code belong."""
        settings = self.find(ClinicSettings)
        return (Policies() if settings is None else settings.policies).phone_region

    def ask(self, sql: str, parameters: Sequence[Raw] | dict[str, Raw] = ()) -> "dbapi2.Cursor":
        """A statement for the bare driver, within storage only: its values are raw."""
        try:
            return self._driver.execute(sql, parameters)
        except dbapi2.Error as error:
            raise_plainly(error)

    @property
    def driver(self) -> "dbapi2.Connection":
        """The bare driver's connection, within storage only."""
        return self._driver

    def ask_many(self, sql: str, rows: Iterable[Sequence[Raw]]) -> None:
        """One statement for many rows, as `ask`."""
        with plainly():
            self._driver.executemany(sql, rows)

    def copy_into(self, target: dbapi2.Connection, advance: Callable[[float], None]) -> None:
        """Copy the whole file, as this reading sees it, into an empty one under another key, while others write.

        `advance` is told how far it is, from 0 to 1; what it raises ends the copying.
        """
        with plainly():
            copy_pages(self._driver, target, advance)


def copy_pages(source: dbapi2.Connection, target: dbapi2.Connection, advance: Callable[[float], None]) -> None:
    """Copy one database into another, some pages at a time, by SQLite's own way of doing so online."""

    def step(_status: int, remaining: int, total: int) -> None:
        advance(1 - remaining / max(total, 1))

    source.backup(target, pages=_PAGES_AT_ONCE, progress=step)


@lru_cache(maxsize=512)
def _where(kind: Kind[Any], shape: tuple[tuple[str, int | None], ...], order: tuple[str, ...], limited: bool) -> str:
    known = {column.name for column in kind.table.columns}
    unknown = {name for name, _ in shape} | {name.lstrip("-") for name in order}
    if wrong := unknown - known:
        message = f"{kind.name} has no column {', '.join(sorted(wrong))}"
        raise AttributeError(message)
    tests = [f"{quoted(name)} {_test(count)}" for name, count in shape]
    sql = kind.select + (f" WHERE {' AND '.join(tests)}" if tests else "")
    if order:
        sql += " ORDER BY " + ", ".join(quoted(n.lstrip("-")) + (" DESC" if n.startswith("-") else "") for n in order)
    return sql + (" LIMIT ?" if limited else "")


def _test(count: int | None) -> str:
    if count is None:
        return "IS NULL"
    return "= ?" if count < 0 else f"IN ({', '.join('?' * count)})"


@lru_cache(maxsize=4096)
def texts_of(text: str) -> tuple[str, ...]:
    """A JSON array of texts."""
    return tuple(json.loads(text))
