"""What a station remembers of its calendar: the filters and the order of columns, the zoom, the slots."""

from clinic_desktop.gui.calendar.calendar_side import CalendarSide
from clinic_desktop.gui.calendar.view_looks import ViewLooks
from clinic_desktop.settings import SettingsFile


class CalendarMemory:
    """Puts a calendar as it was left, and keeps how it is left now."""

    def __init__(self, station: SettingsFile, side: CalendarSide, looks: ViewLooks) -> None:
        self._station = station
        self._side = side
        self._looks = looks

    def take_up(self) -> None:
        """Let the calendar be as this station's was left."""
        kept = self._station.read()
        choice = self._side.choice
        self._side.leave_out(filter(None, kept.calendar_left_out.split("\n")))
        choice.order = tuple(filter(None, kept.calendar_order.split("\n")))
        choice.wants_rooms = kept.calendar_by_room
        self._looks.take_up(
            hour_height=kept.calendar_hour_height,
            slot_step=kept.calendar_slot_step,
            shows_cancelled=kept.calendar_shows_cancelled,
        )

    def keep(self) -> None:
        """Keep how the calendar is left now."""
        choice = self._side.choice
        self._station.keep(
            calendar_left_out="\n".join(sorted(choice.left_out)),
            calendar_order="\n".join(choice.order),
            calendar_by_room=choice.wants_rooms,
            calendar_hour_height=self._looks.hour_height,
            calendar_slot_step=self._looks.slot_step,
            calendar_shows_cancelled=self._looks.are_cancelled_shown,
        )
