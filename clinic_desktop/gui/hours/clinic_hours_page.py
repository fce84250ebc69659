"""The administrator's page of working hours: anybody's week, or everybody's day, painted and saved as one plan."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.hours_change import HoursSaved
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui.hours.hours_choice import HoursChoice, HoursView
from clinic_desktop.gui.hours.hours_page import HoursPage
from clinic_desktop.gui.hours.hours_reading import EveryoneRead, HoursPerson, PeopleRead, read_everyone, read_people
from clinic_desktop.gui.hours.hours_scene import HoursLane
from clinic_desktop.gui.hours.rows_area import RowsArea
from clinic_desktop.gui.hours.unsaved_plan import ask_about_plan
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.typed_dates import near_day
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.gui.undo_walk import UndoWalk


class ClinicHoursPage(HoursPage):
    """What is painted of one practitioner stays while another is shown, and all of it is saved together."""

    def __init__(self, workplace: Workplace, walk: "UndoWalk", parent: QWidget | None = None) -> None:
        super().__init__(workplace, walk, None, parent)
        self.choice = HoursChoice()
        self.rows = RowsArea()
        self.empty = EmptyState(
            Icon.CALENDAR_CLOCK,
            self.tr("Nobody has hours yet"),
            self.tr("Add a doctor on the page Staff; then paint here when patients can be booked with them."),
        )
        self._people: tuple[HoursPerson, ...] | None = None
        self._everyone: EveryoneRead | None = None
        self.sheets.addWidget(self.rows)
        self.sheets.addWidget(self.empty)
        self.column.insertWidget(1, self.choice)
        self.choice.show_week(self._first_day)
        self._show_view_of(HoursView.ONE)
        self._connect_choice()

    def _connect_choice(self) -> None:
        self.choice.view_chosen.connect(self._on_view_chosen)
        self.choice.person_chosen.connect(self.show_person)
        self.choice.department_chosen.connect(lambda *_: self._on_everyone_changed())
        self.choice.day_chosen.connect(lambda *_: self._on_everyone_changed())
        self.choice.copy_wanted.connect(self.copy_hours)
        self.rows.sheet.stroke_made.connect(self._on_stroke)
        self.rows.sheet.heads_marked.connect(self._on_people_marked)
        self.rows.sheet.lane_opened.connect(lambda lane: self.show_person(lane.draft.practitioner_id))
        self.rows.sheet.week_turned.connect(self.turn)

    # public verbs

    @property
    def practitioner_id(self) -> UUID | None:
        """Whose week is shown."""
        return self._practitioner_id

    @property
    def people(self) -> Sequence[HoursPerson]:
        """Of whom rows are shown: everybody, or those of the department that is chosen."""
        department = self.choice.department_id
        return [one for one in self._people or () if department in (None, one.department_id)]

    def show_person(self, practitioner_id: object) -> None:
        """Show somebody's week."""
        if not isinstance(practitioner_id, UUID):
            return
        self._practitioner_id = practitioner_id
        self.choice.choose(practitioner_id)
        self._show_view_of(HoursView.ONE)
        self.mark_stale()
        self._show_change()

    def show_everyone(self) -> None:
        """Show everybody's hours of a day: today's, or the first of a week to come."""
        today = self.workplace.today()
        if self._everyone is None and self._first_day <= today < self._first_day + timedelta(days=7):
            self.choice.days.set_current((today - self._first_day).days)
        self._show_view_of(HoursView.EVERYONE)
        self._on_everyone_changed()

    def show_day(self, day: date) -> None:
        super().show_day(day)
        self.choice.show_week(self._first_day)

    def copy_hours(self) -> None:
        """Take over the weekly hours of somebody else, as if they had been painted."""
        draft, first, today = self.draft, self.tools.first_day, self.workplace.today()
        if draft is None or self._people is None:
            return
        from clinic_desktop.gui.hours.copy_hours_dialog import CopyHoursDialog

        names = {one.id: one.short for one in self._people}
        others = [one for one in self._people if one.id != draft.practitioner_id]
        day = near_day(first, today)
        dialog = CopyHoursDialog(names.get(draft.practitioner_id, ""), others, day, self.window())

        def copy(which: UUID) -> None:
            self.workplace.run_latest(
                ("hours-copy", id(self)),
                lambda clinic: clinic.hours.of(which),
                done=lambda hours: copied(which, hours),
                refused=dialog.refuse,
                owner=dialog,
            )

        def copied(which: UUID, hours: Hours) -> None:
            dialog.accept()
            before = draft.patterns
            draft.copy_weeks(hours, first)
            self._show_change()
            words = self.tr("Painted as the hours of {name} are, from {day} on. Look, then save.")
            if draft.patterns == before:
                words = self.tr("{name} has the same weekly hours from {day} on already.")
            self.message.say(words.format(name=names[which], day=day))

        dialog.copy_requested.connect(copy)
        dialog.open()

    def ask_to_save(self, then: Callable[[], object]) -> AskDialog:
        """Ask what is to become of what was painted, and go on `then` unless the person stays."""
        heading = self.tr("Save the working hours?")
        return ask_about_plan(heading, self.workplace, self.keeper, self.discard, then, self.window())

    # showing

    def _show_view_of(self, view: HoursView) -> None:
        self.choice.show_view(view)
        is_one = view is HoursView.ONE
        shown = self.sheet if is_one else self.rows
        if self._people == ():
            self.sheets.setCurrentWidget(self.empty)
        else:
            self.sheets.setCurrentWidget(shown)
        self.coming.setVisible(is_one and self._people != ())
        self.setFocusProxy(self.sheet if is_one else self.rows.sheet)
        if not is_one:
            self.head.show_everyone()

    def _on_view_chosen(self, view: HoursView) -> None:
        if view is HoursView.EVERYONE:
            self.show_everyone()
        else:
            self.show_person(self._practitioner_id)

    def _on_everyone_changed(self) -> None:
        self.mark_stale()
        self._show_lanes()

    def _on_people_marked(self, lanes: Sequence[HoursLane]) -> None:
        """A day off for each of these, or given back."""
        day = lanes[0].day
        if day < self.workplace.today():
            self._say_over()
            return
        gives_back = lanes[0].draft.is_off(day)
        for lane in lanes:
            if gives_back:
                lane.draft.give_back(day, day)
            elif not lane.draft.is_off(day):
                lane.draft.take_off(day, day, self.tools.why)
        self._show_change()

    def _show_lanes(self) -> None:
        super()._show_lanes()
        day = self.choice.day
        lanes = []
        for one in self.people:
            draft = self.drafts.of(one.id)
            if draft is not None:
                lanes.append(HoursLane(key=one.id, day=day, draft=draft, name=one.short))
        read = self._everyone
        booked = read.booked if read is not None and read.day == day else ()
        self.rows.sheet.show_lanes(self._shown(tuple(lanes), booked))

    # asking

    def reload(self) -> None:
        self.workplace.run_latest(("hours-people", id(self)), read_people, done=self._on_people, owner=self)
        if self.choice.current is HoursView.ONE:
            super().reload()
        elif self._people is not None:
            self._read_everyone()

    def _read_everyone(self) -> None:
        which, day = [one.id for one in self.people], self.choice.day
        self.workplace.run_latest(
            ("hours-everyone", id(self)),
            lambda clinic: read_everyone(clinic, which, day),
            done=self._on_everyone,
            owner=self,
        )

    def _on_people(self, read: PeopleRead) -> None:
        self._people = read.people
        self._names = {one.id: one.short for one in read.people}
        chosen = self._practitioner_id
        if chosen not in self._names:
            chosen = read.people[0].id if read.people else None
        is_other, self._practitioner_id = chosen != self._practitioner_id, chosen
        self.choice.show_people(read.people, read.departments, self._practitioner_id)
        for tool in (self.choice, self.tools):
            tool.setEnabled(bool(read.people))
        self.choice.copy_button.setEnabled(len(read.people) > 1)
        self._show_view_of(self.choice.current)
        if is_other:
            self.mark_stale()

    def _on_everyone(self, read: EveryoneRead) -> None:
        if read.day == self.choice.day:
            self._everyone = read
            self._take(read.hours)

    def _on_saved(self, saved: HoursSaved) -> None:
        super()._on_saved(saved)
        self.mark_stale()

    # as a page

    def cares(self, changes: Changes) -> bool:
        return super().cares(changes) or changes.touches("department")
