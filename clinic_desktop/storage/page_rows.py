"""What stands on one page of a database: rows, entries of an index, and which pages hang below it.

The format is SQLite's own, which it promises not to change (https://www.sqlite.org/fileformat2.html#b_tree_pages).
"""

import struct
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from .column_types import Raw
from .sealed_pages import CONTENT

INDEX_FORK, FORK, INDEX_LEAF, LEAF = 2, 5, 10, 13
KINDS_OF_PAGE = frozenset({INDEX_FORK, FORK, INDEX_LEAF, LEAF})
Rest = Callable[[int, int], bytes]
"""What goes on from a page, so many bytes of it; raises Torn where it cannot be read."""

_FILE_HEAD = 100
_MOST_ON_LEAF = CONTENT - 35
_MOST_IN_INDEX = (CONTENT - 12) * 64 // 255 - 23
_LEAST = (CONTENT - 12) * 32 // 255 - 23
_POINTER = 4
_LINK = CONTENT - _POINTER
_PLAIN = 0x80
_LONGEST_NUMBER = 9
_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
_LAYOUTS = {1: "b", 2: "h", 4: "i", 6: "q", 7: "d"}
_CONSTANTS: dict[int, Raw] = {0: None, 8: 0, 9: 1}
_FIRST_OF_BYTES = 12


class Torn(Exception):
    """What stands there makes no sense, or goes on where it cannot be read."""


def kind_of_page(page: bytes, number: int) -> int:
    """What a page says it is; 0 for one that holds neither rows nor an index."""
    kind = page[_FILE_HEAD if number == 1 else 0]
    return kind if kind in KINDS_OF_PAGE else 0


def below(page: bytes, number: int) -> list[int]:
    """The pages that hang below a fork, in their order."""
    start = _FILE_HEAD if number == 1 else 0
    last = int.from_bytes(page[start + 8 : start + 12])
    return [*(int.from_bytes(page[cell : cell + _POINTER]) for cell in _cells(page, number)), last]


def rows(page: bytes, number: int, rest: Rest) -> Iterator[tuple[int | None, list[Raw] | None]]:
    """The rows of a leaf, each with its number; None for values (or also the number) that cannot be read."""
    for cell in _cells(page, number):
        row = None
        try:
            size, place = _varint(page, cell)
            row, place = _varint(page, place)
            yield row, values(_payload(page, place, size, _MOST_ON_LEAF, rest))
        except (Torn, IndexError, UnicodeDecodeError):
            yield row, None


def entries(page: bytes, number: int, rest: Rest) -> Iterator[list[Raw] | None]:
    """The entries of a page of an index; None for one that cannot be read."""
    skipped = _POINTER if kind_of_page(page, number) == INDEX_FORK else 0
    for cell in _cells(page, number):
        try:
            size, place = _varint(page, cell + skipped)
            yield values(_payload(page, place, size, _MOST_IN_INDEX, rest))
        except (Torn, IndexError, UnicodeDecodeError):
            yield None


def going_on(read: Callable[[int], bytes | None]) -> Rest:
    """How what does not fit on its page is read on from others."""

    def rest(number: int, size: int) -> bytes:
        parts: list[bytes] = []
        while size > 0:
            page = read(number) if number else None
            if page is None:
                raise Torn
            parts.append(page[_POINTER : _POINTER + min(size, _LINK)])
            size -= _LINK
            number = int.from_bytes(page[:_POINTER])
        return b"".join(parts)

    return rest


def values(payload: bytes) -> list[Raw]:
    """The values of a record; raises Torn, IndexError or UnicodeDecodeError for what is none."""
    at, place = _varint(payload, 0) if payload[0] >= _PLAIN else (payload[0], 1)
    plan = _plan(payload[place:at])
    if plan.layout.size != len(payload) - at:
        raise Torn
    found: list[Any] = [*plan.layout.unpack_from(payload, at)]  # Any: bytes where something is still made of them
    for place, constant in plan.constants:
        found[place] = constant
    for place in plan.texts:
        found[place] = found[place].decode()
    for place in plan.numbers:
        found[place] = int.from_bytes(found[place], signed=True)
    return found


class _Plan(NamedTuple):
    """How the values of a record lie whose kinds are known, and what is to be made of some of them."""

    layout: struct.Struct
    constants: tuple[tuple[int, Raw], ...]
    texts: tuple[int, ...]
    numbers: tuple[int, ...]


@lru_cache(maxsize=1 << 16)  # of many thousands of rows most have values of the same kinds and lengths
def _plan(kinds: bytes) -> _Plan:
    parts: list[str] = []
    constants: list[tuple[int, Raw]] = []
    texts: list[int] = []
    numbers: list[int] = []
    for place, kind in enumerate(_varints(kinds)):
        size = (kind - _FIRST_OF_BYTES) // 2 if kind >= _FIRST_OF_BYTES else _SIZES[kind]
        parts.append(_LAYOUTS.get(kind, f"{size}s"))
        if kind >= _FIRST_OF_BYTES and not size:
            constants.append((place, "" if kind & 1 else b""))
        elif kind in _CONSTANTS:
            constants.append((place, _CONSTANTS[kind]))
        elif kind < _FIRST_OF_BYTES:
            if kind not in _LAYOUTS:
                numbers.append(place)
        elif kind & 1:
            texts.append(place)
    return _Plan(struct.Struct(">" + "".join(parts)), tuple(constants), tuple(texts), tuple(numbers))


def _cells(page: bytes, number: int) -> list[int]:
    start = _FILE_HEAD if number == 1 else 0
    count = int.from_bytes(page[start + 3 : start + 5])
    first = start + (12 if page[start] in {INDEX_FORK, FORK} else 8)
    if first + 2 * count > CONTENT:
        return []
    places = page[first : first + 2 * count]
    return [int.from_bytes(places[at : at + 2]) for at in range(0, len(places), 2)]


def _payload(page: bytes, place: int, size: int, most: int, rest: Rest) -> bytes:
    here = size
    if size > most:
        here = _LEAST + (size - _LEAST) % _LINK
        here = here if here <= most else _LEAST
    found = page[place : place + here]
    if len(found) < here:
        raise Torn
    if here == size:
        return found
    link = page[place + here : place + here + _POINTER]
    return found + rest(int.from_bytes(link), size - here)


def _varint(stored: bytes, place: int) -> tuple[int, int]:
    """A number that takes up as many bytes as it needs, and where it ends."""
    byte = stored[place]
    if byte < _PLAIN:
        return byte, place + 1
    number = 0
    for count in range(1, _LONGEST_NUMBER):
        byte = stored[place]
        number = number << 7 | byte & (_PLAIN - 1)
        place += 1
        if byte < _PLAIN:
            return number, place
        if count == _LONGEST_NUMBER - 1:
            break
    number = number << 8 | stored[place]
    return number - (1 << 64) if number >= 1 << 63 else number, place + 1


def _varints(stored: bytes) -> list[int]:
    if stored.isascii():
        return [*stored]
    found: list[int] = []
    place = 0
    while place < len(stored):
        number, place = _varint(stored, place)
        found.append(number)
    return found
