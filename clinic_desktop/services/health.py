"""How this station is: sizes, versions, and whether the file of its records is whole."""

import json
import platform
import shutil
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

from clinic_desktop import __version__, paths
from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.errors import WorldFault
from clinic_desktop.domain.health import FileCheck, StationHealth
from clinic_desktop.domain.keys import KeyPlace
from clinic_desktop.storage.file_check import check_file
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.notes import note, noted

from .backup_keeping import BackupKeeper
from .desk import Desk
from .key_keeping import KeyKeeper

_CHECKED = "file_checked"


class HealthDesk(Desk):
    """What a person who helps a station along looks at."""

    def report(self) -> StationHealth:
        """How the station is now; quick."""
        self.admit(Permission.READ_HEALTH)
        folder = self.database.folder
        file = paths.clinic_file(folder)
        disk = shutil.disk_usage(folder)
        keys = KeyKeeper(self.database).standing()
        with self.database.reading() as reading:
            entries, zone, checked = reading.last_seq, reading.clinic().zone, _last_check(reading)
            sqlite = str(reading.ask("SELECT sqlite_version()").fetchone()[0])
        return StationHealth(
            station=self.database.station_name,
            program=__version__,
            schema_version=self.database.schema_version,
            sqlite=sqlite,
            python=platform.python_version(),
            system=_system(),
            time_zones=_version_of("tzdata"),
            zone=zone,
            folder=_without_home(folder),
            log_folder=str(paths.log_folder()),
            file_bytes=sum(_size(file.with_name(file.name + end)) for end in ("", "-wal")),
            free_bytes=disk.free,
            disk_bytes=disk.total,
            entries=entries,
            is_key_in_file=keys.way(KeyPlace.FILE) is not None,
            has_recovery_code=keys.way(KeyPlace.RECOVERY_CODE) is not None,
            last_check=checked,
            last_backup_at=BackupKeeper(self.database).standing().last_good_at,
        )

    def check_file(
        self, told: Callable[[float], None] = lambda _: None, is_wanted: Callable[[], bool] = lambda: True
    ) -> FileCheck:
        """Look at every page of the file, and keep what came of it; `told` of the share that is done.

        It takes about a minute for each gigabyte, and nobody waits for it. Raises Abandoned when it `is_wanted` no
        more.
        """
        caller = self.admit(Permission.CHANGE_SETTINGS)
        fault = check_file(self.database, told, is_wanted)
        found = FileCheck(at=self.database.now(), fault=fault)
        try:
            with self.database.transaction(caller.actor, "check file") as transaction:
                note(transaction, _CHECKED, json.dumps({"at": found.at.isoformat(), "fault": found.fault}))
        except WorldFault:
            if not fault:  # a damaged file may not take even that
                raise
        return found


def _last_check(reading: Reading) -> FileCheck | None:
    kept = noted(reading, _CHECKED)
    if kept is None:
        return None
    said = json.loads(kept)
    return FileCheck(at=datetime.fromisoformat(said["at"]), fault=str(said["fault"]))


@cache
def _system() -> str:
    return platform.platform()


@cache
def _version_of(package: str) -> str:
    """A package's version; a frozen build may have left out what names it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "–"


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _without_home(folder: Path) -> str:
    """The folder as it may be shown to others: whose it is they need not know."""
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
