"""Where a station's pulling stands, kept with the rows that came: the next page begins there."""

import json
from uuid import UUID

from clinic_desktop.domain.syncing import HubPage
from clinic_desktop.storage import sync_state
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.transaction import Transaction

from . import progress
from .shared import FIRST_CURSOR

After = tuple[str, str, UUID] | None


def read(reading: Reading) -> tuple[str, str | None, After]:
    """Where the next page begins: the cursor, the snapshot up to which this pull goes, and the last record of it."""
    cursor = sync_state.read(reading, "cursor") or FIRST_CURSOR
    after = sync_state.read(reading, "after")
    if not after:
        return cursor, None, None
    txid, kind, record_id = json.loads(after)
    return cursor, sync_state.read(reading, "upto"), (txid, kind, UUID(hex=record_id))


def write(transaction: Transaction, page: HubPage) -> None:
    """Keep where the next page begins, with the rows of this one."""
    if page.after is None:
        _write_place(transaction, cursor=page.upto)
        transaction.write_state(_ANEW, None)
        progress.is_over(transaction)
        if page.op_id is not None:  # so that a dump is noticed that is older than what was pulled
            transaction.write_state("last_op", page.op_id.hex)
    else:
        txid, kind, record_id = page.after
        _write_place(transaction, upto=page.upto, after=json.dumps([txid, kind, record_id.hex]))
        progress.took(transaction, page.count)


def is_anew(reading: Reading) -> bool:
    """Whether everything is being pulled once more."""
    return sync_state.read(reading, _ANEW) is not None


def begin_anew(transaction: Transaction) -> None:
    """Pull everything once more, also what stands at the revision that is known: more or less of it may be seen."""
    _write_place(transaction, cursor=FIRST_CURSOR)
    transaction.write_state(_ANEW, "1")
    progress.shall_take(transaction)


def _write_place(transaction: Transaction, *, cursor: str = "", upto: str = "", after: str = "") -> None:
    if cursor:
        transaction.write_state("cursor", cursor)
    transaction.write_state("upto", upto or None)
    transaction.write_state("after", after or None)


_ANEW = "anew"
