"""The day: a column for each practitioner, or for each room."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.sheets import DaySheet
from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView
from clinic_desktop.gui.calendar.sheet.column_choice import ColumnChoice
from clinic_desktop.gui.calendar.sheet.columns import columns_of_day, columns_of_rooms
from clinic_desktop.gui.times import long_day


class DayView(CalendarView):
    """One clinic day; a moment lies in its practitioner's column, or its room's, at its minute of the day."""

    def __init__(
        self,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
        *,
        choice: ColumnChoice | None = None,
    ) -> None:
        super().__init__(zone, clock, parent)
        self._choice = choice or ColumnChoice()
        self._sheet: DaySheet | None = None

    @property
    def sheet(self) -> DaySheet | None:
        """The day that is shown."""
        return self._sheet

    def show_sheet(self, sheet: DaySheet) -> frozenset[UUID]:
        """Show a day, keeping scroll and, on the same day, the choice; answers with what is new or has changed."""
        self._sheet = sheet
        self.setAccessibleName(long_day(sheet.day))
        changed = self.appointments().set_lines(sheet.lines)
        if self._choice.is_by_room:
            rooms = columns_of_rooms(sheet, self._zone, order=self._choice.place_of, no_room=self.tr("No room"))
            self.set_columns([column for column in rooms if self._choice.lets_pass(column.key)])
        else:
            self.set_columns(columns_of_day(sheet, self._zone))
        return changed
