"""The window of those who work with the calendar; the role's permissions decide what is in it."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.sheets import AppointmentLine, PatientLine
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.booking.parked_calls import ParkedCalls, leaving_question
from clinic_desktop.gui.booking.side_panel import SidePanel
from clinic_desktop.gui.booking.verb_offers import AppointmentVerb
from clinic_desktop.gui.calendar.calendar_page import CalendarPage
from clinic_desktop.gui.calendar.sheet.appointment_delegate import draw_marks
from clinic_desktop.gui.calendar.view_stage import ViewName
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Measure
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.patients.patient_search import PatientSearch
from clinic_desktop.gui.scanner import SlipScanner
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.dialog_opening import open_soon
from clinic_desktop.gui.windows.desk_commands import desk_commands
from clinic_desktop.gui.windows.file_ways import FILE_OF_PATIENTS, add_file_of_patients
from clinic_desktop.gui.windows.finder_place import FinderPlace
from clinic_desktop.gui.windows.hours_ways import OWN_HOURS, add_own_hours, hours_question, unsaved_hours
from clinic_desktop.gui.windows.main_window import MainWindow
from clinic_desktop.gui.windows.own_month_way import add_own_month
from clinic_desktop.gui.windows.page_ways import DiaryWay, PageWay, PageWays
from clinic_desktop.gui.windows.room_ways import WAITING_ROOM, add_waiting_room
from clinic_desktop.gui.windows.sync_ways import add_decisions
from clinic_desktop.gui.windows.task_ways import add_to_do
from clinic_desktop.gui.windows.view_switch import ViewSwitch
from clinic_desktop.gui.windows.waiting_desk import WaitingDesk

if TYPE_CHECKING:
    from clinic_desktop.gui.windows.unlisted_keys import KeyGroup


class CalendarWindow(MainWindow):
    """The calendar, with finding a patient and booking in reach from everywhere in it.

    It is not left without a question while calls are parked: they would be lost. `first_view` is how the calendar is
    looked at by whoever has not been here before.
    """

    first_view = ViewName.DAY

    def make_parts(self) -> Iterator[None]:
        workplace, station = self.workplace, self._station
        self.verbs = AppointmentVerbs(workplace, self)
        self.parked = ParkedCalls(workplace, self)
        self._is_over = False
        self.signed_out.connect(self._on_signed_out)
        self.search = PatientSearch(workplace)
        self.search.setMaximumWidth(Measure.RIGHT_SIDE)
        self.search.setMinimumWidth(Measure.RIGHT_SIDE // 3)
        self.search.patient_chosen.connect(self._on_patient_chosen)
        self.search.register_wanted.connect(self.verbs.register)
        self.commands.declare(desk_commands(self))
        self.verbs.walk.trail_changed.connect(self.commands.refresh)
        self.views = ViewSwitch(self.commands)
        self.ways = PageWays(self, self.views)
        self._add_ways()
        self.toolbar.add_middle(self.views)
        self.toolbar.add_end(self.search)
        self._add_toolbar_buttons()
        yield
        self.calendar = CalendarPage(workplace, self.commands, self.verbs, station, self.page_ground)
        yield from self._furnish_calendar()
        self.calendar.days.begin()
        self.finder = FinderPlace(self, self.calendar, self.verbs)
        yield
        self._offer_views()
        wanted = station.read().view_in_front or self.first_view
        if wanted in tuple(ViewName):
            self.calendar.show_view(ViewName(wanted))
        self.verbs.patient_taken.connect(lambda patient: self.calendar.show_patient(patient.id))
        self.verbs.walk.appointment_wanted.connect(self._on_appointment_wanted)
        self.add_page(self.calendar)
        yield
        add_waiting_room(self, self.ways, self.verbs, station)
        self.urgent = add_decisions(self, self.ways, self.verbs.walk, self._diary_way())
        self.calendar.minute_passed.connect(self._on_minute)
        self.add_foot(self.parked)
        self.verbs.call_parked.connect(self.parked.park)
        self.parked.changed.connect(self.commands.refresh)
        self.calendar.views.view.setFocus()
        self._offer_pages()
        if wanted in _KEPT_PAGES and wanted in self.commands:
            self.commands[wanted].trigger()
        self.scanner = SlipScanner(self)
        self.scanner.slip_scanned.connect(self._on_slip_scanned)
        self.search.slip_scanned.connect(self._on_slip_scanned)
        workplace.run(lambda _: None, done=lambda _: self.paper_fallback, owner=self)  # begins once somebody is in
        yield
        draw_marks(self.devicePixelRatioF())

    def when_worth_seeing(self, show: Callable[[], object]) -> None:
        """When the calendar has its day: painted empty before, the window would keep the day waiting."""
        if self.current_page is not self.calendar:
            show()
            return
        late = QTimer(self)
        late.setSingleShot(True)
        late.timeout.connect(show)
        late.start(_EMPTY_AFTER)

        def filled() -> None:
            if late.isActive():
                late.stop()
                show()

        self.calendar.days.filled.connect(filled, Qt.ConnectionType.SingleShotConnection)
        self.calendar.load()

    def _add_toolbar_buttons(self) -> None:
        """What is done most stands at the end of the toolbar."""
        self.toolbar.add_end(self.commands.button("find_slot"), can_be_spared=True)
        self.toolbar.add_end(self.commands.button("new_appointment", Look.PRIMARY))

    def _furnish_calendar(self) -> Iterator[None]:
        """What a role wants of its calendar, before anything is shown in it."""
        yield from ()

    def _offer_pages(self) -> None:
        add_file_of_patients(self, self.ways, self.verbs, self._station, self._diary_way())
        add_own_hours(self, self.ways, self.verbs)
        add_to_do(self, self.ways, self.verbs)
        if Permission.RUN_WAITING_LIST in self.verbs.permissions:
            self.waiting_list = WaitingDesk(
                self.workplace, self.commands, self.verbs, self.calendar, self.ways, self.page_ground
            )

    def _offer_views(self) -> None:
        for name, text, shortcut, icon in (
            (ViewName.DAY, self.tr("&Day"), "Alt+1", Icon.CALENDAR_1),
            (ViewName.WEEK, self.tr("&Week"), "Alt+2", Icon.COLUMNS_4),
            (ViewName.MONTH, self.tr("&Month"), "Alt+3", Icon.CALENDAR_DAYS),
            (ViewName.AGENDA, self.tr("A&genda"), "Alt+4", Icon.LIST),
        ):
            self.views.add(name, text, partial(self._on_view_wanted, name), shortcut=shortcut, icon=icon)
        self.calendar.view_shown.connect(self.views.set_current)
        self.page_shown.connect(self._on_page_shown)

    def _on_view_wanted(self, name: ViewName) -> None:
        self.show_page(self.calendar)
        self.calendar.show_view(name)
        self.calendar.views.view.setFocus()
        self.views.set_current(name)

    def _on_page_shown(self, page: Page) -> None:
        if page is self.calendar:
            self.views.set_current(self.calendar.views.current)

    def _add_ways(self) -> None:
        if Permission.RUN_MESSAGES in self.verbs.permissions:
            words = self.tr("&Messages")
            self.ways.add(
                PageWay(name="messages", text=words, make=self._make_messages, shortcut="Alt+9", icon=Icon.MAIL)
            )
        add_own_month(self, self.ways)

    def _make_messages(self) -> Page:
        from clinic_desktop.gui.messages.messages_page import MessagesPage

        return MessagesPage(self.workplace, self.verbs, self.page_ground)

    def book(self) -> None:
        """Book at the slot that the calendar's cursor is on, if its time is yet to come."""
        slot = self.calendar.view.current_slot()
        has_begun = slot is not None and slot.starts_at < self.workplace.now()
        self.verbs.book(slot=None if has_begun else slot)

    def find_slot(self) -> None:
        """Look for free time, at the calendar's side."""
        self.finder.open()

    def print_paper(self) -> None:
        """Offer the papers of the day and of whoever is shown."""
        from clinic_desktop.gui.paper.print_dialog import PrintDialog

        beside = None if self.current_page is None else self.current_page.right_side()
        panel = beside if isinstance(beside, SidePanel) else self.calendar.panel
        dialog = PrintDialog(
            self.workplace,
            self,
            day=self.calendar.day,
            appointment_id=None if panel.line is None else panel.line.id,
            patient_id=panel.patient_id,
        )
        open_soon(dialog, self)

    def sign_out(self) -> None:
        if not self._ask_first(super().sign_out, self.tr("Sign out all the same")):
            super().sign_out()

    def _ask_first(self, leave: Callable[[], object], words: str) -> bool:
        """Ask whether to leave though calls are parked, or hours not saved; whether there is anything to ask."""
        if self._is_over or not self.isVisible():
            return False
        hours = unsaved_hours(self.ways)
        if hours is None and not self.parked.chips:
            return False

        def go() -> None:
            self._is_over = True
            dialog.accept()
            leave()

        if hours is not None:
            dialog = hours_question(hours, words)
        else:
            dialog = leaving_question(self.parked.chips, words, self.workplace.zone, self, is_locked=self.is_locked)
        dialog.confirmed.connect(go)
        open_soon(dialog, self)
        return True

    def unlisted_keys(self) -> "Sequence[KeyGroup]":
        from clinic_desktop.gui.windows.unlisted_keys import booking_keys, calendar_keys, hours_keys, waiting_room_keys

        room = (waiting_room_keys(),) if WAITING_ROOM in self.commands else ()
        hours = (hours_keys(),) if OWN_HOURS in self.commands else ()
        return (calendar_keys(), booking_keys(), *room, *hours, *super().unlisted_keys())

    def _on_minute(self) -> None:
        if self.workplace.wall_now().minute == 0:
            self.urgent.refresh()

    def _on_appointment_wanted(self, line: AppointmentLine) -> None:
        page = self.current_page
        if page is None or not page.show_appointment(line):
            self.show_page(self.calendar)
            self.calendar.show_appointment(line)

    def _diary_way(self) -> DiaryWay:
        return DiaryWay(show=self._on_appointment_wanted, near=self.calendar.near_moment)

    def _on_slip_scanned(self, appointment_id: UUID) -> None:
        def check_in(line: AppointmentLine) -> None:
            self._on_appointment_wanted(line)
            self.verbs.run(AppointmentVerb.CHECK_IN, line)

        self.workplace.run(
            lambda clinic: clinic.scheduling.open(appointment_id).line, done=check_in, lane=Lane.READING, owner=self
        )

    def _on_signed_out(self) -> None:
        self._is_over = True

    def view_in_front(self) -> str:
        """The page that is shown, if it is one to begin the next day with, or the calendar's view."""
        if self.current_page is None:  # it may be closed before it is whole
            return ""
        page = self.ways.name_of(self.current_page)
        return page if page in _KEPT_PAGES else self.calendar.views.current

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._ask_first(self.close, self.tr("Close all the same")):
            event.ignore()
            return
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.is_locked and self.scanner.take(event.text()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _on_patient_chosen(self, patient: PatientLine) -> None:
        self.search.clear()
        page = self.current_page
        if page is None or not page.show_patient(patient.id):
            self.show_page(self.calendar)
            self.calendar.show_patient(patient.id)
        if self.current_page is self.calendar:
            self.calendar.views.view.setFocus()


_KEPT_PAGES = (WAITING_ROOM, FILE_OF_PATIENTS)

_EMPTY_AFTER = 60
"""Milliseconds after which a window is shown though its day has not been read."""
