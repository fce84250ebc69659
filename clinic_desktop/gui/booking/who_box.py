"""Choosing whose time is looked for: anyone's, a department's, or one practitioner's."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.sheets import DepartmentLine, PractitionerLine
from clinic_desktop.gui.widgets.searchable_box import SearchableBox


class WhoBox(SearchableBox):
    """Anyone, then the departments, then the practitioners; part of a name finds one."""

    who_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._of: list[tuple[UUID | None, UUID | None]] = []
        self.activated.connect(lambda *_: self.who_chosen.emit())

    @property
    def practitioner_id(self) -> UUID | None:
        """Whose time is wanted; None asks for more than one person."""
        return self._chosen()[0]

    @property
    def department_id(self) -> UUID | None:
        """Of which department; None asks for all."""
        return self._chosen()[1]

    def set_people(self, departments: Sequence[DepartmentLine], practitioners: Sequence[PractitionerLine]) -> None:
        """Offer these; what was chosen stays chosen."""
        before = self._chosen()
        self.clear()
        self._of = [(None, None)]
        self.addItem(self.tr("Anyone"))
        for department in departments:
            self._of.append((None, department.id))
            self.addItem(self.tr("Anyone in {department}").format(department=department.name))
        for line in practitioners:
            self._of.append((line.practitioner.id, None))
            parts = (line.practitioner.display_name, line.department_name)
            self.addItem(" · ".join(part for part in parts if part))
        self.setCurrentIndex(self._of.index(before) if before in self._of else 0)

    def _chosen(self) -> tuple[UUID | None, UUID | None]:
        place = self.currentIndex()
        return self._of[place] if 0 <= place < len(self._of) else (None, None)
