"""Choosing whom somebody would come to: some doctors, a department, or anyone."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.sheets import DepartmentLine, PractitionerLine
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.searchable_box import SearchableBox

_ACROSS = 2


class WhomField(QWidget):
    """A search that adds doctors or a department, and what was added below it; with nothing added anyone will do."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[UUID, str] = {}
        self._departments: set[UUID] = set()
        self._chosen: list[UUID] = []
        self._told: UUID | None = None
        self.box = SearchableBox()
        self.box.setAccessibleName(self.tr("With"))
        self.setFocusProxy(self.box)
        self._chips = QGridLayout()
        self._chips.setSpacing(Space.XS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        layout.addWidget(self.box)
        layout.addLayout(self._chips)
        self.box.activated.connect(lambda *_: self._on_activated())
        edit = self.box.lineEdit()
        if edit is not None:
            edit.installEventFilter(self)
        self._show()

    @property
    def practitioner_ids(self) -> tuple[UUID, ...]:
        """The doctors who were added."""
        return tuple(one for one in self._chosen if one not in self._departments)

    @property
    def department_id(self) -> UUID | None:
        """The department that was added."""
        return next((one for one in self._chosen if one in self._departments), None)

    def offer(self, practitioners: Sequence[PractitionerLine], departments: Sequence[DepartmentLine]) -> None:
        """Offer these; what was chosen stays."""
        self._departments = {one.id for one in departments}
        self._names = {one.id: one.name for one in departments}
        self._names |= {one.practitioner.id: one.practitioner.display_name for one in practitioners}
        self.box.blockSignals(True)
        self.box.clear()
        for line in practitioners:
            parts = (line.practitioner.display_name, line.department_name)
            self.box.addItem(" · ".join(part for part in parts if part), line.practitioner.id)
        for department in departments:
            words = self.tr("Anyone in {department}").format(department=department.name)
            self.box.addItem(words, department.id)
        self.box.blockSignals(False)
        self._show()

    def choose(self, practitioner_ids: Sequence[UUID], department_id: UUID | None) -> None:
        """Let it be these, telling nobody."""
        self._chosen = [*practitioner_ids, *([] if department_id is None else [department_id])]
        self._show()

    def _on_activated(self) -> None:
        chosen = self.box.currentData()
        if not isinstance(chosen, UUID) or chosen == self._told:
            return
        self._told = chosen
        if chosen not in self._chosen:
            is_alone = chosen in self._departments or self.department_id is not None
            self._chosen = [chosen] if is_alone else [*self._chosen, chosen]
        self._show()
        self.changed.emit()

    def _on_removed(self, which: UUID) -> None:
        self._chosen.remove(which)
        self._show()
        self.box.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        """Lay the chips out anew and empty the search."""
        while (laid := self._chips.takeAt(0)) is not None:
            gone = laid.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for place, which in enumerate(self._chosen):
            self._chips.addWidget(self._chip(which), place // _ACROSS, place % _ACROSS, Qt.AlignmentFlag.AlignLeading)
        self._chips.setColumnStretch(_ACROSS, 1)
        self._told = None
        self.box.setCurrentIndex(-1)
        self.box.set_placeholder(self.tr("Any doctor") if not self._chosen else self.tr("Add another doctor"))

    def _chip(self, which: UUID) -> QPushButton:
        name = self._names.get(which, "")
        if which in self._departments:
            name = self.tr("Anyone in {department}").format(department=name)
        chip = QPushButton(name, self)
        set_look(chip, Look.CHIP)
        set_icon(chip, Icon.X, "muted", size=Measure.ICON_SMALL)
        chip.setLayoutDirection(self._other_way())
        chip.setToolTip(self.tr("Take {name} out").format(name=name))
        chip.setAccessibleName(self.tr("{name}, take out").format(name=name))
        chip.clicked.connect(lambda *_: self._on_removed(which))
        return chip

    def _other_way(self) -> Qt.LayoutDirection:
        """So that the cross stands after the name."""
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return Qt.LayoutDirection.LeftToRight if is_mirrored else Qt.LayoutDirection.RightToLeft

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A completion and leaving the field both activate; the next time the field is entered, the same may be added.
        if event.type() == QEvent.Type.FocusIn:
            self._told = None
        return False
