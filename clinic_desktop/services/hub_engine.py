"""What a station's sync needs of whoever speaks to the hub."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from clinic_desktop.domain.anchors import Adrift, Anchor
from clinic_desktop.domain.syncing import Answer, Comparison, RoundReport, StationLine


class Engine(Protocol):
    """Does what one call says; it keeps no thread. Any call to the hub raises NotReached, Revoked and their kin."""

    def round(
        self, strict: Callable[[], frozenset[UUID]], answered: Callable[[Mapping[UUID, Answer]], frozenset[UUID]]
    ) -> RoundReport:
        """Push, then pull, for about a second at most.

        `strict` is asked when something is sent. `answered` is told as soon as the answers are here, and says for
        which of them somebody has waited until then: only what those asked for is withdrawn if it was taken.
        """
        ...

    def rest(self) -> None:
        """There will be no round for a while; without the network too."""
        ...

    def wait(self, seconds: float) -> bool:
        """Until the hub has news or somebody wakes it (True), or the time is over; without a connection too."""
        ...

    def wake(self) -> None:
        """End the wait under way, or the next one; from any thread."""
        ...

    def waiting(self) -> tuple[int, frozenset[UUID]]:
        """How many changes have not reached the hub, and of which records; without the network."""
        ...

    def lease(self, name: str, count: int) -> range:
        """Numbers of that name that no other station gets."""
        ...

    def stations(self) -> list[StationLine]:
        """All of the clinic's, as the hub knows them."""
        ...

    def compare(self, is_awaited: Callable[[], bool]) -> Comparison | None:
        """What all that is here comes to beside the hub's, after a round that is done; None: another time."""
        ...

    def anchor(self) -> Adrift | None:
        """Leave with the hub what the journal has come to; what it had that the journal does not hold to."""
        ...

    def anchors(self) -> Sequence[Anchor]:
        """All that the hub was left of this station's journal."""
        ...

    def close(self) -> None:
        """Let go of the hub for good, from any thread: a call under way raises NotReached."""
        ...


def no_engine() -> None:
    """Of a station that shares with nobody."""
