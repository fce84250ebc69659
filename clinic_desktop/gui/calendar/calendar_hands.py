"""What hands do on the calendar: dragging, cutting and putting, drawing spans, typing names, the menus."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from clinic_desktop.domain.access import Permission, Scope
from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sheets import AppointmentLine, Block, Slot
from clinic_desktop.gui.actions import Command, Commands, MenuPlace
from clinic_desktop.gui.calendar.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.calendar.block_verbs import BlockVerbs
from clinic_desktop.gui.calendar.calendar_view import CalendarView
from clinic_desktop.gui.calendar.chosen_appointment import ChosenAppointment
from clinic_desktop.gui.calendar.drags import minutes_of
from clinic_desktop.gui.calendar.pinboard import Pin, Pinboard
from clinic_desktop.gui.calendar.pinboard_tray import PinboardTray
from clinic_desktop.gui.calendar.verb_offers import AppointmentVerb
from clinic_desktop.gui.calendar.view_stage import ViewStage
from clinic_desktop.gui.calendar.words import block_words, slot_words
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic


class CalendarHands(QObject):
    """Connects each view of columns and hours with the verbs, the pinboard and the blocks.

    It takes in views by take(); `tray` is what stands at the left side for the pinboard.
    """

    def __init__(
        self,
        workplace: Workplace,
        commands: Commands,
        verbs: AppointmentVerbs,
        chosen: ChosenAppointment,
        stage: ViewStage,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._commands = commands
        self._verbs = verbs
        self._chosen = chosen
        self._stage = stage
        self._window = window
        self._landing: set[UUID] = set()
        self.blocks = BlockVerbs(workplace, verbs, window)
        self.board: Pinboard = workplace.pinboard
        self.tray = PinboardTray(workplace, self.board)
        self.tray.taken.connect(self._on_card_taken)
        self.tray.carried.connect(self._on_card_carried)
        self.tray.let_go.connect(self._on_card_let_go)
        self.tray.given_up.connect(self._on_card_given_up)
        self.board.changed.connect(self._on_board_changed)
        verbs.stored.connect(self._on_stored)
        workplace.news.changed.connect(self._on_news)
        self._read_again(pin.id for pin in self.board.pins)

    @property
    def _view(self) -> CalendarView:
        return self._stage.sheet

    def take(self, view: CalendarView) -> None:
        """Let hands work on a view."""
        view.may_carry = self._may_move
        view.may_book = self._may_book
        view.set_pinned(pin.id for pin in self.board.pins)
        view.drag_begun.connect(self._on_drag_begun)
        view.drag_ended.connect(lambda: self.tray.wait_for(None))
        view.carried.connect(self.tray.light)
        view.carried_out.connect(self._on_carried_out)
        view.appointment_dropped.connect(self._on_dropped)
        view.span_drawn.connect(lambda slot: self._verbs.book(slot=slot, minutes=minutes_of(slot)))
        view.text_typed.connect(lambda slot, text: self._verbs.book(slot=slot, text=text))
        view.slot_menu_requested.connect(partial(self._on_slot_menu, view))

    def commands(self) -> Iterator[Command]:
        """What can be done by key as well."""
        if Permission.MOVE in self._verbs.permissions:
            yield Command(
                name="cut",
                text=_tr("Cu&t to the pinboard"),
                run=self._cut,
                enabled=lambda: self._chosen.may(AppointmentVerb.MOVE),
                shortcut="Ctrl+X",
                icon=Icon.SCISSORS,
                menu=MenuPlace.SCHEDULE,
                group="hands",
            )
            yield Command(
                name="put",
                text=_tr("&Put from the pinboard"),
                run=self._put,
                enabled=lambda: bool(self.board),
                shortcut="Ctrl+V",
                icon=Icon.CLIPBOARD_PASTE,
                menu=MenuPlace.SCHEDULE,
                group="hands",
            )
        if self.blocks.may_block():
            yield Command(
                name="block_time",
                text=_tr("&Block time…"),
                run=lambda: self.blocks.block(self._view.keyboard_slot()),
                shortcut="Ctrl+B",
                icon=Icon.CALENDAR_X_2,
                menu=MenuPlace.SCHEDULE,
                group="hands",
            )

    # what may be done

    def _may_move(self, line: AppointmentLine) -> bool:
        return any(offer.verb is AppointmentVerb.MOVE for offer in self._verbs.offers(line))

    def _may_book(self, practitioner_id: UUID) -> bool:
        scope = self._verbs.permissions.get(Permission.BOOK)
        own = self._workplace.clinic.session.account.practitioner_id
        return scope is not None and (scope is not Scope.OWN or practitioner_id == own)

    # the pinboard

    def _cut(self) -> None:
        line = self._chosen.line()
        if line is not None:
            self.board.pin(line)

    def _put(self) -> None:
        pin = self.tray.current
        slot = self._view.keyboard_slot()
        if pin is not None and slot is not None:
            self._land(pin, slot)
        elif pin is not None:
            self._workplace.say(self.tr("Go to a free time with the arrow keys first, then press Ctrl+V."))

    def _land(self, pin: Pin, slot: Slot) -> None:
        """Put a pinned appointment where a slot begins, as long as it is."""
        line = pin.line
        if not self._may_move(line):
            words = self.tr("{name}’s appointment cannot be moved any more. Take it off the pinboard.")
            self._workplace.say(words.format(name=shown_name(line.patient_name)), kind=NoticeKind.PROBLEM)
        elif (slot.starts_at, slot.practitioner_id) == (line.starts_at, line.practitioner_id):
            self.board.take_off(line.id)
        else:
            self._landing.add(line.id)
            self._verbs.move_to(line, slot.starts_at, slot.practitioner_id)

    def _on_card_taken(self, line: AppointmentLine) -> None:
        if self._may_move(line):
            self._view.carry(line)
        else:
            words = self.tr("You may look at this appointment, but not move it.")
            self._workplace.say(words, kind=NoticeKind.PROBLEM)

    def _on_card_carried(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self._view.carry_to(place, modifiers)

    def _on_card_let_go(self, place: QPoint) -> None:
        self._view.let_go(place)

    def _on_card_given_up(self) -> None:
        self._view.take_back()

    def _on_carried_out(self, line: AppointmentLine, place: QPoint) -> None:
        if self.tray.holds(place):
            self.board.pin(line)

    def _on_drag_begun(self, line: AppointmentLine | None) -> None:
        self.tray.wait_for(line)

    def _on_dropped(self, line: AppointmentLine, slot: Slot) -> None:
        pin = next((pin for pin in self.board.pins if pin.id == line.id), None)
        if pin is not None:
            self._land(pin, slot)
        else:
            self._verbs.move_to(line, slot.starts_at, slot.practitioner_id, minutes_of(slot))

    def _on_stored(self, appointment: Appointment) -> None:
        """What has landed comes off the board; what was only checked in stays on it."""
        if appointment.id not in self._landing:
            return
        pin = next((pin for pin in self.board.pins if pin.id == appointment.id), None)
        place = (appointment.starts_at, appointment.practitioner_id)
        if pin is not None and place != (pin.pinned.starts_at, pin.pinned.practitioner_id):
            self._landing.discard(appointment.id)
            self.board.take_off(appointment.id)

    def _on_board_changed(self) -> None:
        for view in self._stage.sheets:
            view.set_pinned(pin.id for pin in self.board.pins)
        self._commands.refresh()

    def _on_news(self, changes: Changes) -> None:
        touched = changes.touched.get("appointment", frozenset())
        self._read_again(pin.id for pin in self.board.pins if pin.id in touched)

    def _read_again(self, appointment_ids: Iterable[UUID]) -> None:
        for which in appointment_ids:
            self._workplace.run_latest(
                (self, which),
                partial(_line_of, which),
                done=self.board.renew,
                refused=self._on_read_refused,
                lane=Lane.READING,
                owner=self,
            )

    def _on_read_refused(self, _: ClinicError) -> None:
        """Whoever signed in here may not read it: it stays as it was known."""

    # the menus

    def open_appointment_menu(self, place: QPoint, _: UUID) -> None:
        """Offer what can be done with the chosen appointment."""
        line = self._chosen.line()
        offers = () if line is None else self._verbs.offers(line)
        if line is None or not offers:
            return
        names: list[str | None] = [offer.verb.command for offer in offers]
        may_move = self._may_move(line)
        if may_move:
            names += [None, "cut"]
        menu = self._commands.menu(names, self._window)
        if may_move:
            self._add_lengths(menu, line)
        _popup(menu, place)

    def _add_lengths(self, menu: QMenu, line: AppointmentLine) -> None:
        lengths = menu.addMenu(self.tr("&Length"))
        standing = minutes_of(line)
        for minutes in sorted({*_LENGTHS, standing}):
            action = lengths.addAction(self.tr("{minutes} min").format(minutes=minutes))
            action.setCheckable(True)
            action.setChecked(minutes == standing)
            action.triggered.connect(
                lambda *_, minutes=minutes: self._verbs.move_to(line, line.starts_at, minutes=minutes)
            )

    def _on_slot_menu(self, view: CalendarView, place: QPoint, slot: Slot) -> None:
        menu = QMenu(self._window)
        if self._may_book(slot.practitioner_id):
            book = menu.addAction(slot_words(slot, self._workplace.zone))
            book.triggered.connect(lambda *_: self._verbs.book(slot=slot))
        for pin in self._landable(slot):
            words = self.tr("Put {name} here").format(name=shown_name(pin.line.patient_name))
            menu.addAction(words).triggered.connect(lambda *_, pin=pin: self._land(pin, slot))
        if self.blocks.may_block(slot.practitioner_id):
            menu.addSeparator()
            self._add_block_verbs(menu, view, slot)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            _popup(menu, place)

    def _landable(self, slot: Slot) -> Sequence[Pin]:
        if not self._may_book(slot.practitioner_id):
            return ()
        return [pin for pin in self.board.pins if self._may_move(pin.line)][:_MOST_PINS]

    def _add_block_verbs(self, menu: QMenu, view: CalendarView, slot: Slot) -> None:
        kept = view.kept_over(slot)
        if kept is not None and isinstance(kept.thing, Block):
            block, whose = kept.thing, slot.practitioner_id
            name = block_words(block)
            change = menu.addAction(self.tr("Change “{name}”…").format(name=name))
            change.triggered.connect(lambda *_: self.blocks.change(block, whose))
            remove = menu.addAction(self.tr("Take “{name}” away").format(name=name))
            remove.triggered.connect(lambda *_: self.blocks.take_away(block))
        else:
            action = menu.addAction(self.tr("Block time…"))
            action.triggered.connect(lambda *_: self.blocks.block(slot))


def _line_of(appointment_id: UUID, clinic: "Clinic") -> AppointmentLine:
    return clinic.scheduling.open(appointment_id).line


def _popup(menu: QMenu, place: QPoint) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)


def _tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)


_LENGTHS = (10, 15, 20, 30, 40, 45, 60, 90)
_MOST_PINS = 5
