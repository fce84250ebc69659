"""How the width of a table is divided among its columns."""

from collections.abc import Mapping, Sequence


def column_widths(room: int, shares: Sequence[int], needs: Mapping[int, int]) -> list[int]:
    """Each column's share of the room; those that `needs` names, by number, get so much in any case.

    The others give way, down to what is least for words that may be cut. Where that is not enough, those that need the
    least come first.
    """
    wide = dict(sorted(needs.items(), key=lambda need: need[1])[: _how_many(room, len(shares), sorted(needs.values()))])
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


def _how_many(room: int, columns: int, needs: Sequence[int]) -> int:
    """How many of the needs can be met, the least first, so that the other columns keep what is least for words."""
    for many in range(len(needs), 0, -1):
        if sum(needs[:many]) + (columns - many) * _LEAST <= room:
            return many
    return 0


def _part(number: int, room: int, shares: Sequence[int], given: Mapping[int, int]) -> int:
    sharing = sum(share for each, share in enumerate(shares) if each not in given)
    return (room - sum(given.values())) * shares[number] // sharing


_LEAST = 80
