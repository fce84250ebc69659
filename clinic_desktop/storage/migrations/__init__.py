"""How an older database becomes today's: Alembic's operations, run in code, after a copy was put aside."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from clinic_desktop.domain.backups import BackupReason
from clinic_desktop.storage import backup, backup_keys
from clinic_desktop.storage.backup_headers import SUFFIX
from clinic_desktop.storage.backup_keys import Inside
from clinic_desktop.storage.backup_plan import default_folder, read_plan
from clinic_desktop.storage.faults import DiskFull, UpgradeFailed, plain
from clinic_desktop.storage.journal_key import journal_key_of
from clinic_desktop.storage.reading.base import Reading, copy_pages
from clinic_desktop.storage.schema import driver_of, write_meta
from clinic_desktop.storage.transaction import Change, Transaction

from .versions import (
    r0001_first,
    r0002_front_desk,
    r0003_sync,
    r0004_visits,
    r0005_settings,
    r0006_patient_names,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from clinic_desktop.storage.keys import StationKey

REVISIONS: tuple[ModuleType, ...] = (
    r0001_first,
    r0002_front_desk,
    r0003_sync,
    r0004_visits,
    r0005_settings,
    r0006_patient_names,
)
"""Every step in its order; a new one is a module in `versions`, named here and in `schema.KNOWN`."""


def upgrade(engine: Engine, file: Path, key: "StationKey", standing: str, change: Change) -> None:
    """Bring a database from the schema it stands at to the last, as one change that the journal tells of.

    Raises UpgradeFailed, or what the disk's matter is, after the copy that was made before was put back. Cut short, it
    leaves the file as it was: nothing is written in it before the COMMIT.
    """
    copy = back_up(engine, file, key.bytes, change.at)
    done = False
    try:
        with engine.connect() as connection:
            driver = driver_of(connection)
            driver.execute("PRAGMA foreign_keys = OFF")  # a table that is made anew is dropped while others refer to it
            driver.execute("BEGIN IMMEDIATE")
            transaction = Transaction(connection, change, journal_key_of(driver.execute, key))
            # What the hub sent may name what has not come yet.
            loose = set(driver.execute("PRAGMA foreign_key_check"))
            climb(connection, [one for one in REVISIONS if standing < one.REVISION])
            if set(driver.execute("PRAGMA foreign_key_check")) - loose:
                raise UpgradeFailed
            transaction.close()
            driver.execute("COMMIT")
        done = True
    except (SQLAlchemyError, dbapi2.Error) as error:
        fault = plain(error)
        raise fault if isinstance(fault, DiskFull) else UpgradeFailed from error
    finally:
        engine.dispose()  # with the connection that minded no foreign keys
        if not done:
            put_back(copy, file)
    _keep_as_backup(copy, key, change.at)


def climb(connection: "Connection", revisions: Sequence[ModuleType]) -> None:
    """Run steps; the triggers are renewed by whoever opens the database then."""
    with Operations.context(MigrationContext.configure(connection)):
        for revision in revisions:
            revision.upgrade()
            write_meta(driver_of(connection), "schema", revision.REVISION)


def back_up(engine: Engine, file: Path, key: bytes, at: datetime) -> Path:
    """A copy of the whole database under its own key, page by page, in the folder beside it.

    Raises NoRoomForBackup and DiskFull; half a copy does not stay.
    """
    folder = default_folder(file.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"before-upgrade-{at:%Y%m%d-%H%M%S}{SUFFIX}"
    copy.unlink(missing_ok=True)
    try:
        with engine.connect() as source:
            driver = driver_of(source)
            # What is in the log comes into the file: it would not fit a copy that is put back in the file's place.
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            backup.refuse_without_room(folder, backup.size_of(Reading(source)) * _COPY_AND_LOG)
            with backup.emptied(copy, key) as target:
                copy_pages(driver, target, lambda _: None)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _keep_as_backup(copy: Path, key: "StationKey", at: datetime) -> None:
    """List the copy among the backups; the upgrade is done, and does not fail for this."""
    plan = read_plan(copy.parent.parent)
    with suppress(OSError), backup.looked_into(copy, key.bytes) as reading:
        made = backup.described(reading, copy, reason=BackupReason.BEFORE_UPGRADE, at=at)
        inside = Inside(file_key=key.bytes, journal_key=journal_key_of(reading.ask, key))
        sized = replace(made, size=copy.stat().st_size)
        backup.finish(sized, plan.key(key) or backup_keys.new_key(), inside, key, checked_at=None)


def put_back(copy: Path, file: Path) -> None:
    """Make the file what the copy is, in one step; nothing may have it open.

    Where there is no room for both, the copy itself takes the file's place.
    """
    half = file.with_name(f"{file.name}-put-back")
    try:
        shutil.copyfile(copy, half)
        half.chmod(0o600)
        half.replace(file)
    except OSError:
        half.unlink(missing_ok=True)
        copy.replace(file)
    for beside in ("-wal", "-shm"):
        file.with_name(file.name + beside).unlink(missing_ok=True)


_COPY_AND_LOG = 2
"""The copy that is made first, and the log of what is changed then, take as much room as the database each."""
