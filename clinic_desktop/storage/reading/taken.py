"""What takes practitioners' time, as bare figures, and what the journal says has changed of it since."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.storage.column_types import Raw

from .base import Reading

TakenRange: TypeAlias = tuple[str, int, int]
"""Whose time (an id in hex), and from when to when it is asked about (milliseconds)."""

TakenRow: TypeAlias = tuple[int, int, int, int, int]
"""Of which range, from when to when (milliseconds), and the buffers (minutes)."""

HeldRow: TypeAlias = tuple[bytes, int, int, int, bytes | None]
"""Whose, from when to when, until when it is held, and by which account."""

_DAY = 86_400_000
_MOST_ENTRIES = 400
_TIME_MATTERS = frozenset(
    {"practitioner_id", "starts_at", "ends_at", "status", "buffer_before", "buffer_after", "patient_id", "contested"}
)
_RULES = frozenset(
    {
        "practitioner", "department", "appointment_type", "weekly_pattern", "availability_exception", "closure",
        "clinic_settings",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedTime:
    """What the journal says since an entry: which stretches of time, and whether any hold was placed or ended.

    `is_all` tells that rules changed (hours, closures, people, types), or too much to be told one by one.
    """

    seq: int
    times: tuple[tuple[int, int], ...] = ()
    are_holds: bool = False
    is_all: bool = False


def last_entry(reading: Reading) -> int:
    """The number of the journal's last entry: what stands in the database at this moment is known by it."""
    return reading.last_seq


def touched_since(reading: Reading, seq: int) -> TouchedTime:
    """What has changed of anybody's time since that entry, whichever program at this file changed it."""
    last = last_entry(reading)
    if last - seq > _MOST_ENTRIES or last < seq:
        return TouchedTime(seq=last, is_all=True)
    times: list[tuple[int, int]] = []
    are_holds = False
    for kind, record_id, before, after in reading.ask(_SINCE, (seq,)).fetchall():
        if kind in _RULES or (record_id is None and kind in ("appointment", "hold")):
            return TouchedTime(seq=last, is_all=True)
        if kind == "hold":
            are_holds = True
        elif kind == "appointment":
            images = [json.loads(image) for image in (before, after) if image]
            if any(_TIME_MATTERS & image.keys() for image in images):
                times += _times(reading, record_id, images)
    return TouchedTime(seq=last, times=tuple(times), are_holds=are_holds)


def taken_rows(reading: Reading, ranges: Sequence[TakenRange]) -> Iterator[TakenRow]:
    """What takes time in these ranges or reaches into them, range by range, each by start.

    What follows without a gap or a buffer is told as one.
    """
    return _joined(reading.ask(_TAKEN, (json.dumps(ranges),)))


def taken_in_all(reading: Reading, ranges: Sequence[TakenRange]) -> list[int]:
    """How much of each range (ms) is taken at least, by what lies wholly within.

    What was booked over others, or is contested, is left out, for of the rest no two of one practitioner overlap: a
    trigger holds that.
    """
    return [taken for (taken,) in reading.ask(_TAKEN_IN_ALL, (json.dumps(ranges),))]


def engagements(reading: Reading, patient_id: UUID, begins: int, ends: int) -> list[tuple[int, int]]:
    """When a patient has appointments in a span."""
    given: dict[str, Raw] = {"patient_id": patient_id.bytes, "begins": begins, "ends": ends}
    return list(reading.ask(_ENGAGEMENTS, given).fetchall())


def held_rows(reading: Reading) -> list[HeldRow]:
    """Every hold, lapsed or not."""
    return list(reading.ask("SELECT practitioner_id, starts_at, ends_at, until, account_id FROM hold").fetchall())


def _times(reading: Reading, record_id: bytes, images: Iterable[dict[str, object]]) -> Iterator[tuple[int, int]]:
    row = reading.ask("SELECT starts_at, ends_at FROM appointment WHERE id = ?", (record_id,)).fetchone()
    if row is not None:
        yield row
    for image in images:
        starts, ends = image.get("starts_at"), image.get("ends_at")
        # Of a change only what changed is told: an appointment is never longer than a day.
        begun = starts if isinstance(starts, int) else None
        ended = ends if isinstance(ends, int) else None
        if begun is not None:
            yield begun, begun + _DAY if ended is None else ended
        elif ended is not None:
            yield ended - _DAY, ended


def _joined(rows: Iterable[TakenRow]) -> Iterator[TakenRow]:
    of, begun, until, before, after = -1, 0, 0, 0, 0
    for row in rows:
        number, starts, ends, row_before, row_after = row
        if number == of and starts <= until and not (row_before or row_after or before or after):
            if ends > until:
                until = ends
            continue
        if of >= 0:
            yield of, begun, until, before, after
        of, begun, until, before, after = row
    if of >= 0:
        yield of, begun, until, before, after


# Said as text: what SQLAlchemy takes to compile a statement is more than the first search of a program may take.
_HOLDING = ", ".join(f"'{status.value}'" for status in AppointmentStatus if status.holds_time)
_TAKEN = f"""
WITH asked AS MATERIALIZED (
SELECT key, unhex(value ->> 0) AS whose, value ->> 1 AS begins, value ->> 2 AS ends FROM json_each(?)
)
SELECT asked.key, starts_at, ends_at, buffer_before, buffer_after FROM asked CROSS JOIN appointment
WHERE practitioner_id = asked.whose AND starts_at > asked.begins - {_DAY} AND starts_at < asked.ends
AND ends_at > asked.begins AND status IN ({_HOLDING}) AND NOT contested
"""
_TAKEN_IN_ALL = f"""
WITH asked AS MATERIALIZED (
SELECT unhex(value ->> 0) AS whose, value ->> 1 AS begins, value ->> 2 AS ends FROM json_each(?)
)
SELECT coalesce((
SELECT sum(ends_at - starts_at) FROM appointment WHERE practitioner_id = asked.whose
AND starts_at >= asked.begins AND starts_at < asked.ends AND ends_at <= asked.ends
AND status IN ({_HOLDING}) AND overbooked_by IS NULL AND NOT contested
), 0) FROM asked
"""
_ENGAGEMENTS = f"""
SELECT starts_at, ends_at FROM appointment WHERE patient_id = :patient_id
AND starts_at > :begins - {_DAY} AND starts_at < :ends AND status IN ({_HOLDING})
"""
_SINCE = "SELECT kind, record_id, before, after FROM journal WHERE seq > ? ORDER BY seq"
