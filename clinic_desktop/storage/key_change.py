"""Another key for a station's database: all is written anew under it, and takes the old one's place in one step."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlcipher3 import dbapi2

from clinic_desktop.domain.audit_words import STATION_KEY
from clinic_desktop.domain.keys import KeyChange
from clinic_desktop.paths import clinic_file, restore_folder

from . import backup, backup_keys
from .actor import PROGRAM, Actor
from .backup_plan import read_plan, write_plan
from .connections import bare
from .database import Database
from .faults import DatabaseDamaged
from .hindrances import plain_in
from .keys import SLOTS, StationKey, forget_slots, new_key, slots_in, turn
from .reading.base import copy_pages
from .restoring import exchange, make_place, quieten, throw_away

VERB = "change key"


def change_key(folder: Path, key: StationKey, change: KeyChange, told: Callable[[float], None]) -> StationKey:
    """Give the closed database of a folder another key; what the old one opened, it opens no more.

    Until the last step everything is as it was; from then on, cut short, the next start ends it. Raises DatabaseLocked
    while another program has it open, DatabaseDamaged, NoRoomForBackup, KeysBusy, what `keys.new_key` and what `told`
    raises. That it was changed, and who asked for it, stands in the journal of what was written anew.
    """
    with turn(folder):
        return _changed(folder, key, change, told)


def _changed(folder: Path, key: StationKey, change: KeyChange, told: Callable[[float], None]) -> StationKey:
    throw_away(folder)
    place = restore_folder(folder)
    try:
        quieten(folder, key)
        backup.refuse_without_room(folder, clinic_file(folder).stat().st_size)
        make_place(folder)
        made = new_key(folder, key, change, place)
        _write_anew(clinic_file(folder), key, clinic_file(place), made, told)
        _tell(place, made, change)
        _renew_plan(folder, place, made, change.code)
    except BaseException as error:
        if (place / SLOTS).exists():
            forget_slots(place, slots_in(place))
        throw_away(folder)
        if isinstance(error, dbapi2.Error):
            raise plain_in(folder, error) from error
        raise
    exchange(folder, slots_in(folder))
    return made


def _write_anew(old: Path, key: StationKey, new: Path, made: StationKey, told: Callable[[float], None]) -> None:
    """Copy page by page, each opened with the one key and closed with the other; both files are found whole."""
    source = bare(old, key.bytes)
    try:
        source.execute("BEGIN")  # from the first look on nobody writes meanwhile what would be lost
        _refuse_damaged(source)
        with backup.emptied(new, made.bytes) as target:
            copy_pages(source, target, told)
    finally:
        source.close()
    written = bare(new, made.bytes, is_fixed=True)
    try:
        _refuse_damaged(written)
    finally:
        written.close()


def _tell(place: Path, made: StationKey, change: KeyChange) -> None:
    database = Database.open(place, made, station="")
    try:
        with database.transaction(who_asked(change), VERB) as transaction:
            transaction.tell(STATION_KEY, database.station_id, {}, {"key": "changed"})
    finally:
        database.close()


def who_asked(change: KeyChange) -> Actor:
    """Under whose name it is told that the key was changed, or was not."""
    return Actor(account_id=change.account_id, name=change.name) if change.name else PROGRAM


def _refuse_damaged(driver: dbapi2.Connection) -> None:
    if driver.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
        raise DatabaseDamaged


def _renew_plan(folder: Path, place: Path, made: StationKey, code: str) -> None:
    """Let backups have a new key too, opened by the new code: the old one is known to whoever knew the station's."""
    key = backup_keys.new_key(code)
    by_station = backup_keys.for_station(made, key)
    write_plan(place, replace(read_plan(folder), by_station=by_station, by_code=key.by_code))
