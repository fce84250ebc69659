"""The commands of the board: the steps of the chosen card, a step on and back, and the days."""

from collections.abc import Iterator
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt

from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.booking.verb_commands import verb_commands
from clinic_desktop.gui.booking.verb_offers import AppointmentVerb
from clinic_desktop.gui.calendar.day_commands import DayPlace, day_commands
from clinic_desktop.gui.icons import Icon

STEP_BACK = "board_step_back"
STEP_ON = "board_step_on"


class BoardPlace(DayPlace, Protocol):
    """What the commands need of the page that they belong to."""

    verbs: AppointmentVerbs

    def may(self, verb: AppointmentVerb) -> bool: ...
    def do(self, verb: AppointmentVerb) -> None: ...
    def may_step_back(self) -> bool: ...
    def step_back(self) -> None: ...
    def may_step_on(self) -> bool: ...
    def step_on(self) -> None: ...


def commands_of(page: BoardPlace) -> Iterator[Command]:
    """Every command that can be used while the board is shown."""
    yield from verb_commands(page.verbs.permissions, page.do, page.may)
    yield from _steps(page)
    yield from day_commands(page)


def _steps(page: BoardPlace) -> Iterator[Command]:
    back, on = "Shift+Left", "Shift+Right"
    if page.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        back, on = on, back
    yield Command(
        name=STEP_ON,
        text=_tr("One step &on"),
        run=page.step_on,
        enabled=page.may_step_on,
        shortcut=on,
        icon=Icon.ARROW_RIGHT,
        menu=MenuPlace.SCHEDULE,
        group="board",
    )
    yield Command(
        name=STEP_BACK,
        text=_tr("Take the last step &back"),
        run=page.step_back,
        enabled=page.may_step_back,
        shortcut=back,
        icon=Icon.UNDO_2,
        menu=MenuPlace.SCHEDULE,
        group="board",
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("board", text)
