"""Where columns and minutes lie in pixels; every edge falls on a whole pixel of the screen. Knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.columns import DAY_MINUTES, CalendarColumn


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The calendar's sheet, before it is scrolled.

    `scale` is how many pixels of the screen make one of ours; `is_mirrored` counts columns from the right.
    """

    columns: int
    column_width: float
    hour_height: float
    scale: float = 1.0
    is_mirrored: bool = False

    @property
    def width(self) -> float:
        """All columns together."""
        return self._snapped(self.columns * self.column_width)

    @property
    def height(self) -> float:
        """The whole day."""
        return self.y(DAY_MINUTES)

    def y(self, minute: float) -> float:
        """The upper edge of a minute of the day."""
        return self._snapped(minute * self.hour_height / 60)

    def x(self, column: int, share: float = 0.0) -> float:
        """The left edge of a column, or a place in it; `share` runs from 0 at its left to 1."""
        place = self.columns - 1 - column if self.is_mirrored else column
        return self._snapped((place + share) * self.column_width)

    def column_at(self, x: float) -> int | None:
        """The column under a place; None beside all of them."""
        if not self.columns or not 0 <= x < self.columns * self.column_width:
            return None
        place = int(x / self.column_width)
        return self.columns - 1 - place if self.is_mirrored else place

    def minute_at(self, y: float) -> int:
        """The minute of the day at a height, kept within the day."""
        return min(max(int(y * 60 / self.hour_height), 0), DAY_MINUTES - 1)

    def _snapped(self, value: float) -> float:
        return round(value * self.scale) / self.scale


def grid_over(
    columns: Sequence[CalendarColumn], *, room: int, hour_height: int, scale: float, is_mirrored: bool
) -> Grid:
    """The grid of columns that share a width, and are scrolled where they would be too narrow in it."""
    least = CalendarMeasure.LEAST_COLUMN_WIDTH
    if any(column.over for column in columns):
        least = CalendarMeasure.LEAST_COLUMN_WIDTH_OF_MANY
    return Grid(
        columns=len(columns),
        column_width=max(room / len(columns) if columns else room, float(least)),
        hour_height=hour_height,
        scale=scale,
        is_mirrored=is_mirrored,
    )
