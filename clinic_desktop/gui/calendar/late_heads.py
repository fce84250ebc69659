"""How late each doctor runs, at the heads of today's columns: the desk sees it where it looks all day."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QObject

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.sheets import AppointmentLine, DaySheet
from clinic_desktop.domain.waiting_room import doctors_line
from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView
from clinic_desktop.gui.workplace import Workplace

_HERE = (AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM)


class LateHeads(QObject):
    """Tells the heads of every view that it follows; once for each sheet that is read, and once a minute."""

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._views: list[CalendarView] = []
        self._sheet: DaySheet | None = None

    def follow(self, view: CalendarView) -> None:
        """Tell this view's heads from now on."""
        self._views.append(view)
        self.refresh()

    def show_sheet(self, sheet: DaySheet) -> None:
        """This day was read; of any but today nobody is late."""
        self._sheet = sheet
        self.refresh()

    def refresh(self) -> None:
        """The clock has gone on."""
        sheet, today = self._sheet, self._workplace.today()
        late = {} if sheet is None or sheet.day != today else self._late(sheet)
        for view in self._views:
            view.header.show_late({(practitioner_id, today): minutes for practitioner_id, minutes in late.items()})

    def _late(self, sheet: DaySheet) -> Mapping[UUID, int]:
        own: dict[UUID, list[AppointmentLine]] = defaultdict(list)
        for line in sheet.lines:
            if line.status in _HERE:
                own[line.practitioner_id].append(line)
        now = self._workplace.now()
        found = {whose: doctors_line(whose, lines, now).minutes_late for whose, lines in own.items()}
        return {whose: minutes for whose, minutes in found.items() if minutes}
