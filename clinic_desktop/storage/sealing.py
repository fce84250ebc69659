"""The chain of seals over the journal: each entry's seal covers the entry and the seal before it."""

import hmac
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from . import tables
from .column_types import Id, Raw
from .kinds import quoted

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

NO_SEAL = bytes(32)
SEALED = tuple(column.name for column in tables.journal.columns if column.name != "seal")
"""The columns a seal covers."""

SELECT_SEALED = ", ".join(
    f"lower(hex({quoted(name)}))" if isinstance(tables.journal.c[name].type, Id) else quoted(name) for name in SEALED
)
"""The same as SQL, with ids as hex text: what `seal_of` takes."""

_encode = json.JSONEncoder(separators=(",", ":")).encode


def seal_of(key: bytes, before: bytes, entry: Sequence[Raw]) -> bytes:
    """HMAC-SHA256 over the seal before and the entry as ASCII JSON."""
    seal = _begun(key).copy()  # three times as quick as `hmac.digest`, which looks for its algorithm each time
    seal.update(before)
    seal.update(_encode(entry).encode())
    return seal.digest()


@lru_cache(maxsize=8)
def _begun(key: bytes) -> hmac.HMAC:
    return hmac.new(key, digestmod="sha256")


def last_entry(driver: "dbapi2.Connection") -> tuple[int, bytes]:
    """The number of the last entry, and the last seal (which may be of an earlier entry, if that one bears none)."""
    row = driver.execute("SELECT seq, seal FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    if row is None:
        return 0, NO_SEAL
    if row[1] is None:
        sealed = driver.execute("SELECT seal FROM journal WHERE seal IS NOT NULL ORDER BY seq DESC LIMIT 1").fetchone()
        return row[0], sealed[0] if sealed else NO_SEAL
    return row[0], row[1]


_NEW = f"SELECT {SELECT_SEALED} FROM journal WHERE seq > ? ORDER BY seq"


def seal_after(driver: "dbapi2.Connection", key: bytes, seq: int, seal: bytes) -> list[Sequence[Raw]]:
    """Seal every entry after number `seq`, whose chain ends in `seal`; gives the entries back."""
    entries: list[Sequence[Raw]] = driver.execute(_NEW, (seq,)).fetchall()
    for entry in entries:
        seal = seal_of(key, seal, entry)
        driver.execute("UPDATE journal SET seal = ? WHERE seq = ?", (seal, entry[0]))
    return entries
