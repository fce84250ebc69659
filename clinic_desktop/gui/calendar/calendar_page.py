"""The front desk's home: the month and filters, the practitioners' day, and the chosen appointment beside it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
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
from clinic_desktop.gui.calendar.agenda_view import AgendaView
from clinic_desktop.gui.calendar.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.calendar.calendar_commands import commands_of
from clinic_desktop.gui.calendar.calendar_memory import CalendarMemory
from clinic_desktop.gui.calendar.calendar_side import CalendarSide
from clinic_desktop.gui.calendar.calendar_view import CalendarView
from clinic_desktop.gui.calendar.chosen_appointment import ChosenAppointment
from clinic_desktop.gui.calendar.column_choice import ColumnChoice
from clinic_desktop.gui.calendar.column_desk import ColumnDesk
from clinic_desktop.gui.calendar.day_bar import DayBar
from clinic_desktop.gui.calendar.day_loader import DayLoader
from clinic_desktop.gui.calendar.day_news import concerns
from clinic_desktop.gui.calendar.go_to_day import GoToDay
from clinic_desktop.gui.calendar.scene import Shown
from clinic_desktop.gui.calendar.scenes import Scenes
from clinic_desktop.gui.calendar.side_panel import SidePanel
from clinic_desktop.gui.calendar.verb_offers import AppointmentVerb
from clinic_desktop.gui.calendar.view_looks import ViewLooks
from clinic_desktop.gui.calendar.view_stage import Emptiness, ViewName, ViewStage
from clinic_desktop.gui.calendar.words import day_counts, slot_words
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.windows.page import Page
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile


class CalendarPage(Page):
    """Loads one clinic day and shows of it what the filters let through.

    The whole day is read at once, so that ticking a name asks nobody; the answer that was asked for last wins.
    `loaded` tells that the day shown is the day asked for, `view_shown` which view came to the front.
    """

    loaded = Signal(object)
    view_shown = Signal(object)

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
        self._day = workplace.today()
        self._sheet: DaySheet | None = None
        self._wanted: UUID | None = None
        self._declared: tuple[str, ...] = ()
        self.views = ViewStage(workplace.zone)
        self.looks = ViewLooks(self.views, self._slot_minutes)
        self.columns = ColumnChoice()
        self.scenes = Scenes(workplace, self.views, self.looks, self.columns)
        self.day_view = self.scenes.day_view
        self.chosen = ChosenAppointment(self.views, commands, verbs)
        self.side = CalendarSide(self._day, self.columns)
        self.panel = SidePanel(workplace, verbs)
        self.bar = DayBar()
        self.column_desk = ColumnDesk(self.columns, self.side, self.views, station, lambda: self._sheet)
        self._memory = CalendarMemory(station, self.side, self.looks)
        self._loader = DayLoader(workplace, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self.views)
        self._memory.take_up()
        self._connect()
        self._show_words()

    @property
    def day(self) -> date:
        """The day that is shown, or is being loaded."""
        return self._day

    @property
    def view(self) -> CalendarView:
        """The sheet of columns and hours that is shown, or was last."""
        return self.views.sheet

    def go_to_day(self, day: date) -> None:
        """Show another day, and what the view shows around it."""
        self._wanted = None
        if day != self._day:
            self._set_day(day)
            self._show()

    def go_to_today(self) -> None:
        """Show today, the present in view."""
        if self._day == self.workplace.today():
            self.scenes.current.home()
        self.go_to_day(self.workplace.today())

    def step_days(self, by: int) -> None:
        """Show what comes so many steps later: days, weeks or months, as the view has it."""
        with suppress(OverflowError):  # there is no day after the last of all
            self.go_to_day(self.scenes.current.stepped(self._day, by))

    def show_view(self, name: ViewName) -> None:
        """Look in another way at the same day, with the same choice and the same filters."""
        if name is not self.views.current:
            self.scenes.go(name)
            self._show_people()
            self._show()
            self._show_words()
            self.view_shown.emit(name)

    def ask_for_day(self) -> None:
        """Let a day be typed."""
        field = GoToDay(self.workplace.today(), self)
        field.day_chosen.connect(self.go_to_day)
        field.move(self.bar.title.mapToGlobal(QPoint(0, self.bar.title.height())))
        field.show()
        field.setFocus(Qt.FocusReason.PopupFocusReason)

    def open_column_sets(self) -> None:
        """Let sets of columns be kept, renamed and removed."""
        self.column_desk.open_dialog(self.window())

    def show_appointment(self, line: AppointmentLine) -> None:
        """Go to an appointment's day and choose it, wherever it is."""
        if self.views.current is ViewName.MONTH:
            self.show_view(ViewName.DAY)
        self.go_to_day(day_of(line.starts_at, self.workplace.zone))
        self._wanted = line.id
        self._choose_wanted()

    def open_day(self, day: date) -> None:
        """Show the day by itself."""
        self.go_to_day(day)
        self.show_view(ViewName.DAY)

    def show_patient(self, patient_id: UUID) -> None:
        """Show a patient beside the calendar, no appointment chosen."""
        self.views.clear_choice()
        self._commands.refresh()
        self.panel.show_patient(patient_id)

    # loading

    def _set_day(self, day: date) -> None:
        self._day = day
        self._show_words()
        self.side.month.set_day(day)
        self._loader.load_day(day)

    def _load_month(self) -> None:
        if self._sheet is not None:
            ids = [column.practitioner_id for column in self.columns.chosen(self._sheet.columns)]
            self._loader.load_month(*self.side.month.shown(), ids)

    def _on_sheet(self, sheet: DaySheet, is_news: bool) -> None:
        if sheet.day != self._day:
            return
        is_first = self._sheet is None
        self._sheet = sheet
        self._show_people()
        self.verbs.learn_from(sheet.lines)
        self.status_changed.emit(day_counts(sheet.lines))
        self._show(is_news=is_news)
        if is_news or is_first:
            self._load_month()
        self.loaded.emit(sheet.day)

    def _shown(self) -> Shown | None:
        sheet = self._sheet
        return None if sheet is None else Shown(self._day, sheet, self.columns.chosen(sheet.columns))

    def _show_people(self) -> None:
        if self._sheet is not None:
            self.side.show_people(self._sheet)

    def _show(self, *, is_news: bool = False) -> None:
        shown = self._shown()
        if shown is not None:
            some = Emptiness.NOBODY_SHOWN if shown.sheet.columns else Emptiness.NOBODY
            self.views.show_instead(None if shown.columns else some)
            self.scenes.current.show(shown, is_news=is_news)

    def _on_filled(self) -> None:
        self._choose_wanted()
        self._show_words()
        self._commands.refresh()

    def _choose_wanted(self) -> None:
        """Choose what was asked for, if it is here; it may still be on its way, with a sheet that knows of it."""
        sheet, wanted = self._sheet, self._wanted
        if wanted is None or sheet is None or sheet.day != self._day:
            return
        line = next((line for line in sheet.lines if line.id == wanted), None)
        if line is not None:
            column = next((each for each in sheet.columns if each.practitioner_id == line.practitioner_id), None)
            if column is not None:
                self.side.reveal(column.practitioner_id, column.department_name)
        if self.views.choose(wanted):
            self._wanted = None
        elif line is not None and self.views.is_whole(line):
            self._wanted = None
            self.panel.show_appointment(line)

    def _show_words(self) -> None:
        words, shorter = self.scenes.current.words(self._day)
        self.set_title(words)
        self.bar.show_day(words, shorter)

    # what happens

    def _connect(self) -> None:
        self._loader.sheet_loaded.connect(self._on_sheet)
        self._loader.month_loaded.connect(self.side.show_load)
        self.bar.today_requested.connect(self.go_to_today)
        self.bar.step_requested.connect(self.step_days)
        self.side.day_chosen.connect(self.go_to_day)
        self.side.weeks_shown.connect(lambda *_: self._load_month())
        self.side.filter_changed.connect(self._on_filter_changed)
        self.scenes.filled.connect(self._on_filled)
        self.scenes.day_reached.connect(self._set_day)
        self.scenes.day_opened.connect(self.open_day)
        self.scenes.view_made.connect(self._connect_view)
        self.column_desk.changed.connect(self._on_columns_changed)
        self.column_desk.view_wanted.connect(self.show_view)
        self.column_desk.sets_changed.connect(self._on_sets_changed)
        self.views.everyone_wanted.connect(self.side.show_everyone)
        self._connect_view(self.day_view)
        self.panel.closed.connect(self._on_panel_closed)
        self.panel.appointment_wanted.connect(self.show_appointment)
        self.verbs.stored.connect(self._on_stored)
        self.workplace.settings_changed.connect(self.looks.refresh)
        self.looks.changed.connect(self._commands.refresh)

    def _connect_view(self, view: CalendarView | AgendaView) -> None:
        view.appointment_chosen.connect(self._on_chosen)
        view.choice_cleared.connect(self._on_choice_cleared)
        view.appointment_activated.connect(self._on_activated)
        view.appointment_menu_requested.connect(lambda place, _: self.chosen.open_menu(place, self))
        if isinstance(view, CalendarView):
            self._connect_sheet(view)

    def _connect_sheet(self, view: CalendarView) -> None:
        self.column_desk.follow(view, self)
        view.slot_activated.connect(self._on_slot_activated)
        view.slot_menu_requested.connect(self._on_slot_menu)
        view.day_step_requested.connect(self.step_days)
        view.minute_passed.connect(lambda: self.side.month.set_today(self.workplace.today()))

    def _on_columns_changed(self) -> None:
        self._show_people()
        self._on_filter_changed()

    def _on_sets_changed(self) -> None:
        self._commands.withdraw(self._declared)
        self._commands.declare(self.commands())

    def _on_filter_changed(self) -> None:
        self._show()
        self._load_month()

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
        if is_shown_day and self.views.current is not ViewName.MONTH and appointment.id != self.views.chosen():
            self._wanted = appointment.id
            self.mark_stale()

    def _slot_minutes(self) -> int:
        return self.workplace.settings.policies.slot_minutes

    # as a page

    def commands(self) -> Sequence[Command]:
        made = tuple(commands_of(self))
        self._declared = tuple(command.name for command in made)
        return made

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

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._memory.keep()
