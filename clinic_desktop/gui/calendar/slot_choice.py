"""What a free time must be good for, and which of very many free times are worth showing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotWish:
    """What a free time must be good for; no practitioner asks for anyone."""

    type_id: UUID
    minutes: int
    practitioner_id: UUID | None
    patient_id: UUID | None
    first_day: date


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
