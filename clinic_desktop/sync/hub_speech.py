"""How operations, answers and records are said to the hub and understood from it: JSON, ids as text, times as ms."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import UUID

from clinic_desktop.domain.anchors import Anchor
from clinic_desktop.domain.field_groups import SYNCED_KINDS
from clinic_desktop.domain.syncing import (
    Answer,
    AnswerStatus,
    Digest,
    Greeting,
    HubColumns,
    HubPage,
    HubRecord,
    Operation,
    Profile,
    StationLine,
)
from clinic_desktop.storage.column_types import new_id_of
from clinic_desktop.storage.documents import form_of

Said: TypeAlias = dict[str, Any]  # Any: JSON's
Heard: TypeAlias = Any  # Any: JSON's, of whatever shape the call has
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_PUT = tuple(getattr(HubRecord, field.name).__set__ for field in fields(HubRecord))


def operation_said(operation: Operation) -> Said:
    return {
        "op_id": operation.op_id.hex,
        "number": operation.number,
        "kind": operation.kind,
        "record_id": operation.record_id.hex,
        "action": operation.action.value,
        "base": operation.base,
        "new": operation.new,
        "base_revision": operation.base_revision,
        "strict": operation.strict,
        "at": _milliseconds(operation.at),
        "account_id": _hex(operation.account_id),
        "actor_name": operation.actor_name,
        "change_id": _hex(operation.change_id),
        "verb": operation.verb,
        "reason": operation.reason,
    }


def record_said(record: HubRecord) -> Said:
    return {
        "kind": record.kind,
        "record_id": record.record_id.hex,
        "revision": record.revision,
        "is_deleted": record.is_deleted,
        "document": record.document,
        "station_id": _hex(record.station_id),
        "account_id": _hex(record.account_id),
        "actor_name": record.actor_name,
        "at": _milliseconds(record.at),
        "change_id": _hex(record.change_id),
        "verb": record.verb,
        "reason": record.reason,
    }


def answers_heard(said: Sequence[Said], operations: Sequence[Operation]) -> list[Answer]:
    """The answers in the order of the operations."""
    return [
        Answer(
            op_id=operation.op_id,
            status=AnswerStatus(one["status"]),
            revision=one.get("revision"),
            document=one.get("document"),
            is_deleted=one.get("is_deleted", False),
            conflict_id=_id(one.get("conflict_id")),
            holders=tuple(UUID(holder) for holder in one.get("holders", ())),
            holder_station=one.get("holder_station", ""),
            sentence=one.get("sentence", ""),
        )
        for operation, one in zip(operations, said, strict=True)
    ]


def greeting_heard(said: Said) -> Greeting:
    return Greeting(
        station_id=UUID(said["station_id"]),
        station_name=said["station_name"],
        profile=Profile(said["profile"]),
        clinic_id=UUID(said["clinic_id"]),
        epoch=UUID(said["epoch"]),
        knows_my_last=said["knows_my_last"],
        ordinal=said["ordinal"],
        op_id=_id(said["op_id"]),
        at=_instant(said["at"]),
        schema=said["schema"],
        is_empty=said["is_empty"],
        wants_full_pull=said["wants_full_pull"],
        records=said["records"],
        compares=said.get("compares", False),
        gives_columns=said.get("gives_columns", False),
        keeps_anchors=said.get("keeps_anchors", False),
    )


def anchor_said(anchor: Anchor) -> tuple[int, str, int]:
    return anchor.seq, anchor.seal_hex, _milliseconds(anchor.at)


def anchor_heard(said: list[Any]) -> Anchor:  # Any: JSON's
    seq, seal, at, station = said
    return Anchor(seq=seq, seal_hex=seal, at=_instant(at), station_id=UUID(station))


def digests_heard(said: Said) -> dict[str, Digest]:
    return {kind: Digest(count=count, total=int(total), since=since) for kind, (count, total, since) in said.items()}


def page_heard(said: Said, limit: int) -> HubPage:
    records = said["records"]
    last = records[-1] if len(records) >= limit else None
    return HubPage(
        records=tuple(_record(record) for record in records),
        upto=said["upto"],
        after=(last[3], last[0], UUID(last[1])) if last else None,
        op_id=UUID(said["op_id"]) if said.get("op_id") else None,
    )


def page_of_columns_heard(said: Said) -> HubPage:
    after = said["after"]
    return HubPage(
        records=tuple(_record(record) for record in said["records"]),
        upto=said["upto"],
        after=(after[0], after[1], UUID(after[2])) if after else None,
        op_id=_id(said["op_id"]),
        columns=tuple(_columns(kind, columns) for kind, columns in said["columns"]),
    )


def fields_wanted() -> str:
    """The fields that this program knows of each kind, as `pull_columns` is told them."""
    forms = {kind: form_of(kind) for kind in SYNCED_KINDS}
    return json.dumps({kind: form.fields for kind, form in forms.items() if form is not None})


def station_heard(said: Said) -> StationLine:
    return StationLine(
        station_id=UUID(said["station_id"]),
        name=said["name"],
        profile=Profile(said["profile"]),
        enrolled_at=_maybe_instant(said["enrolled_at"]),
        last_seen_at=_maybe_instant(said["last_seen_at"]),
        program=said["program"],
        is_revoked=said["is_revoked"],
        is_own=said["is_own"],
    )


def _record(said: list[Any]) -> HubRecord:  # Any: JSON's
    kind, record_id, revision, _txid, deleted, document, station, account, actor_name, at, change, verb, reason = said
    values = (
        kind,
        new_id_of(bytes.fromhex(record_id.replace("-", ""))),
        revision,
        deleted,
        document,
        _id(station),
        _id(account),
        actor_name,
        _instant(at),
        _id(change),
        verb,
        reason,
    )
    made = object.__new__(HubRecord)  # the class's own way takes three times as long, and a first sync has a million
    for put, value in zip(_PUT, values, strict=True):
        put(made, value)
    return made


def _columns(kind: str, columns: list[Any]) -> HubColumns:  # Any: JSON's
    record_ids, revisions, *values = columns
    form = form_of(kind)
    assert form is not None, "nothing else was asked for"
    return HubColumns(
        kind=kind, record_ids=record_ids, revisions=revisions, fields=dict(zip(form.fields, values, strict=True))
    )


@lru_cache(maxsize=8192)  # the same few stations, people and changes are named again and again
def _known_id(said: str) -> UUID:
    return UUID(said)


def _id(said: str | None) -> UUID | None:
    return _known_id(said) if said else None


def _hex(value: UUID | None) -> str | None:
    return value.hex if value else None


def _instant(milliseconds: int) -> datetime:
    return _EPOCH + _MILLISECOND * milliseconds


def _maybe_instant(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else _instant(milliseconds)


def _milliseconds(value: datetime) -> int:
    return (value - _EPOCH) // _MILLISECOND
