"""The key of a clinic's backups: wrapped for the station that made them, and by a recovery code for every other PC."""

import hmac
import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clinic_desktop.domain import recovery_code
from clinic_desktop.domain.backups import CodeMistyped, WrongRecoveryCode

from .keys import StationKey

_BYTES = 32
_NONCE_BYTES = 12
_SALT_BYTES = 16
_STATION = "backup key"


@dataclass(frozen=True, slots=True)
class BackupKey:
    """The key of backups; `by_code` is the key wrapped by the recovery code, empty where there is none."""

    bytes: bytes = field(repr=False)
    by_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What a backup's header keeps closed: the key of its file, and that of its journal's seals."""

    file_key: bytes = field(repr=False)
    journal_key: bytes = field(repr=False)


def draw_code() -> str:
    """A new recovery code."""
    return recovery_code.code_of([secrets.randbelow(len(recovery_code.LETTERS)) for _ in range(recovery_code.DRAWN)])


def new_key(code: str = "") -> BackupKey:
    """A new key, wrapped by the code if one is given."""
    key = secrets.token_bytes(_BYTES)
    if not code:
        return BackupKey(key)
    salt = secrets.token_bytes(_SALT_BYTES)
    return BackupKey(key, b64encode(salt + _closed(_of_code(code, salt), key, "recovery code")).decode())


def for_station(station: StationKey, key: BackupKey) -> str:
    """The key as the station keeps it: its own key opens it."""
    return b64encode(_closed(station.derive(_STATION), key.bytes, _STATION)).decode()


def by_station(station: StationKey, closed: str, by_code: str) -> BackupKey | None:
    """The key that was so closed; None if no key that this station has had opens it."""
    for sub_key in station.derive_all(_STATION):
        with suppress(InvalidTag, ValueError):
            return BackupKey(_opened(sub_key, b64decode(closed), _STATION), by_code)
    return None


def by_code(closed: str, code: str) -> BackupKey:
    """The key that a recovery code opens; raises CodeMistyped and WrongRecoveryCode."""
    if not recovery_code.is_whole(code):
        raise CodeMistyped
    whole = b64decode(closed)
    salt, rest = whole[:_SALT_BYTES], whole[_SALT_BYTES:]
    try:
        return BackupKey(_opened(_of_code(code, salt), rest, "recovery code"), closed)
    except (InvalidTag, ValueError) as error:
        raise WrongRecoveryCode from error


def close(key: BackupKey, inside: Inside, backup_id: str) -> str:
    """What is inside a header, bound to the backup."""
    return b64encode(_closed(key.bytes, inside.file_key + inside.journal_key, backup_id)).decode()


def open_up(key: BackupKey, closed: str, backup_id: str) -> Inside:
    """What was so closed; raises InvalidTag."""
    both = _opened(key.bytes, b64decode(closed), backup_id)
    return Inside(file_key=both[:_BYTES], journal_key=both[_BYTES:])


def seal_of(key: BackupKey, document: Mapping[str, object]) -> str:
    """What shows that a header was not altered (HMAC-SHA256 over it as JSON, by a sub-key)."""
    text = json.dumps(document, sort_keys=True).encode()
    return hmac.digest(_derived(key.bytes, b"", "backup header"), text, "sha256").hex()


def _of_code(code: str, salt: bytes) -> bytes:
    """A code has 117 bits of chance, so that no slow derivation is needed."""
    return _derived(recovery_code.heard(code).encode(), salt, "recovery code")


def _derived(key: bytes, salt: bytes, label: str) -> bytes:
    return HKDF(SHA256(), _BYTES, salt or None, f"clinic-desktop {label}".encode()).derive(key)


def _closed(key: bytes, what: bytes, bound_to: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, what, bound_to.encode())


def _opened(key: bytes, closed: bytes, bound_to: str) -> bytes:
    return AESGCM(key).decrypt(closed[:_NONCE_BYTES], closed[_NONCE_BYTES:], bound_to.encode())
