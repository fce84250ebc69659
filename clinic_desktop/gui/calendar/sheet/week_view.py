"""The week: a column for each day of one practitioner, or for each of several within each day."""

from datetime import date

from PySide6.QtCore import Signal

from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView
from clinic_desktop.gui.calendar.sheet.cursor import Cursor


class WeekView(CalendarView):
    """Some days side by side; a moment lies in the column of its day and practitioner.

    `day_reached` carries the day on which the keyboard or the pointer came to stand.
    """

    day_reached = Signal(object)

    def scroll_to_day(self, day: date) -> None:
        """Where the week is wider than what is seen of it, show it from a day on."""
        grid = self._laid_out().grid
        number = next((number for number, column in enumerate(self.columns) if column.day == day), None)
        if number is not None:
            left = grid.x(number)
            place = grid.width - left - grid.column_width if grid.is_mirrored else left
            self.horizontalScrollBar().setValue(round(place))

    def _go_to(self, cursor: Cursor) -> None:
        super()._go_to(cursor)
        self.day_reached.emit(self.columns[cursor.column].day)
