"""Carrying somebody from the waiting list beside the calendar to a free time in it."""

from PySide6.QtCore import QObject, QPoint, Qt

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.domain.waiting_list import WaitingLine
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.calendar.calendar_page import CalendarPage
from clinic_desktop.gui.calendar.sheet.calendar_view import CalendarView
from clinic_desktop.gui.calendar.sheet.drags import Guest
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.waiting_list.waiting_section import WaitingSection
from clinic_desktop.gui.waiting_list.waiting_verbs import WaitingVerbs
from clinic_desktop.gui.workplace import Workplace


class WaitingHands(QObject):
    """Joins the section's cards to the calendar's views: whoever is let go on free time is booked there."""

    def __init__(
        self,
        workplace: Workplace,
        section: WaitingSection,
        calendar: CalendarPage,
        verbs: WaitingVerbs,
        appointments: AppointmentVerbs,
    ) -> None:
        super().__init__(section)
        self._workplace = workplace
        self._calendar = calendar
        self._verbs = verbs
        self._appointments = appointments
        self._carried: WaitingLine | None = None
        section.free_here = self._free_here
        section.taken.connect(self._on_taken)
        section.carried.connect(self._on_carried)
        section.let_go.connect(self._on_let_go)
        section.given_up.connect(self._on_given_up)
        for view in calendar.views.sheets:
            view.guest_dropped.connect(self._on_dropped)
        calendar.scenes.view_made.connect(self._on_view_made)

    def _on_view_made(self, view: object) -> None:
        if isinstance(view, CalendarView):
            view.guest_dropped.connect(self._on_dropped)

    def _free_here(self) -> Slot | None:
        """The free time that the calendar's keyboard stands on, if it is yet to come."""
        view = self._calendar.view
        slot = view.keyboard_slot() if view.isVisible() and self._may_book else None
        return None if slot is None or slot.starts_at < self._workplace.now() else slot

    @property
    def _may_book(self) -> bool:
        return Permission.BOOK in self._appointments.permissions

    def _on_taken(self, line: WaitingLine) -> None:
        if not self._may_book:
            words = self.tr("You may look at the waiting list, but not book from it.")
            self._workplace.say(words, kind=NoticeKind.PROBLEM)
        elif not self._calendar.view.isVisible():
            self._workplace.say(self.tr("Show the day or the week first: there it can be put down."))
        else:
            self._carried = line
            self._calendar.view.carry_guest(_guest_of(line))

    def _on_carried(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        if self._carried is not None:
            self._calendar.view.carry_to(place, modifiers)

    def _on_let_go(self, place: QPoint) -> None:
        if self._carried is not None:
            self._calendar.view.let_go(place)
            self._carried = None

    def _on_given_up(self) -> None:
        if self._carried is not None:
            self._calendar.view.take_back()
            self._carried = None

    def _on_dropped(self, guest: Guest, slot: Slot) -> None:
        line = self._carried
        if line is not None and line.entry.id == guest.key:
            self._verbs.book_at(line, slot)


def _guest_of(line: WaitingLine) -> Guest:
    return Guest(
        key=line.entry.id,
        name=line.patient_name,
        patient_id=line.entry.patient_id,
        minutes=line.minutes,
        buffer_before=line.buffer_before,
        buffer_after=line.buffer_after,
        appointment_id=line.gives_back,
    )
