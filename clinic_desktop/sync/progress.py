"""How far a first sync is: what a new hub was given from here, and what was taken from the hub, of all there is."""

from clinic_desktop.storage import sync_state
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.transaction import Transaction

_TO_GIVE, _GIVEN, _TAKEN = "to_give", "given", "taken"
_NEARLY = 0.99


def done(reading: Reading, at_hub: int) -> float:
    """The share that is done, never quite all of it; `at_hub` is how many records the hub said that it has."""
    to_give = _number(reading, _TO_GIVE)
    to_take = max(at_hub, to_give, 1)
    return min((_number(reading, _GIVEN) + _number(reading, _TAKEN)) / (to_give + to_take), _NEARLY)


def shall_give(transaction: Transaction, count: int) -> None:
    """So many records have to be gone through."""
    transaction.write_state(_TO_GIVE, str(count))
    transaction.write_state(_GIVEN, None)


def gave(transaction: Transaction, count: int) -> None:
    """So many more were gone through."""
    transaction.write_state(_GIVEN, str(_number(transaction, _GIVEN) + count))


def shall_take(transaction: Transaction) -> None:
    """All has to be taken from the hub."""
    transaction.write_state(_TAKEN, None)


def took(transaction: Transaction, count: int) -> None:
    """So many more were taken."""
    transaction.write_state(_TAKEN, str(_number(transaction, _TAKEN) + count))


def is_over(transaction: Transaction) -> None:
    """All is done, and nothing has to be kept of it."""
    for name in (_TO_GIVE, _GIVEN, _TAKEN):
        transaction.write_state(name, None)


def _number(reading: Reading, name: str) -> int:
    return int(sync_state.read(reading, name) or 0)
