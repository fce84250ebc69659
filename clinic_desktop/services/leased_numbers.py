"""Numbers that this station may give out though others cannot be asked: MRNs, tickets, and its own number."""

import json
from dataclasses import dataclass
from datetime import date

from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.notes import forget_note, note, noted
from clinic_desktop.storage.transaction import Transaction

MRN, STATION, TICKET = "mrn", "station", "ticket"


@dataclass(frozen=True, slots=True)
class Want:
    """What a station has at hand at all times: at least so many, leased in such blocks."""

    name: str
    least: int
    block: int


WANTED = (Want(STATION, 1, 1), Want(MRN, 50, 200))
TICKET_BLOCK = 5
"""Few, so that the numbers of several desks follow the order in which patients come, about."""

_OFFLINE = 1_000
"""Tickets of a desk that is offline and has none left begin after its own number times this."""


def left(reading: Reading, name: str, of: str = "") -> int:
    """How many numbers are left; `of` is the day for which they are good, where they are good for one."""
    return sum(stop - start for start, stop in _stock(reading, name, of))


def is_shared(reading: Reading) -> bool:
    """Whether numbers are given out by leases: since this station knows its own number at the hub."""
    return noted(reading, _named(STATION)) is not None


def keep(transaction: Transaction, name: str, leased: range, of: str = "") -> None:
    """Have these numbers to give out as well."""
    ranges = [*_stock(transaction, name, of), (leased.start, leased.stop)]
    note(transaction, _named(name), json.dumps({"of": of, "ranges": ranges}))


def take(transaction: Transaction, name: str, of: str = "") -> int | None:
    """The next number, which is nobody else's from now on; None when there is none left."""
    ranges = _stock(transaction, name, of)
    if not ranges:
        return None
    (start, stop), *rest = ranges
    kept = [(start + 1, stop), *rest] if start + 1 < stop else rest
    note(transaction, _named(name), json.dumps({"of": of, "ranges": kept}))
    return start


def ticket_offline(transaction: Transaction, day: date) -> int:
    """A ticket for that day that no other desk gives out, though the hub cannot be asked and no leased one is left."""
    number = _stock(transaction, STATION, "")[0][0]
    kept = noted(transaction, _named("ticket_offline")) or ""
    of_day, _, last = kept.partition(" ")
    given = int(last) + 1 if of_day == day.isoformat() else 1
    note(transaction, _named("ticket_offline"), f"{day.isoformat()} {given}")
    return number * _OFFLINE + given


def forget(transaction: Transaction) -> None:
    """Give numbers out alone again, as a station without a hub does."""
    for name in (MRN, STATION, TICKET):
        forget_note(transaction, _named(name))


def _stock(reading: Reading, name: str, of: str) -> list[tuple[int, int]]:
    kept = noted(reading, _named(name))
    if kept is None:
        return []
    words = json.loads(kept)
    return [(start, stop) for start, stop in words["ranges"]] if words["of"] == of else []


def _named(name: str) -> str:
    return f"leased_{name}"
