"""What a free time must be good for, and which of very many free times are worth showing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWish:
    """What a free time must be good for; no practitioner and no department ask for anyone.

    `last_day` None looks as far ahead as is usual. `is_spread` shows a choice that differs, of very many times.
    """

    type_id: UUID
    minutes: int
    practitioner_id: UUID | None
    patient_id: UUID | None
    first_day: date
    last_day: date | None = None
    department_id: UUID | None = None
    weekdays: frozenset[int] = frozenset()
    earliest: time | None = None
    latest: time | None = None
    first_per_day: bool = False
    is_spread: bool = True


def spread(slots: Iterable[Slot], zone: ZoneInfo) -> list[Slot]:
    """A choice that differs: at most two times of each half-day and practitioner, none overlapping another."""
    taken: Counter[tuple[object, ...]] = Counter()
    ends: dict[UUID, datetime] = {}
    kept = []
    for slot in slots:
        wall = wall_time(slot.starts_at, zone)
        half = (slot.practitioner_id, wall.date(), wall.hour < _NOON)
        end = ends.get(slot.practitioner_id)
        if taken[half] >= _PER_HALF_DAY or (end is not None and slot.starts_at < end):
            continue
        taken[half] += 1
        ends[slot.practitioner_id] = slot.ends_at
        kept.append(slot)
    return kept


_PER_HALF_DAY = 2
_NOON = 12
