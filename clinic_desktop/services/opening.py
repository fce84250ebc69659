"""Opening a clinic's folder: its key, its database, and the door through which people come in."""

import platform
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clinic_desktop import paths
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.signed_in import ClinicFace
from clinic_desktop.settings import SettingsFile
from clinic_desktop.storage.database import Database, utc_now
from clinic_desktop.storage.keys import KeyPlace, open_key
from clinic_desktop.sync.joining import engine_for

from .sign_in import SignIn
from .sync_station import SyncStation


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenClinic:
    """A clinic whose database is open. `settings` is None until it has been set up; whoever opened it closes it.

    `station` rests until whoever opens a window on the clinic starts it.
    """

    database: Database
    station: SyncStation
    door: SignIn
    face: ClinicFace
    settings: ClinicSettings | None
    has_admin: bool
    key_place: KeyPlace

    def close(self) -> None:
        """Let go of the hub and of the database."""
        self.station.close()
        self.database.close()


def open_clinic(folder: Path, clock: Callable[[], datetime] = utc_now) -> OpenClinic:
    """Open the clinic of a folder, made empty if there is none.

    A new key goes to the keyring, or where there is none to a file only its owner can read. Raises the WorldFaults
    of `open_key` and `Database.open`. `clock` is another than the station's in the tour only.
    """
    key = open_key(folder, make=not paths.clinic_file(folder).exists(), allow_file=True)
    name = SettingsFile(folder).read().station_name or platform.node()
    database = Database.open(folder, key, station=name, clock=clock)
    try:
        station = SyncStation(database, lambda: engine_for(database))
        door = SignIn(database, station=station)
        with database.reading() as reading:
            settings = reading.find(ClinicSettings)
        return OpenClinic(
            database=database,
            station=station,
            door=door,
            face=door.face(),
            settings=settings,
            has_admin=door.has_admin(),
            key_place=key.place,
        )
    except BaseException:
        database.close()
        raise
