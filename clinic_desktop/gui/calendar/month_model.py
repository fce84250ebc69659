"""The days of a month as Qt's table, a row for each week and a column for each weekday: it is given them."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from clinic_desktop.domain.calendar_spans import MonthDay
from clinic_desktop.gui.calendar.month_words import spoken_day
from clinic_desktop.gui.times import weekday_words

_Index = QModelIndex | QPersistentModelIndex
WEEKS = 6


class MonthRole(IntEnum):
    """What the delegate asks for: which day a cell is, and how full, which may not be known yet."""

    DAY = Qt.ItemDataRole.UserRole + 1
    FILL = Qt.ItemDataRole.UserRole + 2


class MonthModel(QAbstractTableModel):
    """Six weeks from a first day on; of each day it tells how full it is, once that is known."""

    def __init__(self, first: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._first = first
        self._days: dict[date, MonthDay] = {}

    @property
    def first(self) -> date:
        """The first of the days."""
        return self._first

    @property
    def days(self) -> Sequence[MonthDay]:
        """What is known of the days, in their order."""
        return tuple(self._days.values())

    def day_at(self, index: _Index) -> date:
        """The day of a cell."""
        return self._first + timedelta(days=index.row() * 7 + index.column())

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day; not valid when it is not among these weeks."""
        number = (day - self._first).days
        return self.index(number // 7, number % 7) if 0 <= number < WEEKS * 7 else QModelIndex()

    def go_to(self, first: date) -> None:
        """Be the weeks from another day on, of which nothing is known yet."""
        if first != self._first:
            self.beginResetModel()
            self._first = first
            self._days = {}
            self.endResetModel()

    def set_days(self, days: Sequence[MonthDay]) -> frozenset[date]:
        """How full the days are now; answers with those that are so since then."""
        changed = frozenset(day.day for day in days if self._days.get(day.day) != day)
        self._days = {day.day: day for day in days}
        for day in changed:
            index = self.index_of(day)
            self.dataChanged.emit(index, index)
        return changed

    # Qt's own names

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else 7

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        day = self.day_at(index)
        if role == MonthRole.DAY:
            return day
        if role == MonthRole.FILL:
            return self._days.get(day)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken_day(day, self._days.get(day))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return weekday_words((self._first + timedelta(days=section)).weekday())
        return None
