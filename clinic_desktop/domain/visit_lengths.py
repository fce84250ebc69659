"""How long visits really take: from a doctor's own history, and as booked where there is not enough of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from .sheets import AppointmentLine

LEAST_VISITS = 5
"""Fewer visits of a type say nothing about the next one."""

LOOKED_BACK = timedelta(days=90)
"""How far the history reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLengths:
    """Median minutes in the room by practitioner and type; whatever is not in it takes as long as it is booked for."""

    minutes: Mapping[tuple[UUID, UUID], int] = field(default_factory=dict)

    def of(self, line: AppointmentLine) -> timedelta:
        """How long a visit will probably take."""
        known = self.minutes.get((line.practitioner_id, line.type_id))
        return line.ends_at - line.starts_at if known is None else timedelta(minutes=known)


AS_BOOKED = VisitLengths()


def median_minutes(counts: Mapping[int, int]) -> int | None:
    """The minutes that half of the visits did not exceed, of how many took how long; None while they are too few.

    Nobody takes less than a minute: what was sent in and out at once still occupied the room.
    """
    total = sum(counts.values())
    if total < LEAST_VISITS:
        return None
    passed = 0
    for minutes, count in sorted(counts.items()):
        passed += count
        if 2 * passed >= total:
            return max(1, minutes)
    return None


def lengths_from(rows: Iterable[tuple[UUID, int, int]]) -> dict[UUID, int]:
    """A practitioner's medians by type, of rows of a type, minutes, and how many visits of it took so long."""
    counts: dict[UUID, dict[int, int]] = {}
    for type_id, minutes, count in rows:
        of_type = counts.setdefault(type_id, {})
        of_type[minutes] = of_type.get(minutes, 0) + count
    found = {type_id: median_minutes(of_type) for type_id, of_type in counts.items()}
    return {type_id: minutes for type_id, minutes in found.items() if minutes is not None}
