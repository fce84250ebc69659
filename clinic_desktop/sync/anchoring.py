"""What a station leaves with the hub of its journal, so that nobody at the station can cut its end off unseen."""

from clinic_desktop.domain.anchors import Adrift
from clinic_desktop.storage.anchors import anchor_now, check
from clinic_desktop.storage.database import Database

from .shared import Link

_LOOKED_AT = 3
"""The seals hang together: where the highest of them stand, so do those before them. Verify looks at all."""


def leave(database: Database, link: Link, *, beyond: int) -> tuple[int, Adrift | None]:
    """Leave an anchor, if the journal has gone on `beyond` that entry; first see that it holds to those left before.

    Gives the entry that was anchored last. Where the journal does not hold, nothing is left, and what was stays.
    """
    with database.reading() as reading:
        now = anchor_now(reading)
    if now.seq <= beyond:
        return beyond, None
    kept = link.anchors(_LOOKED_AT)
    with database.reading() as reading:
        adrift = check(reading, kept)
    if adrift is None:
        link.keep_anchor(now)
    return now.seq, adrift
