"""How the calendar's sheets look: their zoom, their slots, and whether cancelled appointments are shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView
from clinic_desktop.gui.calendar.view_stage import ViewStage

if TYPE_CHECKING:
    from clinic_desktop.domain.clinic import Policies

_ZOOM_STEP = 1.25
SLOT_STEPS = (5, 10, 15, 20, 30, 60)


class ViewLooks(QObject):
    """What holds for every sheet alike; `policies` tells what the clinic has settled, its slots among it."""

    changed = Signal()

    def __init__(self, stage: ViewStage, policies: "Callable[[], Policies]") -> None:
        super().__init__(stage)
        self._stage = stage
        self._policies = policies
        self.are_cancelled_shown = False
        self.slot_step: int | None = None

    def take_up(self, *, hour_height: int | None, slot_step: int | None, shows_cancelled: bool) -> None:
        """Look as the station's calendar was left."""
        self.are_cancelled_shown = shows_cancelled
        self.slot_step = slot_step
        for sheet in self._stage.sheets:
            self.dress(sheet)
            sheet.set_hour_height(hour_height or self._normal_height())

    def dress(self, sheet: CalendarView) -> None:
        """Let a sheet look as all do."""
        sheet.set_cancelled_shown(self.are_cancelled_shown)
        sheet.set_waiting_limit(self._policies().waiting_limit_minutes)
        sheet.set_slot_step(self.slot_step or self._policies().slot_minutes)

    def switch_cancelled(self) -> None:
        """Show cancelled appointments, or leave them out again."""
        self.are_cancelled_shown = not self.are_cancelled_shown
        self.refresh()

    def set_slot_step(self, minutes: int | None) -> None:
        """How long the slots of free time are; None takes the clinic's own."""
        was_normal = self.hour_height is None
        self.slot_step = minutes
        self.refresh()
        if was_normal:
            self.zoom(0)

    def refresh(self) -> None:
        """The clinic's slots, or what is wanted here, have changed."""
        for sheet in self._stage.sheets:
            self.dress(sheet)
        self.changed.emit()

    def zoom(self, steps: int) -> None:
        """Larger by so many steps; 0 is the size that the clinic's slots ask for."""
        sheet = self._stage.sheet
        sheet.set_hour_height(round(sheet.hour_height * _ZOOM_STEP**steps if steps else self._normal_height()))

    @property
    def hour_height(self) -> int | None:
        """How many pixels an hour takes; None where it is as many as the slots ask for."""
        height = self._stage.sheet.hour_height
        return None if height == self._normal_height() else height

    def _normal_height(self) -> int:
        slot = self.slot_step or self._policies().slot_minutes
        return max(int(CalendarMeasure.HOUR_HEIGHT), round(60 / slot * CalendarMeasure.SLOT_HEIGHT))
