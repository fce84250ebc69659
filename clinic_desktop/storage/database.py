"""The clinic's file: opened, made or upgraded, read in snapshots, and written by one writer at a time."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine

from clinic_desktop.domain.bad_luck import LostChanges
from clinic_desktop.domain.news import Changes
from clinic_desktop.paths import clinic_file

from . import late_indexes, schema, tables, tallies
from .actor import PROGRAM, Actor
from .connections import engine_for, room_for_many
from .drives import make_ready
from .faults import CannotOpen, DiskFull, FileGone, NoRoomToOpen
from .foreign_writing import ForeignWriting, may_close
from .hindrances import plainly_in
from .ids import Identities
from .journal_key import journal_key_of
from .last_change import LastChange, LastChangeNote, lost_changes
from .left_log import LeftLog
from .own_file import OwnFile
from .pages_at_rest import PagesAtRest
from .reading.base import Reading
from .reading.known import Known
from .reading.others import changes_after
from .reading.snapshots import snapshot
from .transaction import HUB, LOCAL, Change, Transaction

if TYPE_CHECKING:
    from .batch import Batch
    from .incoming import Receiving
    from .keys import StationKey


T = TypeVar("T")


def utc_now() -> datetime:
    """The station's clock."""
    return datetime.now(UTC)


class Database:
    """One clinic's database at one station. Safe to use from several threads; transactions queue for their turn."""

    def __init__(
        self,
        folder: Path,
        key: "StationKey",
        engine: Engine,
        clock: Callable[[], datetime],
        draw: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self.folder = folder
        self.key = key
        self.schema_version = schema.HEAD
        self._engine = engine
        self._clock = clock
        self._journal_key = key.derive_first("journal")
        self._ids = Identities(draw)
        self._turn = threading.Lock()
        self._whose_turn: int | None = None
        self._subscribers: list[Callable[[Changes], None]] = []
        self._closed = threading.Event()
        self._writer: Connection | None = None
        self._known = Known()
        self._told = 0
        self._readers: list[Connection] = []
        self._pages = PagesAtRest()
        self._file, self._foreign = OwnFile(clinic_file(folder)), ForeignWriting(folder, key)
        self._note = LastChangeNote(folder)
        self.lost: LostChanges | None = None
        self.station_id, self.station_name = UUID(int=0), ""

    @classmethod
    def open(
        cls,
        folder: Path,
        key: "StationKey",
        *,
        station: str,
        clock: Callable[[], datetime] = utc_now,
        draw: Callable[[int], bytes] = secrets.token_bytes,
        upgrading: Callable[[], None] = lambda: None,
        counting: Callable[[float], None] = lambda _: None,
    ) -> Self:
        """The database of a folder, made or brought up to date if need be; `station` names this PC when it is made.

        `draw` is where new identities have their chance from; `upgrading` is told before an older file is brought up to
        date, which takes a minute where there is much in it; `counting` how far (0 to 1) the tallies are counted, anew.
        Raises NetworkDrive, FolderProtected, CannotOpen, WrongKey, DatabaseNewer, DatabaseLocked, DatabaseDamaged,
        NoRoomToOpen, ReadOnlyFile, and to bring it up to date NoRoomForBackup and UpgradeFailed.
        """
        make_ready(folder)
        left_log = LeftLog(folder, key)
        left_log.put_aside_if_foreign()
        engine = engine_for(clinic_file(folder), key.bytes)
        database = cls(folder, key, engine, clock, draw)
        try:
            with plainly_in(folder):
                database._settle(station, upgrading, counting)
                database._told = database.peek(lambda reading: reading.last_seq)
                database.lost = database.peek(lambda reading: lost_changes(reading, folder, database.station_id))
            database._file.note()
            database._foreign.note(schema.driver_of(database._writing_connection()), database._told)
            left_log.note(database._told)
        except BaseException as error:
            if database._writer is not None:
                database._writer.close()  # else the damaged file could not be exchanged for what is read of it
            engine.dispose()
            if isinstance(error, DiskFull):
                raise NoRoomToOpen from error
            raise
        return database

    def now(self) -> datetime:
        """The station's time in UTC, cut to the milliseconds that are stored."""
        at = self._clock().astimezone(UTC)
        return at.replace(microsecond=at.microsecond // 1000 * 1000)

    def new_id(self) -> UUID:
        """An identity made now; inside a transaction, ask the transaction."""
        return self._ids.next(self.now())

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """One consistent snapshot; it holds nobody up."""
        with self._reader() as connection, snapshot(connection) as reading:
            yield reading

    @contextmanager
    def glance(self) -> Iterator[Reading]:
        """As `reading`, for a look of milliseconds: while nobody writes, on the writer's own connection.

        What is committed there empties the caches of all other connections, so that each page has to be read and
        decrypted again; its own pages stay. A change that begins meanwhile waits for the end of the glance.
        """
        if not self._turn.acquire(blocking=False):
            with self.reading() as reading:
                yield reading
            return
        try:
            self._whose_turn = threading.get_ident()
            self._pages.used()
            with self._file.told_by_its_faults(), snapshot(self._writing_connection(), self._known) as reading:
                yield reading
        finally:
            self._whose_turn = None
            self._turn.release()

    def peek(self, read: Callable[[Reading], T]) -> T:
        """What `read` finds with one statement, which is a snapshot of its own: the quickest look, as `glance`."""
        if not self._turn.acquire(blocking=False):
            with self.reading() as reading:
                return read(reading)
        try:
            with self._file.told_by_its_faults():
                return read(Reading(self._writing_connection(), self._known))
        finally:
            self._turn.release()

    @contextmanager
    def transaction(
        self, actor: Actor, verb: str, *, reason: str = "", undoes: UUID | None = None
    ) -> Iterator[Transaction]:
        """A change under somebody's name; leaving by an exception stores nothing. Others wait for their turn.

        It is made when its own turn has come, so that the journal's order is that of the time.
        """
        with self._writing() as connection:
            change = self._change(actor, verb, reason=reason, undoes=undoes)
            transaction = Transaction(connection, change, self._journal_key, self._known)
            yield transaction
            changes = self._commit(transaction)
        self._tell(changes)

    @contextmanager
    def batch(self, actor: Actor, verb: str) -> "Iterator[Batch]":
        """Many new records under one journal entry per some 10,000 rows: all of them, or none."""
        from .batch import Batch

        with self._writing() as connection, room_for_many(schema.driver_of(connection)):
            change = self._change(actor, verb, batch=True)
            batch = Batch(connection, change, self._journal_key, self._known)
            yield batch
            changes = self._commit(batch)
        self._tell(changes)

    @contextmanager
    def receiving(self, verb: str, *, can_be_told_again: bool = False) -> "Iterator[Receiving]":
        """A change that the hub sent or answered: the journal calls its origin so, and it is never sent there again.

        A page may name what comes with a later one, so references are not minded meanwhile. What the hub can tell once
        more is not waited for until it is on the disk: only a power cut takes it back, whole and with the word that it
        was heard, and the next change of this station's own puts it there with itself.
        """
        from .incoming import Receiving

        with self._writing(minds_references=False, waits_for_disk=not can_be_told_again) as connection:
            change = self._change(PROGRAM, verb, origin=HUB)
            receiving = Receiving(connection, change, self._journal_key, self._known)
            yield receiving
            changes = self._commit(receiving, is_on_disk=not can_be_told_again)
        self._tell(changes)

    def subscribe(self, told: Callable[[Changes], None]) -> Callable[[], None]:
        """Be told of every commit, on the thread that committed; what is given back ends it."""
        self._subscribers = [*self._subscribers, told]

        def unsubscribe() -> None:
            self._subscribers = [one for one in self._subscribers if one is not told]

        return unsubscribe

    def hear_others(self) -> None:
        """Tell of what other programs have committed to the file since this was asked last; quick when nobody has."""
        if self.peek(lambda reading: reading.last_seq) == self._told:
            with self._turn:
                self._pages.rest([*self._readers, self._writing_connection()])
            return
        with self._turn, self._reader() as connection, snapshot(connection) as reading:  # so that none commits here
            found, self._told = changes_after(reading, self._told), reading.last_seq
        for changes in found:
            self._tell(changes)

    def close(self) -> None:
        """Let go of the file, after the change under way; a reading under way ends with its own connection."""
        with self._turn:
            if self._closed.is_set():
                return
            self._closed.set()
            self._note.close()
            self._let_go_of_readers()
            if self._writer is not None:
                if not may_close(self._file, self._foreign, schema.driver_of(self._writer), self.key.bytes):
                    return
                self._writer.close()
            self._engine.dispose()

    def _settle(self, station: str, upgrading: Callable[[], None], counting: Callable[[float], None]) -> None:
        """Make, upgrade or only recognise the file, and set the triggers right."""
        with self._engine.connect() as connection:
            driver = schema.driver_of(connection)
            standing = schema.stored_schema(driver)
            if standing is not None:
                self._journal_key = journal_key_of(driver.execute, self.key)
            is_cut_short = standing is not None and bool(late_indexes.missing(driver.execute))
            complete = standing == schema.HEAD and not schema.triggers_differ(driver) and not is_cut_short
            if standing is not None and (known := schema.read_meta(driver, "station_id")):
                self.station_id = UUID(hex=known)
                self.station_name = schema.read_meta(driver, "station_name") or station
                if complete:
                    return
        if standing is not None and standing != schema.HEAD:
            from .migrations import upgrade

            upgrading()
            self._engine.dispose()
            change = self._change(PROGRAM, "upgrade")
            upgrade(self._engine, clinic_file(self.folder), self.key, standing, change)
        with self._writing() as connection:
            driver = schema.driver_of(connection)
            if schema.stored_schema(driver) is None:  # another process may have been quicker
                schema.make(connection)
            schema.renew_triggers(driver)
            tallies.count_anew(driver.execute, counting)  # while triggers were missing, nothing was told of
            late_indexes.make(driver.execute, late_indexes.missing(driver.execute))
            at = self.now()
            self.station_id = schema.own_station(driver, self.new_id, station, at)
            self.station_name = schema.read_meta(driver, "station_name") or station
            self._journal_key = journal_key_of(driver.execute, self.key)
            transaction = Transaction(connection, self._change(PROGRAM, "set-up"), self._journal_key)
            if transaction.row(tables.station.select().where(tables.station.c.id == self.station_id)) is None:
                own = {"id": self.station_id, "version": 1, "name": station, "enrolled_at": at, "active": True}
                transaction.execute(tables.station.insert(), own)
            transaction.close()
            driver.execute("COMMIT")

    def _change(
        self,
        actor: Actor,
        verb: str,
        *,
        reason: str = "",
        undoes: UUID | None = None,
        batch: bool = False,
        origin: str = LOCAL,
    ) -> Change:
        at = self.now()
        return Change(
            id=self._ids.next(at),
            at=at,
            actor=actor,
            station_id=self.station_id,
            verb=verb,
            reason=reason,
            undoes=undoes,
            batch=batch,
            origin=origin,
            ids=self._ids,
        )

    @contextmanager
    def _reader(self) -> Iterator[Connection]:
        """A connection for one reading; kept for the next one, with its pages and statements."""
        if self._closed.is_set():
            raise CannotOpen
        self._pages.used()
        connection = self._idle_reader() or self._connect()
        try:
            with self._file.told_by_its_faults():
                yield connection
        finally:
            self._readers.append(connection)
            if self._closed.is_set():
                self._let_go_of_readers()

    def _idle_reader(self) -> Connection | None:
        with suppress(IndexError):
            return self._readers.pop()
        return None

    def _writing_connection(self) -> Connection:
        """The writer's, kept from change to change with its pages and statements; for whoever has the turn."""
        if self._closed.is_set():
            raise CannotOpen
        if self._writer is None:
            self._writer = self._connect()
        return self._writer

    def _connect(self) -> Connection:
        self._file.refuse_to_open_another()
        with plainly_in(self.folder):
            return self._engine.connect()

    @contextmanager
    def _writing(self, *, minds_references: bool = True, waits_for_disk: bool = True) -> Iterator[Connection]:
        """The writer's turn: BEGIN IMMEDIATE, and ROLLBACK unless what is inside has committed."""
        me = threading.get_ident()
        if self._whose_turn == me:
            message = "a transaction was begun inside another, or inside a glance"
            raise RuntimeError(message)
        with self._turn, self._file.told_by_its_faults(), plainly_in(self.folder):
            writer = self._writing_connection()
            driver = schema.driver_of(writer)
            self._whose_turn = me
            try:
                if not minds_references:
                    driver.execute("PRAGMA foreign_keys = OFF")  # it says nothing within a transaction
                if not waits_for_disk:
                    driver.execute("PRAGMA synchronous = NORMAL")  # the same
                driver.execute("BEGIN IMMEDIATE")
                self._foreign.refuse(driver)  # before anything is read of a mixture
                self._pages.used()
                yield writer
            except FileGone:
                driver.rollback()
                self._file.put_back(driver, self.key.bytes)
                raise
            finally:
                self._whose_turn = None
                if driver.in_transaction:
                    driver.rollback()
                if not minds_references:
                    driver.execute("PRAGMA foreign_keys = ON")
                if not waits_for_disk:
                    driver.execute("PRAGMA synchronous = FULL")
                writer.rollback()  # SQLAlchemy's own idea of a transaction, begun by a Core statement

    def _let_go_of_readers(self) -> None:
        while connection := self._idle_reader():
            connection.invalidate()  # closes the file now, whatever pool the connection came from
            connection.close()

    def _commit(self, transaction: Transaction, *, is_on_disk: bool = True) -> Changes | None:
        """Acknowledge a change in the file that was opened, and in no other; what changed, for whoever is told."""
        changes = transaction.close()
        self._file.refuse_another()
        transaction.driver.execute("COMMIT")
        before, after = transaction.entries
        self._foreign.note(transaction.driver, after)
        transaction.committed(changes)
        if self._told == before:  # what others committed before it has still to be heard
            self._told = after
        if is_on_disk and after > before:
            self._note.write(LastChange(seq=after, at=transaction.now, station_id=self.station_id))
        return changes

    def _tell(self, changes: Changes | None) -> None:
        if changes is not None:
            for told in self._subscribers:
                told(changes)
