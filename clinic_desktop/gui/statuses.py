"""How an appointment's status and a practitioner are told apart: colour, icon and word together."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.waiting_room import CardClock, ClockKind, Urgency
from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLook:
    """A status as it is drawn: `ink` is legible on `soft`, `stripe` need not be."""

    stripe: QColor
    soft: QColor
    ink: QColor
    icon: Icon
    word: str


_LOOKS = {
    "booked": ("booked", "booked_soft", "booked", Icon.CALENDAR_CHECK),
    "confirmed": ("confirmed", "confirmed_soft", "confirmed", Icon.CHECK_CHECK),
    "arrived": ("arrived", "arrived_soft", "arrived", Icon.ARMCHAIR),
    "in-room": ("in_room", "in_room_soft", "in_room", Icon.DOOR_OPEN),
    "fulfilled": ("done", "done_soft", "done", Icon.CHECK),
    "cancelled": ("cancelled", "done_soft", "done", Icon.BAN),
    "noshow": ("danger", "danger_soft", "danger", Icon.USER_X),
    "entered-in-error": ("cancelled", "done_soft", "done", Icon.ERASER),
}

PRACTITIONER_COLOURS = {
    "blue": "booked",
    "green": "confirmed",
    "violet": "in_room",
    "orange": "arrived",
    "red": "danger",
    "grey": "done",
}
"""The stored names of a practitioner's colour, each with the token that draws it."""


def status_look(status: str, *, confirmed: bool = False) -> StatusLook:
    """The look of a status (its stored value) in the theme that holds now; a confirmed booking has one of its own."""
    key = "confirmed" if confirmed and status == AppointmentStatus.BOOKED else str(status)
    stripe, soft, ink, icon = _LOOKS[key]
    tokens = theme.current().tokens()
    return StatusLook(
        stripe=tokens[stripe],
        soft=tokens[soft],
        ink=tokens[ink],
        icon=icon,
        word=_words()[key],
    )


def clock_token(counted: CardClock) -> str:
    """The token that draws a clock: calm in the colour of what it counts, and never blinking when it is too long."""
    if counted.urgency is Urgency.OVER:
        return "danger"
    if counted.urgency is Urgency.MIND:
        return "arrived"
    return "in_room" if counted.kind is ClockKind.IN_ROOM else "accent"


def practitioner_colour(colour: str) -> QColor:
    """What draws a practitioner's stored colour in the theme that holds now; an unknown name draws as blue."""
    return theme.current().tokens()[PRACTITIONER_COLOURS.get(colour, PRACTITIONER_COLOURS["blue"])]


@cache
def _words() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "booked": translate("status", "Booked"),
        "confirmed": translate("status", "Confirmed"),
        "arrived": translate("status", "Arrived"),
        "in-room": translate("status", "In room"),
        "fulfilled": translate("status", "Completed"),
        "cancelled": translate("status", "Cancelled"),
        "noshow": translate("status", "No-show"),
        "entered-in-error": translate("status", "Entered in error"),
    }
