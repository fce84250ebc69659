"""Another time for one date of a series, typed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinic_desktop.domain.errors import InvalidInput, TimeOccursTwice, TimeSkipped
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.series.series_dates import DateRow
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.typed_dates import weekday_date
from clinic_desktop.gui.when_field import WhenField
from clinic_desktop.gui.widgets.card import label

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_desktop.gui.workplace import Workplace


class SeriesTime(QWidget):
    """Asks for the time of one date; hidden while it asks for none. `time_chosen` carries its number and the moment."""

    time_chosen = Signal(int, object)
    left_out = Signal(int)
    closed = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._what = label("", Look.HEADING)
        self.when = WhenField(workplace)
        self.use_button = QPushButton(self.tr("Use this time"))
        self.leave_button = QPushButton(self.tr("Leave it out"))
        for button in (self.use_button, self.leave_button):
            button.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.M)
        layout.addWidget(self._what, 1, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self.when, 2, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addWidget(self.leave_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.use_button.clicked.connect(lambda *_: self._use())
        self.leave_button.clicked.connect(lambda *_: self._leave_out())
        self.hide()

    def ask(self, row: DateRow, starts_at: "datetime") -> None:
        """Ask for the time of a date, beginning with the one it has."""
        self._number = row.number
        self._what.setText(self.tr("Another time for {day}").format(day=weekday_date(row.wall.date())))
        self.when.set_instant(starts_at)
        self.show()
        self.when.time_edit.setFocus()
        self.when.time_edit.selectAll()

    def close_up(self) -> None:
        """Ask for nothing any more."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _use(self) -> None:
        try:
            starts_at = self.when.instant()
        except InvalidInput as problem:
            field = self.when.day_field if problem.field == "day" else self.when.time_field
            field.complain(problem.sentence)
            field.control.setFocus()
        except (TimeSkipped, TimeOccursTwice) as problem:
            self.when.time_field.complain(problem.sentence)
            self.when.time_edit.setFocus()
        else:
            self.time_chosen.emit(self._number, starts_at)
            self.close_up()

    def _leave_out(self) -> None:
        self.left_out.emit(self._number)
        self.close_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._use()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)
