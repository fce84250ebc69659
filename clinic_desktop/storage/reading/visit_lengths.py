"""How long visits took: read once for a practitioner, and again when the journal tells of another visit done."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import TextClause, text

from clinic_desktop.storage.column_types import id_of

from .base import Query, Reading

_MOST_ENTRIES = 2_000


def _took() -> TextClause:
    # A night in the room is a visit that nobody completed in time.
    return text(
        "SELECT type_id, (done_at - in_room_at) / 60000, count(*) FROM appointment "
        "WHERE practitioner_id = :practitioner_id AND starts_at >= :begins AND starts_at < :ends "
        "AND status = 'fulfilled' AND done_at > in_room_at AND done_at - in_room_at < 28800000 GROUP BY 1, 2"
    )


_TOOK = Query(_took)
_DONE_SINCE = """
SELECT DISTINCT a.practitioner_id, j.record_id IS NULL
FROM journal j LEFT JOIN appointment a ON a.id = j.record_id
WHERE j.seq > ? AND j.kind = 'appointment' AND (
    j.record_id IS NULL OR j.action != 'update' OR instr(j.after, '"done_at"') OR instr(j.after, '"practitioner_id"')
)
"""


def minutes_taken(
    reading: Reading, practitioner_id: UUID, begins: datetime, ends: datetime
) -> list[tuple[UUID, int, int]]:
    """Of a practitioner's visits that began in a span: the type, how many minutes in the room, and how many took so."""
    rows = reading.raw_rows(_TOOK, practitioner_id=practitioner_id, begins=begins, ends=ends)
    return [(id_of(type_id), minutes, count) for type_id, minutes, count in rows]


def whose_visits_ended(reading: Reading, since: int) -> Collection[UUID] | None:
    """The practitioners of whom the journal tells a visit done, or taken back, after that entry; None: perhaps all."""
    last = reading.last_seq
    if last < since or last - since > _MOST_ENTRIES:
        return None
    found: set[UUID] = set()
    for practitioner_id, is_batch in reading.ask(_DONE_SINCE, (since,)).fetchall():
        if is_batch:
            return None
        if practitioner_id is not None:
            found.add(id_of(practitioner_id))
    return found
