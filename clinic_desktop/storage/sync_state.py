"""What a station keeps of how it stands with the hub: words by name, and each record's revision."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from uuid import UUID

from clinic_desktop.domain.syncing import HubRecord

from .column_types import new_id_of
from .reading.base import Reading

READ_SEQ = "read_seq"
"""Up to which of the journal's entries what was done here is folded into what is pending."""

_TOGETHER = 20
"""Rows of one statement; many are kept in half the time so."""
_KEEP, _KEEP_MANY = (
    f"INSERT INTO sync_revision(kind, record_id, revision) VALUES {', '.join(['(?, ?, ?)'] * rows)} "
    "ON CONFLICT(kind, record_id) DO UPDATE SET revision = excluded.revision"
    for rows in (1, _TOGETHER)
)
_KNOWN_BETWEEN = "SELECT 1 FROM sync_revision WHERE kind = ? AND record_id BETWEEN ? AND ? LIMIT 1"
_PAGE = (
    "SELECT kind, record_id, revision FROM sync_revision WHERE (kind, record_id) > (?, ?) "
    "ORDER BY kind, record_id LIMIT ?"
)


def read(reading: Reading, name: str) -> str | None:
    """What is kept under a name; `Transaction.write_state` keeps it."""
    row = reading.ask("SELECT value FROM sync_state WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def read_seq(reading: Reading) -> int:
    """The number of the journal's last entry that is folded."""
    return int(read(reading, READ_SEQ) or 0)


def revision_of(reading: Reading, kind: str, record_id: UUID) -> int | None:
    """At which of the hub's revisions a record stands here; None when the hub never told of it."""
    row = reading.ask(
        "SELECT revision FROM sync_revision WHERE kind = ? AND record_id = ?", (kind, record_id.bytes)
    ).fetchone()
    return None if row is None else int(row[0])


def is_any_known(reading: Reading, records: Sequence[HubRecord]) -> bool:
    """Whether the hub may have told of one of these before: quick where nothing is known of that time and kind."""
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for record in records:
        ids[record.kind].append(record.record_id.int)
    return any(
        is_any_known_between(reading, kind, *(UUID(int=end).bytes for end in (min(of_kind), max(of_kind))))
        for kind, of_kind in ids.items()
    )


def is_any_known_between(reading: Reading, kind: str, first: bytes, last: bytes) -> bool:
    """Whether the hub told of a record of that kind before whose id is one of these or lies between them."""
    return reading.ask(_KNOWN_BETWEEN, (kind, first, last)).fetchone() is not None


def is_any_pending_between(reading: Reading, kind: str, first: bytes, last: bytes) -> bool:
    """Whether anything is pending of a record of that kind whose id is one of these or lies between them."""
    between = "SELECT 1 FROM sync_pending WHERE kind = ? AND record_id BETWEEN ? AND ? LIMIT 1"
    return reading.ask(between, (kind, first, last)).fetchone() is not None


def forget_revision(reading: Reading, kind: str, record_id: UUID) -> None:
    """What the hub tells of a record next is news, whatever it is."""
    reading.ask("DELETE FROM sync_revision WHERE kind = ? AND record_id = ?", (kind, record_id.bytes))


def keep_revisions(reading: Reading, revisions: Sequence[tuple[str, bytes, int]]) -> None:
    """Note at which of the hub's revisions records stand here; ids as they are stored."""
    even = len(revisions) // _TOGETHER * _TOGETHER
    together = (revisions[first : first + _TOGETHER] for first in range(0, even, _TOGETHER))
    reading.ask_many(_KEEP_MANY, (list(chain.from_iterable(rows)) for rows in together))
    reading.ask_many(_KEEP, revisions[even:])


def revisions(
    reading: Reading, *, after: tuple[str, UUID] | None = None, limit: int = 5000
) -> list[tuple[str, UUID, int]]:
    """Every record that the hub told of or accepted, with its revision, by kind and id; removed ones too."""
    kind, record_id = ("", b"") if after is None else (after[0], after[1].bytes)
    return [(found, new_id_of(raw), revision) for found, raw, revision in reading.ask(_PAGE, (kind, record_id, limit))]


def forget_all(reading: Reading, *, but: Sequence[str] = ()) -> None:
    """As `forget`, and what is kept by name goes too, but for these names."""
    forget(reading)
    kept = ", ".join("?" * len(but))
    reading.ask(f"DELETE FROM sync_state WHERE name NOT IN ({kept})", tuple(but))


def forget(reading: Reading) -> None:
    """Leave the hub: nothing is known of revisions, and nothing waits; what is kept by name stays.

    A station that joins a hub anew tells it all that it has.
    """
    for table in ("sync_revision", "sync_pending", "sync_operation"):
        reading.ask(f"DELETE FROM {table}")
    reading.ask("DELETE FROM sync_state WHERE name = ?", (READ_SEQ,))


def forget_as_restored(reading: Reading, *, but: Sequence[str]) -> None:
    """Come to the hub as another station, whose records are as old as a backup.

    What was on the way when the backup was made goes there once more under its old name, and is not done twice; which
    revisions were known stays, so that nothing old is taken for new. What is kept by name goes, but for these names.
    """
    kept = ", ".join("?" * (len(but) + 1))
    reading.ask(f"DELETE FROM sync_state WHERE name NOT IN ({kept})", (READ_SEQ, *but))
