"""Gives the hub what it lacks: everything when it is new, and what it lost when it was put back to an older state."""

from uuid import UUID

from clinic_desktop.storage import known_at_hub, sync_state
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.transaction import Transaction

from . import progress
from .shared import Link

_PLACE = "giving_back"
_BEGINNING = "-"
_VERB = "sync"
_PAGE = 2_000


def begin(transaction: Transaction) -> None:
    """From now on, go through all that the hub is known to have had."""
    transaction.write_state(_PLACE, _BEGINNING)
    progress.shall_give(transaction, known_at_hub.count(transaction))


def begin_with_all(transaction: Transaction) -> None:
    """As `begin`, with all there is here: the hub is new, and this station is the first."""
    known_at_hub.count_all_as_known(transaction)
    begin(transaction)


def is_under_way(database: Database) -> bool:
    """Whether there is more to go through."""
    with database.reading() as reading:
        return sync_state.read(reading, _PLACE) is not None


def give_some(database: Database, link: Link) -> None:
    """Go through the next records, and give the hub those of them that it lacks or has older.

    If the program dies in the midst of it they are gone through once more, and the hub takes none of them twice.
    """
    with database.reading() as reading:
        known = sync_state.revisions(reading, after=_after(sync_state.read(reading, _PLACE)), limit=_PAGE)
    lacking = set(link.reconcile(known)) if known else set()
    if lacking:
        with database.transaction(PROGRAM, _VERB) as transaction:
            records = known_at_hub.records(transaction, [one for one in known if one[:2] in lacking])
        link.restore(records)
    with database.transaction(PROGRAM, _VERB) as transaction:
        is_more = len(known) == _PAGE
        progress.gave(transaction, len(known))
        transaction.write_state(_PLACE, f"{known[-1][0]} {known[-1][1].hex}" if is_more else None)


def _after(place: str | None) -> tuple[str, UUID] | None:
    if place is None or place == _BEGINNING:
        return None
    kind, _, record_id = place.partition(" ")
    return kind, UUID(hex=record_id)
