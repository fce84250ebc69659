"""How a station is: what its records take, what they stand on, and what somebody should see to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LEAST_FREE = 2 * 1024**3
"""Bytes; with less, a disk is full before anybody minds it."""

TIMES_THE_FILE = 2
"""How often the records should fit into what is free: bringing them up to date copies them."""

OVERDUE = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheck:
    """What came of looking at every page of the records' file; `fault` is empty when all of them are whole."""

    at: datetime
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationHealth:
    """Everything about a station that a person who helps it along asks for; no patient's name is in it.

    `file_bytes` is the records' file with what is not yet written into it. What never happened is None.
    """

    station: str
    program: str
    schema_version: str
    sqlite: str
    python: str
    system: str
    time_zones: str
    zone: str
    folder: str
    log_folder: str
    file_bytes: int
    free_bytes: int
    disk_bytes: int
    entries: int
    is_key_in_file: bool
    has_recovery_code: bool
    last_check: FileCheck | None = None
    last_backup_at: datetime | None = None


class Concern(StrEnum):
    """What somebody should see to."""

    FILE_DAMAGED = "file-damaged"
    DISK_FULL = "disk-full"
    NO_BACKUP = "no-backup"
    BACKUP_OVERDUE = "backup-overdue"
    KEY_IN_FILE = "key-in-file"
    NO_RECOVERY_CODE = "no-recovery-code"


def concerns(health: StationHealth, now: datetime) -> tuple[Concern, ...]:
    """What is not as it should be, the worst first."""
    found = []
    if health.last_check is not None and health.last_check.fault:
        found.append(Concern.FILE_DAMAGED)
    if health.free_bytes < max(LEAST_FREE, TIMES_THE_FILE * health.file_bytes):
        found.append(Concern.DISK_FULL)
    if health.last_backup_at is None:
        found.append(Concern.NO_BACKUP)
    elif now - health.last_backup_at > OVERDUE:
        found.append(Concern.BACKUP_OVERDUE)
    if health.is_key_in_file:
        found.append(Concern.KEY_IN_FILE)
    if not health.has_recovery_code:
        found.append(Concern.NO_RECOVERY_CODE)
    return tuple(found)


def size_words(count: int) -> str:
    """Bytes as a person says them: "437 MB"."""
    size = float(count)
    for unit in ("bytes", "KB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            break
        size /= 1000
    return f"{size:.0f} {unit}" if unit in ("bytes", "KB") or size >= 100 else f"{size:.1f} {unit}"
