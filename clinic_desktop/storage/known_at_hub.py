"""What the hub is known to have, as it had it: for a hub that is new, or was put back to an older state."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from clinic_desktop.domain.syncing import Fields, HubRecord

from . import outgoing, sync_state
from .documents import form_of
from .kinds import KINDS, quoted
from .outgoing import Key
from .reading.base import Reading
from .transaction import Transaction

_RESTORE = "restore"
_ALL = 100_000


def count_all_as_known(transaction: Transaction) -> None:
    """Take all that stands here for what the hub has, at the first revision, and nothing for what waits."""
    sync_state.forget(transaction)
    for kind in KINDS.values():
        if kind.journalled:
            transaction.ask(
                f"INSERT INTO sync_revision(kind, record_id, revision) SELECT '{kind.name}', id, 1 "
                f"FROM {quoted(kind.name)}"
            )
    transaction.write_state(sync_state.READ_SEQ, str(transaction.last_seq))


def count(reading: Reading) -> int:
    """How many records the hub is known to have."""
    return int(reading.ask("SELECT count(*) FROM sync_revision").fetchone()[0])


def records(transaction: Transaction, revisions: Sequence[tuple[str, UUID, int]]) -> list[HubRecord]:
    """Records as the hub had them last: without what was changed here since.

    Those that were removed come with what they held, for where a change meets a removal the change wins.
    """
    outgoing.fold(transaction)
    before: dict[Key, Fields] = {}
    if transaction.ask("SELECT 1 FROM sync_pending LIMIT 1").fetchone() is not None:
        for kind, record_id, _ in revisions:
            pending = outgoing.pending_of(transaction, (kind, record_id))
            before[kind, record_id] = pending.base if pending else {}
    for one in outgoing.operations(transaction, _ALL):
        key = (one.kind, one.record_id)
        before[key] = before.get(key, {}) | one.base
    standing = _standing(transaction, revisions)
    found = []
    for kind, record_id, revision in revisions:
        key = (kind, record_id)
        document = standing.get(key, {}) | before.get(key, {})
        is_deleted = not document
        if is_deleted:
            document = outgoing.last_of(transaction, key)
        found.append(_record(key, revision, document, transaction.now, is_deleted=is_deleted))
    return found


def _standing(reading: Reading, revisions: Sequence[tuple[str, UUID, int]]) -> dict[Key, Fields]:
    """The documents of those that stand here."""
    by_kind: defaultdict[str, list[UUID]] = defaultdict(list)
    for kind, record_id, _ in revisions:
        by_kind[kind].append(record_id)
    found: dict[Key, Fields] = {}
    for kind, record_ids in by_kind.items():
        form = form_of(kind)
        if form is not None:
            stored = form.all_stored(reading, record_ids)
            found |= {(kind, record_id): form.document(values) for record_id, (_, values) in stored.items()}
    return found


def _record(key: Key, revision: int, document: Fields, at: datetime, *, is_deleted: bool) -> HubRecord:
    kind, record_id = key
    return HubRecord(
        kind=kind,
        record_id=record_id,
        revision=revision,
        is_deleted=is_deleted,
        document=document,
        station_id=None,
        account_id=None,
        actor_name="",
        at=at,
        change_id=None,
        verb=_RESTORE,
        reason="",
    )
