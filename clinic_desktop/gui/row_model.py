"""A list of frozen rows as a Qt model that changes only what changed."""

from collections.abc import Callable, Hashable, Sequence
from enum import IntEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from clinic_desktop.gui.reordering import moves

Row = TypeVar("Row")


class RowRole(IntEnum):
    """What a delegate asks for beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole


class RowModel(QAbstractListModel, Generic[Row]):
    """Rows told apart by `key` and read aloud as `text`.

    New rows are compared with those that stand, so that selection and scroll survive.
    """

    def __init__(
        self, *, key: Callable[[Row], Hashable], text: Callable[[Row], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._text = text
        self._rows: list[Row] = []
        self._keys: list[Hashable] = []
        self._places: dict[Hashable, int] = {}

    @property
    def rows(self) -> Sequence[Row]:
        """All rows in their order."""
        return tuple(self._rows)

    def row_at(self, index: QModelIndex | QPersistentModelIndex) -> Row | None:
        """The row of an index; None for one that is not valid."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, key: Hashable) -> QModelIndex:
        """Where the row of that key stands; not valid when there is none."""
        if not self._places:
            self._places = {key: number for number, key in enumerate(self._keys)}
        place = self._places.get(key)
        return QModelIndex() if place is None else self.index(place)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, whose keys differ from each other."""
        keys = [self._key(row) for row in rows]
        if keys != self._keys:
            self._arrange(rows, keys)
        for number, row in enumerate(rows):
            if self._rows[number] is not row and self._rows[number] != row:
                self._rows[number] = row
                self.dataChanged.emit(self.index(number), self.index(number))

    def _arrange(self, rows: Sequence[Row], keys: Sequence[Hashable]) -> None:
        """Have the rows of these keys stand in this order; those that stay are yet as they were."""
        staying = set(keys).intersection(self._keys)
        if not staying:
            self._replace_all(rows, keys)
            return
        for number in reversed(range(len(self._rows))):
            if self._keys[number] not in staying:
                self.beginRemoveRows(QModelIndex(), number, number)
                self._take(number)
                self.endRemoveRows()
        for before, after in moves(self._keys.copy(), [key for key in keys if key in staying]):
            self.beginMoveRows(QModelIndex(), before, before, QModelIndex(), after if after < before else after + 1)
            self._put(after, *self._take(before))
            self.endMoveRows()
        for number, (row, key) in enumerate(zip(rows, keys, strict=True)):
            if key not in staying:
                self.beginInsertRows(QModelIndex(), number, number)
                self._put(number, row, key)
                self.endInsertRows()

    def _replace_all(self, rows: Sequence[Row], keys: Sequence[Hashable]) -> None:
        """None of those that stand stays."""
        self._places = {}
        if self._rows:
            self.beginRemoveRows(QModelIndex(), 0, len(self._rows) - 1)
            self._rows, self._keys = [], []
            self.endRemoveRows()
        if rows:
            self.beginInsertRows(QModelIndex(), 0, len(rows) - 1)
            self._places = {}
            self._rows, self._keys = list(rows), list(keys)
            self.endInsertRows()

    def _put(self, number: int, row: Row, key: Hashable) -> None:
        self._places = {}
        self._rows.insert(number, row)
        self._keys.insert(number, key)

    def _take(self, number: int) -> tuple[Row, Hashable]:
        self._places = {}
        return self._rows.pop(number), self._keys.pop(number)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's default)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        if role == RowRole.ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row)
        return None
