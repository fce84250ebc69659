"""The waiting room's page: the practitioners above, the board below, and the chosen patient beside it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.clinic_time import day_of, span_of_day
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.waiting_room import Board, BoardColumn, column_before
from clinic_desktop.gui.actions import Command, Commands
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.booking.side_panel import SidePanel
from clinic_desktop.gui.booking.verb_offers import AppointmentVerb
from clinic_desktop.gui.calendar.day_bar import DayBar
from clinic_desktop.gui.calendar.day_news import concerns
from clinic_desktop.gui.calendar.go_to_day import GoToDay
from clinic_desktop.gui.calendar.sheet.minute_clock import MinuteClock
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.privacy import switch as privacy
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.times import long_day, short_day
from clinic_desktop.gui.turns import in_a_turn
from clinic_desktop.gui.unconfirmed import unconfirmed
from clinic_desktop.gui.waiting_room.board_commands import STEP_BACK, commands_of
from clinic_desktop.gui.waiting_room.board_scene import BoardLayout, BoardScene
from clinic_desktop.gui.waiting_room.board_view import BoardView
from clinic_desktop.gui.waiting_room.cards import spoken_card
from clinic_desktop.gui.waiting_room.closing_line import ClosingLine
from clinic_desktop.gui.waiting_room.doctor_chips import DoctorChips
from clinic_desktop.gui.waiting_room.room_verbs import RoomVerbs
from clinic_desktop.gui.workplace import Workplace

_STEPS = {
    BoardColumn.ARRIVED: AppointmentVerb.CHECK_IN,
    BoardColumn.IN_CONSULTATION: AppointmentVerb.SEND_TO_ROOM,
    BoardColumn.DONE: AppointmentVerb.COMPLETE,
    BoardColumn.NOT_COMING: AppointmentVerb.NO_SHOW,
}
_NEXT = {
    AppointmentStatus.BOOKED: AppointmentVerb.CHECK_IN,
    AppointmentStatus.NOSHOW: AppointmentVerb.CHECK_IN,
    AppointmentStatus.ARRIVED: AppointmentVerb.SEND_TO_ROOM,
    AppointmentStatus.IN_ROOM: AppointmentVerb.COMPLETE,
}


class BoardPage(Page):
    """Loads one clinic day and lays it out by status; one clock lets every card's clock run, once a minute.

    `side_wanted` tells whether the chosen patient is to stand beside the board; `loaded` that a day is shown.
    """

    side_wanted = Signal(bool)
    loaded = Signal(object)

    def __init__(
        self,
        workplace: Workplace,
        commands: Commands,
        verbs: AppointmentVerbs,
        room: RoomVerbs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workplace, parent)
        self.verbs = verbs
        self.room = room
        self._commands = commands
        self._day = workplace.today()
        self._scene: BoardScene | None = None
        self._wanted: UUID | None = None
        self._is_side_open = False
        self.view = BoardView(lambda card: spoken_card(card, workplace.zone))
        self.chips = DoctorChips()
        self.closing = ClosingLine()
        self.panel = SidePanel(workplace, verbs, self)
        self.panel.hide()  # until a card is chosen it stands nowhere
        self.bar = DayBar()
        if self.room.may_run:
            self.view.columns[BoardColumn.ARRIVED].add_to_head(commands.button("walk_in", Look.LINK))
        self.minutes = MinuteClock(workplace.now, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        layout.addWidget(self.chips)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.closing)
        self._connect()
        self._show_day()

    def _connect(self) -> None:
        self.bar.today_requested.connect(self.go_to_today)
        self.bar.step_requested.connect(self.step_days)
        self.bar.name_steps(self.tr("Day before"), self.tr("Day after"))
        self.view.card_chosen.connect(self._on_chosen)
        self.view.card_reached.connect(self._on_reached)
        self.view.card_activated.connect(self._on_activated)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.step_wanted.connect(lambda line, column: self.verbs.run(_STEPS[column], line))
        self.view.back_wanted.connect(self.room.step_back)
        self.view.refused.connect(lambda sentence: self.workplace.say(sentence, kind=NoticeKind.PROBLEM))
        self.view.escaped.connect(self._on_panel_closed)
        self.chips.filter_changed.connect(self._on_filter_changed)
        self.closing.close_wanted.connect(self.room.close_day)
        self.panel.closed.connect(self._on_panel_closed)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.panel)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._on_panel_closed)
        self.panel.appointment_wanted.connect(self.show_appointment)
        self.room.taken_in.connect(self._on_taken_in)
        self.minutes.passed.connect(self._lay_out_anew)
        privacy().changed.connect(self._lay_out_anew)
        unconfirmed().changed.connect(self._on_unconfirmed_changed)
        self.workplace.settings_changed.connect(self._lay_out_anew)

    @property
    def day(self) -> date:
        """The day that is shown, or is being loaded."""
        return self._day

    @property
    def board(self) -> Board | None:
        """What is shown; None until it has been read."""
        return None if self._scene is None else self._scene.board

    # days

    def go_to_day(self, day: date) -> None:
        """Show another day: of the future who is expected, of the past how it ended."""
        if day != self._day:
            self._day = day
            self._show_day()
            self.reload()

    def go_to_today(self) -> None:
        """Show today."""
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

    def show_appointment(self, line: AppointmentLine) -> bool:
        """Go to an appointment's day and choose its card."""
        self._wanted = line.id
        self.go_to_day(day_of(line.starts_at, self.workplace.zone))
        self._choose_wanted()
        return True

    def show_patient(self, patient_id: UUID) -> bool:
        """Choose the patient's card, if one stands here; otherwise show the patient beside the board."""
        lines = () if self.board is None else self.board.lines
        line = next((line for line in lines if line.patient_id == patient_id), None)
        if line is not None and self.view.choose(line.id):
            self._show_side(line)
            self.view.go()
            return True
        self.view.choose(None)
        self._open_side(is_open=True)
        self.panel.show_patient(patient_id)
        return True

    # the chosen card

    def chosen_line(self) -> AppointmentLine | None:
        """The appointment of the chosen card."""
        return self.view.line(self.view.chosen)

    def may(self, verb: AppointmentVerb) -> bool:
        """Whether role and status allow a verb now."""
        line = self.chosen_line()
        return line is not None and any(offer.verb is verb for offer in self.verbs.offers(line))

    def do(self, verb: AppointmentVerb) -> None:
        """Do it, where it is allowed."""
        line = self.chosen_line()
        if line is not None and self.may(verb):
            self.verbs.run(verb, line)

    def may_step_on(self) -> bool:
        """Whether the chosen card has a step before it."""
        line = self.chosen_line()
        return line is not None and line.status in _NEXT and self.may(_NEXT[line.status])

    def step_on(self) -> None:
        """Take the chosen card one column on."""
        line = self.chosen_line()
        if line is not None and self.may_step_on():
            self.verbs.run(_NEXT[line.status], line)

    def may_step_back(self) -> bool:
        """Whether the chosen card has a step behind it; whose it was, the service knows."""
        line = self.chosen_line()
        return line is not None and self.room.may_run and column_before(line) is not None

    def step_back(self) -> None:
        """Take the chosen card's last step back."""
        line = self.chosen_line()
        if line is not None and self.may_step_back():
            self.room.step_back(line)

    # what is shown

    def _layout(self) -> BoardLayout:
        workplace = self.workplace
        return BoardLayout(now=workplace.now, zone=workplace.zone, policies=workplace.settings.policies)

    def _on_board(self, scene: BoardScene) -> None:
        board = scene.board
        if board.day != self._day:
            return
        is_news = self.board is not None and self.board.day == board.day
        self.verbs.learn_from(board.lines)
        self.room.learn_from(board.lines)
        changed = self._show(scene)
        if is_news:
            self.view.flashes.start(changed)
        self.set_figures(scene.counts)
        if self._wanted is not None:
            in_a_turn(self, self._choose_wanted)
        self.loaded.emit(board.day)

    def _lay_out_anew(self) -> None:
        """The same board at another moment, or told otherwise."""
        board, layout = self.board, self._layout()
        if board is not None:
            self.workplace.run_latest(
                (self, "scene"), lambda _: layout.scene_of(board), done=self._on_laid_out, owner=self
            )

    def _on_unconfirmed_changed(self, ids: frozenset[UUID]) -> None:
        if self.board is not None and any(line.id in ids for line in self.board.lines):
            self._lay_out_anew()

    def _on_laid_out(self, scene: BoardScene) -> None:
        if scene.board is self.board:
            self._show(scene)

    def _on_filter_changed(self) -> None:
        if self._scene is not None:
            self._show(self._scene)

    def _show(self, scene: BoardScene) -> frozenset[UUID]:
        """Show the board as it was laid out; answers whose appointment changed."""
        self._scene = scene
        self.chips.blockSignals(True)
        self.chips.show_doctors(scene.doctors)
        self.chips.blockSignals(False)
        self.view.is_movable = scene.is_today
        changed = self.view.show_cards(scene.cards_for(self.chips.chosen))
        may_close = self.room.may_run
        self.closing.show_counts(scene.untouched if may_close else 0, scene.unfinished if may_close else 0)
        if self._is_side_open and self.view.chosen is None and self.panel.line is not None:
            self._show_side(None)
        self._commands.refresh()
        return changed

    def _choose_wanted(self) -> None:
        if self._wanted is not None and self.view.choose(self._wanted):
            self._wanted = None
            self._show_side(self.chosen_line())
            self.view.go()

    def _show_day(self) -> None:
        words = long_day(self._day)
        self.set_title(self.tr("Waiting room, {day}").format(day=words))
        self.bar.show_day(words, short_day(self._day))

    def _show_side(self, line: AppointmentLine | None) -> None:
        if line is None:
            self.panel.clear()
        else:
            self.panel.show_appointment(line)
        self._open_side(is_open=line is not None)

    def _open_side(self, *, is_open: bool) -> None:
        if is_open != self._is_side_open:
            self._is_side_open = is_open
            self.panel.setVisible(is_open)
            self.side_wanted.emit(is_open)
        self._commands.refresh()

    # what happens

    def _on_reached(self, _: UUID) -> None:
        if self._is_side_open:
            self._show_side(self.chosen_line())
        self._commands.refresh()

    def _on_chosen(self, _: UUID) -> None:
        self._show_side(self.chosen_line())

    def _on_activated(self, _: UUID) -> None:
        self._show_side(self.chosen_line())
        self.panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_panel_closed(self) -> None:
        self._show_side(None)
        self.view.go()

    def _on_taken_in(self, appointment: Appointment) -> None:
        if day_of(appointment.starts_at, self.workplace.zone) == self._day:
            self._wanted = appointment.id
            self.mark_stale()

    def _open_menu(self, place: QPoint) -> None:
        line = self.chosen_line()
        if line is None:
            return
        names: list[str | None] = [offer.verb.command for offer in self.verbs.offers(line)]
        if self.may_step_back():
            names += [None, STEP_BACK] if names else [STEP_BACK]
        if names:
            menu: QMenu = self._commands.menu(names, self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(place)

    # as a page

    def commands(self) -> Sequence[Command]:
        return tuple(commands_of(self))

    def toolbar_widgets(self) -> Sequence[QWidget]:
        return (self.bar,)

    def right_side(self) -> QWidget | None:
        return self.panel if self._is_side_open else None

    def cares(self, changes: Changes) -> bool:
        day = span_of_day(self._day, self.workplace.zone)
        return concerns(changes, day, () if self.board is None else self.board.lines)

    def reload(self) -> None:
        day, layout = self._day, self._layout()
        self.workplace.run_latest(
            (self, "board"), lambda clinic: layout.scene_of(clinic.waiting.board(day)), done=self._on_board, owner=self
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.minutes.start()
        self._lay_out_anew()
        self.view.go()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.view.go()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.minutes.stop()
