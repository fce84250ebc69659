"""The hub as a station sees it: a link with few verbs, and that link by PostgreSQL."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString, Protocol
from uuid import UUID

from clinic_desktop.domain.anchors import Anchor
from clinic_desktop.domain.syncing import Answer, Digest, Greeting, HubPage, HubRecord, Operation, StationLine

from . import hub_speech
from .asking_ahead import Asked, AskingAhead
from .hub_address import Address
from .hub_speech import Heard

__all__ = ["FIRST_CURSOR", "PROTOCOL", "Address", "HubLink", "Link", "Patience"]

FIRST_CURSOR = "1:1:"
"""Where a station begins that has pulled nothing yet: the snapshot that sees nothing."""

PROTOCOL = 1
"""What this program knows of the hub; `hub_schema.VERSION` of the hub that it would install."""

_PULL: LiteralString = "SELECT clinic_sync.pull(%s, %s, %s, %s, %s, %s)"
_PULL_COLUMNS: LiteralString = "SELECT clinic_sync.pull_columns(%s, %s, %s, %s, %s, %s, %s::jsonb)"
_MANY = 1_000
"""From pages of so many records on the next one is asked for while the one before it is stored."""


class Link(Protocol):
    """A connection to the hub. Every verb raises NotReached at its deadline at the latest, or another `SyncRefused`.

    After NotReached the next call connects anew.
    """

    def hello(self, program: str, last_ordinal: int | None, last_op: UUID | None, sequence: int) -> Greeting:
        """Come in; the first call on each connection. `last_op` is the station's own last acknowledged operation.

        `sequence` must be greater than in every hello before, or ClonedStation is raised: store it, then send it.
        `last_ordinal` is not needed, the operation says it. A hub that was restored is not ready before it has gone
        through all its records: it answers within the deadline that it is at work, and is asked again.
        """

    def push(self, operations: Sequence[Operation]) -> list[Answer]:
        """Send operations; the answers come in their order."""

    def pull(self, cursor: str, upto: str | None, after: tuple[str, str, UUID] | None, limit: int) -> HubPage:
        """What changed between the cursor and `upto` (None: now; then as the first page gave it), a page at a time."""

    def pull_columns(self, cursor: str, upto: str | None, after: tuple[str, str, UUID] | None, limit: int) -> HubPage:
        """As `pull`, with many records of a kind as columns; only of a hub whose greeting says `gives_columns`."""

    def reconcile(self, rows: Sequence[tuple[str, UUID, int]]) -> list[tuple[str, UUID]]:
        """Of records by kind, id and revision: those that a restored hub lacks or has older.

        To be asked before anything is pulled in the hub's new epoch.
        """

    def restore(self, records: Sequence[HubRecord]) -> int:
        """Give back what a restored hub lost; how many it took."""

    def lease(self, name: str, count: int) -> range:
        """Numbers that no other station gets."""

    def stations(self) -> list[StationLine]:
        """All stations, by name."""

    def digests(self, upto: str) -> dict[str, Digest]:
        """What stands of each kind that the station sees, in short; only of a hub whose greeting says `compares`."""

    def records_of(self, kind: str, after: UUID | None, limit: int) -> Sequence[HubRecord]:
        """The records of one kind as they stand now, removed ones too, by id; only of a hub that `compares`."""

    def keep_anchor(self, anchor: Anchor) -> None:
        """Keep what the journal of this station has come to; only of a hub whose greeting says `keeps_anchors`."""

    def anchors(self, at_most: int) -> Sequence[Anchor]:
        """What this station had kept of its journal, the highest first; only of a hub that `keeps_anchors`."""

    def wait(self, seconds: float) -> bool:
        """Wait until another changed something at the hub or somebody wakes (True), or the time is over (False)."""

    def wake(self) -> None:
        """End the wait under way, or the next one; from any thread."""

    def close(self) -> None:
        """End the connections for good; from any thread: a call under way raises NotReached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How many seconds a call may take at most; connecting counts."""

    connect: float = 5.0
    call: float = 10.0
    bulk: float = 60.0


class HubLink:
    """The hub by PostgreSQL: one connection for calls, one that listens. See `Link`."""

    def __init__(self, address: Address, patience: Patience | None = None) -> None:
        from .hub_calls import Bell, HubCalls

        self._patience = patience or Patience()
        self._ending, self._bell = Bell(), Bell()
        self._calls = HubCalls(address, self._ending)
        self._news = HubCalls(address, self._ending)
        self._ahead = AskingAhead(self._ask_page)

    def hello(self, program: str, last_ordinal: int | None, last_op: UUID | None, sequence: int) -> Greeting:
        while True:
            said = self._call(
                "SELECT clinic_sync.hello(%s, %s, %s, %s, %s)", program, PROTOCOL, last_ordinal, last_op, sequence
            )
            if not said.get("is_beginning"):
                return hub_speech.greeting_heard(said)

    def push(self, operations: Sequence[Operation]) -> list[Answer]:
        said = json.dumps([hub_speech.operation_said(operation) for operation in operations])
        return hub_speech.answers_heard(self._call("SELECT clinic_sync.push(%s::json)", said), operations)

    def pull(self, cursor: str, upto: str | None, after: tuple[str, str, UUID] | None, limit: int) -> HubPage:
        return self._pulled(False, cursor, upto, after, limit)

    def pull_columns(self, cursor: str, upto: str | None, after: tuple[str, str, UUID] | None, limit: int) -> HubPage:
        return self._pulled(True, cursor, upto, after, limit)

    def _pulled(
        self, in_columns: bool, cursor: str, upto: str | None, after: tuple[str, str, UUID] | None, limit: int
    ) -> HubPage:
        asked = in_columns, (cursor, upto, *(after or (None, None, None)), limit)
        page = self._ahead.answer_to(asked) or self._ask_page(asked)
        if page.after is not None and limit >= _MANY:
            self._ahead.begin((in_columns, (cursor, page.upto, *page.after, limit)))
        return page

    def reconcile(self, rows: Sequence[tuple[str, UUID, int]]) -> list[tuple[str, UUID]]:
        said = json.dumps([(kind, record_id.hex, revision) for kind, record_id, revision in rows])
        return [(kind, UUID(lacked)) for kind, lacked in self._bulk("SELECT clinic_sync.reconcile(%s::json)", said)]

    def restore(self, records: Sequence[HubRecord]) -> int:
        said = json.dumps([hub_speech.record_said(record) for record in records])
        return int(self._bulk("SELECT clinic_sync.restore(%s::json)", said))

    def lease(self, name: str, count: int) -> range:
        return range(*self._call("SELECT clinic_sync.lease(%s, %s)", name, count))

    def stations(self) -> list[StationLine]:
        return [hub_speech.station_heard(said) for said in self._call("SELECT clinic_sync.stations()")]

    def digests(self, upto: str) -> dict[str, Digest]:
        return hub_speech.digests_heard(self._bulk("SELECT clinic_sync.digests(%s)", upto))

    def records_of(self, kind: str, after: UUID | None, limit: int) -> Sequence[HubRecord]:
        said = self._call("SELECT clinic_sync.records_of(%s, %s, %s)", kind, after, limit)
        return hub_speech.page_heard(said, limit).records

    def keep_anchor(self, anchor: Anchor) -> None:
        self._call("SELECT clinic_sync.keep_anchor(%s, %s, %s)", *hub_speech.anchor_said(anchor))

    def anchors(self, at_most: int) -> Sequence[Anchor]:
        return [hub_speech.anchor_heard(said) for said in self._call("SELECT clinic_sync.anchors(%s)", at_most)]

    def wait(self, seconds: float) -> bool:
        own = self._calls.backend  # what this station sent itself it has the answers to
        return self._news.hear("LISTEN clinic_sync", seconds, self._patience.connect, self._bell, but_of=own)

    def wake(self) -> None:
        self._bell.ring()

    def close(self) -> None:
        self._ending.ring()
        self._ahead.close()
        self._calls.close()
        self._news.close()
        self._bell.close()
        self._ending.close()

    def _ask_page(self, asked: Asked) -> HubPage:
        in_columns, place = asked
        if in_columns:
            said = self._calls.call(_PULL_COLUMNS, (*place, hub_speech.fields_wanted()), self._patience.call)
            return hub_speech.page_of_columns_heard(said)
        *_, limit = place
        return hub_speech.page_heard(self._calls.call(_PULL, place, self._patience.call), limit)

    def _call(self, statement: LiteralString, *values: object) -> Heard:
        self._ahead.settle()
        return self._calls.call(statement, values, self._patience.call)

    def _bulk(self, statement: LiteralString, *values: object) -> Heard:
        self._ahead.settle()
        return self._calls.call(statement, values, self._patience.bulk)
