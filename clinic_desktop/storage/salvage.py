"""What can be read of a damaged database is made a new one, and what cannot is put together from the journal."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Table, create_engine
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from clinic_desktop.domain.bad_luck import NothingToSalvage, Salvaged, SalvagePhase, SalvageTold
from clinic_desktop.paths import clinic_file, restore_folder

from . import backup, schema, table_making, tables, triggers
from .column_types import Id, Raw
from .connections import bare, engine_for
from .faults import WrongKey, plainly
from .fragile import Fragile, Unreadable
from .journal_key import journal_key_of
from .kinds import KINDS, quoted
from .reading.base import Reading
from .restoring import throw_away
from .verification import verify_seals

if TYPE_CHECKING:
    from .keys import StationKey

_NOT_COPIED = frozenset({"journal_context", "tally", "patient_tally"})
_COPIED = 0.6
_NOT_REBUILT = frozenset({"journal", "meta", "sync_state", "sync_revision", "sync_pending", "sync_operation"})


def salvage(
    folder: Path, key: "StationKey", told: SalvageTold = lambda *_: None, last_backup: "LastBackup | None" = None
) -> Salvaged:
    """Make a database of what can be read, in the folder in which restored ones lie until they take their place.

    Raises NothingToSalvage, NoRoomForBackup, DiskFull and what `told` raises; nothing half-done stays then.
    """
    throw_away(folder)
    backup.refuse_without_room(folder, clinic_file(folder).stat().st_size)
    restore_folder(folder).mkdir(mode=0o700)
    try:
        file = clinic_file(restore_folder(folder))
        with Fragile(clinic_file(folder), key.bytes) as damaged:
            _refuse_what_is_not_ours(damaged)
            _make_empty(file, key.bytes)
            with _filled(file, key.bytes) as target, plainly():
                salvaged = _Salvage(damaged, target, key, told, last_backup).done()
        _keep_safely(file)
        return salvaged
    except BaseException:
        throw_away(folder)
        raise


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBackup:
    """The database of a backup, and the entry of the journal up to which it goes."""

    file: str
    key: bytes = field(repr=False)
    seq: int
    seal_hex: str


class _Salvage:
    def __init__(
        self,
        damaged: Fragile,
        target: Reading,
        key: "StationKey",
        told: SalvageTold,
        last_backup: LastBackup | None,
    ) -> None:
        self._damaged = damaged
        self._reading = target
        self._target = target.driver
        self._key = key
        self._told = told
        self._backup = last_backup
        self._rebuilt = 0

    def done(self) -> Salvaged:
        """Copy, rebuild, look at the journal, and count."""
        all_tables = [table for table in table_making.metadata.sorted_tables if table.name not in _NOT_COPIED]
        expected = {table.name: self._damaged.count(table) for table in tables.JOURNALLED}
        self._target.execute("BEGIN")
        for number, table in enumerate(all_tables):
            self._told(_COPIED * number / len(all_tables), SalvagePhase.READING)
            self._copy(table)
        self._target.execute("COMMIT")
        self._told(_COPIED, SalvagePhase.REBUILDING)
        self._attach_backup()
        self._target.execute("BEGIN")
        for table in tables.JOURNALLED:
            self._rebuild(table)
        self._target.execute(triggers.FILL_SEARCH, (0,))
        self._told(0.8, SalvagePhase.CHECKING)
        is_sound = not self._damaged.passed_over.keys() & _NOT_REBUILT and self._has_sound_journal()
        standing = {table.name: self._count(table.name) for table in tables.JOURNALLED}
        lost = {name: count - standing[name] for name, count in self._known(expected).items() if count > standing[name]}
        if not is_sound:
            self._begin_journal_anew()
        schema.write_meta(self._target, "schema", schema.HEAD)
        self._target.execute("COMMIT")
        return Salvaged(kept=standing, rebuilt=self._rebuilt, lost=lost, keeps_journal=is_sound)

    def _copy(self, table: Table) -> None:
        names = ", ".join(quoted(column.name) for column in table.columns)
        insert = f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({', '.join('?' * len(table.columns))})"
        for rows in self._damaged.pages_of_rows(table):
            self._target.executemany(insert, rows)

    def _rebuild(self, table: Table) -> None:
        """Bring back the records that the journal tells of and that could not be read."""
        before = self._count(table.name)
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
        self._rebuilt += self._count(table.name) - before

    def _insert_image(self, table: Table, image: dict[str, Raw]) -> None:
        """A row as the journal had it, with what is derived from it."""
        kind = KINDS[table.name]
        row = {name: self._raw(table, name, value) for name, value in image.items() if name in table.c}
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

    def _raw(self, table: Table, name: str, value: Raw) -> Raw:
        is_id = isinstance(table.c[name].type, Id) and isinstance(value, str)
        return bytes.fromhex(str(value)) if is_id else value

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
        changed = {name: self._raw(table, name, value) for (after,) in entries for name, value in _image(after)}
        if not changed:
            return
        standing = self._target.execute(f"{kind.select} WHERE id = ?", (identity,)).fetchone()
        whole = dict(zip(kind.columns, standing, strict=True)) | changed
        changed |= dict(zip(kind.derived, self._derived(kind.name, whole), strict=True))
        marks = ", ".join(f"{quoted(name)} = ?" for name in changed)
        self._target.execute(f"UPDATE {quoted(table.name)} SET {marks} WHERE id = ?", [*changed.values(), identity])

    def _attach_backup(self) -> None:
        """Have the backup beside the new database, if the journal that could be read goes on from it."""
        older, self._backup = self._backup, None
        if older is None:
            return
        row = self._target.execute("SELECT lower(hex(seal)) FROM journal WHERE seq = ?", (older.seq,)).fetchone()
        if row is None or row[0] != older.seal_hex:
            return
        where = f"{Path(older.file).resolve().as_uri()}?mode=ro&immutable=1"
        with suppress(dbapi2.Error):  # one that cannot be read helps nobody
            self._target.execute(f"ATTACH DATABASE ? AS older KEY \"x'{older.key.hex()}'\"", (where,))
            self._target.execute("SELECT count(*) FROM older.sqlite_master")
            self._backup = older

    def _has_sound_journal(self) -> bool:
        """Whether every seal of it holds."""
        try:
            journal_key = journal_key_of(self._reading.ask, self._key)
        except WrongKey:
            return False
        return verify_seals(self._reading, journal_key) is None

    def _known(self, expected: dict[str, int | None]) -> dict[str, int]:
        """How many there were: as the file itself says, or at most so many as were passed over."""
        passed_over = self._damaged.passed_over
        return {
            name: self._count(name) + passed_over.get(name, 0) if count is None else count
            for name, count in expected.items()
        }

    def _begin_journal_anew(self) -> None:
        for name in ("journal", "sync_pending", "sync_operation"):
            self._target.execute(f"DELETE FROM {quoted(name)}")
        self._target.execute("DELETE FROM sqlite_sequence WHERE name = 'journal'")

    def _count(self, name: str) -> int:
        return int(self._target.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0])


def _image(after: str) -> list[tuple[str, Raw]]:
    return list(json.loads(after).items())


def _refuse_what_is_not_ours(damaged: Fragile) -> None:
    try:
        damaged.ask("SELECT count(*) FROM sqlite_master")
    except Unreadable as error:
        raise NothingToSalvage from error
    try:
        standing = damaged.ask("SELECT value FROM meta WHERE name = 'schema'")
    except Unreadable:
        return
    if standing != [(schema.HEAD,)]:
        raise NothingToSalvage


def _make_empty(file: Path, key: bytes) -> None:
    """The tables; triggers come when it is opened."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    engine = engine_for(file, key)
    try:
        with plainly(), engine.connect() as connection:
            driver = schema.driver_of(connection)
            driver.execute("BEGIN IMMEDIATE")
            schema.make(connection)
            driver.execute("DELETE FROM meta")
            driver.execute("COMMIT")
    finally:
        engine.dispose()


@contextmanager
def _filled(file: Path, key: bytes) -> Iterator[Reading]:
    """A file to be filled; it is worth nothing before it is left."""
    engine = create_engine(
        "sqlite://", module=dbapi2, isolation_level="AUTOCOMMIT", creator=lambda: bare(file, key), poolclass=NullPool
    )
    try:
        with engine.connect() as connection:
            driver = schema.driver_of(connection)
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
                driver.execute(f"PRAGMA {pragma}").fetchall()
            yield Reading(connection)
            driver.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        engine.dispose()


def _keep_safely(file: Path) -> None:
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
