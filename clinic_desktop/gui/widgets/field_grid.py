"""Fields side by side, in as many columns as the width has room for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_desktop.gui.measures import Space


class FieldGrid(QWidget):
    """Lays fields out in rows; `columns` are the numbers of columns that look well, the largest that fits is taken.

    A column takes `least` at least.
    """

    def __init__(self, columns: Sequence[int], parent: QWidget | None = None, *, least: int = 0) -> None:
        super().__init__(parent)
        self._least = least or _LEAST_WIDTH
        self._choices = sorted(columns, reverse=True)
        self._columns = self._choices[0]
        self._fields: list[QWidget] = []
        self._fillers = [QWidget(self) for _ in range(self._choices[0])]
        self._left_out: set[QWidget] = set()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.S)

    def add(self, field: QWidget) -> None:
        """Add a field at the end."""
        if not self._fields:
            self._stretch()
        self._fields.append(field)
        shown = len(self._fields) - len(self._left_out)
        self._put(field, shown - 1)
        self._fill_up(shown)

    def set_shown(self, field: QWidget, shown: bool) -> None:
        """Leave a field out, without a gap, or take it in again."""
        (self._left_out.discard if shown else self._left_out.add)(field)
        field.setVisible(shown)
        self._lay_out()

    def _lay_out(self) -> None:
        for field in self._fields:
            self._grid.removeWidget(field)
        self._stretch()
        shown = [field for field in self._fields if field not in self._left_out]
        for number, field in enumerate(shown):
            self._put(field, number)
        self._fill_up(len(shown))

    def _stretch(self) -> None:
        for column in range(self._choices[0]):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)

    def _put(self, field: QWidget, number: int) -> None:
        self._grid.addWidget(field, number // self._columns, number % self._columns, Qt.AlignmentFlag.AlignTop)

    def _fill_up(self, count: int) -> None:
        # An empty column has no spacing beside it, so that the columns of two grids would not stand in line.
        for column, filler in enumerate(self._fillers):
            self._grid.removeWidget(filler)
            filler.setVisible(0 < count % self._columns <= column < self._columns)
            if not filler.isHidden():
                self._grid.addWidget(filler, count // self._columns, column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fitting = [columns for columns in self._choices if self.width() >= columns * self._least]
        columns = fitting[0] if fitting else self._choices[-1]
        if columns != self._columns:
            self._columns = columns
            self._lay_out()


_LEAST_WIDTH = 150
