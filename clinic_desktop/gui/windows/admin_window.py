"""The administrator's window: the pages of settings, and the way between them at the left."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cached_property, partial
from typing import Protocol, TypeVar, runtime_checkable

from PySide6.QtGui import QCloseEvent

from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.messages.settings_page import MessageSettingsPage
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.paper.fallback_page import PaperFallbackPage
from clinic_desktop.gui.patients_file.patients_page import PatientsPage
from clinic_desktop.gui.staff.departments_page import DepartmentsPage
from clinic_desktop.gui.staff.list_and_card import ListAndCardPage
from clinic_desktop.gui.staff.staff_page import StaffPage
from clinic_desktop.gui.staff.types_page import TypesPage
from clinic_desktop.gui.sync.decisions_page import DecisionsPage
from clinic_desktop.gui.sync.sync_page import SyncPage
from clinic_desktop.gui.widgets.settings_nav import SettingsNav
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.sync_ways import offer_decisions

P = TypeVar(
    "P",
    StaffPage,
    DepartmentsPage,
    TypesPage,
    PatientsPage,
    PaperFallbackPage,
    MessageSettingsPage,
    SyncPage,
    DecisionsPage,
)


class Place(StrEnum):
    """The pages of the settings, in their order."""

    STAFF = "staff"
    DEPARTMENTS = "departments"
    TYPES = "types"
    PATIENTS = "patients"
    PAPER = "paper"
    MESSAGES = "messages"
    SYNC = "sync"
    DECISIONS = "decisions"


_PLACES: dict[type[Page], Place] = {
    StaffPage: Place.STAFF,
    DepartmentsPage: Place.DEPARTMENTS,
    TypesPage: Place.TYPES,
    PatientsPage: Place.PATIENTS,
    PaperFallbackPage: Place.PAPER,
    MessageSettingsPage: Place.MESSAGES,
    SyncPage: Place.SYNC,
    DecisionsPage: Place.DECISIONS,
}


@runtime_checkable
class KeepsTyped(Protocol):
    """A page on which something may have been typed that is not saved."""

    @property
    def is_changed(self) -> bool:
        """Whether there is."""

    def ask_to_save(self, then: Callable[[], object]) -> object:
        """Ask what is to become of it, and go on `then`."""


class AdminWindow(MainWindow):
    """Staff, departments, types of appointment, the file of patients, messages, paper for emergencies, and stations.

    It is not left while something typed waits to be saved.
    """

    def make_parts(self) -> Iterator[None]:
        self._is_over = False
        self.signed_out.connect(self._on_signed_out)
        self.navigation = SettingsNav(self.tr("Settings"))
        self.navigation.chosen.connect(self._go_to)
        self.page_shown.connect(self._on_page_shown)
        for place, words in self._places().items():
            self.navigation.add(place, words)
        self.commands.declare(self._ways())
        offer_decisions(self, partial(self._go_to, Place.DECISIONS), keys=_KEYS_OF_DECISIONS)
        yield
        self._go_to(Place.STAFF)

    @cached_property
    def staff(self) -> StaffPage:
        """Who works here."""
        return self._added(StaffPage(self.workplace, self.page_ground))

    @cached_property
    def departments(self) -> DepartmentsPage:
        """The parts of the clinic."""
        return self._added(DepartmentsPage(self.workplace, self.page_ground))

    @cached_property
    def types(self) -> TypesPage:
        """The types of appointment."""
        return self._added(TypesPage(self.workplace, self.page_ground))

    @cached_property
    def patients(self) -> PatientsPage:
        """The file of patients; only an administrator archives."""
        verbs = AppointmentVerbs(self.workplace, self)
        return self._added(PatientsPage(self.workplace, verbs, self._station, self.page_ground))

    @cached_property
    def paper(self) -> PaperFallbackPage:
        """Where the week on paper is kept."""
        return self._added(PaperFallbackPage(self.workplace, self._station, self.paper_fallback, self.page_ground))

    @cached_property
    def messages(self) -> MessageSettingsPage:
        """How patients are written to."""
        return self._added(MessageSettingsPage(self.workplace, self.page_ground))

    @cached_property
    def sync(self) -> SyncPage:
        """This station and the others."""
        return self._added(SyncPage(self.workplace, self.page_ground))

    @cached_property
    def decisions(self) -> DecisionsPage:
        """What met at two stations."""
        verbs = AppointmentVerbs(self.workplace, self)
        return self._added(DecisionsPage(self.workplace, verbs.walk, self, self.page_ground))

    def sign_out(self) -> None:
        if not self._ask_first(self.sign_out):
            super().sign_out()

    def _ways(self) -> Iterable[Command]:
        icons = (
            Icon.USERS,
            Icon.BUILDING_2,
            Icon.CALENDAR_DAYS,
            Icon.FILE_TEXT,
            Icon.PRINTER,
            Icon.MAIL,
            Icon.MONITOR,
            Icon.OCTAGON_ALERT,
        )
        for number, ((place, words), icon) in enumerate(zip(self._places().items(), icons, strict=True), start=1):
            yield Command(
                name=f"go_to_{place}",
                text=words,
                run=partial(self._go_to, place),
                shortcut=f"Ctrl+{number}",
                icon=icon,
                menu=MenuPlace.VIEW,
                group="pages",
            )

    def _places(self) -> dict["Place", str]:
        return {
            Place.STAFF: self.tr("Staff"),
            Place.DEPARTMENTS: self.tr("Departments"),
            Place.TYPES: self.tr("Appointment types"),
            Place.PATIENTS: self.tr("Patients"),
            Place.PAPER: self.tr("Paper for emergencies"),
            Place.MESSAGES: self.tr("Messages"),
            Place.SYNC: self.tr("Sync and stations"),
            Place.DECISIONS: self.tr("Needs a decision"),
        }

    def _go_to(self, place: "Place") -> None:
        pages: dict[Place, Callable[[], Page]] = {
            Place.STAFF: lambda: self.staff,
            Place.DEPARTMENTS: lambda: self.departments,
            Place.TYPES: lambda: self.types,
            Place.PATIENTS: lambda: self.patients,
            Place.PAPER: lambda: self.paper,
            Place.MESSAGES: lambda: self.messages,
            Place.SYNC: lambda: self.sync,
            Place.DECISIONS: lambda: self.decisions,
        }
        is_new = place.value not in self.__dict__  # as cached_property keeps it
        page = pages[place]()
        if is_new:
            self.show_made_page(page, lambda: None)
        else:
            self.show_page(page)

    def _added(self, page: P) -> P:
        """The page, made when it is first wanted and one of the window's from then on."""
        page.stand_beside(self.navigation)
        self.add_page(page)
        return page

    def _on_page_shown(self, page: Page) -> None:
        self.navigation.set_current(_PLACES[type(page)])
        if isinstance(page, ListAndCardPage) and not self.navigation.has_keyboard:
            page.view.setFocus()

    def _on_signed_out(self) -> None:
        self._is_over = True

    def _ask_first(self, leave: Callable[[], object]) -> bool:
        """Ask what is to become of what was typed, and leave then; whether anything waits to be saved."""
        waiting = next((page for page in self.pages if isinstance(page, KeepsTyped) and page.is_changed), None)
        if waiting is None or self._is_over or self.is_locked or not self.isVisible():
            return False
        self.show_page(waiting)
        waiting.ask_to_save(leave)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._ask_first(self.close):
            event.ignore()
            return
        super().closeEvent(event)


_KEYS_OF_DECISIONS = "Ctrl+8"
