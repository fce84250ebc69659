"""A damaged database, read row by row: what stands on a page that cannot be read is passed over."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Integer, Table
from sqlcipher3 import dbapi2

from .column_types import Raw
from .kinds import quoted

_AT_ONCE = 1024
_STEPS = 64
"""Numbers that are tried one by one after a row that cannot be read; then in ever longer leaps."""


class Unreadable(Exception):
    """A statement met a page that cannot be read."""


class Fragile:
    """A file that is read and never written; what is not yet written into it from its log belongs to it.

    Once it has met a damaged page the driver refuses everything in that connection, so another one is opened then.
    """

    def __init__(self, file: Path, key: bytes) -> None:
        self._file = file
        self._key = key
        self._driver: dbapi2.Connection | None = None
        self.passed_over: dict[str, int] = {}
        """How many numbers of each table could not be read: rows, or gaps between them."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._let_go()

    def ask(self, sql: str, parameters: Sequence[Raw] = ()) -> list[tuple[Raw, ...]]:
        """All rows of a statement; raises Unreadable."""
        try:
            return list(self._connection().execute(sql, parameters))
        except dbapi2.Error as error:
            self._let_go()
            raise Unreadable from error

    def count(self, table: Table) -> int | None:
        """How many rows a table has, by whichever index can be read; None if none can."""
        try:
            return int(str(self.ask(f"SELECT count(*) FROM {quoted(table.name)}")[0][0]))
        except Unreadable:
            return None

    def pages_of_rows(self, table: Table) -> Iterator[list[tuple[Raw, ...]]]:
        """All rows that can be read, many at a time, each with the table's columns in their order."""
        names = ", ".join(quoted(column.name) for column in table.columns)
        number = _number_of(table)
        if number is None:
            yield from self._without_numbers(table, names)
            return
        place = [column.name for column in table.columns].index(number)
        select = f"SELECT {names} FROM {quoted(table.name)} WHERE {quoted(number)} > ? ORDER BY {quoted(number)} LIMIT "
        after, at_once = -1, _AT_ONCE
        while True:
            try:
                rows = self.ask(f"{select}{at_once}", (after,))
            except Unreadable:
                if at_once > 1:
                    at_once = max(1, at_once // 4)
                    continue
                beyond = self._beyond(select, after, self._last_number(table, number))
                self.passed_over[table.name] = self.passed_over.get(table.name, 0) + (beyond or after + 1) - after
                if beyond is None:
                    return
                after = beyond
                continue
            if not rows:
                return
            yield rows
            after = int(str(rows[-1][place]))
            at_once = min(_AT_ONCE, at_once * 2)

    def _beyond(self, select: str, after: int, last: int) -> int | None:
        """The first number after which rows can be read again; None if that is nowhere."""
        step, tried = 1, 0
        while after < last:
            candidate = min(after + step, last)
            tried += 1
            if self._can_read(select, candidate):
                return candidate if step == 1 else self._nearest(select, after, candidate)
            after = candidate
            step = 1 if tried < _STEPS else step * 2
        return None

    def _nearest(self, select: str, bad: int, good: int) -> int:
        while good - bad > 1:
            middle = (bad + good) // 2
            if self._can_read(select, middle):
                good = middle
            else:
                bad = middle
        return good

    def _can_read(self, select: str, after: int) -> bool:
        try:
            self.ask(f"{select}1", (after,))
        except Unreadable:
            return False
        return True

    def _last_number(self, table: Table, number: str) -> int:
        """The greatest number there is, or where the end cannot be read, as far as one has to look."""
        try:
            return int(str(self.ask(f"SELECT max({quoted(number)}) FROM {quoted(table.name)}")[0][0] or 0))
        except Unreadable:
            return 2 * (self.count(table) or _FAR)

    def _without_numbers(self, table: Table, names: str) -> Iterator[list[tuple[Raw, ...]]]:
        """As far as it goes."""
        rows: list[tuple[Raw, ...]] = []
        try:
            for row in self._connection().execute(f"SELECT {names} FROM {quoted(table.name)}"):
                rows.append(row)  # noqa: PERF402 - what was read before it fails is kept
        except dbapi2.Error:
            self._let_go()
            self.passed_over[table.name] = 1
        yield rows

    def _connection(self) -> dbapi2.Connection:
        if self._driver is None:
            driver = dbapi2.connect(f"{self._file.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
            driver.execute("PRAGMA cipher_log_level = NONE")
            driver.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
            self._driver = driver
        return self._driver

    def _let_go(self) -> None:
        if self._driver is not None:
            self._driver.close()
            self._driver = None


def _number_of(table: Table) -> str | None:
    """The column that is the number SQLite knows each row by."""
    (key, *others) = table.primary_key.columns
    return key.name if not others and isinstance(key.type, Integer) else None


_FAR = 1_000_000
