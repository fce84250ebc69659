"""What was done at this station and the hub has not heard of: folded record by record, and frozen into operations."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import TypeAlias
from uuid import UUID

from clinic_desktop.domain.syncing import Fields, Operation, OperationAction

from . import sync_state
from .column_types import Raw, instant_of, new_id_of, raw_of_instant
from .documents import Form, form_of
from .journal import Action
from .kinds import quoted
from .reading.base import Reading
from .sending_order import in_order
from .transaction import HUB, Transaction

GroupOf: TypeAlias = Callable[[str, str], str]
"""The name of the field group that a field of a kind belongs to."""

Key: TypeAlias = tuple[str, UUID]
"""A record: its kind and its id."""

_MOST_IDS = 10_000
_FLUSHED = 5_000
_INSERT, _UPDATE, _DELETE = OperationAction.INSERT, OperationAction.UPDATE, OperationAction.DELETE


@dataclass(slots=True, kw_only=True)
class Pending:
    """What was done to a record and is in no operation yet.

    `base` holds what stood before in the fields that were changed; of a removed record in all of them. `seq` is the
    journal's last entry of it.
    """

    action: OperationAction
    seq: int
    base: Fields = field(default_factory=dict)

    def touched(self, kind: str, standing: Fields, group_of: GroupOf) -> set[str]:
        """The field groups in which the record differs from what it was."""
        return {group_of(kind, name) for name, was in self.base.items() if standing.get(name) != was}


def pending_of(reading: Reading, key: Key) -> Pending | None:
    """What is pending of a record, as far as the journal is folded."""
    row = reading.ask(
        "SELECT action, seq, base FROM sync_pending WHERE kind = ? AND record_id = ?", (key[0], key[1].bytes)
    ).fetchone()
    return None if row is None else Pending(action=OperationAction(row[0]), seq=row[1], base=json.loads(row[2]))


def keep_pending(reading: Reading, key: Key, pending: Pending | None) -> None:
    """Keep what is pending of a record, or that nothing is."""
    if pending is None:
        reading.ask("DELETE FROM sync_pending WHERE kind = ? AND record_id = ?", (key[0], key[1].bytes))
        return
    reading.ask(
        "INSERT OR REPLACE INTO sync_pending(kind, record_id, action, seq, base) VALUES (?, ?, ?, ?, ?)",
        (key[0], key[1].bytes, pending.action.value, pending.seq, _json(pending.base)),
    )


def fold(transaction: Transaction) -> None:
    """Take what the journal tells of this station's own changes since this was done last into what is pending."""
    seq = sync_state.read_seq(transaction)
    last = int(transaction.ask("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])
    if seq == last:
        return
    folded: dict[Key, Pending | None] = {}
    for entry_seq, kind, raw_id, action, before, after in transaction.ask(_ENTRIES, (seq, HUB)):
        form = form_of(kind)
        if form is None:
            continue
        if action == Action.BATCH:
            _flush(transaction, folded)
            span = json.loads(after)
            transaction.ask(_FOLD_BATCH.format(kind=kind, table=quoted(kind)), (entry_seq, span["first"], span["last"]))
            continue
        key = (kind, new_id_of(raw_id))
        standing = folded[key] if key in folded else pending_of(transaction, key)
        folded[key] = _folded(standing, Action(action), entry_seq, _image(form, before))
        if len(folded) >= _FLUSHED:
            _flush(transaction, folded)
    _flush(transaction, folded)
    transaction.write_state(sync_state.READ_SEQ, str(last))


def _folded(pending: Pending | None, action: Action, seq: int, before: Fields) -> Pending | None:
    """What is pending after one more entry of the journal; nothing, when something new was removed again."""
    if pending is None:
        return Pending(action=OperationAction(action.value), seq=seq, base=before)
    was = pending.action
    if action is Action.DELETE:
        return None if was is _INSERT else Pending(action=_DELETE, seq=seq, base=before | pending.base)
    if action is Action.INSERT and was is _DELETE:
        return Pending(action=_UPDATE, seq=seq, base=pending.base)  # the hub never heard that it was gone
    return Pending(action=was, seq=seq, base=before | pending.base if was is _UPDATE else {})


def _flush(transaction: Transaction, folded: dict[Key, Pending | None]) -> None:
    for key, pending in folded.items():
        keep_pending(transaction, key, pending)
    folded.clear()


def is_there_more(reading: Reading) -> bool:
    """Whether `freeze` would find anything to look at."""
    return bool(reading.ask(_IS_THERE_MORE, (sync_state.read_seq(reading),)).fetchone()[0])


def freeze(
    transaction: Transaction, group_of: GroupOf, *, limit: int = 500, new_id: Callable[[], UUID] | None = None
) -> int:
    """Make operations of what is pending, in its order, for records that have none on the way; gives their number.

    What came to nothing, and the removal of what the hub never had, is forgotten. `new_id` names each operation.
    """
    fold(transaction)
    made: list[Operation] = []
    while not made and (rows := transaction.ask(_TO_FREEZE, (limit,)).fetchall()):
        for kind, raw_id, action, base, seq, revision, *told in rows:
            key = (kind, new_id_of(raw_id))
            keep_pending(transaction, key, None)
            pending = Pending(action=OperationAction(action), seq=seq, base=json.loads(base))
            contents = _contents(transaction, key, pending, revision, group_of)
            if contents is not None:
                made.append(_operation(0, _NO_ID, kind, raw_id, *contents, revision, *told))
    for one in in_order(made):
        transaction.ask(_KEEP_OPERATION, _row_of(one, (new_id or transaction.new_id)()))
    return len(made)


def _contents(
    reading: Reading, key: Key, pending: Pending, revision: int | None, group_of: GroupOf
) -> tuple[OperationAction, Fields, Fields] | None:
    """What an operation does, from what and to what; None if that is nothing."""
    form = form_of(key[0])
    assert form is not None, "nothing else is folded"
    found = form.standing(reading, key[1])
    if found is None:
        is_known = pending.action is _DELETE and revision is not None
        return (_DELETE, pending.base, {}) if is_known else None
    _, standing = found
    if pending.action is _INSERT or revision is None:
        return _INSERT, {}, {name: value for name, value in standing.items() if value is not None}
    new = {name: standing[name] for name, was in pending.base.items() if standing.get(name) != was}
    groups = {group_of(form.name, name) for name in new}
    base = {
        name: pending.base.get(name, value) for name, value in standing.items() if group_of(form.name, name) in groups
    }
    return (_UPDATE, base, new) if new else None


def operations(reading: Reading, limit: int = 50, *, strict: Collection[UUID] = ()) -> list[Operation]:
    """What is on the way to the hub, in its order; those of the records named are strict.

    Those of one change travel together, unless it alone has more than `limit`.
    """
    found = [_operation(*row) for row in reading.ask(_OPERATIONS, (limit + 1,))]
    if len(found) > limit:
        cut = found.pop().change_id
        whole = [one for one in found if one.change_id != cut]
        found = whole or found
    return [replace(one, strict=True) if one.record_id in strict else one for one in found]


def waiting(reading: Reading) -> tuple[int, frozenset[UUID]]:
    """How many records' changes the hub has not heard of, and which they are; of very many only those on the way."""
    seq = sync_state.read_seq(reading)
    count = sum(json.loads(after)["count"] for (after,) in reading.ask(_BATCHES, (seq, HUB)))
    pending = int(reading.ask("SELECT count(*) FROM sync_pending").fetchone()[0])
    is_much = pending > _MOST_IDS
    found = reading.ask(_ON_THE_WAY if is_much else _WAITING, {"seq": seq, "hub": HUB}).fetchall()
    return count + len(found) + (pending if is_much else 0), frozenset(new_id_of(raw_id) for _, raw_id in found)


def on_the_way(reading: Reading, kind: str, record_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The operations that are on the way of some records, by record; of each there is one at most."""
    found = ((one, reading.ask(_OF_RECORD, (kind, one.bytes)).fetchone()) for one in record_ids)
    return {one: new_id_of(row[0]) for one, row in found if row is not None}


def send_again(transaction: Transaction, kind: str, record_id: UUID) -> None:
    """Have a record that the hub refused go to it once more as it stands, though nothing of it was changed since."""
    transaction.ask(_SEND_AGAIN, {"kind": kind, "id": record_id.bytes})


def drop_operation(reading: Reading, op_id: UUID) -> None:
    """The hub has answered."""
    reading.ask("DELETE FROM sync_operation WHERE op_id = ?", (op_id.bytes,))


def _operation(
    number: int,
    op_id: bytes,
    kind: str,
    record_id: bytes,
    action: str,
    base: str | Fields,
    new: str | Fields,
    base_revision: int | None,
    at: int,
    account_id: bytes | None,
    actor_name: str,
    change_id: bytes | None,
    verb: str,
    reason: str,
) -> Operation:
    return Operation(
        number=number,
        op_id=new_id_of(op_id),
        kind=kind,
        record_id=new_id_of(record_id),
        action=OperationAction(action),
        base=json.loads(base) if isinstance(base, str) else base,
        new=json.loads(new) if isinstance(new, str) else new,
        base_revision=base_revision,
        strict=False,
        at=instant_of(at),
        account_id=None if account_id is None else new_id_of(account_id),
        actor_name=actor_name,
        change_id=None if change_id is None else new_id_of(change_id),
        verb=verb,
        reason=reason,
    )


def _row_of(one: Operation, op_id: UUID) -> list[Raw]:
    return [
        op_id.bytes,
        one.kind,
        one.record_id.bytes,
        one.action.value,
        _json(one.base),
        _json(one.new),
        one.base_revision,
        raw_of_instant(one.at),
        None if one.account_id is None else one.account_id.bytes,
        one.actor_name,
        None if one.change_id is None else one.change_id.bytes,
        one.verb,
        one.reason,
    ]


def last_of(reading: Reading, key: Key) -> Fields:
    """What a record that was removed held last; empty where this station never had it."""
    form = form_of(key[0])
    row = reading.ask(_REMOVED, (key[0], key[1].bytes)).fetchone()
    return {} if form is None or row is None else _image(form, row[0])


def _image(form: Form, image: str | None) -> Fields:
    """What a journal's image holds of a document."""
    if image is None:
        return {}
    return {name: value for name, value in json.loads(image).items() if name in form.fields}


def _json(fields: Fields) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


_NO_ID = bytes(16)
_SEND_AGAIN = (
    "INSERT OR IGNORE INTO sync_pending(kind, record_id, action, seq, base) "
    "SELECT :kind, :id, 'insert', max(seq), '{}' FROM journal WHERE kind = :kind AND record_id = :id "
    "AND NOT EXISTS (SELECT 1 FROM sync_revision r WHERE r.kind = :kind AND r.record_id = :id) "
    "HAVING max(seq) IS NOT NULL"
)
_COLUMNS = (
    "op_id, kind, record_id, action, base, new, base_revision, at, account_id, actor_name, change_id, verb, reason"
)
_KEEP_OPERATION = f"INSERT INTO sync_operation({_COLUMNS}) VALUES ({', '.join('?' * len(_COLUMNS.split()))})"
_OPERATIONS = f"SELECT number, {_COLUMNS} FROM sync_operation ORDER BY number LIMIT ?"
_OF_RECORD = "SELECT op_id FROM sync_operation WHERE kind = ? AND record_id = ?"
_ENTRIES = (
    "SELECT seq, kind, record_id, action, iif(action IN ('update', 'delete'), \"before\", NULL), "
    "iif(action = 'batch', \"after\", NULL) FROM journal WHERE seq > ? AND origin != ? ORDER BY seq"
)
_REMOVED = (
    "SELECT \"before\" FROM journal WHERE kind = ? AND record_id = ? AND action = 'delete' ORDER BY seq DESC LIMIT 1"
)
_FOLD_BATCH = (
    "INSERT OR IGNORE INTO sync_pending(kind, record_id, action, seq, base) "
    "SELECT '{kind}', id, 'insert', ?, '{{}}' FROM {table} WHERE \"row\" BETWEEN ? AND ?"
)
_TO_FREEZE = (
    "SELECT p.kind, p.record_id, p.action, p.base, p.seq, r.revision, "
    "j.at, j.actor_id, j.actor_name, j.change_id, j.verb, j.reason FROM sync_pending p JOIN journal j ON j.seq = p.seq "
    "LEFT JOIN sync_revision r ON r.kind = p.kind AND r.record_id = p.record_id WHERE NOT EXISTS "
    "(SELECT 1 FROM sync_operation o WHERE o.kind = p.kind AND o.record_id = p.record_id) "
    "ORDER BY p.seq, p.kind, p.record_id LIMIT ?"
)
_IS_THERE_MORE = (
    "SELECT EXISTS (SELECT 1 FROM journal WHERE seq > ?) OR EXISTS (SELECT 1 FROM sync_pending p WHERE NOT EXISTS "
    "(SELECT 1 FROM sync_operation o WHERE o.kind = p.kind AND o.record_id = p.record_id))"
)
_BATCHES = "SELECT \"after\" FROM journal WHERE seq > ? AND origin != ? AND action = 'batch'"
_ON_THE_WAY = (
    "SELECT kind, record_id FROM sync_operation UNION "
    "SELECT kind, record_id FROM journal NOT INDEXED WHERE seq > :seq AND origin != :hub AND record_id IS NOT NULL"
)
_WAITING = f"{_ON_THE_WAY} UNION SELECT kind, record_id FROM sync_pending"
