"""What the hub is known to have, as it had it: for a hub that is new, or was put back to an older state."""

from collections.abc import Sequence
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
    """Records as the hub had them last: without what was changed here since."""
    outgoing.fold(transaction)
    on_the_way = {(one.kind, one.record_id): one.base for one in outgoing.operations(transaction, _ALL)}
    return [
        _record(transaction, (kind, record_id), revision, on_the_way.get((kind, record_id), {}))
        for kind, record_id, revision in revisions
    ]


def _record(transaction: Transaction, key: Key, revision: int, before_operation: Fields) -> HubRecord:
    kind, record_id = key
    form = form_of(kind)
    found = None if form is None else form.standing(transaction, record_id)
    pending = outgoing.pending_of(transaction, key)
    document: Fields = ({} if found is None else found[1]) | (pending.base if pending else {}) | before_operation
    return HubRecord(
        kind=kind,
        record_id=record_id,
        revision=revision,
        is_deleted=not document,
        document=document,
        station_id=None,
        account_id=None,
        actor_name="",
        at=transaction.now,
        change_id=None,
        verb=_RESTORE,
        reason="",
    )
