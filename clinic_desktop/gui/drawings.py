"""Lucide's icons as they were drawn, each by its name."""

from enum import StrEnum
from functools import lru_cache

from clinic_desktop import paths


class Icon(StrEnum):
    """The icons that the program uses; each value is a file in resources/icons."""

    ARMCHAIR = "armchair"
    ARROW_LEFT = "arrow-left"
    ARROW_RIGHT = "arrow-right"
    BAN = "ban"
    BUILDING_2 = "building-2"
    CALENDAR_1 = "calendar-1"
    CALENDAR_CHECK = "calendar-check"
    CALENDAR_CLOCK = "calendar-clock"
    CALENDAR_DAYS = "calendar-days"
    CALENDAR_OFF = "calendar-off"
    CALENDAR_PLUS = "calendar-plus"
    CALENDAR_SEARCH = "calendar-search"
    CALENDAR_X_2 = "calendar-x-2"
    CHART_COLUMN = "chart-column"
    CHECK = "check"
    CHECK_CHECK = "check-check"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_LEFT = "chevron-left"
    CHEVRON_RIGHT = "chevron-right"
    CHEVRON_UP = "chevron-up"
    CIRCLE_ALERT = "circle-alert"
    CIRCLE_CHECK = "circle-check"
    CIRCLE_PAUSE = "circle-pause"
    CLIPBOARD_PASTE = "clipboard-paste"
    CLOCK = "clock"
    CLOCK_ALERT = "clock-alert"
    CLOUD_CHECK = "cloud-check"
    CLOUD_DOWNLOAD = "cloud-download"
    CLOUD_OFF = "cloud-off"
    CLOUD_UPLOAD = "cloud-upload"
    COLUMNS_4 = "columns-4"
    COPY = "copy"
    DOOR_OPEN = "door-open"
    DOT = "dot"
    ERASER = "eraser"
    FILE_TEXT = "file-text"
    FLAG = "flag"
    FOOTPRINTS = "footprints"
    HOURGLASS = "hourglass"
    INFO = "info"
    KEYBOARD = "keyboard"
    KEY_ROUND = "key-round"
    LIST = "list"
    LIST_PLUS = "list-plus"
    LOCK = "lock"
    LOG_IN = "log-in"
    LOG_OUT = "log-out"
    MAIL = "mail"
    MARS = "mars"
    MERGE = "merge"
    MESSAGE_SQUARE = "message-square"
    MINUS = "minus"
    MONITOR = "monitor"
    MONITOR_DOWN = "monitor-down"
    MONITOR_X = "monitor-x"
    OCTAGON_ALERT = "octagon-alert"
    PHONE = "phone"
    PHONE_MISSED = "phone-missed"
    PIN = "pin"
    PLUS = "plus"
    PRINTER = "printer"
    REDO_2 = "redo-2"
    REPEAT = "repeat"
    ROTATE_CCW = "rotate-ccw"
    SCISSORS = "scissors"
    SHIELD_ALERT = "shield-alert"
    SEARCH = "search"
    SEND = "send"
    TRIANGLE_ALERT = "triangle-alert"
    UNDO_2 = "undo-2"
    USERS = "users"
    USER_CHECK = "user-check"
    USER_PLUS = "user-plus"
    USER_X = "user-x"
    VENUS = "venus"
    X = "x"


@lru_cache
def drawing(icon: Icon) -> str:
    """The icon's SVG as it was drawn, its colour still open (`currentColor`)."""
    return (paths.resources() / "icons" / f"{icon.value}.svg").read_text(encoding="utf-8")


def tinted(icon: Icon, colour: str, *, weight: float = 2.0) -> bytes:
    """The icon's SVG in a colour (#rrggbb), with lines of a weight on its grid of 24."""
    svg = drawing(icon).replace("currentColor", colour)
    return svg.replace('stroke-width="2"', f'stroke-width="{weight}"').encode()
