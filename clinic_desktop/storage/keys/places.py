"""Where a slot's secret lies: the computer's keyring, and files that only their owner can read."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from clinic_desktop.domain.keys import NoKey
from clinic_desktop.storage.hindrances import refused_without_room

_SERVICE = "clinic-desktop"


def has_keyring() -> bool:
    """Whether this computer has a keyring; whether it opens is seen when it is used."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return float(keyring.get_keyring().priority) > 0
    except (KeyringError, RuntimeError, OSError):
        return False


def keep_in_keyring(slot_id: str, secret: bytes) -> bool:
    """Whether the keyring took the secret and gives it back."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, slot_id, secret.hex())
    except (KeyringError, RuntimeError, OSError):  # NoKeyringError is both of the first; a dead D-Bus is an OSError
        return False
    return from_keyring(slot_id) == secret.hex()


def from_keyring(slot_id: str) -> str | None:
    """What the keyring holds under that name, if it opens."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, slot_id)
    except (KeyringError, RuntimeError, OSError):
        return None


def take_from_keyring(slot_id: str) -> None:
    """Let the keyring forget it, if it can: it opens nothing any more."""
    import keyring
    from keyring.errors import KeyringError

    with suppress(KeyringError, RuntimeError, OSError):
        keyring.delete_password(_SERVICE, slot_id)


def write_private(file: Path, text: str) -> None:
    """A new file that only its owner can read, safely on disk or not there; raises FileExistsError and DiskFull."""
    with refused_without_room():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
        except OSError:
            file.unlink(missing_ok=True)
            raise


def read_private(file: Path) -> bytes:
    """The secret in a file, after taking back what rights others have to it; raises NoKey."""
    try:
        if sys.platform != "win32" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            _close_to_others(file)
        return bytes.fromhex(file.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise NoKey("The file with the clinic's key cannot be read. Put it back from a copy of the folder.") from error


def _close_to_others(file: Path) -> None:
    open_to_others = NoKey(
        "Others on this PC can read the file with the clinic's key. Move the clinic's folder to a disk of your own."
    )
    try:
        file.chmod(0o600)
    except PermissionError as error:
        raise open_to_others from error
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise open_to_others
