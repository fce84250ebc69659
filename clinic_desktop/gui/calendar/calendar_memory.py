"""What a station remembers of its calendar: the filters, the zoom, the slots, and whether cancelled ones are shown."""

from contextlib import suppress
from dataclasses import dataclass

from clinic_desktop.settings import SettingsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLook:
    """How the calendar was left; no `hour_height` and no `slot_step` mean those that the clinic's slots ask for."""

    left_out: frozenset[str] = frozenset()
    hour_height: int | None = None
    shows_cancelled: bool = False
    slot_step: int | None = None
    order: tuple[str, ...] = ()
    by_room: bool = False


def remembered(station: SettingsFile) -> CalendarLook:
    """How this station's calendar was left."""
    kept = station.read()
    return CalendarLook(
        left_out=frozenset(filter(None, kept.calendar_left_out.split("\n"))),
        hour_height=kept.calendar_hour_height,
        shows_cancelled=kept.calendar_shows_cancelled,
        slot_step=kept.calendar_slot_step,
        order=tuple(filter(None, kept.calendar_order.split("\n"))),
        by_room=kept.calendar_by_room,
    )


def remember(station: SettingsFile, look: CalendarLook) -> None:
    """Keep how the calendar is left now; a disk that refuses is no loss worth a message."""
    if remembered(station) == look:
        return
    with suppress(OSError):
        station.write(
            station.read()._replace(
                calendar_left_out="\n".join(sorted(look.left_out)),
                calendar_hour_height=look.hour_height,
                calendar_shows_cancelled=look.shows_cancelled,
                calendar_slot_step=look.slot_step,
                calendar_order="\n".join(look.order),
                calendar_by_room=look.by_room,
            )
        )
