"""What stands at the left of the calendar: the month with how full its days are, and the filters."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.sheets import DayColumn, DayLoad, DaySheet
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.widgets.filter_list import FilterEntry, FilterList
from clinic_desktop.gui.widgets.month_grid import MonthGrid

_NOT_COUNTED = (AppointmentStatus.CANCELLED, AppointmentStatus.ENTERED_IN_ERROR)


class CalendarSide(QWidget):
    """Chooses the day, and whose columns are shown: a practitioner's when they and their department are ticked.

    `left_out` is what is not ticked, as keys that station settings can keep; it also holds those who have no column
    today.
    """

    day_chosen = Signal(object)
    weeks_shown = Signal(object, object)
    filter_changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left_out: set[str] = set()
        self.month = MonthGrid(today)
        self.practitioners = FilterList(self.tr("Practitioners"))
        self.departments = FilterList(self.tr("Departments"))
        self.month.day_chosen.connect(self.day_chosen)
        self.month.weeks_shown.connect(self.weeks_shown)
        self.practitioners.chosen_changed.connect(lambda _: self._on_chosen_changed(self.practitioners))
        self.departments.chosen_changed.connect(lambda _: self._on_chosen_changed(self.departments))
        self._shown: dict[FilterList, list[str]] = {self.practitioners: [], self.departments: []}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.L, Space.L, Space.L)
        layout.setSpacing(Space.L)
        for part in (self.month, self.practitioners, self.departments):
            layout.addWidget(part)
        layout.addStretch(1)
        self._sections = layout

    def add_section(self, section: QWidget) -> None:
        """Put something more below the filters."""
        self._sections.insertWidget(self._sections.count() - 1, section)

    @property
    def left_out(self) -> frozenset[str]:
        """What the filters leave out."""
        return frozenset(self._left_out)

    def leave_out(self, keys: Iterable[str]) -> None:
        """Leave these out from now on, without telling."""
        self._left_out = set(keys)
        for filter_list in self._shown:
            self._tick(filter_list)

    def show_everyone(self) -> None:
        """Tick everything."""
        self.leave_out(())
        self.filter_changed.emit()

    def show_people(self, sheet: DaySheet) -> None:
        """List the sheet's practitioners and their departments, with each department's appointments of the day."""
        department_of = {column.practitioner_id: column.department_name for column in sheet.columns}
        counts = Counter(
            department_of.get(line.practitioner_id, "") for line in sheet.lines if line.status not in _NOT_COUNTED
        )
        practitioners = [
            FilterEntry(key=str(column.practitioner_id), text=column.practitioner_name, colour=column.colour)
            for column in sheet.columns
        ]
        names = sorted({name for name in department_of.values() if name}, key=str.casefold)
        departments = [FilterEntry(key=name, text=name, count=counts[name]) for name in names]
        self._list(self.practitioners, practitioners)
        self._list(self.departments, departments)
        self.practitioners.setVisible(bool(practitioners))
        self.departments.setVisible(len(names) > 1)

    def chosen_columns(self, columns: Sequence[DayColumn]) -> tuple[DayColumn, ...]:
        """Those of the columns that the filters let through."""
        return tuple(
            column
            for column in columns
            if str(column.practitioner_id) not in self._left_out and column.department_name not in self._left_out
        )

    def reveal(self, practitioner_id: UUID, department_name: str) -> None:
        """Tick a practitioner who was left out, and their department."""
        if self._left_out & {str(practitioner_id), department_name}:
            self.leave_out(self._left_out - {str(practitioner_id), department_name})
            self.filter_changed.emit()

    def show_load(self, loads: Iterable[DayLoad]) -> None:
        """Show in the month how much of each day is booked."""
        self.month.set_load(
            {load.day: min(1.0, load.booked_minutes / load.open_minutes) for load in loads if load.open_minutes}
        )

    def _list(self, filter_list: FilterList, entries: Sequence[FilterEntry]) -> None:
        keys = [str(entry.key) for entry in entries]
        filter_list.set_entries(entries)
        if keys != self._shown[filter_list]:
            self._shown[filter_list] = keys
            self._tick(filter_list)

    def _tick(self, filter_list: FilterList) -> None:
        wanted: set[Hashable] = {key for key in self._shown[filter_list] if key not in self._left_out}
        filter_list.blockSignals(True)
        filter_list.choose_only(wanted)
        filter_list.blockSignals(False)

    def _on_chosen_changed(self, filter_list: FilterList) -> None:
        chosen = filter_list.chosen()
        shown = set(self._shown[filter_list])
        self._left_out = (self._left_out - shown) | {key for key in shown if key not in chosen}
        self.filter_changed.emit()
