"""What a backup holds is made a database beside the one in use, and takes its place in one step."""

import json
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from clinic_desktop.domain.backups import BackupReason
from clinic_desktop.domain.bad_luck import Unsound
from clinic_desktop.paths import clinic_file, is_being_restored, restore_folder, restore_mark

from . import backup, backup_keys
from .backup_headers import SUFFIX, Header
from .backup_keys import Inside
from .backup_plan import FILE as PLAN
from .backup_plan import read_plan, replaced_folder
from .connections import BUSY_MILLISECONDS, bare
from .faults import DatabaseLocked, DiskFull, ReadOnlyFile
from .hindrances import plain_in
from .journal_key import NAME, journal_key_of, kept_journal_key
from .keys import SLOTS, KeyPlace, NoKey, Slot, StationKey, forget_slots, open_key, put_way, slots_in
from .left_log import LeftLog
from .schema import read_meta, write_meta
from .sync_turn import RESTORE_LOCK, SyncTurn
from .whole_files import settle, write_whole

_BESIDE = ("-wal", "-shm")
_turns: dict[Path, SyncTurn] = {}


def station_key(folder: Path) -> StationKey | None:
    """The key of the station in a folder; None where there is none that opens."""
    try:
        return open_key(folder, make=False, allow_file=True)
    except NoKey:
        return None


def station_name(folder: Path, key: StationKey | None) -> str:
    """What the station in a folder is called; empty where its file does not say it any more."""
    key = key or station_key(folder)
    if key is None or not clinic_file(folder).exists():
        return ""
    try:
        driver = bare(clinic_file(folder), key.bytes)
    except (dbapi2.Error, Unsound):
        return ""
    try:
        return read_meta(driver, "station_name") or ""
    except dbapi2.Error:
        return ""
    finally:
        driver.close()


def stage(
    folder: Path,
    header: Header,
    inside: Inside,
    told: Callable[[float], None] = lambda _: None,
    *,
    key: StationKey | None = None,
) -> StationKey:
    """Make and check the restored database in a folder of its own within the clinic's; gives the key it is under.

    That is the station's own `key`, or a new one where the station has none that opens. Raises NotWhole, and what
    `told` raises; then nothing of it stays.
    """
    throw_away(folder)
    place = restore_folder(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    backup.refuse_without_room(folder, header.backup.size)
    make_place(folder)
    try:
        key = key or station_key(folder) or open_key(place, make=True, allow_file=True)
        file = clinic_file(place)
        backup.put_back_into(header.backup, inside, file, key.bytes, lambda done: told(done / 2))
        backup.check_whole(file, key.bytes, inside.journal_key, header.backup.facts, lambda done: told(0.5 + done / 2))
        _carry_journal_key(file, key, inside)
    except BaseException:
        throw_away(folder)
        raise
    return key


def keep_code(folder: Path, key: StationKey, code: str) -> None:
    """Let the code that opened the backup open a key that was made for it too."""
    place = restore_folder(folder)
    if code.strip() and (place / SLOTS).exists():
        put_way(place, key, KeyPlace.RECOVERY_CODE, code)


def _carry_journal_key(file: Path, key: StationKey, inside: Inside) -> None:
    """Let the seals go on, though the station's key may be another one now."""
    driver = bare(file, key.bytes)
    try:
        driver.execute("DELETE FROM meta WHERE name = ?", (NAME,))
        kept = kept_journal_key(inside.journal_key, key)
        if kept is not None:
            write_meta(driver, NAME, kept)
    finally:
        driver.close()


def put_in_place(folder: Path, at: datetime, key: StationKey | None = None) -> None:
    """Put the staged database in the place of the one in use, which is kept aside; nothing may have that one open.

    `key` is that of the one in use, where it does not open by itself. Raises DatabaseLocked if something has it open.
    Cut short, `go_on` or the next start ends it.
    """
    name = f"clinic-{at:%Y%m%d-%H%M%S}"
    key = key or station_key(folder)
    if clinic_file(folder).exists() and key is not None:
        with suppress(dbapi2.Error, Unsound):  # a damaged one stays as it is
            quieten(folder, key)
        _describe_replaced(folder, name, at, key)
    write_whole(restore_mark(folder), json.dumps({"name": name}))
    go_on(folder)


def exchange(folder: Path, gone: Sequence[Slot]) -> None:
    """Put the staged database and its key in the place of those in use, which are `gone` then, with their slots."""
    write_whole(restore_mark(folder), json.dumps({"name": "", "gone": gone}))
    go_on(folder)


def go_on(folder: Path) -> None:
    """Put in place what is ready to be; every step of it may have been done already."""
    if not is_being_restored(folder):
        return
    place = restore_folder(folder)
    mark = json.loads(restore_mark(folder).read_text(encoding="utf-8"))
    if clinic_file(place).exists():
        if mark["name"]:
            _put_aside(folder, mark["name"], with_key=(place / SLOTS).exists())
        for name in (*(file.name for file in place.glob("*.key")), SLOTS, PLAN):
            if (place / name).exists():
                (place / name).replace(folder / name)
        clinic_file(place).replace(clinic_file(folder))
        settle(folder)
    forget_slots(folder, mark.get("gone", []))
    throw_away(folder)


def _put_aside(folder: Path, name: str, *, with_key: bool) -> None:
    """Keep the database that was in use, and its key where another one takes its place."""
    aside = replaced_folder(folder)
    aside.mkdir(mode=0o700, exist_ok=True)
    for end in (*_BESIDE, ""):
        with suppress(FileNotFoundError):
            (folder / (clinic_file(folder).name + end)).replace(aside / f"{name}{SUFFIX}{end}")
    if with_key:
        with suppress(FileNotFoundError):
            (folder / SLOTS).replace(aside / f"{name}.{SLOTS}")


def make_place(folder: Path) -> None:
    """Make the folder in which a database is staged; as long as this program runs, no start takes it for left over."""
    _turns.setdefault(folder, SyncTurn(folder, RESTORE_LOCK)).take()
    restore_folder(folder).mkdir(mode=0o700)


def throw_away(folder: Path) -> None:
    """Take away what was staged."""
    if restore_folder(folder).exists():
        shutil.rmtree(restore_folder(folder))
    if folder in _turns:
        _turns.pop(folder).give_back(for_good=True)


def clear_left(folder: Path) -> None:
    """Take away what a program that was killed had staged, with its keys; not what is ready, or still worked on."""
    place, turn = restore_folder(folder), SyncTurn(folder, RESTORE_LOCK)
    with suppress(OSError):  # the next start takes it away
        if not place.exists() or not turn.take():
            return
        try:
            if is_being_restored(folder):  # made ready a moment ago
                return
            with suppress(NoKey, ValueError, LookupError):  # slots that cannot be read keep nothing open
                forget_slots(place, slots_in(place) if (place / SLOTS).exists() else [])
            shutil.rmtree(place)
        finally:
            turn.give_back()


def quieten(folder: Path, key: StationKey) -> None:
    """See that nobody has the database open, and bring all of it into its one file.

    Raises DatabaseLocked, DiskFull and ReadOnlyFile, and the driver's error for a damaged file.
    """
    LeftLog(folder, key).put_aside_if_foreign()
    try:
        driver = bare(clinic_file(folder), key.bytes)
        try:
            driver.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
            driver.execute("PRAGMA locking_mode = EXCLUSIVE")
            driver.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            driver.close()
    except dbapi2.Error as error:
        if isinstance(fault := plain_in(folder, error), (DatabaseLocked, DiskFull, ReadOnlyFile)):
            raise fault from error
        raise


def _describe_replaced(folder: Path, name: str, at: datetime, key: StationKey) -> None:
    """Write what the database is that is about to be kept aside, if it can be read, so that it can be put back."""
    aside = replaced_folder(folder)
    aside.mkdir(mode=0o700, exist_ok=True)
    try:
        with backup.looked_into(clinic_file(folder), key.bytes) as reading:
            told = backup.described(reading, aside / f"{name}{SUFFIX}", reason=BackupReason.REPLACED, at=at)
            inside = Inside(file_key=key.bytes, journal_key=journal_key_of(reading.ask, key))
            size = backup.size_of(reading)
    except backup.UNREADABLE:
        return
    backup.finish(
        replace(told, size=size), read_plan(folder).key(key) or backup_keys.new_key(), inside, key, checked_at=None
    )
