"""What carries a message, and what it says when it cannot."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from clinic_desktop.domain.errors import ClinicError

PATIENCE_SECONDS = 20.0
"""How long a server may keep silent before it counts as stalled."""


class NotDelivered(ClinicError):
    """A message did not leave.

    `is_permanent` says that trying again is of no use; `is_way_down` that no other message gets through either.
    """

    def __init__(self, sentence: str, *, is_permanent: bool = False, is_way_down: bool = False) -> None:
        super().__init__(sentence)
        self.is_permanent = is_permanent
        self.is_way_down = is_way_down


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What is carried. The same `id` means the same message, tried again; `calendar` is an iCalendar file with it."""

    id: UUID
    recipient: str
    subject: str
    body: str
    calendar: bytes = b""


class Transport(Protocol):
    """Carries messages one after the other, on one connection where that is possible."""

    def send(self, outgoing: Outgoing) -> None:
        """Hand a message over; when this returns, the other side has taken it. Raises NotDelivered."""

    def close(self) -> None:
        """Let go of the connection."""


def shortened(words: str) -> str:
    """What a server said, on one line and short enough to be read."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


_LONGEST = 160
