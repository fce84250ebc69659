"""The commands of the calendar page: going from day to day, the steps of the chosen appointment, what is shown."""

from collections.abc import Iterator
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt

from clinic_desktop.domain.appointments import AppointmentStatus, Confirmation
from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.calendar.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.calendar.chosen_appointment import ChosenAppointment
from clinic_desktop.gui.calendar.verb_offers import AppointmentVerb, verbs_of
from clinic_desktop.gui.calendar.view_looks import ViewLooks
from clinic_desktop.gui.icons import Icon

VERB_KEYS = {
    AppointmentVerb.CHECK_IN: "F5",
    AppointmentVerb.SEND_TO_ROOM: "F7",
    AppointmentVerb.COMPLETE: "F8",
    AppointmentVerb.NO_SHOW: "F9",
    AppointmentVerb.MOVE: "F2",
    AppointmentVerb.CANCEL: "Del",
}
"""The keys of the steps (F6 goes to the notice in every window)."""


class CalendarPlace(Protocol):
    """What the commands need of the page that they belong to."""

    verbs: AppointmentVerbs
    chosen: ChosenAppointment
    looks: ViewLooks

    def go_to_today(self) -> None: ...
    def step_days(self, by: int) -> None: ...
    def ask_for_day(self) -> None: ...
    def layoutDirection(self) -> Qt.LayoutDirection: ...


def commands_of(page: CalendarPlace) -> Iterator[Command]:
    """Every command that can be used while the page is shown."""
    yield from _steps(page)
    yield from _days(page)
    yield from _looks(page)


def _steps(page: CalendarPlace) -> Iterator[Command]:
    permissions = page.verbs.permissions
    offered = {
        offer.verb: offer for status in AppointmentStatus for offer in verbs_of(status, Confirmation.NONE, permissions)
    }
    for verb in AppointmentVerb:
        if verb in offered:
            yield Command(
                name=verb.command,
                text=offered[verb].text,
                icon=offered[verb].icon,
                run=partial(page.chosen.do, verb),
                enabled=partial(page.chosen.may, verb),
                shortcut=VERB_KEYS.get(verb),
                menu=MenuPlace.SCHEDULE,
                group="steps",
            )


def _days(page: CalendarPlace) -> Iterator[Command]:
    earlier, later = "Ctrl+Left", "Ctrl+Right"
    if page.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        earlier, later = later, earlier
    for name, text, run, keys, icon in (
        ("today", _tr("&Today"), page.go_to_today, "T", Icon.CALENDAR_CHECK),
        ("day_before", _tr("Day &before"), partial(page.step_days, -1), earlier, Icon.CHEVRON_LEFT),
        ("day_after", _tr("Day &after"), partial(page.step_days, 1), later, Icon.CHEVRON_RIGHT),
        ("go_to_day", _tr("&Go to a day…"), page.ask_for_day, "G", Icon.CALENDAR_SEARCH),
    ):
        yield Command(name=name, text=text, run=run, shortcut=keys, icon=icon, menu=MenuPlace.VIEW, group="days")


def _looks(page: CalendarPlace) -> Iterator[Command]:
    yield Command(
        name="show_cancelled",
        text=_tr("Show &cancelled appointments"),
        run=page.looks.switch_cancelled,
        checked=lambda: page.looks.are_cancelled_shown,
        shortcut="Ctrl+Shift+H",
        menu=MenuPlace.VIEW,
        group="calendar",
    )
    for name, text, run, keys in (
        ("zoom_in", _tr("Zoom &in"), partial(page.looks.zoom, 1), "Ctrl++"),
        ("zoom_out", _tr("Zoom &out"), partial(page.looks.zoom, -1), "Ctrl+-"),
        ("zoom_normal", _tr("&Normal size"), partial(page.looks.zoom, 0), "Ctrl+0"),
    ):
        yield Command(name=name, text=text, run=run, shortcut=keys, menu=MenuPlace.VIEW, group="zoom")


def _tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)
