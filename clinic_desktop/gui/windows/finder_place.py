"""Where free times are looked for: the search at the calendar's right side, and the light in the calendar."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.gui.calendar.view_stage import ViewName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clinic_desktop.domain.sheets import PatientLine, Slot
    from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
    from clinic_desktop.gui.booking.slot_finder import SlotFinder
    from clinic_desktop.gui.calendar.calendar_page import CalendarPage
    from clinic_desktop.gui.page import Page
    from clinic_desktop.gui.windows.main_window import MainWindow


class FinderPlace(QObject):
    """Opens the search in place of the side panel, and gives the panel back when it closes."""

    def __init__(self, window: "MainWindow", page: "CalendarPage", verbs: "AppointmentVerbs") -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._verbs = verbs
        self._slot: Slot | None = None
        self.is_open = False
        window.page_shown.connect(self._on_page_shown)

    @cached_property
    def finder(self) -> "SlotFinder":
        """The search; made when it is first wanted."""
        from clinic_desktop.gui.booking.slot_finder import SlotFinder

        made = SlotFinder(self._window.workplace, self._window)
        made.slot_shown.connect(self._on_slot_shown)
        made.slot_activated.connect(self._on_slot_activated)
        made.slots.slots_neared.connect(self._on_slots_neared)
        made.closed.connect(self.close)
        self._page.loaded.connect(lambda *_: self._light())
        for view in self._page.views.sheets:
            view.lit_activated.connect(self._on_slot_activated)
        return made

    def open(self) -> None:
        """Show the search beside the calendar; open already, go to its list."""
        window = self._window
        if self.is_open:
            self.finder.slots.view.setFocus()
            return
        window.show_page(self._page)
        self.is_open = True
        window.show_sides(self._page.left_side(), self.finder)
        day = max(self._page.day, window.workplace.today())
        self.finder.begin(day=day, patient=self._patient(), likely_type_id=self._verbs.likely_type_id)

    def close(self) -> None:
        """Put the light out and give the side panel its place back."""
        if not self.is_open:
            return
        self._put_out()
        self._window.show_sides(self._page.left_side(), self._page.right_side())
        self._page.views.view.setFocus()

    def _patient(self) -> "PatientLine | None":
        """Whoever stands at the side is whom the time is for."""
        from clinic_desktop.gui.patients.patient_model import line_of

        panel = self._page.panel
        card = None if panel.patient_id is None else panel.parts.patient_card.card
        return None if card is None else line_of(card.patient)

    def _on_slot_shown(self, slot: "Slot") -> None:
        self._slot = slot
        if self._page.views.current is ViewName.MONTH or self._page.views.current is ViewName.AGENDA:
            self._page.views.show_view(ViewName.DAY)
        self._page.side.reveal(slot.practitioner_id, self.finder.department_of(slot.practitioner_id))
        self._page.go_to_day(day_of(slot.starts_at, self._window.workplace.zone))
        self._light()

    def _on_slots_neared(self, slots: "Sequence[Slot]") -> None:
        zone = self._window.workplace.zone
        self._page.days.near(*dict.fromkeys(day_of(slot.starts_at, zone) for slot in slots))

    def _light(self) -> None:
        if self.is_open:
            self._page.view.highlight(self._slot)

    def _on_slot_activated(self, slot: "Slot") -> None:
        finder = self.finder
        dialog = self._verbs.book(patient=finder.patient, slot=slot, type_id=finder.type_id, minutes=finder.minutes)
        dialog.accepted.connect(self.close)

    def _on_page_shown(self, page: "Page") -> None:
        if self.is_open and page is not self._page:
            self._put_out()

    def _put_out(self) -> None:
        self.is_open = False
        self._slot = None
        for view in self._page.views.sheets:
            view.highlight(None)
