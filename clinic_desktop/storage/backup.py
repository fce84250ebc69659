"""A backup is made while people work, of one moment of the database, and put back on trial at once."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlcipher3 import dbapi2

from clinic_desktop import __version__
from clinic_desktop.domain.backups import (
    Backup,
    BackupDamaged,
    BackupFacts,
    BackupReason,
    NoBackupFolder,
    NoRoomForBackup,
)

from .anchors import anchor_now
from .backup_headers import SUFFIX, Header, file_beside, write_header
from .backup_keys import BackupKey, Inside
from .column_types import instant_of
from .connections import bare, engine_to_look
from .faults import CannotOpen, DatabaseDamaged, DiskFault, WrongKey, plainly
from .journal_key import journal_key_of
from .keys import StationKey
from .reading.base import Reading, copy_pages
from .reading.notes import noted
from .verification import verify_seals

_KEY_BYTES = 32
_ROOM = 1.05
UNREADABLE = (dbapi2.DatabaseError, WrongKey, DatabaseDamaged, DiskFault, CannotOpen)


class NotWhole(Exception):
    """What a trial found to be wrong, in words."""


def make_backup(
    reading: Reading,
    station: StationKey,
    folder: Path,
    *,
    reason: BackupReason,
    at: datetime,
    told: Callable[[float], None] = lambda _: None,
) -> tuple[Backup, Inside]:
    """Copy the database of this reading, as it stood at its first read, into the folder; the header is not written yet.

    Raises NoBackupFolder, NoRoomForBackup and what `told` raises; nothing half-done stays.
    """
    inside = Inside(file_key=secrets.token_bytes(_KEY_BYTES), journal_key=journal_key_of(reading.ask, station))
    backup = described(reading, _free_name(folder, at), reason=reason, at=at)
    refuse_without_room(folder, size_of(reading))
    file = Path(backup.file)
    try:
        with emptied(file, inside.file_key) as target:
            reading.copy_into(target, told)
        size = file.stat().st_size
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    return replace(backup, size=size), inside


def described(reading: Reading, file: Path, *, reason: BackupReason, at: datetime) -> Backup:
    """What is to be said of a copy of this reading's database."""
    clinic, zone = reading.ask("SELECT name, zone FROM clinic_settings LIMIT 1").fetchone() or ("", "UTC")
    return Backup(
        backup_id=uuid4(),
        file=str(file),
        made_at=at,
        reason=reason,
        clinic=clinic,
        zone=zone,
        station=noted(reading, "station_name") or "",
        schema=noted(reading, "schema") or "",
        program=__version__,
        size=0,
        facts=facts_of(reading),
        anchor=anchor_now(reading),
    )


def facts_of(reading: Reading) -> BackupFacts:
    """What is in the database, counted; of any schema this program knows."""

    def one(sql: str) -> int | None:
        row = reading.ask(sql).fetchone()
        return None if row is None else row[0]

    last_appointment, last_change = one("SELECT max(starts_at) FROM appointment"), one(_LAST_CHANGE)
    return BackupFacts(
        patients=one("SELECT count(*) FROM patient") or 0,
        appointments=one("SELECT count(*) FROM appointment") or 0,
        people=one("SELECT count(*) FROM account WHERE role <> 'patient'") or 0,
        entries=one("SELECT count(*) FROM journal") or 0,
        last_appointment_at=None if last_appointment is None else instant_of(last_appointment),
        last_change_at=None if last_change is None else instant_of(last_change),
    )


def try_out(backup: Backup, inside: Inside, scratch_in: Path, told: Callable[[float], None] = lambda _: None) -> None:
    """Put a backup back into a scratch folder under a key that is thrown away, and look whether it is whole.

    Raises NotWhole with what is wrong, and what `told` raises.
    """
    refuse_without_room(scratch_in, backup.size)
    with tempfile.TemporaryDirectory(dir=scratch_in, prefix=SCRATCH) as scratch:
        file, key = Path(scratch) / "trial.db", secrets.token_bytes(_KEY_BYTES)
        put_back_into(backup, inside, file, key, lambda done: told(done / 2))
        check_whole(file, key, inside.journal_key, backup.facts, lambda done: told(0.5 + done / 2))


def put_back_into(
    backup: Backup, inside: Inside, file: Path, key: bytes, told: Callable[[float], None] = lambda _: None
) -> None:
    """Make a file of what is in a backup, under another key; raises NotWhole."""
    try:
        source = bare(Path(backup.file), inside.file_key, is_fixed=True)
        try:
            wrong = source.execute("PRAGMA cipher_integrity_check").fetchmany(3)
            if wrong:
                raise NotWhole(f"parts of the file were altered ({wrong[0][0]}).")
            with emptied(file, key) as target:
                copy_pages(source, target, told)
        finally:
            source.close()
    except UNREADABLE as error:
        raise NotWhole("the file cannot be read.") from error


def check_whole(
    file: Path,
    key: bytes,
    journal_key: bytes,
    facts: BackupFacts,
    told: Callable[[float], None] = lambda _: None,
) -> None:
    """Look whether a database is whole: its pages, its journal's seals, and what was counted; raises NotWhole."""
    told(0.0)
    try:
        with looked_into(file, key) as reading:
            for (line,) in reading.ask("PRAGMA integrity_check(3)"):
                if line != "ok":
                    raise NotWhole(f"its pages do not fit together ({line}).")
            told(0.5)
            if facts_of(reading) != facts:
                raise NotWhole("it does not hold what was counted when it was made.")
            fault = verify_seals(reading, journal_key, lambda done, of: told(0.5 + done / max(of, 1) / 2))
    except UNREADABLE as error:
        raise NotWhole("the file cannot be read.") from error
    if fault is not None:
        raise NotWhole(fault)
    told(1.0)


def looked_at(header: Header, inside: Inside) -> BackupFacts:
    """What is in a backup, counted anew in the file itself; raises BackupDamaged."""
    try:
        with looked_into(Path(header.backup.file), inside.file_key) as reading:
            return facts_of(reading)
    except UNREADABLE as error:
        raise BackupDamaged("its file cannot be read.") from error


@contextmanager
def looked_into(file: Path, key: bytes) -> Iterator[Reading]:
    """Read a database that nobody works with; nothing is changed in it, nor beside it."""
    engine = engine_to_look(file, key)
    try:
        with plainly():
            connection = engine.connect()
        with connection:
            yield Reading(connection)
    finally:
        engine.dispose()


@contextmanager
def emptied(file: Path, key: bytes) -> Iterator[dbapi2.Connection]:
    """A new file to be filled under a key: readable for its owner alone, and safely on the disk when it is left."""
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    except OSError as error:
        raise NoBackupFolder(str(file.parent)) from error
    target = bare(file, key)
    try:
        with plainly():
            for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = OFF", "synchronous = OFF", "cache_size = -4096"):
                target.execute(f"PRAGMA {pragma}")
            yield target
            target.execute("PRAGMA journal_mode = DELETE")  # or whoever opens it would write beside it
    finally:
        target.close()
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def finish(
    backup: Backup, key: BackupKey, inside: Inside, station: StationKey, *, checked_at: datetime | None
) -> Backup:
    """Write the header of a backup, with the moment at which it was found whole."""
    whole = replace(backup, checked_at=checked_at, opens_by_code=bool(key.by_code))
    write_header(whole, key, inside, station)
    return whole


def refuse_without_room(folder: Path, size: int) -> None:
    """Raise NoRoomForBackup if a file of that size does not fit beside what is there."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise NoBackupFolder(str(folder)) from error
    if free < size * _ROOM:
        raise NoRoomForBackup(str(folder), round(size * _ROOM))


def size_of(reading: Reading) -> int:
    """How many bytes the database takes."""
    (pages,), (each,) = (reading.ask(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return int(pages) * int(each)


def _free_name(folder: Path, at: datetime) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NoBackupFolder(str(folder)) from error
    name = f"clinic-{at:%Y%m%d-%H%M%S}"
    file, number = folder / f"{name}{SUFFIX}", 1
    while file.exists() or file_beside(file)[1].exists():
        number += 1
        file = folder / f"{name}-{number}{SUFFIX}"
    return file


SCRATCH = "trial-"
_LAST_CHANGE = 'SELECT "at" FROM journal ORDER BY seq DESC LIMIT 1'
