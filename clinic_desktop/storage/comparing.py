"""What stands here of one kind, in short, to be compared with the hub's; and putting right what differs."""

from collections.abc import Callable, Sequence
from hashlib import md5
from uuid import UUID

from clinic_desktop.domain.syncing import Digest, HubRecord

from . import sync_state
from .column_types import new_id_of
from .database import Database
from .documents import form_of
from .incoming import Receiving
from .kinds import quoted
from .outgoing import GroupOf
from .reading.base import Reading

_SLICE = 5_000


def digest_of(database: Database, kind: str, goes_on: Callable[[], bool]) -> Digest | None:
    """How many records of a kind stand here that the hub is known to have, and a sum over their ids and revisions.

    Each record gives the first 60 bits of md5(id || revision); the sum is the same in whatever order they come. The
    documents are left out: a station's profile does not see all of them, an older program does not keep all fields, and
    the two sides would have to write JSON alike to the last sign. A value that another tool changed here without a new
    revision is found by Verify, which compares each row with its last image in the journal.

    Read in slices, each a snapshot of its own, so that no writer waits; None once `goes_on` says no.
    """
    count = total = 0
    after = b""
    while goes_on():
        with database.reading() as reading:
            rows = reading.ask(_standing(kind), (kind, after, _SLICE)).fetchall()
        for raw_id, revision in rows:
            total += int(md5(raw_id + str(revision).encode(), usedforsecurity=False).hexdigest()[:15], 16)
        count += len(rows)
        if len(rows) < _SLICE:
            return Digest(count=count, total=total)
        after = rows[-1][0]
    return None


def last_entry(reading: Reading) -> int:
    """The number of the journal's last entry: while it stays, nobody stores anything."""
    return int(reading.ask("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])


def put_right(
    receiving: Receiving, kind: str, records: Sequence[HubRecord], span: tuple[UUID | None, UUID | None], of: GroupOf
) -> int:
    """Take over those of the hub's records that stand otherwise here; how many did.

    `records` are all that the hub has between two ids (None: no end). What it does not have there is known here by
    mistake: it stays, as a record of this station's own.
    """
    first, last = (None if each is None else each.bytes for each in span)
    here = {
        new_id_of(raw): (revision, bool(stands))
        for raw, revision, stands in receiving.ask(_KNOWN.format(table=quoted(kind)), (kind, first, first, last, last))
    }
    wrong = [record for record in records if here.get(record.record_id) != _as_here(record)]
    wrong = [one for one in wrong if not (one.is_deleted and not here.get(one.record_id, (0, False))[1])]
    strangers = here.keys() - {record.record_id for record in records}
    for record_id in [*(record.record_id for record in wrong), *strangers]:
        sync_state.forget_revision(receiving, kind, record_id)
    receiving.take(wrong, of)
    return len(wrong) + len(strangers)


def is_readable(kind: str) -> bool:
    """Whether this program knows the kind."""
    return form_of(kind) is not None


def _as_here(record: HubRecord) -> tuple[int, bool]:
    return record.revision, not record.is_deleted


def _standing(kind: str) -> str:
    return (
        f"SELECT t.id, r.revision FROM {quoted(kind)} t CROSS JOIN sync_revision r "
        "ON r.kind = ? AND r.record_id = t.id WHERE t.id > ? ORDER BY t.id LIMIT ?"
    )


_KNOWN = (
    "SELECT r.record_id, r.revision, EXISTS (SELECT 1 FROM {table} t WHERE t.id = r.record_id) FROM sync_revision r "
    "WHERE r.kind = ? AND (? IS NULL OR r.record_id > ?) AND (? IS NULL OR r.record_id <= ?)"
)
