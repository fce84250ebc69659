"""What could not be read of a damaged database is put together from the journal and the last backup."""

import json
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Table
from sqlcipher3 import dbapi2

from . import tables
from .column_types import Id, Raw
from .kinds import KINDS, quoted
from .reading.base import Reading
from .schema import read_meta, write_meta
from .transaction import LOCAL


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBackup:
    """The database of a backup, and the entry of the journal up to which it goes."""

    file: str
    key: bytes = field(repr=False)
    seq: int
    seal_hex: str


class Rebuilding:
    """Fills a database that holds what could be read; the backup is beside it from entering to leaving.

    A backup counts only if its journal and the one that was read have entries in common, and agree in all of them.
    """

    def __init__(self, target: Reading, backup: LastBackup | None) -> None:
        self._reading = target
        self._target = target.driver
        self._offered = backup
        self._backup: LastBackup | None = None

    def __enter__(self) -> Self:
        older = self._offered
        if older is not None:
            where = f"{Path(older.file).resolve().as_uri()}?mode=ro&immutable=1"
            with suppress(dbapi2.Error):  # one that cannot be read helps nobody
                self._target.execute("COMMIT")
                self._target.execute(f"ATTACH DATABASE ? AS older KEY \"x'{older.key.hex()}'\"", (where,))
                if self._goes_on_from_it():
                    self._backup = older
            if not self._target.in_transaction:
                self._target.execute("BEGIN")
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self._backup = None

    def fill_journal(self) -> None:
        """Bring back the entries that the backup has."""
        if self._backup is not None:
            columns = ", ".join(quoted(column.name) for column in tables.journal.columns)
            self._target.execute(
                f"INSERT OR IGNORE INTO main.journal ({columns}) SELECT {columns} FROM older.journal ORDER BY seq"
            )

    def tell_who_this_is(self) -> None:
        """Bring back what the file knew of itself."""
        if self._backup is not None:
            self._target.execute("INSERT OR IGNORE INTO main.meta SELECT * FROM older.meta")
        if read_meta(self._target, "station_id") is None:
            here = self._target.execute(
                "SELECT lower(hex(station_id)) FROM journal WHERE origin = ? AND station_id IS NOT NULL "
                "ORDER BY seq DESC LIMIT 1",
                (LOCAL,),
            ).fetchone()
            if here is not None:
                write_meta(self._target, "station_id", str(here[0]))

    def rebuild(self, table: Table) -> None:
        """Bring back the records that the backup has, or that the journal tells of from their first entry on."""
        if self._backup is not None:
            self._bring_from_backup(table, self._backup)
        name = quoted(table.name)
        entries = self._target.execute(
            f'SELECT lower(hex(j.record_id)), j.action, j."after" FROM journal j WHERE j.kind = ? '
            f"AND j.record_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {name} t WHERE t.id = j.record_id) "
            "ORDER BY j.record_id, j.seq",
            (table.name,),
        ).fetchall()
        for _, group in groupby(entries, key=lambda entry: str(entry[0])):
            image: dict[str, Raw] | None = None
            for _, action, after in group:
                if action == "insert":
                    image = json.loads(after)
                elif action == "delete":
                    image = None
                elif image is not None:
                    image |= json.loads(after)
            if image is not None:
                self._insert_image(table, image)

    def removed(self, table: Table) -> set[int]:
        """The numbers of the rows of which the journal tells that they were removed."""
        sql = "SELECT json_extract(\"before\", '$.row') FROM journal WHERE kind = ? AND action = 'delete'"
        return {number for (number,) in self._target.execute(sql, (table.name,)) if number is not None}

    def _insert_image(self, table: Table, image: dict[str, Raw]) -> None:
        """A row as the journal had it, with what is derived from it."""
        kind = KINDS[table.name]
        row = {name: _raw(table, name, value) for name, value in image.items() if name in table.c}
        row |= dict(zip(kind.derived, self._derived(kind.name, row), strict=True))
        self._target.execute(
            f"INSERT OR IGNORE INTO {quoted(table.name)} ({', '.join(map(quoted, row))}) "
            f"VALUES ({', '.join('?' * len(row))})",
            list(row.values()),
        )

    def _derived(self, name: str, row: dict[str, Raw]) -> list[Raw]:
        kind = KINDS[name]
        if not kind.derived:
            return []
        return kind.derived_of(kind.make([row.get(column) for column in kind.columns]), self._reading.phone_region)

    def _bring_from_backup(self, table: Table, older: LastBackup) -> None:
        """Rows that are missing as the backup has them, brought up to what the journal says was done to them since."""
        name = quoted(table.name)
        columns = ", ".join(quoted(column.name) for column in table.columns)
        brought = self._target.execute(
            f"INSERT OR IGNORE INTO main.{name} ({columns}) SELECT {columns} FROM older.{name} o WHERE "
            f"NOT EXISTS (SELECT 1 FROM main.{name} t WHERE t.id = o.id) AND NOT EXISTS (SELECT 1 FROM "
            "main.journal j WHERE j.kind = ? AND j.record_id = o.id AND j.action = 'delete' AND j.seq > ?) "
            "RETURNING lower(hex(id))",
            (table.name, older.seq),
        ).fetchall()
        for (record_id,) in brought:
            self._update_since(table, str(record_id), older.seq)

    def _update_since(self, table: Table, record_id: str, seq: int) -> None:
        entries = self._target.execute(
            "SELECT \"after\" FROM journal WHERE kind = ? AND record_id = ? AND seq > ? AND action = 'update' "
            "ORDER BY seq",
            (table.name, bytes.fromhex(record_id), seq),
        ).fetchall()
        kind, identity = KINDS[table.name], bytes.fromhex(record_id)
        changed = {name: _raw(table, name, value) for (after,) in entries for name, value in _image(after)}
        if not changed:
            return
        standing = self._target.execute(f"{kind.select} WHERE id = ?", (identity,)).fetchone()
        whole = dict(zip(kind.columns, standing, strict=True)) | changed
        changed |= dict(zip(kind.derived, self._derived(kind.name, whole), strict=True))
        marks = ", ".join(f"{quoted(name)} = ?" for name in changed)
        self._target.execute(f"UPDATE {quoted(table.name)} SET {marks} WHERE id = ?", [*changed.values(), identity])

    def _goes_on_from_it(self) -> bool:
        common, differing = self._target.execute(
            "SELECT count(*), count(*) FILTER (WHERE m.seal IS NOT o.seal) FROM older.journal o JOIN main.journal m "
            "ON m.seq = o.seq"
        ).fetchone()
        return bool(common) and not differing


def last_known_number(driver: dbapi2.Connection, table: Table) -> int:
    """The greatest number of a row that came together with others, as the journal tells."""
    sql = "SELECT max(json_extract(\"after\", '$.last')) FROM journal WHERE kind = ? AND action = 'batch'"
    return int(driver.execute(sql, (table.name,)).fetchone()[0] or 0)


def _raw(table: Table, name: str, value: Raw) -> Raw:
    is_id = isinstance(table.c[name].type, Id) and isinstance(value, str)
    return bytes.fromhex(str(value)) if is_id else value


def _image(after: str) -> list[tuple[str, Raw]]:
    return list(json.loads(after).items())
