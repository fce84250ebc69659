"""The key of one station's database, and the sub-keys that are derived from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clinic_desktop.domain.keys import KeyPlace

KEY_BYTES = 32
_Bytes: TypeAlias = bytes  # inside StationKey, `bytes` is the field


@dataclass(frozen=True, slots=True)
class StationKey:
    """The key of one station's database; every other secret of the station is derived from it.

    `former` are the keys that it had before, the latest first: what was sealed under them stays legible.
    """

    bytes: bytes
    place: KeyPlace
    former: tuple[_Bytes, ...] = ()

    def derive(self, label: str) -> "_Bytes":
        """A sub-key of 32 bytes for one purpose (HKDF-SHA256, RFC 5869)."""
        return _derived(self.bytes, label)

    def derive_all(self, label: str) -> "Iterator[_Bytes]":
        """The sub-key for one purpose, and then those that it was under earlier keys."""
        for key in (self.bytes, *self.former):
            yield _derived(key, label)

    def derive_first(self, label: str) -> "_Bytes":
        """The sub-key for one purpose as it was under the station's first key."""
        return _derived((self.bytes, *self.former)[-1], label)

    def __repr__(self) -> str:
        return f"StationKey(place={self.place!r})"


@lru_cache(maxsize=64)
def _derived(key: bytes, label: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"clinic-desktop {label}".encode()).derive(key)
