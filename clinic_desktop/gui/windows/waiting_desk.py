"""All that a calendar's window has of the waiting list: the section, the page, the commands, the gaps."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop.gui.actions import Command, Commands, MenuPlace, in_menu
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.booking.side_panel import SidePanel
from clinic_desktop.gui.booking.waiting_start import WaitingStart
from clinic_desktop.gui.calendar.calendar_page import CalendarPage
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.waiting_list.gap_watch import GapWatch
from clinic_desktop.gui.waiting_list.waiting_section import WaitingSection
from clinic_desktop.gui.waiting_list.waiting_verbs import WaitingVerbs
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.page_ways import PageWay, PageWays
from clinic_desktop.gui.windows.waiting_hands import WaitingHands
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.gui.waiting_list.gap_card import GapCard

PAGE = "waiting_list"
_EVERY_MINUTES = 5


class WaitingDesk(QObject):
    """Joins the waiting list to one calendar; `ground` is what the card of a gap lies on."""

    def __init__(
        self,
        workplace: Workplace,
        commands: Commands,
        appointments: AppointmentVerbs,
        calendar: CalendarPage,
        ways: PageWays,
        ground: QWidget,
    ) -> None:
        super().__init__(calendar)
        self._workplace = workplace
        self._commands = commands
        self._calendar = calendar
        self._ground = ground
        self.verbs = WaitingVerbs(workplace, appointments, calendar.window())
        self.section = WaitingSection(workplace, self.verbs)
        self.watch = GapWatch(workplace, self)
        calendar.side.add_section(self.section)
        WaitingHands(workplace, self.section, calendar, self.verbs, appointments)
        self.way = PageWay(
            name=PAGE,
            text=self.tr("&Waiting list"),
            make=self._make_page,
            shortcut="Alt+6",
            icon=Icon.LIST,
        )
        ways.add(self.way)
        commands.declare(self._declared())
        self.section.list_wanted.connect(commands[PAGE].trigger)
        self.watch.changed.connect(self._on_gaps)
        self.verbs.booked.connect(appointments.stored)
        appointments.earlier_wanted.connect(self.verbs.want_earlier)
        appointments.waiting_wanted.connect(self._on_waiting_wanted)
        calendar.minute_passed.connect(self._on_minute)

    @cached_property
    def card(self) -> "GapCard":
        """The card of a gap; made when the first one comes free."""
        from clinic_desktop.gui.waiting_list.gap_card import GapCard
        from clinic_desktop.gui.waiting_list.gap_strip import GapStrip

        card = GapCard(self._workplace, self.watch, self.verbs, self._ground)
        window = self._calendar.window()
        if isinstance(window, MainWindow):
            window.add_foot(GapStrip(card))
        return card

    def _declared(self) -> tuple[Command, ...]:
        return in_menu(
            MenuPlace.SCHEDULE,
            "book",
            Command(
                name="put_on_waiting_list",
                text=self.tr("Put on the &waiting list…"),
                run=self._on_put_on_list,
                shortcut="Ctrl+Shift+W",
                icon=Icon.LIST_PLUS,
            ),
            Command(
                name="to_gap",
                text=self.tr("Go to the &gap that came free"),
                run=self._on_to_gap,
                shortcut="Ctrl+Shift+G",
                enabled=lambda: bool(self.watch.offers),
                icon=Icon.CALENDAR_CLOCK,
            ),
        )

    def _make_page(self) -> Page:
        from clinic_desktop.gui.waiting_list.waiting_page import WaitingPage

        return WaitingPage(self._workplace, self._commands, self.verbs, self._ground)

    def _on_put_on_list(self) -> None:
        """For the patient who is shown beside the page, if one is."""
        window = self._calendar.window()
        page = window.current_page if isinstance(window, MainWindow) else None
        beside = None if page is None else page.right_side()
        shown = beside.patient_id if isinstance(beside, SidePanel) else None
        self.verbs.put_on_list(WaitingStart(patient_id=shown))

    def _on_to_gap(self) -> None:
        self.card.take_focus()

    def _on_waiting_wanted(self, dialog: QDialog, start: WaitingStart) -> None:
        self.verbs.put_on_list(start, instead_of=dialog)

    def _on_gaps(self) -> None:
        self._commands.refresh()
        if self.watch.offers and "card" not in self.__dict__:
            self.card.look()

    def _on_minute(self) -> None:
        """A gap of today goes by, and nobody is told of that; it need not be known to the minute."""
        if self._workplace.wall_now().minute % _EVERY_MINUTES == 0:
            self.section.refresh()
            self.watch.refresh()
