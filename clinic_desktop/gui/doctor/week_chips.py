"""The spans after which patients are usually seen again, one click each."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSpinBox, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look

USUAL = (1, 2, 4, 6, 8, 12, 26)


class WeekChips(QWidget):
    """Chips that set a field of weeks, and show which of them it stands at."""

    def __init__(self, field: QSpinBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Usual spans"))
        self._group = QButtonGroup(self)
        self.chips: dict[int, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.XS)
        for weeks in USUAL:
            chip = QPushButton(str(weeks))
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setAccessibleName(self.tr("In {weeks} weeks").format(weeks=weeks))
            set_look(chip, Look.DAY_CHIP)
            chip.clicked.connect(lambda *_, weeks=weeks: field.setValue(weeks))
            self._group.addButton(chip, weeks)
            self.chips[weeks] = chip
            row.addWidget(chip)
        row.addStretch(1)
        field.valueChanged.connect(self._mark)
        self._mark(field.value())

    def _mark(self, weeks: int) -> None:
        self._group.setExclusive(False)
        for span, chip in self.chips.items():
            chip.setChecked(span == weeks)
        self._group.setExclusive(weeks in self.chips)
