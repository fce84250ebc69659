"""The keys that are no commands, because they mean something only where the keyboard stands; for the list of F1."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """What some keys do. Each of `keys` is shown by itself, in a keyboard's own spelling; `words` say what has none."""

    does: str
    keys: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyGroup:
    """The keys of one place of the window."""

    place: str
    lines: tuple[KeyLine, ...]


def calendar_keys() -> KeyGroup:
    """What keys do on the calendar's sheets."""
    return KeyGroup(
        place=_tr("In the calendar"),
        lines=(
            KeyLine(words=_tr("Arrow keys"), does=_tr("Walk over free times and appointments")),
            KeyLine(keys=("Home", "End"), does=_tr("To the beginning or the end of the working day")),
            KeyLine(keys=("PgUp", "PgDown"), does=_tr("A page earlier or later, or a month")),
            KeyLine(words=_tr("Letters"), does=_tr("On a free time: book whoever’s name you type")),
            KeyLine(keys=("Enter",), does=_tr("Book the time, move whoever is there")),
            KeyLine(keys=("Ctrl+X", "Ctrl+V"), does=_tr("Take an appointment up, and put it where you stand")),
            KeyLine(keys=("Shift+Up", "Shift+Down"), does=_tr("Make it shorter or longer; Enter keeps it")),
            KeyLine(keys=("Shift+Left", "Shift+Right"), does=_tr("Give it to the column beside; Enter keeps it")),
            KeyLine(keys=("Esc",), does=_tr("Take back a drag or a change; else let go")),
            KeyLine(words=_tr("Alt while dragging"), does=_tr("By five minutes, free of the slots")),
            KeyLine(words=_tr("Ctrl and the wheel"), does=_tr("Zoom")),
            KeyLine(keys=("Shift+F10",), does=_tr("All that can be done where you stand")),
        ),
    )


def visit_keys() -> KeyGroup:
    """What keys do beside the patient in the room."""
    return KeyGroup(
        place=_tr("With the patient"),
        lines=(
            KeyLine(keys=("Esc",), does=_tr("From the note to the calendar; from an appointment back to now")),
            KeyLine(keys=("Tab",), does=_tr("From the note to completing the visit")),
        ),
    )


def booking_keys() -> KeyGroup:
    """What keys do in the dialog of booking."""
    return KeyGroup(
        place=_tr("While booking"),
        lines=(
            KeyLine(keys=("Enter",), does=_tr("Take the patient found; then book")),
            KeyLine(keys=("Ctrl+N",), does=_tr("In the patient’s field: register whoever was typed")),
            KeyLine(keys=("Ctrl+K",), does=_tr("Back to the patient")),
            KeyLine(keys=("Up", "Down"), does=_tr("Walk over the free times")),
            KeyLine(keys=("Ctrl+P",), does=_tr("Park this call")),
        ),
    )


def waiting_room_keys() -> KeyGroup:
    """What keys do on the board of the waiting room."""
    return KeyGroup(
        place=_tr("In the waiting room"),
        lines=(
            KeyLine(words=_tr("Arrow keys"), does=_tr("From card to card, from column to column")),
            KeyLine(keys=("Enter",), does=_tr("Show the card’s appointment beside the board")),
            KeyLine(keys=("Shift+Right", "Shift+Left"), does=_tr("A step on; take the last step back")),
            KeyLine(keys=("Esc",), does=_tr("Put the side away")),
        ),
    )


def hours_keys() -> KeyGroup:
    """What keys do where working hours are painted."""
    return KeyGroup(
        place=_tr("Where hours are painted"),
        lines=(
            KeyLine(words=_tr("Arrow keys"), does=_tr("From time to time and from day to day")),
            KeyLine(words=_tr("Shift and arrow keys"), does=_tr("Mark more, also across days")),
            KeyLine(keys=("Space", "Enter"), does=_tr("Open or close what is marked")),
            KeyLine(keys=("Ctrl+Space",), does=_tr("Take the day off, or back")),
            KeyLine(keys=("Del",), does=_tr("Close the whole stretch")),
            KeyLine(keys=("PgUp", "PgDown"), does=_tr("The week before, the next week")),
        ),
    )


def settings_keys() -> KeyGroup:
    """What keys do in the settings' lists whose order is the clinic's."""
    return KeyGroup(
        place=_tr("In departments, rooms and types"),
        lines=(KeyLine(keys=("Alt+Up", "Alt+Down"), does=_tr("Put the line further up or down")),),
    )


def divide_keys() -> KeyGroup:
    """What keys do on the lines that divide a window, in all windows."""
    return KeyGroup(
        place=_tr("On a dividing line"),
        lines=(
            KeyLine(words=_tr("Arrow keys"), does=_tr("Make what is beside it wider or narrower, or a list higher")),
            KeyLine(keys=("Home",), does=_tr("As wide as on the first day")),
            KeyLine(keys=("Esc",), does=_tr("Back to where you were")),
        ),
    )


def list_keys() -> KeyGroup:
    """What keys do in lists and tables, in all windows."""
    return KeyGroup(
        place=_tr("In lists"),
        lines=(
            KeyLine(keys=("Up", "Down"), does=_tr("Walk over the lines, also from the search field above them")),
            KeyLine(keys=("Enter",), does=_tr("Open the line")),
            KeyLine(keys=("Esc",), does=_tr("Empty the search field; close the dialog")),
            KeyLine(keys=("Tab", "Shift+Tab"), does=_tr("To the next field, and back")),
        ),
    )


def password_keys() -> KeyGroup:
    """What keys do where a password is typed, in all windows."""
    return KeyGroup(
        place=_tr("In a password"),
        lines=(KeyLine(keys=("F8",), does=_tr("Show what is typed, or hide it")),),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("keys", text)
