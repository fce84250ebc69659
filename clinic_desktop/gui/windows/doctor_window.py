"""A doctor's window: the own week, the patient in the room, and who is next."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from clinic_desktop.domain.sheets import AppointmentLine, PractitionerLine
from clinic_desktop.gui.actions import Command, MenuPlace, in_menu
from clinic_desktop.gui.calendar.view_stage import ViewName
from clinic_desktop.gui.doctor.visit_panel import VisitPanel
from clinic_desktop.gui.doctor.visit_verbs import VisitVerbs
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.windows.calendar_window import CalendarWindow

if TYPE_CHECKING:
    from clinic_desktop.domain.appointments import Appointment
    from clinic_desktop.gui.windows.unlisted_keys import KeyGroup


class DoctorWindow(CalendarWindow):
    """The front desk's calendar with the own diary in it, or all of them to look at.

    Beside it, while nothing is chosen, stands the patient in the room; what was typed about them is safe before the
    window locks, closes, or changes hands.
    """

    first_view = ViewName.WEEK
    visit_panel: VisitPanel | None = None
    visits: VisitVerbs | None = None
    shows_everyone = False

    def _add_toolbar_buttons(self) -> None:
        self.commands.declare(self._doctors_commands())
        self.toolbar.add_end(self.commands.button("everyone"), can_be_spared=True)
        self.block_button = QPushButton(self.tr("Block time"))
        self.block_button.setToolTip(self.tr("Keep time free: a meeting, a break (Ctrl+B)"))
        self.block_button.clicked.connect(lambda *_: self.calendar.hands.block())
        self.toolbar.add_end(self.block_button, can_be_spared=True)
        self.toolbar.add_end(self.commands.button("call_next", Look.PRIMARY))

    def _furnish_calendar(self) -> Iterator[None]:
        self.calendar.columns.own_diary = True
        yield
        panel = VisitPanel(self.workplace)
        self.visit_panel = panel
        self.calendar.panel.rest_on(panel, self.tr("Back to now"))
        self.visits = visits = VisitVerbs(self.workplace, self.verbs, panel, self)
        visits.called.connect(self._on_called)
        panel.appointment_wanted.connect(self._on_appointment_wanted)
        panel.moment_shown.connect(lambda _: self.commands.refresh())
        panel.visit.note.field.escaped.connect(self._on_note_escaped)
        self._read_own_name()

    def _doctors_commands(self) -> tuple[Command, ...]:
        """What can be done from every page."""
        return (
            Command(
                name="call_next",
                text=self.tr("&Call next patient"),
                run=self.call_next,
                shortcut="F10",
                icon=Icon.DOOR_OPEN,
                menu=MenuPlace.SCHEDULE,
                group="visit",
            ),
            Command(
                name="everyone",
                text=self.tr("&All practitioners"),
                tip=self.tr("Look at everybody’s diaries; others’ cannot be changed"),
                run=self.switch_diaries,
                checked=lambda: self.shows_everyone,
                shortcut="Ctrl+Shift+E",
                icon=Icon.USERS,
                menu=MenuPlace.VIEW,
                group="diaries",
            ),
        )

    def _visit_commands(self) -> tuple[Command, ...]:
        """What is done with the visit that stands beside the calendar; elsewhere the keys mean something else."""
        return in_menu(
            MenuPlace.SCHEDULE,
            "visit",
            Command(
                name="complete_visit",
                text=self.tr("Complete &visit"),
                run=self.complete_visit,
                enabled=self._has_visit,
                shortcut="Ctrl+Return",
                icon=Icon.CHECK,
            ),
            Command(
                name="visit_note",
                text=self.tr("Go to the visit n&ote"),
                run=self.go_to_note,
                enabled=self._has_visit,
                shortcut="Ctrl+E",
                icon=Icon.FILE_TEXT,
            ),
            Command(
                name="rebook",
                text=self.tr("&Rebook the patient…"),
                run=self.rebook,
                enabled=lambda: self._to_rebook() is not None,
                shortcut="Ctrl+R",
                icon=Icon.REPEAT,
            ),
        )

    def _on_page_shown(self, page: Page) -> None:
        super()._on_page_shown(page)
        if page is self.calendar:
            self.commands.declare(self._visit_commands())
        else:
            self.commands.withdraw(("complete_visit", "visit_note", "rebook"))

    # what is done

    def book(self) -> None:
        """Book in the own diary, at the slot that the calendar's cursor is on."""
        slot = self.calendar.view.current_slot()
        is_own = slot is not None and slot.practitioner_id == self._account.practitioner_id
        self.verbs.book(slot=slot if slot is not None and is_own and slot.starts_at >= self.workplace.now() else None)

    def call_next(self) -> None:
        """Whoever's turn it is goes in."""
        if self.visits is not None:
            self.visits.call_next()

    def complete_visit(self) -> None:
        """The patient in the room is done."""
        if self.visits is not None:
            self.visits.complete()

    def rebook(self) -> None:
        """See a patient again, in so many weeks: whose own appointment is chosen, is in the room, or just was."""
        line = self._to_rebook()
        if self.visits is not None and line is not None:
            self.visits.rebook(line)

    def go_to_now(self) -> None:
        """Show the patient in the room, whatever was chosen."""
        self.show_page(self.calendar)
        self.calendar.rest()

    def go_to_note(self) -> None:
        """Write on in the note of the visit."""
        assert self.visit_panel is not None
        self.go_to_now()
        self.visit_panel.visit.note.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def lock(self) -> None:
        self._make_safe()
        super().lock()

    def sign_out(self) -> None:
        self._make_safe()
        super().sign_out()

    def _make_safe(self) -> None:
        if self.visit_panel is not None and not self.is_locked:
            self.visit_panel.make_safe()

    def _has_visit(self) -> bool:
        return self.visit_panel is not None and self.visit_panel.current is not None

    def _to_rebook(self) -> AppointmentLine | None:
        chosen = self.calendar.panel.line
        if chosen is not None and chosen.practitioner_id == self._account.practitioner_id:
            return chosen
        return None if self.visit_panel is None else self.visit_panel.last

    def switch_diaries(self) -> None:
        """Everybody's diaries, or the own one again."""
        self.show_page(self.calendar)
        self.shows_everyone = not self.shows_everyone
        self.calendar.show_diaries(everyone=self.shows_everyone)
        self.show_sides(self.calendar.left_side(), self.calendar.right_side())
        self.commands.refresh()

    def _on_called(self, _: "Appointment") -> None:
        """The patient comes in: everything about them is there, and the note waits."""
        self.go_to_now()
        if not isinstance(QApplication.focusWidget(), QPlainTextEdit):
            self.go_to_note()

    def _on_note_escaped(self) -> None:
        self.calendar.views.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_appointment_wanted(self, line: AppointmentLine) -> None:
        if line.practitioner_id != self._account.practitioner_id and not self.shows_everyone:
            self.switch_diaries()
        super()._on_appointment_wanted(line)

    def _read_own_name(self) -> None:
        own = self._account.practitioner_id
        if own is not None:
            self.workplace.run(
                lambda clinic: clinic.staff.practitioner(own), done=self._on_own_name, lane=Lane.READING, owner=self
            )

    def _on_own_name(self, own: PractitionerLine) -> None:
        parts = (own.practitioner.display_name, own.department_name)
        self._menus.show_person(" · ".join(part for part in parts if part))

    def unlisted_keys(self) -> "tuple[KeyGroup, ...]":
        from clinic_desktop.gui.windows.unlisted_keys import visit_keys

        return (visit_keys(), *super().unlisted_keys())

    def closeEvent(self, event: QCloseEvent) -> None:
        self._make_safe()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where nothing else takes it, leads back to the patient in the room."""
        is_elsewhere = self.current_page is self.calendar and not self.calendar.panel.is_at_rest
        if event.key() == Qt.Key.Key_Escape and is_elsewhere and not self.is_locked:
            self.go_to_now()
        else:
            super().keyPressEvent(event)
