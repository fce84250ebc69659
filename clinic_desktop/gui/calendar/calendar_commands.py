"""The commands of the calendar page: going from day to day, the steps of the chosen appointment, what is shown."""

from collections.abc import Iterator
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt

from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.booking.verb_commands import verb_commands
from clinic_desktop.gui.calendar.chosen_appointment import ChosenAppointment
from clinic_desktop.gui.calendar.column_desk import ColumnDesk
from clinic_desktop.gui.calendar.column_sets import LAST_KEY
from clinic_desktop.gui.calendar.day_commands import DayPlace, day_commands
from clinic_desktop.gui.calendar.view_looks import SLOT_STEPS, ViewLooks


class CalendarPlace(DayPlace, Protocol):
    """What the commands need of the page that they belong to."""

    verbs: AppointmentVerbs
    chosen: ChosenAppointment
    looks: ViewLooks
    column_desk: ColumnDesk

    def open_column_sets(self) -> None: ...


def commands_of(page: CalendarPlace) -> Iterator[Command]:
    """Every command that can be used while the page is shown."""
    yield from verb_commands(page.verbs.permissions, page.chosen.do, page.chosen.may)
    yield from day_commands(page)
    yield from _looks(page)
    yield from _slots(page)
    yield from _columns(page)
    yield from _zoom(page)


def _columns(page: CalendarPlace) -> Iterator[Command]:
    desk, columns = page.column_desk, _tr("&Columns")
    yield Command(
        name="by_room",
        text=_tr("By &room"),
        run=desk.switch_rooms,
        checked=lambda: desk.are_rooms_wanted,
        shortcut="Ctrl+Shift+R",
        menu=MenuPlace.VIEW,
        group="calendar",
        submenu=columns,
    )
    before, after = _tr("Move the column &left"), _tr("Move the column &right")
    if page.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        before, after = after, before
    ways = [("column_before", before, -1), ("column_after", after, 1)]
    for name, text, by in ways:
        leads_right = (by > 0) is not (page.layoutDirection() is Qt.LayoutDirection.RightToLeft)
        yield Command(
            name=name,
            text=text,
            run=partial(desk.shift, by),
            enabled=desk.may_shift,
            shortcut="Alt+Shift+Right" if leads_right else "Alt+Shift+Left",
            menu=MenuPlace.VIEW,
            group="calendar",
            submenu=columns,
        )
    yield Command(
        name="column_sets",
        text=_tr("&Keep as a set…"),
        run=page.open_column_sets,
        shortcut="Ctrl+Shift+K",
        menu=MenuPlace.VIEW,
        group="sets",
        submenu=columns,
    )
    for number in range(1, LAST_KEY + 1):
        yield from _set_command(page, number)


def _set_command(page: CalendarPlace, number: int) -> Iterator[Command]:
    desk = page.column_desk
    found = next((one for one in desk.sets if one.number == number), None)
    if found is not None:
        yield Command(
            name=f"column_set_{number}",
            text=found.name.replace("&", "&&"),
            run=partial(desk.bring, found),
            checked=partial(desk.is_shown, found),
            shortcut=found.shortcut,
            menu=MenuPlace.VIEW,
            group="sets",
            submenu=_tr("&Columns"),
        )


def _slots(page: CalendarPlace) -> Iterator[Command]:
    looks = page.looks
    for minutes in (None, *SLOT_STEPS):
        text = _tr("%1 minutes").replace("%1", str(minutes)) if minutes else _tr("The clinic's own")
        yield Command(
            name=f"slots_{minutes or 'own'}",
            text=text,
            run=partial(looks.set_slot_step, minutes),
            checked=partial(_holds, looks, minutes),
            menu=MenuPlace.VIEW,
            group="calendar",
            submenu=_tr("&Slots"),
        )


def _holds(looks: ViewLooks, minutes: int | None) -> bool:
    return looks.slot_step == minutes


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


def _zoom(page: CalendarPlace) -> Iterator[Command]:
    for name, text, run, keys in (
        ("zoom_in", _tr("Zoom &in"), partial(page.looks.zoom, 1), "Ctrl++"),
        ("zoom_out", _tr("Zoom &out"), partial(page.looks.zoom, -1), "Ctrl+-"),
        ("zoom_normal", _tr("&Normal size"), partial(page.looks.zoom, 0), "Ctrl+0"),
    ):
        zoom = _tr("&Zoom")
        yield Command(name=name, text=text, run=run, shortcut=keys, menu=MenuPlace.VIEW, group="calendar", submenu=zoom)


def _tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)
