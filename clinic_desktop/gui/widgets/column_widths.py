"""How the width of a table is divided among its columns, and what becomes of it when somebody drags one; no Qt here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple


class Hold(StrEnum):
    """What a column's width holds to when the table gets another: its own, or its share, for whole words or not."""

    SET = "set"
    FREE = "free"
    CUT = "cut"


class KeptColumn(NamedTuple):
    """A column as somebody left it; the widths of all that are not SET are their shares of what is left."""

    key: str
    width: int
    hold: Hold


def column_widths(room: int, shares: Sequence[int], needs: Mapping[int, int]) -> list[int]:
    """Each column's share of the room; those that `needs` names, by number, get so much in any case.

    The others give way, down to what is least for words that may be cut. Where that is not enough, those that need the
    least come first.
    """
    return _shared(room, shares, needs, [_LEAST] * len(shares))


def kept_widths(room: int, columns: Sequence[KeptColumn], needs: Mapping[int, int]) -> list[int]:
    """As `column_widths` after somebody dragged some: those are as wide as they were made, the others share the rest.

    In a room as wide as then, all are as they were. Only in one so narrow that nothing is left do the dragged ones give
    way; where that would leave them less than their share, or all were dragged, all share.
    """
    widths = [column.width for column in columns]
    free = [number for number, column in enumerate(columns) if column.hold is not Hold.SET]
    if not free:
        return column_widths(room, widths, {})
    whole = {number for number in free if number in needs and columns[number].hold is Hold.FREE}
    needed = {n: needs[number] for n, number in enumerate(free) if number in whole}
    leasts = [min(widths[number], _LEAST) for number in free]
    rest = room - sum(column.width for column in columns if column.hold is Hold.SET)
    if rest < sum(needed.get(n, least) for n, least in enumerate(leasts)):
        for n, number in enumerate(free):
            widths[number] = needed.get(n, leasts[n])
        shared = column_widths(room, [column.width for column in columns], {number: needs[number] for number in whole})
        leasts_of_dragged = {number: share for number, share in enumerate(shared) if number not in free}
        return shared if _take(widths, leasts_of_dragged, sum(widths) - room) else widths
    for number, width in zip(free, _shared(rest, [widths[number] for number in free], needed, leasts), strict=True):
        widths[number] = width
    return widths


def dragged(columns: Sequence[KeptColumn], needs: Mapping[int, int], number: int, wanted: int) -> list[KeptColumn]:
    """The columns after one was made `wanted` wide, or as nearly so as there is room.

    Those after it give way or take what comes free, so that what stands before it stays; for the last one those before
    it. Columns that nobody dragged do so first, and what may be cut, or is, before dates and numbers.
    """
    widths = [column.width for column in columns]
    others = range(number + 1, len(columns)) or range(number)
    spare = sum(max(widths[each] - NARROWEST, 0) for each in others)
    wanted = min(max(wanted, min(NARROWEST, widths[number])), widths[number] + spare)
    missing = wanted - widths[number]
    widths[number] = wanted
    free = [each for each in others if columns[each].hold is not Hold.SET]
    whole = {each: max(needs.get(each, _LEAST), NARROWEST) for each in others}
    if missing > 0:
        cut = [each for each in others if each not in needs or widths[each] < whole[each]]
        for leasts in ({each: whole[each] for each in free}, whole, dict.fromkeys(cut, NARROWEST)):
            missing = _take(widths, leasts, missing)
        for each in reversed(others):  # better one date that cannot be read than several
            missing = _take(widths, {each: NARROWEST}, missing)
    elif missing < 0:
        _add(widths, {each: whole[each] for each in free or others}, -missing)
    standing = [_standing(column, widths[each], needs.get(each)) for each, column in enumerate(columns)]
    standing[number] = standing[number]._replace(hold=Hold.SET)
    return standing


def _standing(column: KeptColumn, width: int, need: int | None) -> KeptColumn:
    if column.hold is Hold.SET:
        return column._replace(width=width)
    is_cut = need is not None and width < need
    return column._replace(width=width, hold=Hold.CUT if is_cut else Hold.FREE)


def _take(widths: list[int], leasts: Mapping[int, int], missing: int) -> int:
    """Take what is missing from columns that are wider than their least; answers with what is missing still."""
    spare = {number: widths[number] - least for number, least in leasts.items() if widths[number] > least}
    taken = min(missing, sum(spare.values()))
    for number, part in _parts(taken, spare):
        widths[number] -= part
    return missing - taken


def _add(widths: list[int], wholes: Mapping[int, int], more: int) -> None:
    """Give columns more: first what they lack for whole words, then in the measure in which they are wide."""
    lacks = {number: whole - widths[number] for number, whole in wholes.items() if widths[number] < whole}
    filling = min(more, sum(lacks.values()))
    for number, part in _parts(filling, lacks):
        widths[number] += part
    for number, part in _parts(more - filling, {number: max(widths[number], 1) for number in wholes}):
        widths[number] += part


def _parts(amount: int, shares: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    if shares:
        yield from zip(shares, column_widths(amount, list(shares.values()), {}), strict=True)


def _shared(room: int, shares: Sequence[int], needs: Mapping[int, int], leasts: Sequence[int]) -> list[int]:
    by_need = sorted(needs, key=needs.__getitem__)
    wide = {number: needs[number] for number in by_need[: _how_many(room, by_need, needs, leasts)]}
    given: dict[int, int] = {}
    while short := [number for number in wide if wide[number] > _part(number, room, shares, given)]:
        given |= {number: wide.pop(number) for number in short}
    widths, left = [], room - sum(given.values())
    sharing = sum(share for number, share in enumerate(shares) if number not in given)
    for number, share in enumerate(shares):
        if number in given:
            widths.append(given[number])
            continue
        width = left * share // sharing
        left, sharing = left - width, sharing - share
        widths.append(width)
    return widths


def _how_many(room: int, by_need: Iterable[int], needs: Mapping[int, int], leasts: Sequence[int]) -> int:
    """How many of the needs can be met, the least first, so that the other columns keep what is least for words."""
    taken, many = sum(leasts), 0
    for count, number in enumerate(by_need, 1):
        taken += needs[number] - leasts[number]
        if taken <= room:
            many = count
    return many


def _part(number: int, room: int, shares: Sequence[int], given: Mapping[int, int]) -> int:
    sharing = sum(share for each, share in enumerate(shares) if each not in given)
    return (room - sum(given.values())) * shares[number] // sharing


NARROWEST = 40
"""No column is dragged narrower, so that it can be taken hold of again."""
_LEAST = 80
