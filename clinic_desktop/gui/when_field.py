"""The day and the time of an appointment, typed, and checked against the clinic's clock."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from clinic_desktop.domain.clinic_time import instant_of, wall_time
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import day_from, near_day, sentence_case, time_from
from clinic_desktop.gui.widgets.labelled_field import LabelledField

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class WhenField(QWidget):
    """Two fields that understand "thu", "26.11." or "+7", and "930" or "3 pm"; once left, they show how.

    `edited` tells of every key that changes what is understood.
    """

    edited = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._is_later: bool | None = None
        self.day_edit = QLineEdit()
        self.day_edit.setPlaceholderText(self.tr("thu, 26.11., +7"))
        self.time_edit = QLineEdit()
        self.time_edit.setPlaceholderText(self.tr("15:30"))
        self.day_field = LabelledField(self.tr("Day"), self.day_edit, self)
        self.time_field = LabelledField(self.tr("Time"), self.time_edit, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.M)
        layout.addWidget(self.day_field, 3, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.time_field, 2, Qt.AlignmentFlag.AlignTop)
        for edit in (self.day_edit, self.time_edit):
            edit.textEdited.connect(self._on_edited)
            edit.editingFinished.connect(self.settle)

    @property
    def day(self) -> date | None:
        """The day that was understood; None while there is none."""
        return day_from(self.day_edit.text(), self._workplace.today())

    def wall(self) -> datetime | None:
        """The day and time on the clinic's clock; None while one of them is missing or makes no sense."""
        day, at = self.day, time_from(self.time_edit.text())
        return None if day is None or at is None else datetime.combine(day, at)

    def instant(self) -> datetime:
        """The moment in UTC; raises InvalidInput for what is missing, TimeSkipped and TimeOccursTwice."""
        if self.day is None:
            raise InvalidInput("day", self._day_problem())
        wall = self.wall()
        if wall is None:
            raise InvalidInput("time", self._time_problem())
        return instant_of(wall, self._workplace.zone, later=self._is_later)

    def set_instant(self, starts_at: datetime | None) -> None:
        """Show a moment, or nothing; tells nobody."""
        if starts_at is None:
            self.day_edit.clear()
            self.time_edit.clear()
            self._is_later = None
            return
        local = starts_at.astimezone(self._workplace.zone)
        self._is_later = bool(local.fold)
        wall = wall_time(starts_at, self._workplace.zone)
        self._show_day(wall.date())
        self.time_edit.setText(clock(wall))
        self._complain()

    def settle_which(self, *, later: bool) -> None:
        """Of a time that occurs twice, the first or the second is meant."""
        self._is_later = later

    def settle(self) -> None:
        """Show what was understood, or say what was not."""
        if self.day is not None:
            self._show_day(self.day)
        at = time_from(self.time_edit.text())
        if at is not None:
            self.time_edit.setText(clock(at))
        self._complain()

    def _show_day(self, day: date) -> None:
        self.day_edit.setText(sentence_case(near_day(day, self._workplace.today())))
        self.day_edit.setCursorPosition(0)

    def _complain(self) -> None:
        wrong_day = bool(self.day_edit.text().strip()) and self.day is None
        wrong_time = bool(self.time_edit.text().strip()) and time_from(self.time_edit.text()) is None
        self.day_field.complain(self._day_problem() if wrong_day else "")
        self.time_field.complain(self._time_problem() if wrong_time else "")

    def _day_problem(self) -> str:
        if self.day_edit.text().strip():
            return self.tr("That is no day. Type it as 26.11. or thu.")
        return self.tr("Choose a free slot, or type a day.")

    def _time_problem(self) -> str:
        if self.time_edit.text().strip():
            return self.tr("Type it as 15:30.")
        return self.tr("Type a time.")

    def _on_edited(self) -> None:
        self._is_later = None
        if self.day_field.problem or self.time_field.problem:
            self._complain()
        self.edited.emit()
