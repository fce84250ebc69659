"""The administrator's window: the pages of settings, and the way between them at the left."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from PySide6.QtGui import QCloseEvent

from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.audit.audit_page import AuditPage
from clinic_desktop.gui.backups.backups_page import BackupsPage
from clinic_desktop.gui.backups.overdue_strip import OverdueStrip
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.closures.closures_page import ClosuresPage
from clinic_desktop.gui.health.health_page import HealthPage
from clinic_desktop.gui.hours.clinic_hours_page import ClinicHoursPage
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.keys.keys_page import KeysPage
from clinic_desktop.gui.messages.settings_page import MessageSettingsPage
from clinic_desktop.gui.overview.overview_page import OverviewPage
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.paper.fallback_page import PaperFallbackPage
from clinic_desktop.gui.patients_file.patients_page import PatientsPage
from clinic_desktop.gui.policies.clinic_page import ClinicPage
from clinic_desktop.gui.policies.policies_page import PoliciesPage
from clinic_desktop.gui.staff.departments_page import DepartmentsPage
from clinic_desktop.gui.staff.list_and_card import ListAndCardPage
from clinic_desktop.gui.staff.rooms_page import RoomsPage
from clinic_desktop.gui.staff.staff_page import StaffPage
from clinic_desktop.gui.staff.types_page import TypesPage
from clinic_desktop.gui.sync.decisions_page import DecisionsPage
from clinic_desktop.gui.sync.sync_page import SyncPage
from clinic_desktop.gui.widgets.settings_nav import SettingsNav
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.sync_ways import KEYS as KEYS_OF_DECISIONS
from clinic_desktop.gui.windows.sync_ways import offer_decisions

if TYPE_CHECKING:
    from clinic_desktop.gui.windows.unlisted_keys import KeyGroup

P = TypeVar("P", bound=Page)


@dataclass(frozen=True, slots=True)
class SettingsWay:
    """A page of the settings: its class, its name, what it is called, and how it is made if not as all others."""

    kind: type[Page]
    name: str
    text: str
    icon: Icon
    make: Callable[[], Page] | None = None


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
        self._made: dict[type[Page], Page] = {}
        self._ways = self._all_ways()
        self.signed_out.connect(self._on_signed_out)
        self.navigation = SettingsNav(self.tr("Settings"))
        self.navigation.chosen.connect(self._on_chosen)
        self.page_shown.connect(self._on_page_shown)
        for way in self._ways:
            self.navigation.add(way.name, way.text)
        self.commands.declare(self._commands())
        offer_decisions(self, partial(self._go_to, DecisionsPage))
        self.overdue_strip = OverdueStrip(self.workplace)
        self.overdue_strip.backups_wanted.connect(partial(self._go_to, BackupsPage))
        self.add_foot(self.overdue_strip)
        yield
        wanted = self._station.read().view_in_front
        self._go_to(next((way.kind for way in self._ways if way.name == wanted), self._ways[0].kind))

    def page_of(self, kind: type[P]) -> P:
        """The page of a class, made when it is first wanted and one of the window's from then on."""
        if kind not in self._made:
            way = next(each for each in self._ways if each.kind is kind)
            page = self._made[kind] = kind(self.workplace, self.page_ground) if way.make is None else way.make()
            page.stand_beside(self.navigation)
            if isinstance(page, BackupsPage):
                page.stood.connect(self.overdue_strip.show_standing)
            self.add_page(page)
        page = self._made[kind]
        assert isinstance(page, kind)
        return page

    def unlisted_keys(self) -> "tuple[KeyGroup, ...]":
        from clinic_desktop.gui.windows.unlisted_keys import settings_keys

        return (settings_keys(), *super().unlisted_keys())

    def sign_out(self) -> None:
        if not self._ask_first(self.sign_out):
            super().sign_out()

    def _all_ways(self) -> tuple[SettingsWay, ...]:
        """Every page of the settings, in the order of the navigation."""
        here, ground = self.workplace, self.page_ground

        def patients() -> Page:
            return PatientsPage(here, AppointmentVerbs(here, self), self._station, ground)

        def paper() -> Page:
            return PaperFallbackPage(here, self._station, self.paper_fallback, ground)

        def hours() -> Page:
            page = ClinicHoursPage(here, AppointmentVerbs(here, self).walk, ground)
            page.change_shown.connect(self.commands.refresh)
            return page

        def closures() -> Page:
            page = ClosuresPage(here, AppointmentVerbs(here, self).walk, ground)
            page.change_shown.connect(self.commands.refresh)
            return page

        def decisions() -> Page:
            return DecisionsPage(here, AppointmentVerbs(here, self).walk, self, ground)

        way = SettingsWay
        return (
            way(OverviewPage, "overview", self.tr("Overview"), Icon.CHART_COLUMN),
            way(StaffPage, "staff", self.tr("Staff"), Icon.USERS),
            way(DepartmentsPage, "departments", self.tr("Departments"), Icon.BUILDING_2),
            way(TypesPage, "types", self.tr("Appointment types"), Icon.CALENDAR_DAYS),
            way(RoomsPage, "rooms", self.tr("Rooms"), Icon.DOOR_OPEN),
            way(ClinicHoursPage, "hours", self.tr("Working hours"), Icon.CALENDAR_CLOCK, hours),
            way(ClosuresPage, "closures", self.tr("Holidays"), Icon.CALENDAR_OFF, closures),
            way(ClinicPage, "clinic", self.tr("Clinic"), Icon.HOSPITAL),
            way(PoliciesPage, "policies", self.tr("Policies"), Icon.SLIDERS_HORIZONTAL),
            way(PatientsPage, "patients", self.tr("Patients"), Icon.FILE_TEXT, patients),
            way(PaperFallbackPage, "paper", self.tr("Paper for emergencies"), Icon.PRINTER, paper),
            way(MessageSettingsPage, "messages", self.tr("Messages"), Icon.MAIL),
            way(SyncPage, "sync", self.tr("Sync and stations"), Icon.MONITOR),
            way(DecisionsPage, "decisions", self.tr("Needs a decision"), Icon.OCTAGON_ALERT, decisions),
            way(BackupsPage, "backups", self.tr("Backups"), Icon.DATABASE_BACKUP),
            way(KeysPage, "keys", self.tr("Keys of this PC"), Icon.KEY_ROUND),
            way(AuditPage, "audit", self.tr("Audit log"), Icon.SCROLL_TEXT),
            way(HealthPage, "health", self.tr("Health"), Icon.ACTIVITY),
        )

    def _commands(self) -> Iterable[Command]:
        numbers = count(1)
        for way in self._ways:
            if way.kind is DecisionsPage:
                keys = KEYS_OF_DECISIONS
            else:
                number = next(numbers)
                keys = f"Ctrl+{number}" if number <= _NUMBERED else ""
            yield Command(
                name=f"go_to_{way.name}",
                text=way.text,
                run=partial(self._go_to, way.kind),
                shortcut=keys,
                icon=way.icon,
                menu=MenuPlace.VIEW,
                group="pages",
            )

    def _on_chosen(self, name: str) -> None:
        self._go_to(next(way.kind for way in self._ways if way.name == name))

    def _go_to(self, kind: type[Page]) -> None:
        is_new = kind not in self._made
        page = self.page_of(kind)
        if is_new:
            self.show_made_page(page, lambda: None)
        else:
            self.show_page(page)

    def _on_page_shown(self, page: Page) -> None:
        self.navigation.set_current(next(way.name for way in self._ways if way.kind is type(page)))
        if self.navigation.has_keyboard:
            return
        if isinstance(page, ListAndCardPage):
            page.view.setFocus()
        elif page.focusProxy() is not None:
            page.setFocus()

    def view_in_front(self) -> str:
        return next((way.name for way in self._ways if way.kind is type(self.current_page)), "")

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


_NUMBERED = 9
