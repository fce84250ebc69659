"""The front desk's home: the month and filters, the practitioners' day, and the chosen appointment beside it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sheets import AppointmentLine, DaySheet, Slot
from clinic_desktop.gui.actions import Command, Commands
from clinic_desktop.gui.appointment_words import day_counts
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.booking.side_panel import SidePanel
from clinic_desktop.gui.booking.verb_offers import AppointmentVerb
from clinic_desktop.gui.calendar.agenda_view import AgendaView
from clinic_desktop.gui.calendar.calendar_commands import commands_of
from clinic_desktop.gui.calendar.calendar_days import CalendarDays
from clinic_desktop.gui.calendar.calendar_hands import CalendarHands
from clinic_desktop.gui.calendar.calendar_memory import CalendarMemory
from clinic_desktop.gui.calendar.calendar_side import CalendarSide
from clinic_desktop.gui.calendar.chosen_appointment import ChosenAppointment
from clinic_desktop.gui.calendar.column_desk import ColumnDesk
from clinic_desktop.gui.calendar.day_bar import DayBar
from clinic_desktop.gui.calendar.day_news import concerns
from clinic_desktop.gui.calendar.drawn_ahead import DrawnAhead
from clinic_desktop.gui.calendar.foresight import Foresight
from clinic_desktop.gui.calendar.go_to_day import GoToDay
from clinic_desktop.gui.calendar.late_heads import LateHeads
from clinic_desktop.gui.calendar.ready_times import ReadyTimes
from clinic_desktop.gui.calendar.scenes import Scenes
from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView
from clinic_desktop.gui.calendar.sheet.column_choice import ColumnChoice
from clinic_desktop.gui.calendar.view_looks import ViewLooks
from clinic_desktop.gui.calendar.view_stage import ViewName, ViewStage
from clinic_desktop.gui.clock_moves import clock_moves
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.widgets.backdrop import Backdrop
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.settings import SettingsFile


class CalendarPage(Page):
    """One calendar in several views, with what stands beside them.

    `loaded` tells that what is shown is what was asked for, `view_shown` which view came to the front,
    `minute_passed` that the clock has gone on while one looks.
    """

    loaded = Signal(object)
    minute_passed = Signal()
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
        self._declared: tuple[str, ...] = ()
        self.views = ViewStage(workplace.zone)
        self.looks = ViewLooks(self.views, lambda: workplace.settings.policies)
        self.columns = ColumnChoice()
        self.foresight = Foresight(workplace, self)
        DrawnAhead(self.views, self.foresight)
        self.scenes = Scenes(workplace, self.views, self.foresight, self.looks, self.columns)
        self.day_view = self.scenes.day_view
        self.chosen = ChosenAppointment(self.views, verbs)
        self.hands = CalendarHands(workplace, commands, verbs, self.chosen, self.views, self)
        self.side = CalendarSide(workplace.today(), self.columns, self)
        self.side.hide()  # until the window shows it at its left, if it does
        self.side.add_section(self.hands.pinboard.tray, comes_and_goes=True)
        self.days = CalendarDays(workplace, self.views, self.scenes, self.foresight, self.side)
        self.panel = SidePanel(workplace, verbs, self)
        self.panel.hide()  # until the window shows it at its right, if it does; it ends with the page in any case
        self.bar = DayBar()
        self.column_desk = ColumnDesk(self.columns, self.side, self.views, station, lambda: self.days.sheet)
        self._memory = CalendarMemory(station, self.side, self.looks)
        self._ready = ReadyTimes(workplace, self)
        self._late = LateHeads(workplace, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.NONE)
        layout.addWidget(self.views)
        layout.addWidget(self.hands.pinboard.strip)
        self._memory.take_up()
        self._connect()
        self._show_words()

    @property
    def day(self) -> date:
        """The day that is shown, or is being loaded."""
        return self.days.day

    @property
    def view(self) -> CalendarView:
        """The sheet of columns and hours that is shown, or was last."""
        return self.views.sheet

    def go_to_day(self, day: date) -> None:
        """Show another day, and what the view shows around it."""
        self.days.go_to(day)

    def go_to_today(self) -> None:
        """Show today, the present in view."""
        self.days.go_to_today()

    def step_days(self, by: int) -> None:
        """Show what comes so many steps later: days, weeks or months, as the view has it."""
        self.days.step(by)

    def show_view(self, name: ViewName) -> None:
        """Look in another way at the same day, with the same choice and the same filters."""
        self.days.show_view(name)

    @property
    def is_own_diary(self) -> bool:
        """Whether it is a doctor's own diary that is shown, and not everybody's."""
        return self.columns.own_diary

    def rest(self) -> None:
        """Choose nothing, and show at the right what stands there then."""
        self._on_panel_closed()

    def show_diaries(self, *, everyone: bool) -> None:
        """Show everybody's diaries, with the filters at the left, or a doctor's own alone."""
        self.views.clear_choice()
        self.days.show_diaries(everyone=everyone)

    def ask_for_day(self) -> None:
        """Let a day be typed."""
        field = GoToDay(self.workplace.today(), self)
        field.day_neared.connect(self.days.near)
        field.day_chosen.connect(self.go_to_day)
        field.move(self.bar.title.mapToGlobal(QPoint(0, self.bar.title.height())))
        field.show()
        field.setFocus(Qt.FocusReason.PopupFocusReason)

    def open_column_sets(self) -> None:
        """Let sets of columns be kept, renamed and removed."""
        from clinic_desktop.gui.calendar.column_sets_dialog import ColumnSetsDialog

        dialog = ColumnSetsDialog(self.column_desk, self.window())
        dialog.finished.connect(dialog.deleteLater)
        Backdrop(dialog, self.window())
        dialog.open()

    def show_appointment(self, line: AppointmentLine) -> bool:
        """Go to an appointment's day and choose it, wherever it is."""
        self.days.show_appointment(line)
        return True

    def near_moment(self, moment: datetime) -> None:
        """Somebody may want to be shown what begins then: have its day at hand, whatever page is in front."""
        self.days.near(day_of(moment, self.workplace.zone))

    def show_patient(self, patient_id: UUID) -> bool:
        """Show a patient beside the calendar, no appointment chosen."""
        self.views.clear_choice()
        self._commands.refresh()
        self.panel.show_patient(patient_id)
        return True

    # what happens

    def _connect(self) -> None:
        self.bar.today_requested.connect(self.go_to_today)
        self.bar.step_requested.connect(self.step_days)
        self.days.sheet_read.connect(self._on_sheet_read)
        self.days.sheet_read.connect(self._ready.go, Qt.ConnectionType.SingleShotConnection)
        self.days.sheet_read.connect(
            lambda _: QTimer.singleShot(_PANEL_AFTER, self.panel, self.panel.make_ready),
            Qt.ConnectionType.SingleShotConnection,
        )
        self.minute_passed.connect(self._ready.go)
        self.minute_passed.connect(self._late.refresh)
        clock_moves().moved.connect(self._on_clock_moved)
        self.days.sheet_read.connect(self._late.show_sheet)
        self.side.month.day_neared.connect(self.days.near)
        self.days.moved.connect(self._show_words)
        self.days.filled.connect(self._on_filled)
        self.days.view_shown.connect(self.view_shown)
        self.days.left_out_wanted.connect(self.panel.show_appointment)
        self.scenes.view_made.connect(self._connect_view)
        self.column_desk.changed.connect(self.days.show_anew)
        self.column_desk.view_wanted.connect(self.show_view)
        self.column_desk.sets_changed.connect(self._on_sets_changed)
        self.views.everyone_wanted.connect(self.side.show_everyone)
        self._connect_view(self.day_view)
        self.panel.closed.connect(self._on_panel_closed)
        self.panel.appointment_wanted.connect(self.show_appointment)
        self.panel.appointment_neared.connect(lambda line: self.near_moment(line.starts_at))
        self.verbs.stored.connect(self._on_stored)
        self.workplace.settings_changed.connect(self.looks.refresh)
        self.looks.changed.connect(self._commands.refresh)

    def _connect_view(self, view: CalendarView | AgendaView) -> None:
        view.appointment_chosen.connect(self._on_chosen)
        view.choice_cleared.connect(self._on_choice_cleared)
        view.appointment_activated.connect(self._on_activated)
        view.appointment_menu_requested.connect(self.hands.open_appointment_menu)
        if isinstance(view, CalendarView):
            self._connect_sheet(view)

    def _connect_sheet(self, view: CalendarView) -> None:
        self.column_desk.follow(view, self)
        self._late.follow(view)
        view.slot_activated.connect(self._on_slot_activated)
        self.hands.take(view)
        view.day_step_requested.connect(self.step_days)
        view.minute_passed.connect(lambda: self.side.month.set_today(self.workplace.today()))
        view.minute_passed.connect(self.minute_passed)

    def _on_clock_moved(self, seconds: float) -> None:
        """Who looked at what the clock called today looks at today, and not at a day that only a wrong clock showed."""
        today = self.workplace.today()
        self.side.month.set_today(today)
        if self.day == day_of(self.workplace.now() - timedelta(seconds=seconds), self.workplace.zone):
            self.go_to_today()
        self.mark_stale()

    def _show_words(self) -> None:
        words, shorter = self.days.words
        self.set_title(words)
        self.bar.show_day(words, shorter)
        self.bar.name_steps(*self.scenes.current.step_words())

    def _on_sheet_read(self, sheet: DaySheet) -> None:
        self.verbs.learn_from(sheet.lines)
        self.set_figures(day_counts(sheet.lines))

    def _on_filled(self) -> None:
        self._commands.refresh()
        self.loaded.emit(self.day)

    def _on_sets_changed(self) -> None:
        self._commands.withdraw(self._declared)
        self._commands.declare(self.commands())

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
        if self.hands.may_book(slot.practitioner_id):
            self.verbs.book(slot=slot)

    def _on_stored(self, appointment: Appointment) -> None:
        # The news of this commit is on its way; what was booked or moved is chosen once it is shown.
        is_shown_day = day_of(appointment.starts_at, self.workplace.zone) == self.day
        if is_shown_day and self.views.current is not ViewName.MONTH and appointment.id != self.views.chosen():
            self.days.want(appointment.id)
            self.mark_stale()

    # as a page

    def commands(self) -> Sequence[Command]:
        made = (*commands_of(self), *self.hands.commands())
        self._declared = tuple(command.name for command in made)
        return made

    def toolbar_widgets(self) -> Sequence[QWidget]:
        return (self.bar,)

    def left_side(self) -> QWidget | None:
        return None if self.is_own_diary else self.side

    def right_side(self) -> QWidget:
        return self.panel

    def cares(self, changes: Changes) -> bool:
        return concerns(changes, self.days.reach, self.views.model.lines())

    def reload(self) -> None:
        self.days.read_again()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes to the page comes to what it shows."""
        self.views.view.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.foresight.resume()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._memory.keep()


_PANEL_AFTER = 400
"""In milliseconds: the panel of whoever is chosen is made when the day stands, and before anybody has chosen."""
