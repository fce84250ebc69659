"""Frozen rows as a Qt table that changes only what changed."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from clinic_desktop.gui.icons import Icon

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex


class CellRole(IntEnum):
    """What the delegate asks for beside Qt's own roles."""

    INK = Qt.ItemDataRole.UserRole
    IS_STRONG = Qt.ItemDataRole.UserRole + 1
    COLOUR = Qt.ItemDataRole.UserRole + 2
    ICON = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column: its head, its words, and its share of the table's width.

    `ink` names the token that writes a cell, where that is not the row's own; `colour` a stored colour shown as a dot,
    `icon` what stands before the words, in their ink, `bar` a part of 1 that is drawn before them. What `is_whole`, as
    a date or a number, is not cut while the other columns can give way.
    """

    head: str
    text: Callable[[Row], str]
    share: int
    is_strong: bool = False
    is_whole: bool = False
    ink: Callable[[Row], str] | None = None
    colour: Callable[[Row], str] | None = None
    icon: Callable[[Row], Icon] | None = None
    bar: Callable[[Row], float | None] | None = None


class Cell(NamedTuple):
    """All that is drawn of one cell."""

    text: str
    ink: str
    is_strong: bool
    colour: str
    icon: Icon | None
    bar: float | None = None


class RowTable(QAbstractTableModel, Generic[Row]):
    """Rows told apart by `key`, those for which `is_faint` says so in faint ink.

    New rows are compared with those that stand, so that the choice and the scroll bar stay where they are.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], Hashable],
        is_faint: Callable[[Row], bool] = lambda _: False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._is_faint = is_faint
        self._rows: list[Row] = []

    @property
    def rows(self) -> Sequence[Row]:
        """All rows in their order."""
        return tuple(self._rows)

    def key_of(self, row: Row) -> Hashable:
        """What tells a row from the others."""
        return self._key(row)

    def row_at(self, index: Index) -> Row | None:
        """The row of an index; None for one that is not valid."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, key: Hashable) -> QModelIndex:
        """Where the row of that key begins; not valid when there is none."""
        for number, row in enumerate(self._rows):
            if self._key(row) == key:
                return self.index(number, 0)
        return QModelIndex()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, whose keys differ from each other."""
        standing = {self._key(row) for row in self._rows}
        staying = standing.intersection(self._key(row) for row in rows)
        if not staying:
            self._replace_all(rows)
            return
        for number in reversed(range(len(self._rows))):
            if self._key(self._rows[number]) not in staying:
                self.beginRemoveRows(QModelIndex(), number, number)
                del self._rows[number]
                self.endRemoveRows()
        for number, row in enumerate(rows):
            if self._key(row) in staying:
                self._settle(number, row)
            else:
                self._insert(number, row)

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns of the same rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def tell_anew(self) -> None:
        """Have every cell asked again: what its column says of the same row has changed."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def _replace_all(self, rows: Sequence[Row]) -> None:
        """None of those that stand stays."""
        if self._rows:
            self.beginRemoveRows(QModelIndex(), 0, len(self._rows) - 1)
            self._rows = []
            self.endRemoveRows()
        if rows:
            self.beginInsertRows(QModelIndex(), 0, len(rows) - 1)
            self._rows = list(rows)
            self.endInsertRows()

    def _insert(self, number: int, row: Row) -> None:
        self.beginInsertRows(QModelIndex(), number, number)
        self._rows.insert(number, row)
        self.endInsertRows()

    def _settle(self, number: int, row: Row) -> None:
        """Have a row that is there stand at `number`; everything before it is in its place already."""
        key = self._key(row)
        standing = next(at for at in range(number, len(self._rows)) if self._key(self._rows[at]) == key)
        if standing != number:
            self.beginMoveRows(QModelIndex(), standing, standing, QModelIndex(), number)
            self._rows.insert(number, self._rows.pop(standing))
            self.endMoveRows()
        if self._rows[number] != row:
            self._rows[number] = row
            self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's default)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's default)
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head if 0 <= section < len(self.columns) else None
        return None

    def cell(self, index: Index) -> Cell | None:
        """What a delegate draws, at once: to ask data() for each part of it costs more than drawing it."""
        row = self.row_at(index)
        if row is None:
            return None
        column = self.columns[index.column()]
        return Cell(
            text=column.text(row),
            ink=self._ink(column, row),
            is_strong=column.is_strong,
            colour=column.colour(row) if column.colour is not None else "",
            icon=(column.icon(row) or None) if column.icon is not None else None,
            bar=column.bar(row) if column.bar is not None else None,
        )

    def _ink(self, column: Column[Row], row: Row) -> str:
        if self._is_faint(row):
            return "faint"
        return column.ink(row) if column.ink is not None else "text"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == CellRole.INK:
            return self._ink(column, row)
        if role == CellRole.IS_STRONG:
            return column.is_strong
        if role == CellRole.COLOUR:
            return column.colour(row) if column.colour is not None else ""
        if role == CellRole.ICON:
            return column.icon(row) if column.icon is not None else ""
        return None
