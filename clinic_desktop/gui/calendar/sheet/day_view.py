"""The day: a column for each practitioner, or for each room."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.sheets import DaySheet
from clinic_desktop.gui.calendar.sheet.arranged import Arranged
from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView
from clinic_desktop.gui.calendar.sheet.column_choice import ColumnChoice
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

    def show_sheet(self, sheet: DaySheet, made: Arranged | None = None) -> frozenset[UUID]:
        """Show a day, keeping scroll and, on the same day, the choice; answers with what is new or has changed.

        `made` is the same day laid out beforehand.
        """
        self._sheet = sheet
        self.setAccessibleName(long_day(sheet.day))
        if made is not None:
            return self.show_arranged(made)
        changed = self.appointments().set_lines(sheet.lines)
        self.set_columns(self._choice.now.columns(sheet, self._zone, no_room=self.no_room()))
        return changed

    def no_room(self) -> str:
        """What the column of those is called who are in no room."""
        return self.tr("No room")
