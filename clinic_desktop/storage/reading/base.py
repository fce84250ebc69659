"""One consistent look at the database, and how a query is asked quickly."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import ClauseElement, Compiled, Connection, Executable, Row, Select, bindparam, func, select
from sqlalchemy.dialects import sqlite

from clinic_desktop.domain.clinic import ClinicSettings, Policies
from clinic_desktop.domain.errors import NotFound
from clinic_desktop.domain.records import Record
from clinic_desktop.storage.column_types import Raw, raw_of_instant
from clinic_desktop.storage.faults import plainly
from clinic_desktop.storage.kinds import Kind, kind_of, quoted

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

R = TypeVar("R", bound=Record)
L = TypeVar("L")
AnyRow: TypeAlias = Row[*tuple[Any, ...]]  # Any: the types of a statement's own columns
AnySelect: TypeAlias = Select[*tuple[Any, ...]]  # Any: as above
_DIALECT = sqlite.dialect(paramstyle="named")


def raw(value: object) -> Raw:
    """A parameter as it is stored; several values become a JSON array, for `any_id` and `any_word`."""
    if isinstance(value, UUID):
        return value.bytes
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int | float | bytes):
        return value
    if isinstance(value, datetime):
        return raw_of_instant(value)
    if isinstance(value, date):
        return value.isoformat()
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


class Query:
    """A SELECT that is compiled once, at first use, and then goes to the bare driver as text."""

    def __init__(self, statement: Callable[[], ClauseElement]) -> None:
        self._statement = statement

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

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        driver = connection.connection.dbapi_connection
        assert driver is not None
        self._driver: dbapi2.Connection = driver

    def get(self, kind: type[R], id: UUID) -> R:  # noqa: A002 - the record's own word
        """The record of that id; raises NotFound."""
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
        cursor = self.ask(query.sql, query.defaults | {name: raw(value) for name, value in parameters.items()})
        return [make(*row) for row in cursor]

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
        settings = self.find(ClinicSettings)
        if settings is None:
            raise NotFound("clinic")
        return settings

    @property
    def phone_region(self) -> str:
        """Where phone numbers without a country code belong."""
        settings = self.find(ClinicSettings)
        return (Policies() if settings is None else settings.policies).phone_region

    def ask(self, sql: str, parameters: Sequence[Raw] | dict[str, Raw] = ()) -> "dbapi2.Cursor":
        """A statement for the bare driver, within storage only: its values are raw."""
        with plainly():
            return self._driver.execute(sql, parameters)

    def ask_many(self, sql: str, rows: Iterable[Sequence[Raw]]) -> None:
        """One statement for many rows, as `ask`."""
        with plainly():
            self._driver.executemany(sql, rows)


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


def texts_of(text: str) -> tuple[str, ...]:
    """A JSON array of texts; most often it is empty, and nothing needs to be parsed."""
    return () if text == "[]" else tuple(json.loads(text))
