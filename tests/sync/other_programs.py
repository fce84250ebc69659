"""Programs of other versions at one hub, by what goes over the wire: an older one that lacks a field, and a newer one.

The clinic's own program knows `notes` of a patient and not `pronouns`. The older one knows neither, the newer one both.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from clinic_desktop.domain.anchors import Anchor
from clinic_desktop.domain.syncing import Answer, Digest, Fields, Greeting, HubPage, HubRecord, Operation, StationLine
from clinic_desktop.sync import shared
from clinic_desktop.sync.shared import Link

if TYPE_CHECKING:
    from psycopg import Connection

OLD, NEW = "notes", "pronouns"
_KIND = "patient"
OLDER_PROTOCOL, USUAL_PROTOCOL, NEWER_PROTOCOL = 1, 2, 3


def teach(hub: "Connection[Any]") -> None:  # Any: rows
    """Have the hub know which version brought which field, as one that was upgraded does."""
    hub.execute("UPDATE clinic_sync.field SET since = %s WHERE (kind, name) = (%s, %s)", (USUAL_PROTOCOL, _KIND, OLD))
    hub.execute(
        "INSERT INTO clinic_sync.field SELECT kind, %s, %s, type, needed, greatest, %s FROM clinic_sync.field "
        "WHERE (kind, name) = (%s, %s)",
        (NEW, NEW, NEWER_PROTOCOL, _KIND, OLD),
    )


def pronouns_of(patient_id: UUID) -> str:
    """What the newer program writes there."""
    return f"they {patient_id.hex[-6:]}"


class OtherLink:
    """A link of the clinic's own program, told from others by its protocol; those change what is said on either way."""

    protocol = USUAL_PROTOCOL

    def __init__(self, link: Link) -> None:
        self._link = link

    def said(self, record_id: UUID, document: Fields, *, is_new: bool) -> Fields:  # for the others
        """What goes to the hub in the place of a patient's document, or of a part of it."""
        return document

    def heard(self, document: Fields) -> Fields:
        """What this program makes of a patient's document."""
        return document

    def hello(self, program: str, last_ordinal: int | None, last_op: UUID | None, sequence: int) -> Greeting:
        usual, shared.PROTOCOL = shared.PROTOCOL, self.protocol
        try:
            return self._link.hello(program, last_ordinal, last_op, sequence)
        finally:
            shared.PROTOCOL = usual

    def push(self, operations: Sequence[Operation]) -> list[Answer]:
        said = [self._said(operation) for operation in operations]
        kinds = [operation.kind for operation in operations]
        return [
            replace(answer, document=self.heard(answer.document))
            if kind == _KIND and answer.document is not None
            else answer
            for kind, answer in zip(kinds, self._link.push(said), strict=True)
        ]

    def _said(self, operation: Operation) -> Operation:
        if operation.kind != _KIND:
            return operation
        is_new = operation.action == "insert"
        return replace(
            operation,
            new=self.said(operation.record_id, operation.new, is_new=is_new),
            base=self.said(operation.record_id, operation.base, is_new=False),
        )

    def pull(self, cursor: str, upto: str | None, after: tuple[str, str, UUID] | None, limit: int) -> HubPage:
        return self._heard(self._link.pull(cursor, upto, after, limit))

    def _heard(self, page: HubPage) -> HubPage:
        return replace(
            page,
            records=tuple(
                replace(record, document=self.heard(record.document)) if record.kind == _KIND else record
                for record in page.records
            ),
        )

    def pull_columns(self, cursor: str, upto: str | None, after: tuple[str, str, UUID] | None, limit: int) -> HubPage:
        page = self._link.pull_columns(cursor, upto, after, limit)
        columns = (
            replace(one, fields=self.heard(dict(one.fields))) if one.kind == _KIND else one for one in page.columns
        )
        return replace(self._heard(page), columns=tuple(columns))

    def reconcile(self, rows: Sequence[tuple[str, UUID, int]]) -> list[tuple[str, UUID]]:
        return self._link.reconcile(rows)

    def restore(self, records: Sequence[HubRecord]) -> int:
        return self._link.restore(
            [
                replace(record, document=self.said(record.record_id, record.document, is_new=True))
                if record.kind == _KIND and not record.is_deleted
                else record
                for record in records
            ]
        )

    def lease(self, name: str, count: int) -> range:
        return self._link.lease(name, count)

    def stations(self) -> list[StationLine]:
        return self._link.stations()

    def digests(self, upto: str) -> dict[str, Digest]:
        return self._link.digests(upto)

    def records_of(self, kind: str, after: UUID | None, limit: int) -> Sequence[HubRecord]:
        return self._link.records_of(kind, after, limit)

    def keep_anchor(self, anchor: Anchor) -> None:
        self._link.keep_anchor(anchor)

    def anchors(self, at_most: int) -> Sequence[Anchor]:
        return self._link.anchors(at_most)

    def wait(self, seconds: float) -> bool:
        return self._link.wait(seconds)

    def wake(self) -> None:
        self._link.wake()

    def close(self) -> None:
        self._link.close()


class OlderLink(OtherLink):
    """Of a program that never heard of the field."""

    protocol = OLDER_PROTOCOL

    def said(self, record_id: UUID, document: Fields, *, is_new: bool) -> Fields:
        return self.heard(document)

    def heard(self, document: Fields) -> Fields:
        return {name: value for name, value in document.items() if name != OLD}


class NewerLink(OtherLink):
    """Of a program that writes one more field for whom it registers, and keeps in a file of its own for whom it did."""

    protocol = NEWER_PROTOCOL

    def __init__(self, link: Link, file: Path) -> None:
        super().__init__(link)
        self._file = file
        self._written = set(file.read_text(encoding="ascii").split()) if file.exists() else set()

    def push(self, operations: Sequence[Operation]) -> list[Answer]:
        made = {one.record_id.hex for one in operations if one.kind == _KIND and one.action == "insert"}
        if fresh := made - self._written:
            with self._file.open("a", encoding="ascii") as file:
                file.write("".join(f"{one}\n" for one in fresh))
                file.flush()
                os.fsync(file.fileno())
            self._written |= fresh
        return super().push(operations)

    def said(self, record_id: UUID, document: Fields, *, is_new: bool) -> Fields:
        return document | {NEW: pronouns_of(record_id)} if is_new and record_id.hex in self._written else document
