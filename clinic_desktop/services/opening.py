"""Opening a clinic's folder: its key, its database, and the door through which people come in."""

import platform
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from clinic_desktop import paths
from clinic_desktop.domain.bad_luck import SavedRecords
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.signed_in import ClinicFace
from clinic_desktop.settings import SettingsFile
from clinic_desktop.storage.database import Database, utc_now
from clinic_desktop.storage.forgetting import forget_clinic
from clinic_desktop.storage.keys import KeyPlace, StationKey, open_key
from clinic_desktop.storage.last_change import was_told
from clinic_desktop.storage.reading.arriving import holds_own_work, may_sign_in
from clinic_desktop.sync import joining

from .key_keeping import KeyKeeper
from .kiosk import Kiosk
from .sign_in import SignIn
from .sync_station import SyncStation
from .unstored import is_put_off, store_put_off


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenClinic:
    """A clinic whose database is open. `settings` is None until it has been set up; whoever opened it closes it.

    `station` rests until whoever opens a window on the clinic starts it. `is_arriving` while the PC has joined a clinic
    of whose people none can sign in here yet, `has_begun_to_join` when joining was cut short before that. `saved`
    tells of records that outlived the accounts of their administrators.
    """

    database: Database
    station: SyncStation
    door: SignIn
    face: ClinicFace
    settings: ClinicSettings | None
    has_admin: bool
    is_arriving: bool = False
    has_begun_to_join: bool = False
    saved: SavedRecords | None = None
    key_place: KeyPlace

    @property
    def lost_words(self) -> str:
        """What was acknowledged before and is not in the records any more, for a person; empty when all of it is."""
        lost = self.database.lost
        if lost is None:
            return ""
        return lost.sentence(UTC if self.settings is None else self.settings.zone_info)

    def lost_was_told(self) -> None:
        """Somebody has read it, and nobody is told again."""
        was_told(self.database.folder)

    def as_it_stands(self) -> "OpenClinic":
        """The same clinic, with what came since it was opened."""
        return _looked_at(self.database, self.station, self.door, self.key_place)

    def make_ready(self) -> None:
        """Read today, which whoever comes in will ask for. It tells nobody.

        It needs what signing in does not, and is therefore for when the code of the windows is imported.
        """
        from .day_ahead import day_ahead

        if self.settings is not None:
            day_ahead(self.database).read(self.database)

    def key_keeper(self, *, proof: str = "") -> KeyKeeper:
        """What looks after the ways to the key; `proof` is for records that outlived their administrators."""
        return KeyKeeper(self.database, proof=proof)

    def open_kiosk(self) -> Kiosk:
        """Let this station be the patient's desk, until staff ends that."""
        return Kiosk(self.door)

    @property
    def is_something_put_off(self) -> bool:
        """Whether something waits until it can be stored, such as that somebody signed out on a full disk."""
        return is_put_off(self.database)

    def store_put_off(self) -> None:
        """Store that; raises what keeps it from being stored still."""
        store_put_off(self.database)

    def close(self) -> None:
        """Let go of the hub and of the database; what waits to be stored has its last chance."""
        self.station.close()
        with suppress(ClinicError):
            store_put_off(self.database)
        self.database.close()


def open_clinic(
    folder: Path,
    clock: Callable[[], datetime] = utc_now,
    *,
    upgrading: Callable[[], None] = lambda: None,
    key: StationKey | None = None,
) -> OpenClinic:
    """Open the clinic of a folder, made empty if there is none.

    A new key goes to the keyring, or where there is none to a file only its owner can read. Raises the WorldFaults
    of `open_key` and `Database.open`; one of them is KeyWanted, for which `key_keeping.open_by` gives the `key`.
    What a restore or a change of the key that was cut short left there is put in place if it is ready, else taken away.
    `clock` is another than the station's in the tour only; `upgrading` is told before an older file is brought up to
    date, which takes a minute where there is much in it.
    """
    if paths.restore_folder(folder).exists():
        from clinic_desktop.storage.restoring import clear_left, go_on

        go_on(folder)
        clear_left(folder)
    key = key or open_key(folder, make=not paths.clinic_file(folder).exists(), allow_file=True)
    name = SettingsFile(folder).read().station_name or platform.node()
    database = Database.open(folder, key, station=name, clock=clock, upgrading=upgrading)
    try:
        station = SyncStation(database, lambda: joining.engine_for(database))
        return _looked_at(database, station, SignIn(database, station=station), key.place)
    except BaseException:
        database.close()
        raise


def join_clinic(
    folder: Path,
    standing: OpenClinic | None,
    file_text: str,
    code: str,
    clock: Callable[[], datetime] = utc_now,
) -> OpenClinic:
    """Make this PC a station of a clinic that exists elsewhere; nothing is made before the code has opened the file.

    `standing` is the folder's clinic if it is open. Cut short, the same call goes on. Raises what
    `SignIn.connect_station` raises.
    """
    joining.check(file_text, code)
    clinic = standing or open_clinic(folder, clock)
    try:
        clinic.door.connect_station(file_text, code)
        return clinic.as_it_stands()
    except BaseException:
        if standing is None:
            clinic.close()
        raise


def put_away(folder: Path, standing: OpenClinic | None) -> None:
    """Take away what joining left in a folder when it is given up; a clinic that holds anything of its own stays.

    `standing` is closed.
    """
    if standing is None and not paths.clinic_file(folder).exists():
        return
    clinic = standing or open_clinic(folder)
    try:
        with clinic.database.reading() as reading:
            is_kept = joining.is_joined(reading) or holds_own_work(reading)
    finally:
        clinic.close()
    if not is_kept:
        forget_clinic(folder)


def _looked_at(database: Database, station: SyncStation, door: SignIn, key_place: KeyPlace) -> OpenClinic:
    with database.reading() as reading:
        settings = reading.find(ClinicSettings)
        is_arriving = joining.is_joined(reading) and not may_sign_in(reading)
        has_begun_to_join = joining.has_begun(reading)
    has_admin = door.has_admin()
    return OpenClinic(
        database=database,
        station=station,
        door=door,
        face=door.face(),
        settings=settings,
        has_admin=has_admin,
        is_arriving=is_arriving,
        has_begun_to_join=has_begun_to_join,
        saved=None if has_admin else door.saved_records(),
        key_place=key_place,
    )
