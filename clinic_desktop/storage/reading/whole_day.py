"""A clinic day: the heads of its columns, and the appointments under them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic_desktop.domain.clinic_time import span_of_day
from clinic_desktop.domain.sheets import AppointmentLine, DayColumn

from .appointments import day_lines
from .base import Reading
from .loads import day_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeDay:
    """A clinic day as it stood at the journal's entry number `seq`; appointments by start."""

    day: date
    zone: ZoneInfo
    columns: tuple[DayColumn, ...]
    lines: tuple[AppointmentLine, ...]
    seq: int


def whole_day(reading: Reading, day: date, zone: ZoneInfo, practitioner_ids: Sequence[UUID] | None = None) -> WholeDay:
    """A day of these practitioners in that order; of all active ones by name if none are named."""
    columns = day_columns(reading, day, practitioner_ids, zone=zone)
    names = {column.practitioner_id: column.practitioner_name for column in columns}
    lines = day_lines(reading, span_of_day(day, zone), names)
    return WholeDay(day=day, zone=zone, columns=tuple(columns), lines=tuple(lines), seq=reading.last_seq)


def still_stands(reading: Reading, read: WholeDay) -> bool:
    """Whether the journal tells of nothing since that could have changed a day."""
    return reading.ask(_CHANGED, (read.seq,)).fetchone() is None


_CHANGED = "SELECT 1 FROM journal WHERE seq > ? AND kind NOT IN ('account', 'record_access') LIMIT 1"
"""When somebody came in last stands in their account."""
