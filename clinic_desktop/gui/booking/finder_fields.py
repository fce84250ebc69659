"""The small fields of a search for free times: days and times as one types them, and the days of the week."""

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import day_from, near_day, sentence_case, time_from


class DayEdit(QLineEdit):
    """Understands "thu", "26.11." or "+7"; once left, it shows how. Empty, or not understood, it is no day."""

    day_changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.setPlaceholderText(self.tr("thu, 26.11., +7"))
        self.textEdited.connect(lambda *_: self.day_changed.emit())
        self.editingFinished.connect(self._settle)

    @property
    def day(self) -> date | None:
        """The day that was understood."""
        return day_from(self.text(), self._today())

    def set_day(self, day: date) -> None:
        """Show a day, telling nobody."""
        self.setText(sentence_case(near_day(day, self._today())))
        self.setCursorPosition(0)

    def _settle(self) -> None:
        if self.day is not None:
            self.set_day(self.day)
        _mark(self, wrong=bool(self.text().strip()) and self.day is None)


class TimeEdit(QLineEdit):
    """Understands "930" or "3 pm"; once left, it shows how. Empty, or not understood, it is no time."""

    time_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("any time"))
        self.textEdited.connect(lambda *_: self.time_changed.emit())
        self.editingFinished.connect(self._settle)

    @property
    def time_of_day(self) -> time | None:
        """The time that was understood."""
        return time_from(self.text())

    def _settle(self) -> None:
        if self.time_of_day is not None:
            self.setText(clock(self.time_of_day))
        _mark(self, wrong=bool(self.text().strip()) and self.time_of_day is None)


class WeekdayChips(QWidget):
    """The days of the week, none of them for every day."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.XS)
        locale = QLocale()
        self.chips: list[QPushButton] = []
        for number in range(7):
            name = locale.standaloneDayName(number + 1, QLocale.FormatType.ShortFormat)
            chip = QPushButton(name[:2])
            chip.setCheckable(True)
            chip.setToolTip(locale.standaloneDayName(number + 1))
            chip.setAccessibleName(locale.standaloneDayName(number + 1))
            set_look(chip, Look.DAY_CHIP)
            chip.clicked.connect(lambda *_: self.changed.emit())
            self.chips.append(chip)
            row.addWidget(chip)
        row.addStretch(1)
        self.setAccessibleName(self.tr("Days of the week"))

    @property
    def chosen(self) -> frozenset[int]:
        """The days that are wanted, 0 for Monday; empty for every day."""
        return frozenset(number for number, chip in enumerate(self.chips) if chip.isChecked())


def _mark(edit: QLineEdit, *, wrong: bool) -> None:
    if bool(edit.property("wrong")) != wrong:
        edit.setProperty("wrong", wrong)
        edit.style().unpolish(edit)
        edit.style().polish(edit)
