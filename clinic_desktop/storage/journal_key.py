"""The key of the journal's seals: derived from the station's, or the one a restored database has come with."""

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .faults import WrongKey

if TYPE_CHECKING:
    from .keys import StationKey

_NAME = "journal_key"
_LABEL = "journal"
_WRAPS = "journal key"
_NONCE_BYTES = 12


class _Row(Protocol):
    def fetchone(self) -> Sequence[str] | None: ...


def journal_key_of(ask: Callable[[str], _Row], key: "StationKey") -> bytes:
    """The key of the seals in a database that the station's key opens; `ask` runs SQL in it."""
    row = ask(f"SELECT value FROM meta WHERE name = '{_NAME}'").fetchone()
    if row is None:
        return key.derive_first(_LABEL)
    kept = bytes.fromhex(row[0])
    for sub_key in key.derive_all(_WRAPS):
        with suppress(InvalidTag):
            return AESGCM(sub_key).decrypt(kept[:_NONCE_BYTES], kept[_NONCE_BYTES:], _NAME.encode())
    raise WrongKey


def kept_journal_key(journal_key: bytes, key: "StationKey") -> str | None:
    """What `meta` has to hold under `NAME` for the seals to go on under another station's key; None for nothing."""
    if journal_key == key.derive_first(_LABEL):
        return None
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return (nonce + AESGCM(key.derive(_WRAPS)).encrypt(nonce, journal_key, _NAME.encode())).hex()


NAME = _NAME
