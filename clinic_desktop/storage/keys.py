"""The station's key, and the slots it is wrapped in; nothing else knows of slots."""

import json
import os
import secrets
import stat
import sys
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias, TypedDict

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clinic_desktop.domain.errors import WorldFault

SLOTS = "keys.json"
_SERVICE = "clinic-desktop"
_BYTES = 32
_NONCE_BYTES = 12
_Bytes: TypeAlias = bytes  # inside StationKey, `bytes` is the field


class KeyPlace(StrEnum):
    """Where a slot's secret lies."""

    KEYRING = "keyring"
    FILE = "file"


class NoKey(WorldFault):
    """No slot gives the key away here."""


@dataclass(frozen=True, slots=True)
class StationKey:
    """The key of one station's database; every other secret of the station is derived from it."""

    bytes: bytes
    place: KeyPlace

    def derive(self, label: str) -> "_Bytes":
        """A sub-key of 32 bytes for one purpose (HKDF-SHA256, RFC 5869)."""
        return _derived(self.bytes, label)

    def __repr__(self) -> str:
        return f"StationKey(place={self.place!r})"


@lru_cache(maxsize=32)
def _derived(key: bytes, label: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=f"clinic-desktop {label}".encode()).derive(key)


class Slot(TypedDict):
    """One way to the key, as the slots file holds it: the key wrapped (AES-256-GCM) under the slot's own secret.

    Other kinds (recovery code, passphrase) may bring `salt` and what else they need; kinds unknown here are kept.
    """

    kind: str
    id: str
    nonce: str
    wrapped: str


def open_key(folder: Path, *, make: bool, allow_file: bool, prefer_file: bool = False) -> StationKey:
    """The key of the station that keeps its records in `folder`; made if there is none and `make` says so.

    A new key goes to the keyring, or to a file that only its owner can read: if there is no keyring and `allow_file`,
    or if `prefer_file`. Raises NoKey.
    """
    file = folder / SLOTS
    if not file.exists():
        if not make:
            raise NoKey("There is no key for the clinic's records on this PC. Put the file keys.json back beside them.")
        if any(folder.glob("*.db")):
            raise NoKey("The key of these records is missing. Put the file keys.json back beside them.")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(folder, allow_file=allow_file, prefer_file=prefer_file)
    return _unwrap(folder, _read_slots(file))


def forget_key(folder: Path) -> None:
    """Take the key away, wherever it lies; whatever it encrypts can never be read again."""
    file = folder / SLOTS
    for slot in _read_slots(file) if file.exists() else []:
        if slot.get("kind") == KeyPlace.KEYRING:
            _take_from_keyring(slot["id"])
        else:
            (folder / f"{slot['id']}.key").unlink(missing_ok=True)
    file.unlink(missing_ok=True)


def _read_slots(file: Path) -> list[Slot]:
    try:
        return list(json.loads(file.read_text(encoding="utf-8"))["slots"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoKey("The file keys.json cannot be read. Put it back from a backup.") from error


def _unwrap(folder: Path, slots: list[Slot]) -> StationKey:
    """The key out of the first slot that opens here."""
    refusals: list[str] = []
    for slot in slots:
        try:
            place = KeyPlace(slot["kind"])
            secret = _recall(folder, place, slot["id"])
            key = AESGCM(secret).decrypt(b64decode(slot["nonce"]), b64decode(slot["wrapped"]), _bound_to(slot))
        except NoKey as refusal:
            refusals.append(refusal.sentence)
        except InvalidTag:
            refusals.append("The key does not fit its slot. Put keys.json and its key back from the same backup.")
        except (KeyError, ValueError, TypeError):  # a slot of a kind that a newer version made
            continue
        else:
            return StationKey(key, place)
    raise NoKey(refusals[0] if refusals else "No key of this PC opens the clinic's records. Use the recovery code.")


def _make(folder: Path, *, allow_file: bool, prefer_file: bool) -> None:
    slot_id = secrets.token_hex(16)
    secret = secrets.token_bytes(_BYTES)
    place = KeyPlace.FILE
    if prefer_file or not _keep_in_keyring(slot_id, secret):
        if not (allow_file or prefer_file):
            raise NoKey(
                "This PC has no keyring to keep the clinic's key in. "
                "Start one, or choose to keep the key in a file that only you can read."
            )
        _write_private(folder / f"{slot_id}.key", secret.hex())
    else:
        place = KeyPlace.KEYRING
    nonce = secrets.token_bytes(_NONCE_BYTES)
    slot = Slot(kind=place.value, id=slot_id, nonce=b64encode(nonce).decode(), wrapped="")
    wrapped = AESGCM(secret).encrypt(nonce, secrets.token_bytes(_BYTES), _bound_to(slot))
    slot["wrapped"] = b64encode(wrapped).decode()
    try:
        _write_private(folder / SLOTS, json.dumps({"format": 1, "slots": [slot]}, indent=1))
    except FileExistsError:  # another process was quicker: its key is the station's
        (folder / f"{slot_id}.key").unlink(missing_ok=True)


def _bound_to(slot: Slot) -> bytes:
    """What the wrapping is bound to, so that a wrapped key cannot be moved to another slot."""
    return f"clinic-desktop slot {slot['kind']} {slot['id']}".encode()


def _recall(folder: Path, place: KeyPlace, slot_id: str) -> bytes:
    if place is KeyPlace.FILE:
        return _read_private(folder / f"{slot_id}.key")
    secret = _from_keyring(slot_id)
    if secret is None:
        raise NoKey("The keyring does not hold the clinic's key. Unlock it, or sign in to this PC as its owner.")
    return bytes.fromhex(secret)


def _keep_in_keyring(slot_id: str, secret: bytes) -> bool:
    """Whether the keyring took the secret and gives it back."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, slot_id, secret.hex())
    except (KeyringError, RuntimeError, OSError):  # NoKeyringError is both of the first; a dead D-Bus is an OSError
        return False
    return _from_keyring(slot_id) == secret.hex()


def _from_keyring(slot_id: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, slot_id)
    except (KeyringError, RuntimeError, OSError):
        return None


def _take_from_keyring(slot_id: str) -> None:
    import keyring
    from keyring.errors import KeyringError

    with suppress(KeyringError, RuntimeError, OSError):  # it opens nothing any more
        keyring.delete_password(_SERVICE, slot_id)


def _write_private(file: Path, text: str) -> None:
    """A new file that only its owner can read, safely on disk; raises FileExistsError."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _read_private(file: Path) -> bytes:
    """The secret in a file, after taking back what rights others have to it."""
    try:
        if sys.platform != "win32" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            _close_to_others(file)
        return bytes.fromhex(file.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise NoKey("The file with the clinic's key cannot be read. Put it back from a backup.") from error


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
