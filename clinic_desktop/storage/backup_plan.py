"""How this station makes its backups: kept in a file beside the database, so that it outlives one that is replaced."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from . import backup_keys
from .backup_keys import BackupKey
from .keys import StationKey
from .whole_files import write_whole

FILE = "backups.json"
FOLDER, REPLACED = "backups", "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupPlan:
    """Whether and where backups are made; the key of them is kept as the station's own key and the code open it.

    `failed_at` and `failure` tell of the last try, if nothing came of it.
    """

    is_on: bool = False
    folder: str = ""
    by_station: str = field(default="", repr=False)
    by_code: str = field(default="", repr=False)
    on_since: datetime | None = None
    failed_at: datetime | None = None
    failure: str = ""

    def key(self, station: StationKey) -> BackupKey | None:
        """The key of backups; None while there is none, or when the plan is another station's."""
        return backup_keys.by_station(station, self.by_station, self.by_code) if self.by_station else None


def default_folder(clinic: Path) -> Path:
    """Where backups lie unless another folder is named."""
    return clinic / FOLDER


def replaced_folder(clinic: Path) -> Path:
    """Where the databases lie that were replaced by a backup."""
    return clinic / REPLACED


def read_plan(clinic: Path) -> BackupPlan:
    """The plan in a clinic's folder; one that is missing or broken counts as none."""
    try:
        words = json.loads((clinic / FILE).read_text(encoding="utf-8"))
        return BackupPlan(
            is_on=words["is_on"] is True,
            folder=str(words["folder"]),
            by_station=str(words["by_station"]),
            by_code=str(words["by_code"]),
            on_since=_moment(words["on_since"]),
            failed_at=_moment(words["failed_at"]),
            failure=str(words["failure"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return BackupPlan()


def write_plan(clinic: Path, plan: BackupPlan) -> None:
    """Keep another plan."""
    words = {
        "is_on": plan.is_on,
        "folder": plan.folder,
        "by_station": plan.by_station,
        "by_code": plan.by_code,
        "on_since": _text(plan.on_since),
        "failed_at": _text(plan.failed_at),
        "failure": plan.failure,
    }
    write_whole(clinic / FILE, json.dumps(words, indent=1, ensure_ascii=False) + "\n")


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
