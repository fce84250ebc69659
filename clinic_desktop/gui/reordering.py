"""The fewest moves that bring rows from one order into another."""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence


def moves(standing: Sequence[Hashable], wanted: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """What to move, as pairs of places: where a row is taken out, and where it stands afterwards, one after another.

    Both hold the same rows, each once. A row that goes far is one move, though all those that it passes shift by one.
    """
    if standing == wanted:
        return
    place_of = {row: place for place, row in enumerate(wanted)}
    places = [place_of[row] for row in standing]
    settled = set(_longest_rise(places))
    for place in sorted(set(places) - settled):
        before = places.index(place)
        places.pop(before)
        following = (at for at, other in enumerate(places) if other > place and other in settled)
        after = next(following, len(places))
        places.insert(after, place)
        settled.add(place)
        if before != after:
            yield before, after


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """The longest rising subsequence of numbers that differ from each other (Schensted 1961): these can stay."""
    ends: list[int] = []  # the least last number of a rise of each length
    places: list[int] = []  # and where that number stands
    before: list[int] = []  # and, for each number, where the one before it stands
    for at, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [at]
    rise: list[int] = []
    at = places[-1] if places else -1
    while at >= 0:
        rise.append(numbers[at])
        at = before[at]
    return rise
