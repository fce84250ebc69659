"""The hub as a station sees it: a link with few verbs."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from clinic_desktop.domain.syncing import Answer, Greeting, HubPage, HubRecord, Operation, StationLine

FIRST_CURSOR = "1:1:"
"""Where a station begins that has pulled nothing yet: the snapshot that sees nothing."""


class Link(Protocol):
    """A connection to the hub. Every verb raises NotReached at its deadline at the latest, or another `SyncRefused`.

    After NotReached the next call connects anew.
    """

    def hello(self, program: str, last_ordinal: int | None, last_op: UUID | None, sequence: int) -> Greeting:
        """Come in; the first call on each connection. `last_op` is the station's own last acknowledged operation.

        `sequence` must be greater than in every hello before, or ClonedStation is raised: store it, then send it.
        `last_ordinal` is not needed, the operation says it.
        """

    def push(self, operations: Sequence[Operation]) -> list[Answer]:
        """Send operations; the answers come in their order."""

    def pull(self, cursor: str, upto: str | None, after: tuple[str, str, UUID] | None, limit: int) -> HubPage:
        """What changed between the cursor and `upto` (None: now; then as the first page gave it), a page at a time."""

    def reconcile(self, rows: Sequence[tuple[str, UUID, int]]) -> list[tuple[str, UUID]]:
        """Of records by kind, id and revision: those that a restored hub lacks or has older."""

    def restore(self, records: Sequence[HubRecord]) -> int:
        """Give back what a restored hub lost; how many it took."""

    def lease(self, name: str, count: int) -> range:
        """Numbers that no other station gets."""

    def stations(self) -> list[StationLine]:
        """All stations, by name."""

    def wait(self, seconds: float) -> bool:
        """Wait until something changed at the hub or somebody wakes (True), or the time is over (False)."""

    def wake(self) -> None:
        """End the wait under way, or the next one; from any thread."""

    def close(self) -> None:
        """End the connections; no trouble if there are none."""
