"""Time that an open booking dialog keeps from other desks for a little while."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .clinic_time import Span
from .records import Record

HELD_MINUTES = 5
"""How long a hold lasts unless it is renewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Record):
    """A practitioner's time that someone is about to book; after `until` (UTC) it keeps nobody from anything."""

    practitioner_id: UUID
    starts_at: datetime
    ends_at: datetime
    until: datetime
    account_id: UUID | None
    station_id: UUID

    @property
    def span(self) -> Span:
        """The time that is held."""
        return Span(starts_at=self.starts_at, ends_at=self.ends_at)
