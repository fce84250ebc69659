"""What the journal tells of commits that this process did not make itself."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.news import Changes
from clinic_desktop.storage.column_types import id_of, instant_of
from clinic_desktop.storage.kinds import kind_of

from .base import Reading

Row: TypeAlias = tuple[Any, ...]  # Any: raw values of a row

_NOBODY = UUID(int=0)
_EVER = Span(starts_at=datetime.min.replace(tzinfo=UTC), ends_at=datetime.max.replace(tzinfo=UTC))
_MOST = 2000
_APPOINTMENT = kind_of(Appointment).name
_AFTER = 'SELECT change_id, verb, actor_id, kind, record_id, "before" FROM journal WHERE seq > ? ORDER BY seq LIMIT ?'


class _Entry(NamedTuple):
    change_id: bytes | None
    verb: str
    actor_id: bytes | None
    kind: str
    record_id: bytes | None
    before: str | None


def changes_after(reading: Reading, seq: int) -> list[Changes]:
    """Every change after the journal's entry of that number, as it was told where it was made, but for freed time.

    Of a great many at once it is only said that much has changed.
    """
    entries = [_Entry(*row) for row in reading.ask(_AFTER, (seq, _MOST))]
    if len(entries) == _MOST:
        kinds = [kind for (kind,) in reading.ask("SELECT DISTINCT kind FROM journal WHERE seq > ?", (seq,))]
        return [Changes(change_id=_NOBODY, verb="", actor_id=None, touched={k: frozenset() for k in kinds}, span=_EVER)]
    return [_changes(reading, list(of_one)) for _, of_one in groupby(entries, key=lambda entry: entry.change_id)]


def _changes(reading: Reading, entries: list[_Entry]) -> Changes:
    touched: dict[str, set[UUID]] = {}
    for entry in entries:
        ids = touched.setdefault(entry.kind, set())
        if entry.record_id is not None:
            ids.add(id_of(entry.record_id))
    first = entries[0]
    return Changes(
        change_id=_NOBODY if first.change_id is None else id_of(first.change_id),
        verb=first.verb,
        actor_id=None if first.actor_id is None else id_of(first.actor_id),
        touched={kind: frozenset(ids) for kind, ids in touched.items()},
        span=_span(reading, [entry for entry in entries if entry.kind == _APPOINTMENT]),
    )


def _span(reading: Reading, entries: list[_Entry]) -> Span | None:
    """From the first start to the last end of the appointments, as they were and as they are."""
    if any(entry.record_id is None for entry in entries):
        return _EVER  # stored as a batch, of which the journal holds no single one
    instants = [instant for entry in entries for instant in _instants_before(entry)]
    for appointment_id in {entry.record_id for entry in entries if entry.record_id is not None}:
        for appointment in reading.where(Appointment, id=id_of(appointment_id)):
            instants += (appointment.starts_at, appointment.ends_at)
    return Span(starts_at=min(instants), ends_at=max(instants)) if instants else None


def _instants_before(entry: _Entry) -> Iterable[datetime]:
    image = json.loads(entry.before) if entry.before else {}
    return [instant_of(image[name]) for name in ("starts_at", "ends_at") if image.get(name) is not None]
