"""Places what stays in view around a calendar's sheet: the heads above, the hours at its side, the scroll bars."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.columns import CalendarColumn
from clinic_desktop.gui.calendar.sheet.day_header import DayHeader
from clinic_desktop.gui.calendar.sheet.grid import Grid
from clinic_desktop.gui.calendar.sheet.hour_axis import HourAxis

MarginsLeftTopRightBottom = tuple[int, int, int, int]


class SheetSides:
    """The heads and the hours of one view."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        self.header = DayHeader(view)
        self._axis = HourAxis(view)

    def margins(self, *, is_mirrored: bool) -> MarginsLeftTopRightBottom:
        """What the view keeps free around its viewport."""
        head, side = int(CalendarMeasure.HEAD_HEIGHT), int(CalendarMeasure.AXIS_WIDTH)
        return (0, head, side, 0) if is_mirrored else (side, head, 0, 0)

    def place(self, sheet: QRect, *, is_mirrored: bool) -> None:
        """Stand around the viewport, a rectangle of the view."""
        head, side = int(CalendarMeasure.HEAD_HEIGHT), int(CalendarMeasure.AXIS_WIDTH)
        left = sheet.left() if is_mirrored else sheet.left() - side
        self.header.setGeometry(left, sheet.top() - head, sheet.width() + side, head)
        self._axis.setGeometry(sheet.right() + 1 if is_mirrored else left, sheet.top(), side, sheet.height())

    def show_grid(self, columns: Sequence[CalendarColumn], grid: Grid) -> None:
        """Head these columns and label the hours of this grid."""
        self.header.show_columns(columns, grid)
        self._axis.show_grid(grid)

    def scroll_to(self, x: int, y: int, room: int, *, is_mirrored: bool) -> None:
        """The sheet shows from this place on, `room` of its width."""
        self.header.scroll_to(x, 0 if is_mirrored else int(CalendarMeasure.AXIS_WIDTH), room)
        self._axis.scroll_to(y)

    def set_present(self, minute: int | None) -> None:
        """Mark the present at the hours."""
        self._axis.set_present(minute)

    def update(self) -> None:
        """Paint anew: the theme has changed."""
        self.header.update()
        self._axis.update()


def stretch(bar: QScrollBar, whole: float, shown: int) -> None:
    """Let a bar scroll over the whole of what is only partly shown."""
    bar.setRange(0, max(0, int(whole) - shown))
    bar.setPageStep(shown)
    bar.setSingleStep(CalendarMeasure.SCROLL_STEP)
