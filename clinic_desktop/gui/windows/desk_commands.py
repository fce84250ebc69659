"""What a window of the desk can do from each of its pages: book, find, register, print, and hide the names."""

from collections.abc import Iterator
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.access import Permission
from clinic_desktop.gui.actions import Command, Commands, MenuPlace, in_menu
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.booking.parked_calls import ParkedCalls
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.patients.patient_search import PatientSearch
from clinic_desktop.gui.privacy import switch


class DeskPlace(Protocol):
    """What the commands need of the window that they belong to."""

    commands: Commands
    verbs: AppointmentVerbs
    parked: ParkedCalls
    search: PatientSearch

    def book(self) -> None: ...
    def find_slot(self) -> None: ...
    def print_paper(self) -> None: ...


def desk_commands(window: DeskPlace) -> Iterator[Command]:
    """Yield what the window's person may do."""
    may = window.verbs.permissions
    if Permission.BOOK in may:
        yield from _booking(window)
    if Permission.READ_PATIENTS in may:
        yield _finding(window)
    if Permission.REGISTER_PATIENT in may:
        yield _registering(window)
    if Permission.UNDO in may:
        yield from window.verbs.walk.commands()
    yield _privacy(window)
    yield _paper(window)


def _booking(window: DeskPlace) -> tuple[Command, ...]:
    return in_menu(
        MenuPlace.SCHEDULE,
        "book",
        Command(
            name="new_appointment",
            text=_tr("&New appointment…"),
            button_text=_tr("New appointment"),
            run=window.book,
            shortcut="Ctrl+N",
            icon=Icon.CALENDAR_PLUS,
        ),
        Command(
            name="find_slot",
            text=_tr("Find a &free slot…"),
            button_text=_tr("Find a free slot"),
            run=window.find_slot,
            shortcut="Ctrl+F",
            icon=Icon.CALENDAR_SEARCH,
        ),
        Command(
            name="take_up_call",
            text=_tr("Take &up the parked call"),
            run=window.parked.take_up_last,
            enabled=lambda: bool(window.parked.chips),
            shortcut="Ctrl+Shift+P",
            icon=Icon.PHONE,
        ),
    )


def _finding(window: DeskPlace) -> Command:
    return Command(
        name="find_patient",
        text=_tr("&Find a patient"),
        run=window.search.focus,
        shortcut="Ctrl+K",
        icon=Icon.SEARCH,
        menu=MenuPlace.PATIENTS,
    )


def _registering(window: DeskPlace) -> Command:
    return Command(
        name="register_patient",
        text=_tr("&Register a patient…"),
        run=window.verbs.register,
        shortcut="Ctrl+Shift+N",
        icon=Icon.USER_PLUS,
        menu=MenuPlace.PATIENTS,
    )


def _privacy(window: DeskPlace) -> Command:
    def toggle() -> None:
        switch().toggle()
        window.commands.refresh()

    return Command(
        name="privacy",
        text=_tr("&Initials instead of names"),
        run=toggle,
        checked=lambda: switch().is_on,
        shortcut="F12",
        menu=MenuPlace.VIEW,
        group="privacy",
    )


def _paper(window: DeskPlace) -> Command:
    return Command(
        name="print",
        text=_tr("&Print…"),
        run=window.print_paper,
        shortcut="Ctrl+P",
        icon=Icon.PRINTER,
        menu=MenuPlace.FILE,
        group="paper",
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("desk", text)
