"""Columns and appointments worked out for a window, in whichever thread there is time for it; painting them is left."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.calendar.sheet.appointment_model import row_order
from clinic_desktop.gui.calendar.sheet.calendar_layout import CalendarLayout, placed
from clinic_desktop.gui.calendar.sheet.columns import Columns
from clinic_desktop.gui.calendar.sheet.grid import Grid, grid_over
from clinic_desktop.gui.calendar.sheet.kept_time import KeptTime, kept_times

_HIDDEN = frozenset({AppointmentStatus.CANCELLED, AppointmentStatus.ENTERED_IN_ERROR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """How a sheet stands in its window: what is arranged for one fitting holds for no other.

    `room` is the width that is seen of it; `look` counts how often theme, font or privacy have changed.
    """

    zone: ZoneInfo
    room: int
    hour_height: int
    scale: float
    is_mirrored: bool
    step: int
    are_cancelled_shown: bool
    look: int

    def grid(self, columns: Columns) -> Grid:
        """The grid of these columns."""
        return grid_over(
            columns, room=self.room, hour_height=self.hour_height, scale=self.scale, is_mirrored=self.is_mirrored
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """What a sheet shows, and where it lies; `lines` are ordered as the model's rows are."""

    fitting: Fitting
    columns: Columns
    lines: tuple[AppointmentLine, ...]
    layout: CalendarLayout
    kept: tuple[KeptTime, ...]

    def holds_for(self, fitting: Fitting) -> bool:
        """Whether the same appointments are to be seen in that window, though elsewhere."""
        return self.fitting.are_cancelled_shown == fitting.are_cancelled_shown

    def fitted(self, fitting: Fitting) -> "Arranged":
        """The same appointments in the same columns, for another window."""
        if fitting == self.fitting:
            return self
        layout = CalendarLayout(fitting.grid(self.columns), self.columns, self.layout.placed, step=fitting.step)
        return replace(self, fitting=fitting, layout=layout, kept=kept_times(layout, fitting.zone))


def arranged(columns: Columns, lines: Iterable[AppointmentLine], fitting: Fitting) -> Arranged:
    """Lay appointments out in columns; `lines` may come in any order."""
    rows = tuple(sorted(lines, key=row_order))
    shown = ((row, line) for row, line in enumerate(rows) if fitting.are_cancelled_shown or line.status not in _HIDDEN)
    layout = CalendarLayout(fitting.grid(columns), columns, placed(columns, shown), step=fitting.step)
    return Arranged(fitting=fitting, columns=columns, lines=rows, layout=layout, kept=kept_times(layout, fitting.zone))
