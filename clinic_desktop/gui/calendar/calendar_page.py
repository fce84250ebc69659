"""The front desk's home: the month and filters, the practitioners' day, and the chosen appointment beside it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import day_of, span_of_days
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sheets import AppointmentLine, DaySheet, Slot
from clinic_desktop.gui.actions import Command, Commands
from clinic_desktop.gui.calendar.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.calendar.calendar_commands import commands_of
from clinic_desktop.gui.calendar.calendar_memory import CalendarLook, remember, remembered
from clinic_desktop.gui.calendar.calendar_side import CalendarSide
from clinic_desktop.gui.calendar.calendar_view import CalendarView
from clinic_desktop.gui.calendar.chosen_appointment import ChosenAppointment
from clinic_desktop.gui.calendar.day_bar import DayBar
from clinic_desktop.gui.calendar.day_loader import DayLoader
from clinic_desktop.gui.calendar.day_news import concerns
from clinic_desktop.gui.calendar.day_view import DayView
from clinic_desktop.gui.calendar.go_to_day import GoToDay
from clinic_desktop.gui.calendar.side_panel import SidePanel
from clinic_desktop.gui.calendar.verb_offers import AppointmentVerb
from clinic_desktop.gui.calendar.view_looks import ViewLooks
from clinic_desktop.gui.calendar.view_stage import Emptiness, ViewName, ViewStage
from clinic_desktop.gui.calendar.words import day_counts, slot_words
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.times import long_day
from clinic_desktop.gui.windows.page import Page
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile


class CalendarPage(Page):
    """Loads one clinic day and shows of it what the filters let through.

    The whole day is read at once, so that ticking a name asks nobody; the answer that was asked for last wins.
    `loaded` tells that the day shown is the day asked for.
    """

    loaded = Signal(object)

    def __init__(
        self,
        workplace: Workplace,
        commands: Commands,
        verbs: AppointmentVerbs,
        station: SettingsFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workplace, parent)
        self.verbs = verbs
        self._commands = commands
        self._station = station
        self._day = workplace.today()
        self._sheet: DaySheet | None = None
        self._wanted: UUID | None = None
        self.day_view = DayView(workplace.zone, workplace.now)
        self.views = ViewStage(workplace.zone)
        self.views.add(ViewName.DAY, self.day_view)
        self.looks = ViewLooks(self.views, self._slot_minutes)
        self.chosen = ChosenAppointment(self.views, commands, verbs)
        self.side = CalendarSide(self._day)
        self.panel = SidePanel(workplace, verbs)
        self.bar = DayBar()
        self._loader = DayLoader(workplace, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self.views)
        self._take_up_look()
        self._connect()
        self._show_day()

    @property
    def day(self) -> date:
        """The day that is shown, or is being loaded."""
        return self._day

    @property
    def view(self) -> CalendarView:
        """The sheet of columns and hours that is shown, or was last."""
        return self.views.sheet

    def go_to_day(self, day: date) -> None:
        """Show another day."""
        self._wanted = None
        if day != self._day:
            self._day = day
            self._show_day()
            self._loader.load_day(day)

    def go_to_today(self) -> None:
        """Show today, the present in view."""
        if self._day == self.workplace.today():
            self.view.scroll_to_work()
        self.go_to_day(self.workplace.today())

    def step_days(self, by: int) -> None:
        """Show the day so many days later."""
        with suppress(OverflowError):  # there is no day after the last of all
            self.go_to_day(self._day + timedelta(days=by))

    def ask_for_day(self) -> None:
        """Let a day be typed."""
        field = GoToDay(self.workplace.today(), self)
        field.day_chosen.connect(self.go_to_day)
        field.move(self.bar.title.mapToGlobal(QPoint(0, self.bar.title.height())))
        field.show()
        field.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_appointment(self, line: AppointmentLine) -> None:
        """Go to an appointment's day and choose it, wherever it is."""
        self.go_to_day(day_of(line.starts_at, self.workplace.zone))
        self._wanted = line.id
        if self._sheet is not None and self._sheet.day == self._day:
            self._show_sheet(self._sheet)

    def show_patient(self, patient_id: UUID) -> None:
        """Show a patient beside the calendar, no appointment chosen."""
        self.views.clear_choice()
        self._commands.refresh()
        self.panel.show_patient(patient_id)

    # loading

    def _load_month(self) -> None:
        self._loader.load_month(*self.side.month.shown())

    def _on_sheet(self, sheet: DaySheet, is_news: bool) -> None:
        if sheet.day != self._day:
            return
        flashes = is_news and self._sheet is not None and self._sheet.day == sheet.day
        self._sheet = sheet
        self.side.show_people(sheet)
        self.verbs.learn_from(sheet.lines)
        changed = self._show_sheet(sheet)
        if flashes:
            self.views.flash(changed)
        self.loaded.emit(sheet.day)

    def _show_sheet(self, sheet: DaySheet) -> frozenset[UUID]:
        columns = self.side.chosen_columns(sheet.columns)
        ids = {column.practitioner_id for column in columns}
        lines = tuple(line for line in sheet.lines if line.practitioner_id in ids)
        changed = self.day_view.show_sheet(replace(sheet, columns=columns, lines=lines))
        self.status_changed.emit(day_counts(sheet.lines))
        self.views.show_instead(None if columns else Emptiness.NOBODY_SHOWN if sheet.columns else Emptiness.NOBODY)
        self._choose_wanted(sheet)
        self._commands.refresh()
        return changed

    def _choose_wanted(self, sheet: DaySheet) -> None:
        line = next((line for line in sheet.lines if line.id == self._wanted), None)
        if line is None:
            return  # it may still be on its way: a sheet that was asked for before the booking knows nothing of it
        self._wanted = None
        column = next((each for each in sheet.columns if each.practitioner_id == line.practitioner_id), None)
        if column is not None:
            self.side.reveal(column.practitioner_id, column.department_name)
        if not self.views.choose(line.id):
            self.panel.show_appointment(line)

    def _show_day(self) -> None:
        words = long_day(self._day)
        self.set_title(words)
        self.bar.show_day(words)
        self.side.month.set_day(self._day)

    # what happens

    def _connect(self) -> None:
        self._loader.sheet_loaded.connect(self._on_sheet)
        self._loader.month_loaded.connect(self.side.show_load)
        self.bar.today_requested.connect(self.go_to_today)
        self.bar.step_requested.connect(self.step_days)
        self.side.day_chosen.connect(self.go_to_day)
        self.side.weeks_shown.connect(lambda *_: self._load_month())
        self.side.filter_changed.connect(self._on_filter_changed)
        self.views.everyone_wanted.connect(self.side.show_everyone)
        self._connect_view(self.day_view)
        self.panel.closed.connect(self._on_panel_closed)
        self.panel.appointment_wanted.connect(self.show_appointment)
        self.verbs.stored.connect(self._on_stored)
        self.workplace.settings_changed.connect(self.looks.refresh)
        self.looks.changed.connect(self._commands.refresh)

    def _connect_view(self, view: CalendarView) -> None:
        view.appointment_chosen.connect(self._on_chosen)
        view.choice_cleared.connect(self._on_choice_cleared)
        view.appointment_activated.connect(self._on_activated)
        view.slot_activated.connect(self._on_slot_activated)
        view.appointment_menu_requested.connect(lambda place, _: self.chosen.open_menu(place, self))
        view.slot_menu_requested.connect(self._on_slot_menu)
        view.day_step_requested.connect(self.step_days)
        view.minute_passed.connect(lambda: self.side.month.set_today(self.workplace.today()))

    def _on_filter_changed(self) -> None:
        if self._sheet is not None:
            self._show_sheet(self._sheet)

    def _on_chosen(self, appointment_id: UUID) -> None:
        line = self.views.model.line(appointment_id)
        if line is not None:
            self.panel.show_appointment(line)
        self._commands.refresh()

    def _on_choice_cleared(self) -> None:
        self.panel.clear()
        self._commands.refresh()

    def _on_panel_closed(self) -> None:
        self.views.clear_choice()
        self._on_choice_cleared()

    def _on_activated(self, _: UUID) -> None:
        if self.chosen.may(AppointmentVerb.MOVE):
            self.chosen.do(AppointmentVerb.MOVE)
        else:
            self.panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_slot_activated(self, slot: Slot) -> None:
        if Permission.BOOK in self.verbs.permissions:
            self.verbs.book(slot=slot)

    def _on_slot_menu(self, place: QPoint, slot: Slot) -> None:
        if Permission.BOOK in self.verbs.permissions:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            book = menu.addAction(slot_words(slot, self.workplace.zone))
            book.triggered.connect(lambda *_: self.verbs.book(slot=slot))
            menu.popup(place)

    def _on_stored(self, appointment: Appointment) -> None:
        # The news of this commit is on its way; what was booked or moved is chosen once it is shown.
        is_shown_day = day_of(appointment.starts_at, self.workplace.zone) == self._day
        if is_shown_day and appointment.id != self.views.chosen():
            self._wanted = appointment.id
            self.mark_stale()

    # what is remembered

    def _slot_minutes(self) -> int:
        return self.workplace.settings.policies.slot_minutes

    def _take_up_look(self) -> None:
        look = remembered(self._station)
        self.side.leave_out(look.left_out)
        self.looks.take_up(look)

    def _keep_look(self) -> None:
        look = CalendarLook(
            left_out=self.side.left_out,
            hour_height=self.looks.hour_height,
            shows_cancelled=self.looks.are_cancelled_shown,
            slot_step=self.looks.slot_step,
        )
        remember(self._station, look)

    # as a page

    def commands(self) -> Sequence[Command]:
        return tuple(commands_of(self))

    def toolbar_widgets(self) -> Sequence[QWidget]:
        return (self.bar,)

    def left_side(self) -> QWidget:
        return self.side

    def right_side(self) -> QWidget:
        return self.panel

    def cares(self, changes: Changes) -> bool:
        first, last = self.side.month.shown()
        days = span_of_days(min(first, self._day), max(last, self._day), self.workplace.zone)
        return concerns(changes, days, () if self._sheet is None else self._sheet.lines)

    def reload(self) -> None:
        self._loader.load_day(self._day, is_news=True)
        self._load_month()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keep_look()
