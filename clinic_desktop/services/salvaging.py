"""A damaged file: what is wrong with it, what can be done, and what can be read of it made the clinic's records."""

import platform
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from clinic_desktop import paths
from clinic_desktop.domain.backups import Backup, BackupRunning, NoBackup
from clinic_desktop.domain.bad_luck import Damage, NotDamaged, Salvaged, SalvagePhase, SalvageTold, Unsound
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.settings import SettingsFile
from clinic_desktop.storage import rebuilding, restoring, salvage
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.backup_headers import Header, headers_in
from clinic_desktop.storage.backup_plan import default_folder, read_plan
from clinic_desktop.storage.database import Database, utc_now
from clinic_desktop.storage.file_check import look_at_closed
from clinic_desktop.storage.keys import StationKey, open_key
from clinic_desktop.storage.left_log import LeftLog
from clinic_desktop.storage.local import SessionRow
from clinic_desktop.storage.own_station import become_station
from clinic_desktop.storage.reading.outlived import SALVAGING
from clinic_desktop.storage.schema import HEAD
from clinic_desktop.storage.sync_turn import BACKUP_LOCK, SyncTurn
from clinic_desktop.sync import joining

from . import leased_numbers
from .sync_book import SyncBook

_SALVAGED = 0.85
"""The share of the work after which the rows stand, and the file is opened for the first time."""


def look(folder: Path, key: StationKey | None = None) -> Damage | None:
    """What is wrong with the file of a clinic that is not open; None when all of it can be read.

    A log beside it that belongs to another file is put aside first.

    `key` is given where it does not open by itself, here as in what follows. Raises NoKey, DatabaseLocked,
    NoRoomToOpen and ReadOnlyFile.
    """
    key = key or open_key(folder, make=False, allow_file=True)
    with suppress(Unsound):  # it is said below, in more words
        LeftLog(folder, key).put_aside_if_foreign()
    words, can_be_salvaged = look_at_closed(paths.clinic_file(folder), key.bytes)
    if not words:
        return None
    header = _last_good(folder, key)
    return Damage(words=words, can_be_salvaged=can_be_salvaged, backup=None if header is None else header.backup)


def last_backup(folder: Path) -> Backup | None:
    """The last good backup that this PC can open by its own key."""
    header = _last_good(folder, open_key(folder, make=False, allow_file=True))
    return None if header is None else header.backup


def stage(
    folder: Path, told: SalvageTold, clock: Callable[[], datetime] = utc_now, key: StationKey | None = None
) -> Salvaged:
    """Make a clinic of what can be read, beside the damaged one, which stays as it is.

    Unless nothing is missing, nobody is signed in in it, it belongs to no hub, and this PC is another station of
    the name it had. Raises NotDamaged, NothingToSalvage, BackupRunning, NoRoomForBackup and what `told` raises.
    """
    if look(folder, key) is None:
        raise NotDamaged
    key = key or open_key(folder, make=False, allow_file=True)
    turn = SyncTurn(folder, BACKUP_LOCK)
    if not turn.take():
        raise BackupRunning
    try:
        salvaged = salvage.salvage(
            folder, key, lambda done, phase: told(done * _SALVAGED, phase), _as_source(folder, key)
        )
        told(_SALVAGED, SalvagePhase.CHECKING)
        salvaged = _opened_once(folder, key, salvaged, told, clock)
        told(1, SalvagePhase.CHECKING)  # who stopped it meanwhile gets nothing
        return salvaged
    except BaseException:
        restoring.throw_away(folder)
        raise
    finally:
        turn.give_back()


def put_in_place(folder: Path, clock: Callable[[], datetime] = utc_now, key: StationKey | None = None) -> None:
    """Let it take the place of the damaged file, which is kept aside; raises DatabaseLocked."""
    restoring.put_in_place(folder, clock(), key)


def throw_away(folder: Path) -> None:
    """Keep everything as it is."""
    restoring.throw_away(folder)


def _opened_once(
    folder: Path, key: StationKey, salvaged: Salvaged, told: SalvageTold, clock: Callable[[], datetime]
) -> Salvaged:
    """Have the triggers made, the tallies counted and the rest settled; the clinic is whole then."""
    name = SettingsFile(folder).read().station_name or platform.node()
    database = Database.open(
        paths.restore_folder(folder),
        key,
        station=name,
        clock=clock,
        counting=lambda done: told(_SALVAGED + (1 - _SALVAGED) * done, SalvagePhase.CHECKING),
    )
    try:
        if not salvaged.keeps_journal:
            with database.batch(PROGRAM, SALVAGING) as batch:
                batch.vouch_for_all()
        if salvaged.is_all:
            return salvaged
        with database.transaction(PROGRAM, SALVAGING) as transaction:
            for row in transaction.where(SessionRow, revoked_at=None):
                ended = replace(row, revoked_at=transaction.now, revoke_reason="the records were damaged")
                transaction.replace(ended)
            was_connected = joining.forget_as_restored(transaction)
            leased_numbers.forget(transaction)
        become_station(database, database.new_id(), database.station_name, verb=SALVAGING)
        SyncBook(database).forget()
    finally:
        database.close()
    return replace(salvaged, was_connected=was_connected)


def _last_good(folder: Path, key: StationKey) -> Header | None:
    plan = read_plan(folder)
    places = {default_folder(folder), Path(plan.folder) if plan.folder else default_folder(folder)}
    good = [header for place in places for header in headers_in(place) if _opens(header, key)]
    return max(good, key=lambda header: header.backup.made_at, default=None)


def _opens(header: Header, key: StationKey) -> bool:
    try:
        header.opened_by(key)
    except (ClinicError, NoBackup):
        return False
    return header.backup.checked_at is not None


def _as_source(folder: Path, key: StationKey) -> rebuilding.LastBackup | None:
    header = _last_good(folder, key)
    if header is None or header.backup.schema != HEAD:
        return None
    _, inside = header.opened_by(key)
    made = header.backup
    anchor = made.anchor
    return rebuilding.LastBackup(file=made.file, key=inside.file_key, seq=anchor.seq, seal_hex=anchor.seal_hex)
