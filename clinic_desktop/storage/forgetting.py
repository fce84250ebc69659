"""Takes a clinic's files out of a folder, for good."""

from pathlib import Path

from clinic_desktop.paths import clinic_file

from .keys import forget_key
from .left_log import NOTE
from .sync_turn import BACKUP_LOCK, KEYS_LOCK, LOCK, RESTORE_LOCK


def forget_clinic(folder: Path) -> None:
    """Take the closed database of a folder away with its key; nothing else that lies there is touched."""
    file = clinic_file(folder)
    beside = (f"{file.name}-wal", f"{file.name}-shm", NOTE)
    for name in (file.name, *beside, LOCK, BACKUP_LOCK, KEYS_LOCK, RESTORE_LOCK):
        (folder / name).unlink(missing_ok=True)
    forget_key(folder)
