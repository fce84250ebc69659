"""Which records are worth comparing at all: those that agree in something that few others share."""

from collections.abc import Iterator

from clinic_desktop.domain.birth_likeness import BirthLikeness, birth_likeness

from .traits import Traits, skeleton_of


class Blocks:
    """People by what they might be found by; each newcomer is told whom of those before to be compared with."""

    def __init__(self) -> None:
        self.parts: tuple[dict[int, int | list[int]], ...] = tuple({} for _ in range(_PARTS))
        """Many small ones, because a large one that grows keeps the interpreter to itself for as long as that takes."""

    def take(self, number: int, person: Traits) -> set[int]:
        """The earlier numbers that may be the same person; this one is kept under `number` for those who follow."""
        found: set[int] = set()
        for key in _keys(person):
            blocks = self.parts[key % _PARTS]
            block = blocks.get(key)
            if block is None:
                blocks[key] = number
            elif isinstance(block, int):
                found.add(block)
                blocks[key] = [block, number]
            else:
                found.update(block)
                if len(block) < _FULL:
                    block.append(number)
        self._take_by_name(number, person, found)
        return found

    def _take_by_name(self, number: int, person: Traits, found: set[int]) -> None:
        """By the whole name, where one of the two has no birth date."""
        pair = frozenset((skeleton_of(person.given), skeleton_of(person.family)))
        dated, undated = hash((pair, True)), hash((pair, False))
        wanted = (undated,) if person.born else (dated, undated)
        for key in wanted:
            block = self.parts[key % _PARTS].get(key, [])
            found.update((block,) if isinstance(block, int) else block)
        key = dated if person.born else undated
        own = self.parts[key % _PARTS].setdefault(key, [])
        if isinstance(own, list) and len(own) < _FULL:
            own.append(number)


def are_worth_comparing(one: Traits, other: Traits) -> bool:
    """Whether two of a block may come out as one person: with other birth dates never, with loose ones hardly."""
    like = birth_likeness(one.born, other.born)
    if like is BirthLikeness.OTHER:
        return False
    if like not in _HARDLY:
        return True
    is_reached_alike = not one.phones.isdisjoint(other.phones) or (one.email and one.email == other.email)
    return bool(is_reached_alike or (one.address and one.address == other.address))


def _keys(person: Traits) -> Iterator[int]:
    born = person.born
    if born is not None:
        year, month, day = born.year, born.month, born.day
        whole = (year, min(day, month), max(day, month))
        names = person.given.split() + person.family.split()
        for initial in {skeleton_of(name)[:1] for name in names}:
            yield hash((whole, initial))
        for skeleton in {skeleton_of(name) for name in names}:
            yield hash((skeleton, "ym", year, month))
            yield hash((skeleton, "yd", year, day))
            yield hash((skeleton, "md", month, day))
    for phone in person.phones:
        yield hash(("phone", phone))
    if person.email:
        yield hash(("email", person.email))
    if person.address:
        yield hash(("address", person.address, person.given[:1]))
        yield hash(("address", person.address, person.born))


_HARDLY = frozenset({BirthLikeness.LOOSE, BirthLikeness.GENERATION})
_FULL = 100
_PARTS = 61
"""A prime number: the keys of a part then differ in the bits that a dictionary looks at."""
