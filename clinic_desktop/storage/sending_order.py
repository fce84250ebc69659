"""The order in which operations go to the hub: as they were done, but what frees a time before what takes it."""

from collections import defaultdict
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.syncing import Fields, Operation

_HOLDING = frozenset(status.value for status in AppointmentStatus if status.holds_time)
_Time = tuple[str, int, int]
"""Whose, from when to when (milliseconds)."""


def in_order(operations: Sequence[Operation]) -> list[Operation]:
    """The operations so ordered; given as they were done last.

    A record's changes since the hub was reached are one operation, so the order in which they were done is lost: who
    was moved away before somebody else was booked there may have been changed once more after that. Where some would
    change places with each other, none goes first, and they stay as they were.
    """
    freed: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for place, one in enumerate(operations):
        time = _time(one.base)
        if time is not None:
            freed[time[0]].append((time[1], time[2], place))
    if not freed:
        return list(operations)
    before: list[set[int]] = [set() for _ in operations]
    for place, one in enumerate(operations):
        time = _time({**one.base, **one.new})
        if time is not None:
            before[place] = {
                other
                for begins, ends, other in freed[time[0]]
                if other != place and begins < time[2] and time[1] < ends
            }
    return [operations[place] for place in _sorted(before)]


def _time(fields: Fields) -> _Time | None:
    """The time an appointment takes; None if it takes none, or another kind of record was asked about."""
    if fields.get("status") not in _HOLDING or fields.get("overbooked_by") or fields.get("contested"):
        return None
    if not all(name in fields for name in ("practitioner_id", "starts_at", "ends_at")):
        return None
    return str(fields["practitioner_id"]), fields["starts_at"], fields["ends_at"]


def _sorted(before: Sequence[set[int]]) -> list[int]:
    """Places in their own order, each after those it waits for; where they wait for each other, in their own order."""
    waits = [set(others) for others in before]
    after: defaultdict[int, list[int]] = defaultdict(list)
    for place, others in enumerate(before):
        for other in others:
            after[other].append(place)
    ready = [place for place, others in enumerate(waits) if not others]
    heapify(ready)
    done: list[int] = []
    left = set(range(len(before)))
    while left:
        place = heappop(ready) if ready else min(left)
        if place not in left:
            continue
        left.discard(place)
        done.append(place)
        for later in after[place]:
            waits[later].discard(place)
            if not waits[later] and later in left:
                heappush(ready, later)
    return done
