"""What a station leaves with the hub of its journal, so that nobody at the station can cut its end off unseen."""

from time import monotonic

from clinic_desktop.domain.anchors import Adrift
from clinic_desktop.storage.anchors import anchor_now, check
from clinic_desktop.storage.database import Database

from .shared import Link

ALL = 1_000
_LOOKED_AT = 3
"""The seals hang together: where the highest of them stand, so do those before them. Verify looks at all."""

_EVERY = 60.0


class Anchoring:
    """Leaves an anchor at the beginning of each connection, and then when the journal has gone on for a minute."""

    def __init__(self, database: Database, link: Link) -> None:
        self._database = database
        self._link = link
        self.begin()

    def begin(self) -> None:
        """There is a new connection."""
        self._beyond, self._due = 0, 0.0

    def leave(self) -> Adrift | None:
        """Leave an anchor if it is time; first see that the journal holds to those left before.

        Where it does not, nothing is left, what was stays, and that anchor is given back.
        """
        if monotonic() < self._due:
            return None
        self._due = monotonic() + _EVERY
        with self._database.reading() as reading:
            now = anchor_now(reading)
        if now.seq <= self._beyond:
            return None
        kept = self._link.anchors(_LOOKED_AT)
        with self._database.reading() as reading:
            adrift = check(reading, kept)
        if adrift is None:
            self._link.keep_anchor(now)
        self._beyond = now.seq
        return adrift
