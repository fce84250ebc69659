"""Anchors of this station's journal: what to keep outside the file, and whether the journal still holds to it."""

import hmac
from collections.abc import Iterable
from uuid import UUID

from clinic_desktop.domain.anchors import Adrift, Anchor

from . import sealing
from .column_types import instant_of
from .reading.base import Reading

_LAST_SEALED = 'SELECT seq, seal, "at" FROM journal WHERE seal IS NOT NULL ORDER BY seq DESC LIMIT 1'


def anchor_now(reading: Reading) -> Anchor:
    """The last sealed entry of the journal, as this reading sees it; a journal without one has number 0."""
    row = reading.ask(_LAST_SEALED).fetchone()
    seq, seal, at = (0, sealing.NO_SEAL, 0) if row is None else row
    return Anchor(seq=seq, seal_hex=seal.hex(), at=instant_of(at), station_id=_station(reading))


def check(reading: Reading, anchors: Iterable[Anchor]) -> Adrift | None:
    """The lowest of these anchors that the journal does not hold to; None while it holds to all.

    Anchors of other stations, and of what this one was called before it joined a hub or was put back from a backup, are
    passed over (`own` tells which count).
    """
    for anchor in sorted(own(reading, anchors), key=lambda one: one.seq):
        row = reading.ask("SELECT seal FROM journal WHERE seq = ?", (anchor.seq,)).fetchone()
        found = row[0] if row is not None and isinstance(row[0], bytes) else sealing.NO_SEAL
        if not hmac.compare_digest(found, bytes.fromhex(anchor.seal_hex)):
            return Adrift(anchor=anchor, last_seq=reading.last_seq)
    return None


def own(reading: Reading, anchors: Iterable[Anchor]) -> list[Anchor]:
    """Those of these anchors that speak of this station's journal as it goes on now."""
    station_id = _station(reading)
    return [anchor for anchor in anchors if anchor.station_id == station_id and anchor.seq > 0]


def _station(reading: Reading) -> UUID:
    row = reading.ask("SELECT value FROM meta WHERE name = 'station_id'").fetchone()
    return UUID(int=0) if row is None else UUID(hex=str(row[0]))
