"""What can be read of a damaged database is made a new one, and what cannot is put together from elsewhere."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Table, create_engine
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from clinic_desktop.domain.bad_luck import Salvaged, SalvagePhase, SalvageTold
from clinic_desktop.paths import clinic_file, restore_folder

from . import backup, schema, table_making, tables, triggers
from .connections import bare, engine_for, little_room
from .faults import WrongKey, plainly
from .fragile import Fragile, refuse_another_version
from .journal_key import journal_key_of
from .kinds import quoted
from .reading.accounts import has_admin
from .reading.base import Reading
from .reading.notes import note, noted
from .reading.outlived import ACCOUNTS_LOST
from .rebuilding import LastBackup, Rebuilding, last_known_number
from .restoring import make_place, throw_away
from .sync_tables import sync_state
from .verification import verify, verify_seals

if TYPE_CHECKING:
    from .keys import StationKey

_NOT_COPIED = frozenset({"journal_context", "tally", "patient_tally"})
_OF_SYNC = frozenset({"sync_state", "sync_revision", "sync_pending", "sync_operation"})
_NOT_COUNTED = frozenset({*_NOT_COPIED, *_OF_SYNC, "meta", "journal", "session", "sign_in_attempt"})
_LOOKED, _READ, _REBUILT, _MADE = 0.1, 0.6, 0.65, 0.9
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
_STEPS_BETWEEN_LOOKS = 1_000_000


def salvage(
    folder: Path, key: "StationKey", told: SalvageTold = lambda *_: None, last_backup: LastBackup | None = None
) -> Salvaged:
    """Make a database of what can be read, in the folder in which restored ones lie until they take their place.

    Raises NothingToSalvage, NoRoomForBackup, DiskFull and what `told` raises; nothing half-done stays then.
    """
    throw_away(folder)
    backup.refuse_without_room(folder, clinic_file(folder).stat().st_size)
    make_place(folder)
    try:
        file = clinic_file(restore_folder(folder))
        with Fragile(clinic_file(folder), key.bytes, _part(told, SalvagePhase.READING, 0, _LOOKED)) as damaged:
            refuse_another_version(damaged)
            _make_empty(file, key.bytes)
            with _filled(file, key.bytes) as target, plainly():
                salvaged = _Salvage(damaged, target, key, told, last_backup).done()
        _keep_safely(file)
        return salvaged
    except BaseException:
        throw_away(folder)
        raise


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
        self._rebuilding = Rebuilding(target, last_backup)
        self._rebuilt = 0

    def done(self) -> Salvaged:
        """Copy, rebuild, look at the journal, and count."""
        indexes = dict(self._target.execute(_INDEXES).fetchall())
        for name in indexes:  # made of all rows together they cost a third
            self._target.execute(f"DROP INDEX {quoted(name)}")
        self._target.execute("BEGIN")
        self._copy_all()
        self._make(indexes, {str(index.name) for index in tables.journal.indexes}, _READ, _READ)
        self._rebuild()
        self._make(indexes, set(indexes), _REBUILT, _MADE)
        self._told(_MADE, SalvagePhase.CHECKING)
        is_sound = self._is_sound()
        lost, unsure = self._lost()
        if not is_sound:
            self._begin_journal_anew()
        schema.write_meta(self._target, "schema", schema.HEAD)
        is_without_admin = self._is_without_admin()
        if is_without_admin:
            note(self._reading, ACCOUNTS_LOST, "salvaged")
        self._target.execute("COMMIT")
        return Salvaged(
            kept={table.name: self._count(table) for table in tables.JOURNALLED},
            rebuilt=self._rebuilt,
            lost=lost,
            unsure=unsure,
            keeps_journal=is_sound,
            is_proven=is_sound or self._damaged.is_sealed,
            has_admin=not is_without_admin,
        )

    def _copy_all(self) -> None:
        copied = [table for table in table_making.metadata.sorted_tables if table.name not in _NOT_COPIED]
        sizes = [len(self._damaged.pages_of(table)) for table in copied]
        tell = _part(self._told, SalvagePhase.READING, _LOOKED, _READ)
        for before, table in zip(accumulate(sizes, initial=0), copied, strict=False):
            read = self._copy(table, _counted_from(before, max(1, sum(sizes)), tell))
            if self._count(table) < read:
                self._damaged.unread.add(table.name)

    def _copy(self, table: Table, told: Callable[[int], None]) -> int:
        names = ", ".join(quoted(column.name) for column in table.columns)
        marks = ", ".join("?" * len(table.columns))
        insert = f"INSERT OR IGNORE INTO {quoted(table.name)} ({names}) VALUES ({marks})"
        read = 0
        for rows in self._damaged.rows(table, told):
            self._target.executemany(insert, rows)
            read += len(rows)
        return read

    def _rebuild(self) -> None:
        """Bring back the records that could not be read, of which something else tells."""
        unread = self._damaged.unread
        self._told(_READ, SalvagePhase.REBUILDING)
        if not unread:
            return
        with self._rebuilding:
            if "journal" in unread:
                self._rebuilding.fill_journal()
            if "meta" in unread:
                self._rebuilding.tell_who_this_is()
            for table in tables.JOURNALLED:
                if table.name in unread:
                    self._told(_READ, SalvagePhase.REBUILDING)
                    before = self._count(table)
                    self._rebuilding.rebuild(table)
                    self._rebuilt += self._count(table) - before

    def _make(self, indexes: dict[str, str], names: set[str], first: float, last: float) -> None:
        """Make those of the indexes, and fill the search's with the last of them."""
        wanted = sorted(names & indexes.keys())
        at = first

        def told() -> None:
            self._told(at, SalvagePhase.REBUILDING)

        with _stopped_by(self._target, told):
            with little_room(self._target.execute):
                for number, name in enumerate(wanted):
                    at = first + (last - first) * number / len(wanted)
                    told()
                    self._target.execute(indexes.pop(name))
            if not indexes:
                self._target.execute(triggers.FILL_SEARCH, (0,))

    def _is_sound(self) -> bool:
        """Whether the journal is there to its end, and every seal of it holds."""
        unread = self._damaged.unread
        if unread & _OF_SYNC and ("sync_state" in unread or self._count(sync_state)):
            return False  # a PC that belongs to no hub has nothing there
        if "meta" in unread and not schema.read_meta(self._target, "station_id"):
            return False
        if "journal" in unread:
            found = self._damaged.numbers(tables.journal)
            if not found.is_exact or self._without_standing(found.numbers, tables.journal):
                return False
        tell = _part(self._told, SalvagePhase.CHECKING, _MADE, 1)
        try:
            if not self._damaged.is_sealed:
                return verify(self._reading, self._key, lambda done, of: tell(done / max(1, of))).first_fault is None
            journal_key = journal_key_of(self._reading.ask, self._key)
        except WrongKey:
            return False
        return verify_seals(self._reading, journal_key, lambda done, of: tell(done / max(1, of))) is None

    def _is_without_admin(self) -> bool:
        """Whether the clinic lost all its administrators, now or before; where that is not known, it did."""
        known = noted(self._reading, ACCOUNTS_LOST) is not None
        return (known or bool(self._damaged.unread & {"account", "meta"})) and not has_admin(self._reading)

    def _lost(self) -> tuple[dict[str, int], frozenset[str]]:
        """How many records of each kind are missing, and of which kinds it is only known that they are no more."""
        lost: dict[str, int] = {}
        unsure: set[str] = set()
        for table in table_making.metadata.sorted_tables:
            if table.name not in self._damaged.unread or table.name in _NOT_COUNTED:
                continue
            found = self._damaged.numbers(table)
            if not found.is_exact:
                last = max(last_known_number(self._target, table), self._last_standing(table), *found.numbers)
                found.numbers |= set(range(1, last + 1)) - self._rebuilding.removed(table)
                unsure.add(table.name)
            if missing := self._without_standing(found.numbers, table):
                lost[table.name] = len(missing)
        return lost, frozenset(unsure & lost.keys())

    def _begin_journal_anew(self) -> None:
        for name in ("journal", "sync_pending", "sync_operation"):
            self._target.execute(f"DELETE FROM {quoted(name)}")
        self._target.execute("DELETE FROM sqlite_sequence WHERE name = 'journal'")

    def _count(self, table: Table) -> int:
        return int(self._target.execute(f"SELECT count(*) FROM {quoted(table.name)}").fetchone()[0])

    def _last_standing(self, table: Table) -> int:
        return int(self._target.execute(f"SELECT max(rowid) FROM {quoted(table.name)}").fetchone()[0] or 0)

    def _without_standing(self, numbers: set[int], table: Table) -> set[int]:
        """Those of the numbers that no row has: the same set, as there may be millions."""
        for (number,) in self._target.execute(f"SELECT rowid FROM {quoted(table.name)}"):
            numbers.discard(number)
        return numbers


def _counted_from(before: int, whole: int, tell: Callable[[float], None]) -> Callable[[int], None]:
    return lambda pages: tell((before + pages) / whole)


def _part(told: SalvageTold, phase: SalvagePhase, first: float, last: float) -> Callable[[float], None]:
    return lambda done: told(first + (last - first) * done, phase)


@contextmanager
def _stopped_by(driver: dbapi2.Connection, told: Callable[[], None]) -> Iterator[None]:
    """What `told` raises meanwhile ends the statement under way; it is asked again, as the driver keeps that back."""

    def look() -> int:
        told()
        return 0

    driver.set_progress_handler(look, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except dbapi2.Error:
        told()
        raise
    finally:
        driver.set_progress_handler(None, 0)


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
