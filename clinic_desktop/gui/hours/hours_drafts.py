"""The drafts of several practitioners' hours, which are saved together."""

from collections.abc import Mapping
from uuid import UUID

from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.hours_plan import HoursPlan, Planned
from clinic_desktop.gui.hours.hours_draft import HoursDraft


class HoursDrafts:
    """A draft for each whose hours were read; what is painted over them stays when they are read again."""

    def __init__(self) -> None:
        self._drafts: dict[UUID, HoursDraft] = {}

    def of(self, practitioner_id: UUID | None) -> HoursDraft | None:
        """Somebody's draft, if their hours were read."""
        return None if practitioner_id is None else self._drafts.get(practitioner_id)

    def read(self, hours: Mapping[UUID, Hours]) -> bool:
        """Take hours as they stand now; whether some changed that were painted over."""
        is_other = False
        for which, standing in hours.items():
            draft = self._drafts.get(which)
            if draft is None:
                self._drafts[which] = HoursDraft(which, standing)
                continue
            was_changed = draft.is_changed
            is_other |= draft.rebase(standing) and was_changed and draft.is_changed
        return is_other

    def store(self, hours: Mapping[UUID, Hours]) -> None:
        """These are what stands now, and nothing is painted over them."""
        for which, standing in hours.items():
            self._drafts[which] = HoursDraft(which, standing)

    @property
    def changed(self) -> tuple[HoursDraft, ...]:
        """Those on which something waits to be saved."""
        return tuple(draft for draft in self._drafts.values() if draft.is_changed)

    def planned(self) -> Planned | None:
        """What is to be stored, None where that is nothing."""
        changes = tuple(draft.change() for draft in self.changed)
        if not changes:
            return None
        return changes[0] if len(changes) == 1 else HoursPlan(changes=changes)

    def discard(self) -> None:
        """Take everything back that was painted."""
        for draft in self._drafts.values():
            draft.discard()
