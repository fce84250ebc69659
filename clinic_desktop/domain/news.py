"""What one commit touched, told to every page that may care."""

from dataclasses import dataclass, field
from uuid import UUID

from .clinic_time import Span
from .waiting_list import Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """One commit: the kinds of record (table names) with the ids it touched.

    `span` covers every appointment time involved, before and after; None when no appointment was touched. `freed` is
    the time that appointments no longer take, called off or moved.
    """

    change_id: UUID
    verb: str
    actor_id: UUID | None
    touched: dict[str, frozenset[UUID]] = field(default_factory=dict)
    span: Span | None = None
    freed: tuple[Gap, ...] = ()

    def touches(self, *kinds: str) -> bool:
        """Whether any record of these kinds changed."""
        return any(kind in self.touched for kind in kinds)
