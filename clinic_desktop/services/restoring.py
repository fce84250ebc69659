"""Putting a backup back: looked at first, made ready beside the clinic in use, and then put in its place."""

import platform
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from clinic_desktop import paths
from clinic_desktop.domain.backups import BackupDamaged, BackupPhase, BackupRunning, Looked, NewerBackup, Staged, Told
from clinic_desktop.settings import SettingsFile
from clinic_desktop.storage import backup, backup_keys, restoring
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.backup_headers import Header, read_header
from clinic_desktop.storage.backup_keys import BackupKey, Inside
from clinic_desktop.storage.backup_plan import read_plan, write_plan
from clinic_desktop.storage.database import Database, utc_now
from clinic_desktop.storage.keys import StationKey
from clinic_desktop.storage.local import SessionRow
from clinic_desktop.storage.own_station import become_station
from clinic_desktop.storage.reading.messages import hold_due, settings_of_messages
from clinic_desktop.storage.schema import HEAD, KNOWN
from clinic_desktop.storage.sync_turn import BACKUP_LOCK, SyncTurn
from clinic_desktop.sync import joining

from . import leased_numbers
from .sync_book import SyncBook

_VERB = "restore backup"
_ENDED = "the records were put back from a backup"
_FILES = 0.9
"""How much of the work making the restored file is; the rest is opening it."""


def look(folder: Path, file: str, code: str = "", *, key: StationKey | None = None) -> Looked:
    """What is in a backup, counted in the backup itself; nothing is changed.

    Opened by the `key` of the clinic in `folder`, which opens by itself if it is not given, or else by the recovery
    code. Raises NoBackup and what derives from it, CodeNeeded, CodeMistyped and WrongRecoveryCode.
    """
    header, _, inside = _opened(folder, file, code, key)
    if backup.looked_at(header, inside) != header.backup.facts:
        raise BackupDamaged("it does not hold what its header says.")
    return Looked(backup=header.backup, is_older=header.backup.schema != HEAD)


def stage(
    folder: Path,
    file: str,
    code: str,
    told: Told,
    clock: Callable[[], datetime] = utc_now,
    *,
    key: StationKey | None = None,
) -> Staged:
    """Make a clinic of a backup, whole, checked and brought up to date, beside the one in use; that one works on.

    In it nobody is signed in, this PC is another station of the name it had, it belongs to no hub, and messages that
    are due wait for a person, as they may have gone out since the backup was made. Raises as `look`, and
    BackupRunning, NoRoomForBackup and what `told` raises; nothing half-done stays.
    """
    header, backup_key, inside = _opened(folder, file, code, key)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    turn = SyncTurn(folder, BACKUP_LOCK)
    if not turn.take():
        raise BackupRunning
    try:
        station = restoring.stage(
            folder, header, inside, lambda done: told(done * _FILES, BackupPhase.READING), key=key
        )
        told(_FILES, BackupPhase.OPENING)
        name = _own_name(folder, header, key)
        was_connected, sends_messages = _settle(folder, station, header, name, clock)
        _keep_plan(folder, station, backup_key, clock)
        restoring.keep_code(folder, station, code)
    except backup.NotWhole as error:
        raise BackupDamaged(str(error)) from error
    except BaseException:
        restoring.throw_away(folder)
        raise
    finally:
        turn.give_back()
    return Staged(folder=str(folder), backup=header.backup, was_connected=was_connected, sends_messages=sends_messages)


def put_in_place(staged: Staged, clock: Callable[[], datetime] = utc_now, *, key: StationKey | None = None) -> None:
    """Let the restored clinic take the place of the one in the folder, which is kept aside; nothing has it open.

    `key` is that of the one in the folder, as in `look`. Raises DatabaseLocked if another program has it open.
    """
    restoring.put_in_place(Path(staged.folder), clock(), key)


def throw_away(staged: Staged) -> None:
    """Keep everything as it is."""
    restoring.throw_away(Path(staged.folder))


def _opened(folder: Path, file: str, code: str, key: StationKey | None) -> tuple[Header, BackupKey, Inside]:
    header = read_header(Path(file))
    if header.backup.schema not in KNOWN:
        raise NewerBackup
    return header, *header.opened_by(key or restoring.station_key(folder), code)


def _own_name(folder: Path, header: Header, key: StationKey | None) -> str:
    """What this PC goes on being called: a name that was given to it, not that of whoever made the backup."""
    chosen = SettingsFile(folder).read().station_name or restoring.station_name(folder, key)
    if not chosen and header.is_of(key or restoring.station_key(folder)):
        return header.backup.station
    return chosen or platform.node()


def _settle(
    folder: Path, station: StationKey, header: Header, name: str, clock: Callable[[], datetime]
) -> tuple[bool, bool]:
    """Bring the restored database up to date and let it begin anew, under a name.

    Gives whether it had been connected to others, and whether it sends messages.
    """
    database = Database.open(paths.restore_folder(folder), station, station=name, clock=clock)
    try:
        made_at = header.backup.made_at
        with database.transaction(PROGRAM, _VERB) as transaction:
            for row in transaction.where(SessionRow, revoked_at=None):
                transaction.replace(replace(row, revoked_at=transaction.now, revoke_reason=_ENDED))
            was_connected = joining.forget_as_restored(transaction)
            leased_numbers.forget(transaction)
            hold_due(transaction, held=True)
            sends_messages = settings_of_messages(transaction).switched_on
        reason = f"Backup of {made_at:%Y-%m-%d %H:%M} UTC, made at {header.backup.station}"
        become_station(database, database.new_id(), name, verb=_VERB, reason=reason)
        book = SyncBook(database)
        book.forget()
        if was_connected:
            book.write(_ANEW)
    finally:
        database.close()
    return was_connected, sends_messages


def _keep_plan(folder: Path, station: StationKey, key: BackupKey, clock: Callable[[], datetime]) -> None:
    """A PC that has no plan of its own goes on with the code by which the backup was opened."""
    plan = read_plan(folder)
    if plan.key(station) is not None or not key.by_code:
        return
    write_plan(
        folder,
        replace(
            plan,
            is_on=True,
            folder="",
            by_station=backup_keys.for_station(station, key),
            by_code=key.by_code,
            on_since=clock(),
        ),
    )


_ANEW = (
    "The records of this PC were put back from a backup, so it works by itself. Connect it with a new enrolment file: "
    "then it gets what was done at the other stations since."
)
