"""What became of the clinic's records through no fault of anybody: what is missing, what is damaged, what was saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class LostChanges:
    """What was acknowledged and is not in the records any more: so many entries of the audit log.

    The records stand as they did at `stands_at` (None: as they were made); the last of what is missing was done at
    `until`.
    """

    entries: int
    stands_at: datetime | None
    until: datetime

    def sentence(self, zone: tzinfo) -> str:
        """What happened and what to do, with times on the clinic's clock."""
        changes = "One change" if self.entries == 1 else f"{self.entries:,} changes"
        until = self.until.astimezone(zone)
        stands = "before the first change" if self.stands_at is None else f"at {_when(self.stands_at, zone)}"
        return (
            f"The records are whole, and stand as they did {stands}. {changes} made after that, until "
            f"{_when(self.until, zone)}, could not be read from the disk. Look through what was entered on "
            f"{until.day} {until:%B} and enter again what is missing."
        )


def _when(moment: datetime, zone: tzinfo) -> str:
    wall = moment.astimezone(zone)
    return f"{wall:%H:%M:%S} on {wall.day} {wall:%B %Y}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What was read out of a damaged file, counted by kind of record.

    `rebuilt` of them stood on damaged pages and were put together again from the audit log; `lost` could not be.
    `keeps_journal` unless the audit log itself has a hole; then it begins anew.
    """

    kept: Mapping[str, int]
    rebuilt: int = 0
    lost: Mapping[str, int] = field(default_factory=dict)
    keeps_journal: bool = True

    @property
    def is_all(self) -> bool:
        """Whether nothing at all is missing."""
        return self.keeps_journal and not self.lost
