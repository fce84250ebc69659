"""A clinic with backups switched on, for the tests of making and restoring them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clinic_desktop.domain.backups import Backup, BackupPhase, Stopped
from clinic_desktop.services.backup_keeping import BackupKeeper
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.storage.backup_plan import default_folder
from tests.builders import SmallClinic


def unheard(_done: float, _phase: BackupPhase) -> None:
    """Nobody watches."""


def stopping(after: float) -> Callable[[float, BackupPhase], None]:
    """Somebody stops it once it is so far."""

    def told(done: float, _phase: BackupPhase) -> None:
        if done >= after:
            raise Stopped

    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Safe:
    """The clinic, its admin, and the code of its backups."""

    clinic: SmallClinic
    admin: Clinic
    code: str

    @property
    def keeper(self) -> BackupKeeper:
        return BackupKeeper(self.clinic.database)

    @property
    def folder(self) -> Path:
        return default_folder(self.clinic.database.folder)

    def make(self) -> Backup:
        return self.admin.backups.make(unheard)


def switched_on(clinic: SmallClinic, folder: str = "") -> Safe:
    admin = clinic.as_admin()
    code = admin.backups.new_code()
    admin.backups.switch_on(code, code.code, folder)
    return Safe(clinic=clinic, admin=admin, code=code.code)


def brought_to(folder: Path, backup: Backup) -> str:
    """Both files of a backup, on another PC."""
    folder.mkdir(parents=True, exist_ok=True)
    file = Path(backup.file)
    for each in (file, file.with_suffix(".json")):
        (folder / each.name).write_bytes(each.read_bytes())
    return str(folder / file.name)
