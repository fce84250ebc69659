"""The journal as it is read: the history of a record, of a session, and the audit log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    func,
    literal_column,
    select,
    type_coerce,
    union_all,
)

from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.domain.undoing import Step

from .clock_leaps import leaps
from .column_types import Words, id_of, instant_of, raw_of_instant
from .kinds import fields_of_image
from .reading.base import AnySelect, Query, Reading, any_word
from .tables import JOURNALLED, journal, station

_A_DAY = 86_400_000
_LAST_MILLISECOND = 2**48 - 1  # that a UUIDv7 can hold
_EVERY_ENTRY = 2**62


class Action(StrEnum):
    """What happened to a row; BATCH stands for many that were added at once."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    BATCH = "batch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the journal. `before`/`after` are JSON texts: of an update only what it changed.

    Nobody stands in `actor_id` when the program itself, or another tool (`origin` "unknown"), made the change; another
    tool's entry bears neither `change_id` nor seal. A batch names no record: its `after` holds the rows' numbers,
    their count and their digest.
    """

    seq: int
    change_id: UUID | None
    at: datetime
    actor_id: UUID | None
    actor_name: str
    session_id: UUID | None
    station: str
    verb: str
    reason: str
    undoes: UUID | None
    origin: str
    kind: str
    record_id: UUID | None
    action: Action
    before: str | None
    after: str | None
    is_sealed: bool

    @property
    def was(self) -> dict[str, Any]:  # Any: values of the record's fields
        """The fields of `before` as a record has them; empty for something new."""
        return {} if self.action is Action.BATCH else fields_of_image(self.kind, self.before)

    @property
    def became(self) -> dict[str, Any]:  # Any: as above
        """The fields of `after` as a record has them; empty for something removed."""
        return {} if self.action is Action.BATCH else fields_of_image(self.kind, self.after)


def _entries() -> AnySelect:
    j = journal.c
    return select(
        j.seq, j.change_id, j.at, j.actor_id, j.actor_name, j.session_id, func.coalesce(station.c.name, ""), j.verb,
        j.reason, j.undoes, j.origin, j.kind, j.record_id, j.action, j.before, j.after, j.seal.is_not(None),
    ).join_from(journal, station, station.c.id == j.station_id, isouter=True)  # fmt: skip


def _entry(
    seq: int,
    change_id: bytes | None,
    at: int,
    actor_id: bytes | None,
    actor_name: str,
    session_id: bytes | None,
    station_name: str,
    verb: str,
    reason: str,
    undoes: bytes | None,
    origin: str,
    kind: str,
    record_id: bytes | None,
    action: str,
    before: str | None,
    after: str | None,
    is_sealed: int,
) -> Entry:
    return Entry(
        seq=seq,
        change_id=_id(change_id),
        at=instant_of(at),
        actor_id=_id(actor_id),
        actor_name=actor_name,
        session_id=_id(session_id),
        station=station_name,
        verb=verb,
        reason=reason,
        undoes=_id(undoes),
        origin=origin,
        kind=kind,
        record_id=_id(record_id),
        action=Action(action),
        before=before,
        after=after,
        is_sealed=bool(is_sealed),
    )


def _id(raw: bytes | None) -> UUID | None:
    return None if raw is None else id_of(raw)


_OF_RECORD = Query(
    lambda: (
        _entries()
        .where(journal.c.kind == bindparam("kind"), journal.c.record_id == bindparam("id"))
        .where(journal.c.seq > bindparam("after"))
        .order_by(journal.c.seq)
        .limit(bindparam("limit"))
    )
)
_OF_CHANGE = Query(
    lambda: _entries().where(journal.c.change_id == bindparam("change_id")).order_by(journal.c.seq)
)  # fmt: skip
_OF_SEQ = Query(lambda: _entries().where(journal.c.seq == bindparam("seq")))
_STEPS = Query(
    lambda: (
        select(journal.c.change_id, journal.c.verb, journal.c.undoes)
        .where(journal.c.session_id == bindparam("session_id"), journal.c.actor_id == bindparam("actor_id"))
        .where(journal.c.verb.in_(any_word("verbs")))
        .group_by(journal.c.change_id)
        .order_by(func.max(journal.c.seq).desc())
        .limit(bindparam("limit"))
    )
)
_UNDOING = Query(lambda: select(journal.c.change_id).where(journal.c.undoes == bindparam("change_id")).limit(1))


def entries_of(reading: Reading, kind: str, id: UUID, *, after: int = 0, limit: int = 1000) -> list[Entry]:  # noqa: A002
    """What happened to a record, oldest first; `after` skips the entries up to that number."""
    return reading.lines(_OF_RECORD, _entry, kind=kind, id=id, after=after, limit=limit)


def entries_of_change(reading: Reading, change_id: UUID) -> list[Entry]:
    """All that one transaction did, in its order; empty if there is no such change."""
    return reading.lines(_OF_CHANGE, _entry, change_id=change_id)


def steps_of_session(
    reading: Reading, session_id: UUID, actor_id: UUID, verbs: Collection[str], *, limit: int
) -> list[Step]:
    """The changes by one of these verbs that a person made in a session, the latest first."""
    return reading.lines(_STEPS, _step, session_id=session_id, actor_id=actor_id, verbs=tuple(verbs), limit=limit)


def _step(change_id: bytes, verb: str, undoes: bytes | None) -> Step:
    return Step(change_id=id_of(change_id), verb=verb, undoes=_id(undoes))


def undone_by(reading: Reading, change_id: UUID) -> UUID | None:
    """The change that took another back, if one did."""
    found = reading.lines(_UNDOING, id_of, change_id=change_id)
    return found[0] if found else None


def _about(reading: Reading, span: Span) -> tuple[ColumnElement[bool], ...]:
    """Bounds of the entries' numbers, by the index of change ids, which begin with the time of their making.

    A day on either side is for clocks that were set; an index of the times themselves would cost every booking. What
    was received came long after it was made, perhaps: only of that are the times indexed. Where the clock was put back
    by more, entries of these days may stand anywhere from the first that it made too late.
    """
    earliest, latest = raw_of_instant(span.starts_at) - _A_DAY, raw_of_instant(span.ends_at) + _A_DAY
    amiss = [leap for leap in leaps(reading.driver) if earliest <= leap.back_from and leap.back_to <= latest]
    is_received = journal.c.origin == literal_column("'hub'")
    received = (is_received, journal.c.at >= span.starts_at, journal.c.at < span.ends_at)

    def first_after(milliseconds: int, otherwise: int) -> ColumnElement[int]:
        smallest = UUID(int=min(max(milliseconds, 0), _LAST_MILLISECOND) << 80)
        later = (
            select(journal.c.seq)
            .where(journal.c.change_id >= smallest, ~is_received)
            .order_by(journal.c.change_id)
            .limit(1)
        )
        return func.coalesce(later.scalar_subquery(), otherwise)

    first, last = (
        select(func.coalesce(end(journal.c.seq), otherwise)).where(*received).scalar_subquery()
        for end, otherwise in ((func.min, _EVERY_ENTRY), (func.max, 0))
    )
    from_here = journal.c.seq >= func.min(first_after(earliest, 0), first, *(leap.first for leap in amiss))
    if any(leap.back_from - leap.back_to >= _A_DAY for leap in amiss):
        return (from_here,)
    return from_here, journal.c.seq <= func.max(first_after(latest, _EVERY_ENTRY), last)


def audit(
    reading: Reading, wanted: AuditFilter, *, span: Span | None = None, limit: int = 200, before_seq: int | None = None
) -> list[Entry]:
    """The audit log, latest first; `span` is what the filter's days mean in UTC, `before_seq` where a page goes on."""
    j = journal.c
    query = _entries().order_by(j.seq.desc()).limit(limit)
    if before_seq is not None:
        query = query.where(j.seq < before_seq)
    if span is not None:
        query = query.where(j.at >= span.starts_at, j.at < span.ends_at, *_about(reading, span))
    for column, value in ((j.actor_id, wanted.actor_id), (j.record_id, wanted.record_id)):
        if value is not None:
            query = query.where(column == value)
    for column, text in ((j.kind, wanted.kind), (j.verb, wanted.verb)):
        if text:
            query = query.where(column == text)
    given: dict[str, object] = {}
    if wanted.kinds:
        query, given = query.where(_of_kinds(wanted.kinds)), {"kinds": wanted.kinds}
    if wanted.patient_id is not None:
        query, given = query.where(j.seq.in_(_about_patient())), given | {"patient_id": wanted.patient_id}
    return reading.lines(Query(lambda: query), _entry, **given)


def entry_of(reading: Reading, seq: int) -> Entry | None:
    """The entry of a number, if there is one."""
    found = reading.lines(_OF_SEQ, _entry, seq=seq)
    return found[0] if found else None


def _of_kinds(kinds: Collection[str]) -> ColumnElement[bool]:
    """Entries about appointments are so many that the latest are found soon; of other kinds the index knows all."""
    some = any_word("kinds")
    if "appointment" in kinds:
        return type_coerce(literal_column("+journal.kind"), Words).in_(some)
    numbers = journal.alias("of_kinds")
    return journal.c.seq.in_(select(numbers.c.seq).where(numbers.c.kind.in_(some)))


def _about_patient() -> CompoundSelect[int]:
    """The numbers of all entries that concern a patient, by the indexes of what knows its patient."""
    numbers = journal.alias("about")

    def of(kind: str, ids: AnySelect | ColumnElement[UUID]) -> Select[int]:
        about = numbers.c.record_id.in_(ids) if isinstance(ids, Select) else numbers.c.record_id == ids
        return select(numbers.c.seq).where(numbers.c.kind == literal_column(f"'{kind}'"), about)

    theirs = [
        of(table.name, select(table.c.id).where(table.c.patient_id == bindparam("patient_id")))
        for table in JOURNALLED
        if "patient_id" in table.c
    ]
    return union_all(of("patient", bindparam("patient_id")), *theirs)
