"""The appointments that a calendar or a list shows, as Qt's model: it is given lines and never fetches."""

from collections.abc import Iterable, KeysView, Sequence
from enum import IntEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.appointment_words import spoken
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.reordering import moves

_Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the model tells of a row beside Qt's own roles."""

    LINE = Qt.ItemDataRole.UserRole + 1
    STATUS = Qt.ItemDataRole.UserRole + 2
    STARTS_AT = Qt.ItemDataRole.UserRole + 3
    ENDS_AT = Qt.ItemDataRole.UserRole + 4


class AppointmentModel(QAbstractListModel):
    """Appointments ordered by start.

    New lines are compared with the old by id, so that selection and scroll survive. Unlike RowModel it tells of runs of
    rows at once: a day's change replaces hundreds.
    """

    def __init__(self, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._lines: list[AppointmentLine] = []

    def lines(self) -> Sequence[AppointmentLine]:
        """Every line, by row."""
        return self._lines

    def line(self, appointment_id: UUID) -> AppointmentLine | None:
        """The line of an appointment, if it is shown."""
        return next((line for line in self._lines if line.id == appointment_id), None)

    def index_of(self, appointment_id: UUID) -> QModelIndex:
        """The index of an appointment; an invalid one if it is not shown."""
        for row, line in enumerate(self._lines):
            if line.id == appointment_id:
                return self.index(row)
        return QModelIndex()

    def set_lines(self, lines: Iterable[AppointmentLine]) -> frozenset[UUID]:
        """Show these instead; answers with the ids that are new or changed."""
        return self.set_rows(sorted(lines, key=row_order))

    def set_rows(self, rows: Iterable[AppointmentLine]) -> frozenset[UUID]:
        """As `set_lines`, of lines that are in the order of rows already."""
        wanted = list(rows)
        before = {line.id.int: line for line in self._lines}  # by number: a UUID is hashed by Python code
        by_id = {line.id.int: line for line in wanted}
        if before.keys().isdisjoint(by_id):
            self._replace_all(wanted)
            return frozenset(line.id for line in wanted)
        self._remove_gone(by_id.keys())
        self._change(by_id)
        self._settle_order(wanted)
        return frozenset(line.id for number, line in by_id.items() if _is_other(before.get(number), line))

    def _replace_all(self, wanted: list[AppointmentLine]) -> None:
        """Another day: nothing stays."""
        if self._lines:
            self.beginRemoveRows(QModelIndex(), 0, len(self._lines) - 1)
            self._lines = []
            self.endRemoveRows()
        if wanted:
            self.beginInsertRows(QModelIndex(), 0, len(wanted) - 1)
            self._lines = wanted
            self.endInsertRows()

    def _remove_gone(self, staying: KeysView[int]) -> None:
        last = len(self._lines) - 1
        while last >= 0:
            if self._lines[last].id.int in staying:
                last -= 1
                continue
            first = last
            while first > 0 and self._lines[first - 1].id.int not in staying:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._lines[first : last + 1]
            self.endRemoveRows()
            last = first - 1

    def _change(self, wanted: dict[int, AppointmentLine]) -> None:
        for row, line in enumerate(self._lines):
            new = wanted[line.id.int]
            if _is_other(line, new):
                self._lines[row] = new
                self.dataChanged.emit(self.index(row), self.index(row))

    def _settle_order(self, wanted: Sequence[AppointmentLine]) -> None:
        standing = [line.id.int for line in self._lines]  # by number: two UUIDs are compared by Python code
        coming = [line.id.int for line in wanted]
        known = set(standing)
        for before, after in moves(standing, [number for number in coming if number in known]):
            self._move(before, after)
        row = 0
        while row < len(coming):
            end = row
            while end < len(coming) and coming[end] not in known:
                end += 1
            if end > row:
                self.beginInsertRows(QModelIndex(), row, end - 1)
                self._lines[row:row] = wanted[row:end]
                self.endInsertRows()
            row = end + 1

    def _move(self, before: int, after: int) -> None:
        self.beginMoveRows(QModelIndex(), before, before, QModelIndex(), after if after < before else after + 1)
        self._lines.insert(after, self._lines.pop(before))
        self.endMoveRows()

    # Qt's own names

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_name(line.patient_name)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return spoken(line, self._zone)
        if role == Role.LINE:
            return line
        if role == Role.STATUS:
            return line.status.value
        if role == Role.STARTS_AT:
            return line.starts_at
        return line.ends_at if role == Role.ENDS_AT else None


def _is_other(before: AppointmentLine | None, after: AppointmentLine) -> bool:
    """Whether a line has changed. Nearly all are the very same as in the reading before, and need no comparison."""
    return before is not after and before != after


def row_order(line: AppointmentLine) -> tuple[object, ...]:
    """What rows are ordered by: start, then end."""
    return line.starts_at, line.ends_at, line.id.int
