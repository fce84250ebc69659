"""The nightly comparison of a station with its hub: count and checksum of each kind, and what differs fetched anew."""

from collections.abc import Callable
from uuid import UUID

from clinic_desktop.domain.field_groups import group_of
from clinic_desktop.domain.syncing import Comparison, Difference
from clinic_desktop.storage import comparing
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.faults import PushFirst

from .shared import Link

_PAGE = 1_000
_VERB = "sync"


def compare(database: Database, link: Link, upto: str, is_awaited: Callable[[], bool]) -> Comparison | None:
    """Compare, right after all was sent and all up to the snapshot `upto` received, and put right what differs.

    None when it has to be done another time: somebody stores something here or elsewhere, or waits for an answer
    (`is_awaited`). Raises NotReached and its kin.
    """
    with database.reading() as reading:
        begun_at = comparing.last_entry(reading)

    def is_quiet() -> bool:
        with database.reading() as reading:
            return not is_awaited() and comparing.last_entry(reading) == begun_at

    theirs = {kind: digest for kind, digest in link.digests(upto).items() if comparing.is_readable(kind)}
    if any(digest.since for digest in theirs.values()):
        return None
    differing: list[str] = []
    for kind, digest in theirs.items():
        own = comparing.digest_of(database, kind, is_quiet)
        if own is None:
            return None
        if (own.count, own.total) != (digest.count, digest.total):
            differing.append(kind)
    if not is_quiet():
        return None
    try:
        found = tuple(Difference(kind=kind, records=_fetch_anew(database, link, kind)) for kind in differing)
    except PushFirst:  # something was typed meanwhile that the hub has to hear of before
        return None
    return Comparison(records=sum(digest.count for digest in theirs.values()), differences=found)


def _fetch_anew(database: Database, link: Link, kind: str) -> int:
    """Go through all that the hub has of a kind, a page at a time; how many records stood otherwise here."""
    after: UUID | None = None
    mended = 0
    while True:
        records = link.records_of(kind, after, _PAGE)
        last = records[-1].record_id if len(records) == _PAGE else None
        with database.receiving(_VERB) as receiving:
            mended += comparing.put_right(receiving, kind, records, (after, last), group_of)
        if last is None:
            return mended
        after = last
