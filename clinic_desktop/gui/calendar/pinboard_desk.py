"""The pinboard at work: what is hung up, carried off, put down, and what became of it meanwhile."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.sheets import AppointmentLine, Slot
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.calendar.pinboard_strip import PinboardStrip
from clinic_desktop.gui.calendar.pinboard_tray import PinboardTray
from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView
from clinic_desktop.gui.calendar.view_stage import ViewStage
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.pinboard import Pin, Pinboard
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic


class PinboardDesk(QObject):
    """Connects the station's pinboard and its tray with the views; `may_move` says what the person may move."""

    def __init__(
        self,
        workplace: Workplace,
        verbs: AppointmentVerbs,
        stage: ViewStage,
        may_move: Callable[[AppointmentLine], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._verbs = verbs
        self._stage = stage
        self._may_move = may_move
        self._landing: set[UUID] = set()
        self.board: Pinboard = workplace.pinboard
        self.tray = PinboardTray(workplace, self.board)
        self.strip = PinboardStrip(workplace, self.board, self.tray)
        for place in (self.tray, self.strip):
            place.taken.connect(self._on_card_taken)
            place.carried.connect(self._on_card_carried)
            place.let_go.connect(self._on_card_let_go)
            place.given_up.connect(self._on_card_given_up)
        self.board.changed.connect(self._on_board_changed)
        verbs.stored.connect(self._on_stored)
        workplace.news.changed.connect(self._on_news)
        self._read_again(pin.id for pin in self.board.pins)

    def take(self, view: CalendarView) -> None:
        """Let appointments be carried between a view and the board."""
        view.set_pinned(pin.id for pin in self.board.pins)
        view.is_anothers = self.strip.holds
        view.drag_begun.connect(self._on_drag_begun)
        view.drag_ended.connect(self._on_drag_ended)
        view.carried.connect(self.tray.light)
        view.carried.connect(self.strip.light)
        view.carried_out.connect(self._on_carried_out)

    def pinned(self, appointment_id: UUID) -> Pin | None:
        """The pin of an appointment, if it hangs on the board."""
        return next((pin for pin in self.board.pins if pin.id == appointment_id), None)

    def landable(self) -> Sequence[Pin]:
        """What this person may put down, the latest first."""
        return [pin for pin in self.board.pins if self._may_move(pin.line)]

    def put(self) -> None:
        """Put the current card down where the keyboard stands."""
        sheet = self._stage.sheet
        pin, slot = self.tray.current, sheet.keyboard_slot() if sheet.isVisible() else None
        if pin is not None and slot is not None:
            self.land(pin, slot)
        elif pin is not None:
            self._workplace.say(self.tr("Go to a free time of the day or the week first, then press Ctrl+V."))

    def land(self, pin: Pin, slot: Slot) -> None:
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
        if not self._stage.sheet.isVisible():
            self._workplace.say(self.tr("Show the day or the week first: there it can be put down."))
        elif self._may_move(line):
            self._stage.sheet.carry(line)
        else:
            words = self.tr("You may look at this appointment, but not move it.")
            self._workplace.say(words, kind=NoticeKind.PROBLEM)

    def _on_card_carried(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self._stage.sheet.carry_to(place, modifiers)

    def _on_card_let_go(self, place: QPoint) -> None:
        self._stage.sheet.setFocus(Qt.FocusReason.OtherFocusReason)  # where the card lands, and stays no longer
        self._stage.sheet.let_go(place)

    def _on_card_given_up(self) -> None:
        self._stage.sheet.take_back()

    def _on_drag_begun(self, line: AppointmentLine | None) -> None:
        self.tray.wait_for(line)
        self.strip.wait_for(line)

    def _on_drag_ended(self) -> None:
        self._on_drag_begun(None)

    def _on_carried_out(self, line: AppointmentLine, place: QPoint) -> None:
        if self.tray.holds(place) or self.strip.holds(place):
            self.board.pin(line)

    def _on_stored(self, appointment: Appointment) -> None:
        """What has landed comes off the board; what was only checked in stays on it."""
        self._take_off_if_landed(appointment.id, appointment.starts_at, appointment.practitioner_id)

    def _on_read(self, line: AppointmentLine) -> None:
        self.board.renew(line)
        self._take_off_if_landed(line.id, line.starts_at, line.practitioner_id)

    def _take_off_if_landed(self, appointment_id: UUID, starts_at: datetime, practitioner_id: UUID) -> None:
        pin = self.pinned(appointment_id)
        if pin is None or appointment_id not in self._landing:
            return
        if (starts_at, practitioner_id) != (pin.pinned.starts_at, pin.pinned.practitioner_id):
            self._landing.discard(appointment_id)
            self.board.take_off(appointment_id)

    def _on_board_changed(self) -> None:
        for view in self._stage.sheets:
            view.set_pinned(pin.id for pin in self.board.pins)

    def _on_news(self, changes: Changes) -> None:
        touched = changes.touched.get("appointment", frozenset())
        self._read_again(pin.id for pin in self.board.pins if pin.id in touched)

    def _read_again(self, appointment_ids: Iterable[UUID]) -> None:
        for which in appointment_ids:
            self._workplace.run_latest(
                (self, which),
                partial(_line_of, which),
                done=self._on_read,
                refused=self._on_read_refused,
                lane=Lane.READING,
                owner=self,
            )

    def _on_read_refused(self, _: ClinicError) -> None:
        """Whoever signed in here may not read it: it stays as it was known."""


def _line_of(appointment_id: UUID, clinic: "Clinic") -> AppointmentLine:
    return clinic.scheduling.open(appointment_id).line
