"""Choosing with whom an appointment is."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.sheets import PractitionerLine
from clinic_desktop.gui.widgets.box_places import place_of
from clinic_desktop.gui.widgets.searchable_box import SearchableBox


class PractitionerBox(SearchableBox):
    """Practitioners with their departments; part of either finds one."""

    practitioner_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_placeholder(self.tr("Choose a doctor, or a free slot"))
        self._told: UUID | None = None
        self.activated.connect(self._on_activated)

    @property
    def practitioner_id(self) -> UUID | None:
        """Who is chosen; None while nobody is."""
        chosen = self.currentData()
        return chosen if isinstance(chosen, UUID) else None

    @property
    def offered_ids(self) -> list[UUID]:
        """Whom one can choose, in their order."""
        return [self.itemData(place) for place in range(self.count())]

    def set_practitioners(self, lines: Sequence[PractitionerLine]) -> None:
        """Offer these; nobody is chosen until someone is."""
        self.clear()
        for line in lines:
            parts = (line.practitioner.display_name, line.department_name)
            self.addItem(" · ".join(part for part in parts if part), line.practitioner.id)
        self.setCurrentIndex(-1)

    def set_practitioner(self, practitioner_id: UUID) -> None:
        """Choose someone, telling nobody."""
        self._told = practitioner_id
        self.setCurrentIndex(place_of(self, practitioner_id))

    def _on_activated(self) -> None:
        # A completion and leaving the field both activate; whoever listens wants to hear of it once.
        if self.practitioner_id != self._told:
            self._told = self.practitioner_id
            self.practitioner_chosen.emit()
