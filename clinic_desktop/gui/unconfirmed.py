"""Which records the shared server has not confirmed yet, for whoever draws a mark at them."""

from collections.abc import Set as AbstractSet
from functools import cache
from uuid import UUID

from PySide6.QtCore import QObject, Signal


class Unconfirmed(QObject):
    """The records that wait; `changed` brings those whose mark came or went. There is one: `unconfirmed()`.

    `is_shared` tells whether there is a server to confirm anything at all, `generation` how often the marks have
    changed: whoever keeps pictures of them compares it.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._ids: frozenset[UUID] = frozenset()
        self.is_shared = False
        self.generation = 0

    def __contains__(self, record_id: UUID) -> bool:
        return bool(self._ids) and record_id in self._ids

    @property
    def ids(self) -> frozenset[UUID]:
        """All that wait."""
        return self._ids

    def set_ids(self, ids: AbstractSet[UUID]) -> None:
        """These wait from now on, and no others."""
        before, self._ids = self._ids, frozenset(ids)
        changed = before ^ self._ids
        if changed:
            self.generation += 1
            self.changed.emit(changed)


@cache
def unconfirmed() -> Unconfirmed:
    """The one of this process: a station has one shared server."""
    return Unconfirmed()
