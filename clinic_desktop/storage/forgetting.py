"""Takes a clinic's files out of a folder, for good."""

from pathlib import Path

from clinic_desktop.paths import clinic_file

from .keys import forget_key
from .left_log import NOTE
from .sync_turn import BACKUP_LOCK, KEYS_LOCK, LOCK


def forget_clinic(folder: Path) -> None:
    """Take the closed database of a folder away with its key; nothing else that lies there is touched."""
    file = clinic_file(folder)
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm", LOCK, BACKUP_LOCK, KEYS_LOCK, NOTE):
        (folder / name).unlink(missing_ok=True)
    forget_key(folder)
