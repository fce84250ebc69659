"""What hands do on the calendar: dragging, cutting and putting, drawing spans, typing names, the menus."""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from clinic_desktop.domain.access import Permission, Scope
from clinic_desktop.domain.sheets import AppointmentLine, Block, Slot
from clinic_desktop.gui.actions import Command, Commands, MenuPlace
from clinic_desktop.gui.appointment_words import block_words, slot_words
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.booking.block_verbs import BlockVerbs
from clinic_desktop.gui.booking.verb_offers import AppointmentVerb
from clinic_desktop.gui.calendar.chosen_appointment import ChosenAppointment
from clinic_desktop.gui.calendar.pinboard_desk import PinboardDesk
from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView
from clinic_desktop.gui.calendar.sheet.drags import minutes_of
from clinic_desktop.gui.calendar.view_stage import ViewStage
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.workplace import Workplace


class CalendarHands(QObject):
    """Connects each view of columns and hours, taken in by take(), with the verbs, the pinboard and the blocks."""

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
        self.blocks = BlockVerbs(workplace, verbs, window)
        self.pinboard = PinboardDesk(workplace, verbs, stage, self._may_move, self)
        self.pinboard.board.changed.connect(commands.refresh)

    def take(self, view: CalendarView) -> None:
        """Let hands work on a view."""
        view.may_carry = self._may_move
        view.may_book = self.may_book
        self.pinboard.take(view)
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
                run=self.pinboard.put,
                enabled=lambda: bool(self.pinboard.board.pins),
                shortcut="Ctrl+V",
                icon=Icon.CLIPBOARD_PASTE,
                menu=MenuPlace.SCHEDULE,
                group="hands",
            )
        if self.blocks.may_block():
            yield Command(
                name="block_time",
                text=_tr("&Block time…"),
                run=self.block,
                shortcut="Ctrl+B",
                icon=Icon.CALENDAR_X_2,
                menu=MenuPlace.SCHEDULE,
                group="hands",
            )

    # what may be done

    def _may_move(self, line: AppointmentLine) -> bool:
        return any(offer.verb is AppointmentVerb.MOVE for offer in self._verbs.offers(line))

    def may_book(self, practitioner_id: UUID) -> bool:
        """Whether this person may put somebody in a practitioner's diary."""
        scope = self._verbs.permissions.get(Permission.BOOK)
        own = self._workplace.account.practitioner_id
        return scope is not None and (scope is not Scope.OWN or practitioner_id == own)

    # what is done

    def _cut(self) -> None:
        line = self._chosen.line()
        if line is not None:
            self.pinboard.board.pin(line)

    def block(self) -> None:
        """Open the dialog that blocks time, with the span on which the keyboard stands."""
        view = self._stage.sheet
        self.blocks.block(view.keyboard_slot() if view.isVisible() else None)

    def _on_dropped(self, line: AppointmentLine, slot: Slot) -> None:
        pin = self.pinboard.pinned(line.id)
        if pin is not None and minutes_of(slot) == minutes_of(pin.line):
            self.pinboard.land(pin, slot)
        else:
            self._verbs.move_to(line, slot.starts_at, slot.practitioner_id, minutes_of(slot))

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
        if self.may_book(slot.practitioner_id):
            book = menu.addAction(slot_words(slot, self._workplace.zone))
            book.triggered.connect(lambda *_: self._verbs.book(slot=slot))
            for pin in self.pinboard.landable()[:_MOST_PINS]:
                words = self.tr("Put {name} here").format(name=_as_text(shown_name(pin.line.patient_name)))
                menu.addAction(words).triggered.connect(lambda *_, pin=pin: self.pinboard.land(pin, slot))
        if self.blocks.may_block(slot.practitioner_id):
            menu.addSeparator()
            self._add_block_verbs(menu, view, slot)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            _popup(menu, place)

    def _add_block_verbs(self, menu: QMenu, view: CalendarView, slot: Slot) -> None:
        kept = view.kept_over(slot)
        if kept is not None and isinstance(kept.thing, Block):
            block, whose = kept.thing, slot.practitioner_id
            name = _as_text(block_words(block))
            change = menu.addAction(self.tr("Change “{name}”…").format(name=name))
            change.triggered.connect(lambda *_: self.blocks.change(block, whose))
            remove = menu.addAction(self.tr("Take “{name}” away").format(name=name))
            remove.triggered.connect(lambda *_: self.blocks.take_away(block))
        else:
            action = menu.addAction(self.tr("Block time…"))
            action.triggered.connect(lambda *_: self.blocks.block(slot))


def _as_text(words: str) -> str:
    """Words as a menu shows them: what looks like a mnemonic in them is none."""
    return words.replace("&", "&&")


def _popup(menu: QMenu, place: QPoint) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)


def _tr(text: str) -> str:
    return QCoreApplication.translate("calendar", text)


_LENGTHS = (10, 15, 20, 30, 40, 45, 60, 90)
_MOST_PINS = 5
