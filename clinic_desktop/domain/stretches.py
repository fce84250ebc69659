"""Stretches of a day in minutes since midnight: how they join, split and vanish."""

from collections.abc import Iterable, Sequence
from datetime import time
from typing import NamedTuple

DAY_MINUTES = 24 * 60


class Stretch(NamedTuple):
    """A part of a day, in minutes since midnight; the end is not included."""

    starts: int
    ends: int

    def meets(self, other: "Stretch") -> bool:
        """Whether the two share a minute."""
        return self.starts < other.ends and other.starts < self.ends


WHOLE_DAY = Stretch(0, DAY_MINUTES)


def opened(stretches: Iterable[Stretch], added: Stretch) -> tuple[Stretch, ...]:
    """Stretches that neither touch nor overlap, with another one; those that touch become one."""
    standing = tuple(stretches)
    apart = [each for each in standing if each.ends < added.starts or added.ends < each.starts]
    met = [each for each in standing if each not in apart]
    whole = Stretch(min([added.starts, *(m.starts for m in met)]), max([added.ends, *(m.ends for m in met)]))
    return tuple(sorted([*apart, whole]))


def closed(stretches: Iterable[Stretch], taken: Stretch) -> tuple[Stretch, ...]:
    """What is left of stretches when one is taken away; a stretch may fall into two."""
    left: list[Stretch] = []
    for each in stretches:
        if each.starts < min(each.ends, taken.starts):
            left.append(Stretch(each.starts, min(each.ends, taken.starts)))
        if max(each.starts, taken.ends) < each.ends:
            left.append(Stretch(max(each.starts, taken.ends), each.ends))
    return tuple(left)


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Any stretches as such that neither touch nor overlap, ordered."""
    result: tuple[Stretch, ...] = ()
    for each in stretches:
        result = opened(result, each)
    return result


def without_all(stretches: Sequence[Stretch], taken: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """What is left when several are taken away."""
    left = tuple(stretches)
    for each in taken:
        left = closed(left, each)
    return left


def stretch_of(starts: time | None, ends: time | None) -> Stretch:
    """From one wall time to another; without times the whole day, and midnight as end is the day's."""
    if starts is None or ends is None:
        return WHOLE_DAY
    return Stretch(minute_of(starts), minute_of(ends) or DAY_MINUTES)


def minute_of(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute


def time_of(minute: int) -> time:
    """The wall time of a minute; the end of the day is midnight."""
    return time(minute // 60 % 24, minute % 60)
