"""The slots file, and what one slot is: the key wrapped (AES-256-GCM) under a secret of the slot's own."""

import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import NotRequired, TypedDict

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from clinic_desktop.domain import recovery_code
from clinic_desktop.domain.keys import KeyLost, KeyPlace, NoKey, NoKeyring

from . import places
from .station_key import KEY_BYTES

_NONCE_BYTES, _SALT_BYTES = 12, 16
_COST, _BLOCK, _LANES = 2**16, 8, 1
_MOST = 2**20
"""Of the cost that a slots file may ask for: 1 GB of memory."""


class Slot(TypedDict):
    """One way to the key; slots of kinds that are unknown here are kept as they are.

    A passphrase (scrypt) and a recovery code (HKDF: it has 117 bits of chance) bring their `salt`.
    """

    kind: str
    id: str
    nonce: str
    wrapped: str
    made_at: NotRequired[str]
    salt: NotRequired[str]
    cost: NotRequired[int]


class SlotsFile(TypedDict):
    """What keys.json holds. `former` are the station's earlier keys, each sealed under the one of today."""

    format: int
    slots: list[Slot]
    since: NotRequired[str]
    check: NotRequired[str]
    former: NotRequired[list[str]]


def read(file: Path) -> SlotsFile:
    """The slots file; raises KeyLost."""
    try:
        words: SlotsFile = json.loads(file.read_text(encoding="utf-8"))
        words["slots"] = [slot for slot in words["slots"] if slot["kind"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeyLost("The file keys.json cannot be read, in which the key of these records is kept.") from error
    return words


def text_of(words: SlotsFile) -> str:
    """The file as it is written."""
    return json.dumps(words, indent=1)


def made(folder: Path, place: KeyPlace, key: bytes, typed: str = "") -> Slot:
    """A slot for the key, its secret where it belongs; raises NoKeyring."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    slot = Slot(kind=place.value, id=secrets.token_hex(16), nonce="", wrapped="", made_at=now)
    match place:
        case KeyPlace.KEYRING:
            secret = secrets.token_bytes(KEY_BYTES)
            if not places.keep_in_keyring(slot["id"], secret):
                places.take_from_keyring(slot["id"])
                raise NoKeyring
        case KeyPlace.FILE:
            secret = secrets.token_bytes(KEY_BYTES)
            places.write_private(folder / f"{slot['id']}.key", secret.hex())
        case _:
            slot["salt"] = b64encode(secrets.token_bytes(_SALT_BYTES)).decode()
            if place is KeyPlace.PASSPHRASE:
                slot["cost"] = _COST
            secret = _of_typed(slot, typed)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    slot["nonce"] = b64encode(nonce).decode()
    slot["wrapped"] = b64encode(AESGCM(secret).encrypt(nonce, key, _bound_to(slot))).decode()
    return slot


def opened(folder: Path, slot: Slot, typed: str = "") -> bytes:
    """The key in a slot; raises NoKey, InvalidTag, and ValueError or KeyError for one that is no slot of ours."""
    match KeyPlace(slot["kind"]):
        case KeyPlace.KEYRING:
            kept = places.from_keyring(slot["id"])
            if kept is None:
                raise NoKey(
                    "The keyring does not give the clinic's key. Unlock it, or sign in to this PC as its owner."
                )
            secret = bytes.fromhex(kept)
        case KeyPlace.FILE:
            secret = places.read_private(folder / f"{slot['id']}.key")
        case _:
            secret = _of_typed(slot, typed)
    return AESGCM(secret).decrypt(b64decode(slot["nonce"]), b64decode(slot["wrapped"]), _bound_to(slot))


def forget(folder: Path, slot: Slot) -> None:
    """Take away the secret of a slot that is no more, wherever it lies."""
    if slot["kind"] == KeyPlace.KEYRING:
        places.take_from_keyring(slot["id"])
    elif slot["kind"] == KeyPlace.FILE:
        (folder / f"{slot['id']}.key").unlink(missing_ok=True)


def closed(sub_key: bytes, what: bytes) -> str:
    """An earlier key, as the slots file keeps it."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return b64encode(nonce + AESGCM(sub_key).encrypt(nonce, what, b"former key")).decode()


def disclosed(sub_key: bytes, kept: str) -> bytes:
    """What was so closed; raises InvalidTag and ValueError."""
    whole = b64decode(kept)
    return AESGCM(sub_key).decrypt(whole[:_NONCE_BYTES], whole[_NONCE_BYTES:], b"former key")


def _of_typed(slot: Slot, typed: str) -> bytes:
    salt = b64decode(slot["salt"])
    if slot["kind"] == KeyPlace.RECOVERY_CODE:
        code = recovery_code.heard(typed).encode()
        return HKDF(SHA256(), KEY_BYTES, salt, b"clinic-desktop recovery code of the key").derive(code)
    cost = slot["cost"]
    if not 2 <= cost <= _MOST:
        raise ValueError(cost)
    passphrase = unicodedata.normalize("NFC", typed).encode("utf-8", "surrogatepass")
    return Scrypt(salt=salt, length=KEY_BYTES, n=cost, r=_BLOCK, p=_LANES).derive(passphrase)


def _bound_to(slot: Slot) -> bytes:
    """What the wrapping is bound to, so that a wrapped key cannot be moved to another slot."""
    return f"clinic-desktop slot {slot['kind']} {slot['id']}".encode()
