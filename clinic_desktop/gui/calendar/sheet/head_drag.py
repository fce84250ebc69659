"""A column's head on its way to another place."""

from collections.abc import Sequence

from clinic_desktop.gui.calendar.sheet.columns import CalendarColumn
from clinic_desktop.gui.calendar.sheet.grid import Grid


class HeadDrag:
    """One head taken by the hand; with it goes whatever belongs to the same practitioner or room on other days."""

    def __init__(self, columns: Sequence[CalendarColumn], grid: Grid, number: int) -> None:
        self._columns = columns
        self._grid = grid
        self._taken = columns[number]
        self._target: tuple[int, bool] | None = None
        self.moved = [place for place, column in enumerate(columns) if column.key == self._taken.key]

    @staticmethod
    def is_possible(columns: Sequence[CalendarColumn]) -> bool:
        """Whether there is more than one place to be in: the days of a week stay in their order."""
        return len({column.key for column in columns}) > 1

    def go_to(self, x: float) -> None:
        """The pointer is at this place of the sheet."""
        number = self._grid.column_at(x)
        if number is None:
            self._target = None
            return
        is_right = x > self._grid.x(number) + self._grid.column_width / 2
        self._target = number, is_right is not self._grid.is_mirrored

    def edge(self) -> float | None:
        """Where on the sheet it would be put in; None where it would change nothing."""
        if self.landing() is None or self._target is None:
            return None
        number, is_behind = self._target
        is_right = is_behind is not self._grid.is_mirrored
        return self._grid.x(number) + (self._grid.column_width if is_right else 0)

    def landing(self) -> tuple[str, str, bool] | None:
        """Whose column it is, at whose it is dropped, and whether behind that one; None where nothing changes."""
        if self._target is None:
            return None
        number, is_behind = self._target
        target = self._columns[number]
        if target.key == self._taken.key:
            return None
        group = [column.key for column in self._columns if (column.day, column.over) == (target.day, target.over)]
        neighbour = group.index(target.key) + (1 if is_behind else -1)
        if 0 <= neighbour < len(group) and group[neighbour] == self._taken.key:
            return None
        return self._taken.key, target.key, is_behind
