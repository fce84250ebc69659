"""What must hold at the end of every life, however it went: I1 to I10 of the plan, as sentences that are false."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from psycopg import Connection

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.field_groups import SYNCED_KINDS
from clinic_desktop.domain.syncing import Fields, Profile
from clinic_desktop.storage.documents import form_of
from clinic_desktop.storage.kinds import quoted
from clinic_desktop.storage.verification import verify
from clinic_desktop.sync.field_groups import hidden_from, sees
from tests.sync.simulation import Desk, Told

Key = tuple[str, UUID]
Standing = defaultdict[str, dict[UUID, Fields | None]]
_HOLDING = {status.value for status in AppointmentStatus if status.holds_time}
_NOT_CLEAN = {"held", "parked", "denied", "faulty"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHub:
    """A record as it stands at the hub."""

    is_deleted: bool
    document: Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An operation that the hub answered, in the order of its answers."""

    op_id: UUID
    station: UUID
    change_id: UUID | None
    profile: Profile
    key: Key
    action: str
    status: str
    base: Fields
    new: Fields
    document: Fields | None


def faults(
    hub: "Connection[Any]",  # Any: rows
    desks: Sequence[Desk],
    told: Told,
    profiles: Sequence[Profile],
    begun: Mapping[Key, Fields] | None,
) -> list[str]:
    """Every sentence that is not true; none when all is well.

    `begun` is what the hub had at the beginning; None when its log of operations is not whole, since it was put back.
    """
    records = {
        (kind, record_id): AtHub(is_deleted=is_deleted, document=document)
        for kind, record_id, is_deleted, document in hub.execute(
            "select kind, id, deleted, document from clinic_sync.record"
        )
    }
    done = [
        Done(
            op_id=row[0],
            station=row[1],
            change_id=row[2],
            profile=Profile(row[3]),
            key=(row[4], row[5]),
            action=row[6],
            status=row[7],
            **row[8],
        )
        for row in hub.execute(
            "select o.op_id, o.station, o.change_id, s.profile, o.kind, o.record_id, o.action, o.status, "
            "jsonb_build_object('base', o.base, 'new', o.new, 'document', o.answer -> 'document') "
            "from clinic_sync.operation o join clinic_sync.station s on s.id = o.station order by o.ordinal"
        )
    ]
    return [
        *_overlaps(records),
        *_losses(records, told),
        *_undrained(desks),
        *_renamed(done),
        *_unnoticed(records, done),
        *_unheard(done, told),
        *([] if begun is None else _twice(records, done)),
        *_differences(records, desks, profiles),
        *([] if begun is None else _blind(done, dict(begun), told.over)),
        *([] if begun is None else _imagined(records, done, dict(begun))),
        *_broken_promises(records, told),
        *_broken_journals(desks),
    ]


def _overlaps(records: dict[Key, AtHub]) -> Iterator[str]:
    """I1: no two appointments that hold time, and are not deliberate, overlap."""
    taken: dict[str, list[tuple[int, int, UUID]]] = defaultdict(list)
    for (kind, record_id), found in records.items():
        document = found.document
        if kind != "appointment" or found.is_deleted or document["status"] not in _HOLDING:
            continue
        if document.get("overbooked_by") is None and not document.get("contested"):
            taken[document["practitioner_id"]].append((document["starts_at"], document["ends_at"], record_id))
    for times in taken.values():
        times.sort()
        for earlier, later in pairwise(times):
            if later[0] < earlier[1]:
                yield f"I1 {earlier[2]} and {later[2]} overlap"


def _losses(records: dict[Key, AtHub], told: Told) -> Iterator[str]:
    """I2: all that was acknowledged is there."""
    for record_id in told.booked:
        found = records.get(("appointment", record_id))
        if found is None or found.is_deleted:
            yield f"I2 the booking {record_id} is lost"
    there = {record_id for (_, record_id), found in records.items() if not found.is_deleted}
    yield from (f"I2 {record_id} is lost" for record_id in told.waiting - there)


def _unheard(done: Sequence[Done], told: Told) -> Iterator[str]:
    """I2: each word that was typed reached the hub, but for what was typed over at its own desk before it was sent."""
    heard = {value for one in done for value in one.new.values() if isinstance(value, str)}
    typed_over = set(told.over.values())
    for word in sorted(told.typed - heard):
        if (told.over[word][0], word) not in typed_over:
            yield f"I2 {word!r}, typed at desk {told.over[word][0]}, never reached the hub"


def _undrained(desks: Sequence[Desk]) -> Iterator[str]:
    """I3: nothing waits for ever; that each operation is applied once, the hub's own key says, if it keeps its name."""
    for desk in desks:
        count, _ = desk.engine.waiting()
        if count:
            yield f"I3 {count} changes still wait at desk {desk.number}"


def _renamed(done: Sequence[Done]) -> Iterator[str]:
    """I3: what was done to a record in one change has one name, however often it is sent, or it is applied twice."""
    names: dict[tuple[UUID, UUID | None, Key], set[UUID]] = defaultdict(set)
    for one in done:
        names[one.station, one.change_id, one.key].add(one.op_id)
    for (_, _, key), known in names.items():
        if len(known) > 1:
            yield f"I3 {key} was sent as {len(known)} operations"


def _unnoticed(records: dict[Key, AtHub], done: Sequence[Done]) -> Iterator[str]:
    """I4: what did not get through is on the conflict desk."""
    noticed = {found.document.get("op_id") for (kind, _), found in records.items() if kind == "conflict"}
    for one in done:
        if one.status in _NOT_CLEAN and one.op_id.hex not in noticed:
            yield f"I4 {one.status} {one.key} is on nobody's desk"
        if one.status in ("faulty", "denied"):
            yield f"I4 {one.status}: {one.key} {one.new}"


def _twice(records: dict[Key, AtHub], done: Sequence[Done]) -> Iterator[str]:
    """I8: sent again, nothing is done again: what was applied met nothing."""
    applied = {one.op_id.hex for one in done if one.status in ("applied", "unchanged")}
    for (kind, record_id), found in records.items():
        if kind == "conflict" and found.document["op_id"] in applied:
            yield f"I8 {found.document['kind']} {record_id} of an operation that was applied"


def _differences(records: dict[Key, AtHub], desks: Sequence[Desk], profiles: Sequence[Profile]) -> Iterator[str]:
    """I5, I9: every station has what the hub has, as far as its profile goes, and nothing else."""
    shown: dict[tuple[Profile, frozenset[tuple[str, str]]], Standing] = {}
    for desk, profile in zip(desks, profiles, strict=True):
        if (profile, desk.unknown) not in shown:
            shown[profile, desk.unknown] = _shown_to(profile, desk.unknown, records)
        for kind in sorted(SYNCED_KINDS):
            here, there = _standing_at(desk, kind), shown[profile, desk.unknown][kind]
            if kind == "conflict":
                here, there = _seen(here, profile), _seen(there, profile)
            for record_id in here.keys() | there.keys():
                if here.get(record_id) != there.get(record_id):
                    yield f"I5 {kind} {record_id} at desk {desk.number}: {_other(here, there, record_id)}"


def _standing_at(desk: Desk, kind: str) -> dict[UUID, Fields | None]:
    form = form_of(kind)
    assert form is not None
    select = f"SELECT id, {', '.join(map(quoted, form.fields))} FROM {quoted(kind)}"
    with desk.database.glance() as reading:
        return {UUID(bytes=row[0]): form.document(row[1:]) for row in reading.ask(select)}


def _shown_to(profile: Profile, unknown: frozenset[tuple[str, str]], records: dict[Key, AtHub]) -> Standing:
    """What such a station should have, by kind."""
    shown: Standing = defaultdict(dict)
    for (kind, record_id), found in records.items():
        form = form_of(kind)
        if form is not None and not found.is_deleted and sees(profile, kind):
            hidden = hidden_from(profile, kind, found.document.get("role", ""))
            hidden |= {name for of, name in unknown if of == kind}
            seen = {name: value for name, value in found.document.items() if name not in hidden}
            shown[kind][record_id] = form.whole(seen)
    return shown


def _seen(conflicts: Mapping[UUID, Fields | None], profile: Profile) -> dict[UUID, Fields | None]:
    """What a conflict holds of its record as objects, without what the profile does not see of such a record."""
    seen: dict[UUID, Fields | None] = {}
    for record_id, conflict in conflicts.items():
        assert conflict is not None
        hidden = hidden_from(profile, conflict["record_kind"], "admin")
        parts = {
            part: {name: value for name, value in json.loads(conflict[part]).items() if name not in hidden}
            for part in ("before", "mine", "theirs")
        }
        seen[record_id] = conflict | parts
    return seen


def _other(here: Mapping[UUID, Fields | None], there: Mapping[UUID, Fields | None], record_id: UUID) -> str:
    mine, theirs = here.get(record_id), there.get(record_id)
    if mine is None or theirs is None:
        return "it is missing here" if mine is None else "it is not at the hub"
    return str({name: (mine[name], theirs[name]) for name in mine if mine[name] != theirs[name]})


def _blind(done: Sequence[Done], standing: dict[Key, Fields], over: Mapping[str, tuple[int, str]]) -> Iterator[str]:
    """I6: whatever was accepted began with what had been accepted before it."""
    for one in done:
        if one.status in ("parked", "unchanged", "denied", "faulty", "taken"):
            continue
        if one.action == "delete":
            standing.pop(one.key, None)
            continue
        was = standing.get(one.key)
        now = _after(one, was or {})
        if was is not None and one.action == "update":
            for name, value in one.new.items():
                is_accepted = now.get(name) == value and was.get(name) != value
                is_known = (was.get(name) or None) == (one.base.get(name) or None)  # a missing field is an empty one
                if is_accepted and not is_known and name not in _GREATEST:
                    yield f"I6 {one.key} {name} had {was.get(name)!r}, not {one.base.get(name)!r}, before {value!r}"
                elif is_accepted and value in over and not _was_seen(value, was.get(name), over):
                    yield f"I6 {one.key} {name} {value!r} was typed where nobody had seen {was.get(name)!r}"
        standing[one.key] = now


def _was_seen(word: str, was: str | None, over: Mapping[str, tuple[int, str]]) -> bool:
    """Whether it was typed over that, or over what was typed at the same desk over that."""
    desk, seen = over[word]
    while (seen or None) != (was or None):
        if over.get(seen, (None, ""))[0] != desk:
            return False
        seen = over[seen][1]
    return True


def _imagined(records: dict[Key, AtHub], done: Sequence[Done], standing: dict[Key, Fields]) -> Iterator[str]:
    """I8: where what stood was what an operation began with, nothing met."""
    met = {
        found.document["op_id"]
        for (kind, _), found in records.items()
        if kind == "conflict" and found.document["kind"] in ("same-field", "changed-and-cancelled")
    }
    for one in done:
        was = standing.get(one.key, {})
        is_met = one.action == "update" and bool(was) and one.op_id.hex in met
        if is_met and all((was.get(name) or None) == (value or None) for name, value in one.base.items()):
            yield f"I8 {one.key} {one.new} met something, though all stood as it began with"
        if one.status not in ("parked", "denied", "faulty", "taken"):
            standing[one.key] = _after(one, was)


def _after(one: Done, was: Fields) -> Fields:
    """What stands then: what is hidden from who sent it stays as it was, and its answer does not show it."""
    hidden = hidden_from(one.profile, one.key[0], was.get("role", ""))
    seen = one.document or was | one.new
    return {name: value for name, value in was.items() if name in hidden} | {
        name: value for name, value in seen.items() if name not in hidden
    }


_GREATEST = {"last_sign_in_at"}


def _broken_promises(records: dict[Key, AtHub], told: Told) -> Iterator[str]:
    """I7: what was confirmed stays so, unless somebody did something about it."""
    for record_id in told.confirmed - told.touched:
        found = records.get(("appointment", record_id))
        if found is not None and found.document.get("contested"):
            yield f"I7 {record_id} was confirmed, and is contested"


def _broken_journals(desks: Sequence[Desk]) -> Iterator[str]:
    """I10: every journal verifies."""
    for desk in desks:
        with desk.database.reading() as reading:
            found = verify(reading, desk.database.key)
        if found.first_fault is not None:
            yield f"I10 at desk {desk.number}: {found.first_fault}"


def digest(hub: "Connection[Any]") -> str:
    """The hub as text, to compare two lives of one seed. Any: as above."""
    rows = hub.execute("select kind, id::text, revision, deleted, document::text from clinic_sync.record order by 1, 2")
    return json.dumps(rows.fetchall())
