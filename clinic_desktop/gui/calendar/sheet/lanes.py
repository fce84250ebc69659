"""Where appointments that overlap lie side by side, and the stops at which the keyboard halts; knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

Minutes = tuple[int, int]
"""From a minute of the day to another, the end not included."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A box's place among those it overlaps: the `index`th of `count` lanes, and how many of them it fills."""

    index: int
    count: int
    breadth: int = 1


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the keyboard halts: on the appointment of that row, or, where `row` is None, on free time."""

    starts: int
    ends: int
    row: int | None = None


def lanes_of(spans: Sequence[Minutes]) -> list[Lane]:
    """A lane for each span, in the order given.

    Spans that overlap, directly or by way of others, share a width as narrow as their greatest number at one moment
    asks for; each is then widened over lanes that stay empty beside it. Touching ends do not overlap.
    """
    lanes = [Lane(0, 1)] * len(spans)
    order = sorted(range(len(spans)), key=lambda row: (spans[row][0], -_end(spans[row]), row))
    cluster: list[int] = []
    reach = -1
    for row in order:
        if cluster and spans[row][0] >= reach:
            _share_out(cluster, spans, lanes)
            cluster = []
            reach = -1
        cluster.append(row)
        reach = max(reach, _end(spans[row]))
    _share_out(cluster, spans, lanes)
    return lanes


def stops_of(spans: Sequence[Minutes], *, last: int, step: int) -> list[Stop]:
    """Everything the keyboard halts at between minute 0 and `last`, ordered by start.

    Each span is a stop of its own; free time between them is cut at every multiple of `step`.
    """
    taken = sorted((*span, row) for row, span in enumerate(spans))
    stops = [Stop(starts, _end((starts, ends)), row) for starts, ends, row in taken]
    free_from = 0
    for starts, ends, _ in taken:
        stops += _free(free_from, starts, step)
        free_from = max(free_from, _end((starts, ends)))
    stops += _free(free_from, last, step)
    return sorted(stops, key=lambda stop: (stop.starts, stop.row is not None, stop.row or 0))


def stop_at(stops: Sequence[Stop], minute: int) -> Stop:
    """The stop that holds a minute, an appointment before free time; the nearest where none holds it."""
    holding = [stop for stop in stops if stop.starts <= minute < stop.ends]
    if holding:
        return max(holding, key=lambda stop: (stop.row is not None, -stop.starts))
    return min(stops, key=lambda stop: min(abs(stop.starts - minute), abs(stop.ends - 1 - minute)))


def _share_out(cluster: Sequence[int], spans: Sequence[Minutes], lanes: list[Lane]) -> None:
    if len(cluster) < 2:
        return
    filled_until: list[int] = []
    index_of: dict[int, int] = {}
    for row in cluster:
        starts = spans[row][0]
        free = next((index for index, until in enumerate(filled_until) if until <= starts), None)
        if free is None:
            free = len(filled_until)
            filled_until.append(0)
        filled_until[free] = _end(spans[row])
        index_of[row] = free
    count = len(filled_until)
    for row in cluster:
        beside = [
            index_of[other]
            for other in cluster
            if index_of[other] > index_of[row] and _overlap(spans[row], spans[other])
        ]
        lanes[row] = Lane(index_of[row], count, min(beside, default=count) - index_of[row])


def _free(starts: int, ends: int, step: int) -> list[Stop]:
    stops = []
    while starts < ends:
        until = min(ends, (starts // step + 1) * step)
        stops.append(Stop(starts, until))
        starts = until
    return stops


def _overlap(one: Minutes, other: Minutes) -> bool:
    return one[0] < _end(other) and other[0] < _end(one)


def _end(span: Minutes) -> int:
    """Where a span ends for the eye: one without length still takes a minute."""
    return max(span[1], span[0] + 1)
