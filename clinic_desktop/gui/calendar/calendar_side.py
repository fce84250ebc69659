"""What stands at the left of the calendar: the month with how full its days are, and the filters."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.calendar_spans import MonthDay
from clinic_desktop.domain.sheets import DaySheet
from clinic_desktop.gui.calendar.sheet.column_choice import ColumnChoice
from clinic_desktop.gui.calendar.sheet.columns import room_key, room_order
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.widgets.day_picture import DayFill
from clinic_desktop.gui.widgets.filter_list import FilterEntry, FilterList
from clinic_desktop.gui.widgets.month_grid import MonthGrid
from clinic_desktop.gui.widgets.sides import mirrored

_NOT_COUNTED = (AppointmentStatus.CANCELLED, AppointmentStatus.ENTERED_IN_ERROR)


class CalendarSide(QWidget):
    """Chooses the day, and whose columns are shown: a practitioner's when they and their department are ticked.

    What is not ticked stands in `choice`, which also holds those who have no column today.
    """

    day_chosen = Signal(object)
    weeks_shown = Signal(object, object)
    filter_changed = Signal()

    def __init__(self, today: date, choice: ColumnChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.month = MonthGrid(today)
        self.practitioners = FilterList(self.tr("Practitioners"), expected=_EXPECTED_PEOPLE)
        self.rooms = FilterList(self.tr("Rooms"))
        self.departments = FilterList(self.tr("Departments"), expected=_EXPECTED_DEPARTMENTS)
        self.month.day_chosen.connect(self.day_chosen)
        self.month.weeks_shown.connect(self.weeks_shown)
        self._shown: dict[FilterList, list[str]] = {}
        for filter_list in (self.practitioners, self.rooms, self.departments):
            self._shown[filter_list] = []
            filter_list.hide()
            filter_list.chosen_changed.connect(lambda _, changed=filter_list: self._on_chosen_changed(changed))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*mirrored(Space.M, Space.L, Space.L, Space.L))
        layout.setSpacing(Space.L)
        for part in (self.month, *self._shown):
            layout.addWidget(part)
        layout.addStretch(1)
        self._sections = layout
        self._fleeting = 0

    def add_section(self, section: QWidget, *, comes_and_goes: bool = False) -> None:
        """Put something more below the filters; what comes and goes stands last, so that nothing else moves."""
        self._sections.insertWidget(self._sections.count() - 1 - (0 if comes_and_goes else self._fleeting), section)
        self._fleeting += comes_and_goes

    def leave_out(self, keys: Iterable[str]) -> None:
        """Leave these out from now on, without telling."""
        self.choice.left_out = set(keys)
        for filter_list in self._shown:
            self._tick(filter_list)

    def show_everyone(self) -> None:
        """Tick everything."""
        self.leave_out(())
        self.filter_changed.emit()

    def show_people(self, sheet: DaySheet) -> None:
        """List the sheet's practitioners, or their rooms, and departments with how many appointments each has."""
        department_of = {column.practitioner_id.int: column.department_name for column in sheet.columns}
        counts = Counter(
            department_of.get(line.practitioner_id.int, "") for line in sheet.lines if line.status not in _NOT_COUNTED
        )
        names = sorted({name for name in department_of.values() if name}, key=str.casefold)
        by_room = self.choice.is_by_room
        self._list(self.practitioners, [] if by_room else self._people(sheet))
        self._list(self.rooms, self._rooms(sheet) if by_room else [])
        self._list(self.departments, [FilterEntry(key=name, text=name, count=counts[name]) for name in names])
        self.departments.setVisible(len(names) > 1)

    def _people(self, sheet: DaySheet) -> list[FilterEntry]:
        return [
            FilterEntry(key=str(column.practitioner_id), text=column.practitioner_name, colour=column.colour)
            for column in self.choice.now.ordered(sheet.columns)
        ]

    def room_keys(self, sheet: DaySheet) -> list[str]:
        """The rooms of a day, in the order that was chosen."""
        return [str(entry.key) for entry in self._rooms(sheet)]

    def _rooms(self, sheet: DaySheet) -> list[FilterEntry]:
        rooms = {column.room for column in sheet.columns} | {line.room for line in sheet.lines if line.room}
        choice = self.choice.now
        ordered = sorted(rooms, key=lambda room: (choice.place_of(room_key(room)), *room_order(room)))
        return [FilterEntry(key=room_key(room), text=room or self.tr("No room")) for room in ordered]

    def reveal(self, practitioner_id: UUID, department_name: str) -> None:
        """Tick a practitioner who was left out, and their department."""
        hidden = self.choice.left_out & {str(practitioner_id), department_name}
        if hidden:
            self.leave_out(self.choice.left_out - hidden)
            self.filter_changed.emit()

    def show_load(self, days: Iterable[MonthDay]) -> None:
        """Show in the month how full each day is."""
        self.month.set_load({day.day: DayFill(day.taken_share, day.booked, day.free) for day in days})

    def _list(self, filter_list: FilterList, entries: Sequence[FilterEntry]) -> None:
        keys = [str(entry.key) for entry in entries]
        filter_list.set_entries(entries)
        filter_list.setVisible(bool(entries))
        if keys != self._shown[filter_list]:
            self._shown[filter_list] = keys
            self._tick(filter_list)

    def _tick(self, filter_list: FilterList) -> None:
        wanted: set[Hashable] = {key for key in self._shown[filter_list] if self.choice.lets_pass(key)}
        filter_list.blockSignals(True)
        filter_list.choose_only(wanted)
        filter_list.blockSignals(False)

    def _on_chosen_changed(self, filter_list: FilterList) -> None:
        chosen = filter_list.chosen()
        shown = set(self._shown[filter_list])
        self.choice.left_out = (self.choice.left_out - shown) | {key for key in shown if key not in chosen}
        self.filter_changed.emit()


_EXPECTED_PEOPLE, _EXPECTED_DEPARTMENTS = 13, 8
"""As a clinic of some size has them: their rows are made with the window, which is before the day is known."""
