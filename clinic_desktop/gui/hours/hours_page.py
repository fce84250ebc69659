"""A practitioner's hours as a page: painted on real weeks, with what that would do before anything is saved."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.access import Permission, Scope, permissions_of
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.hours_change import CannotGoThere, HoursImpact, HoursSaved, NewTime
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.refusals import WouldStrand
from clinic_desktop.domain.sheets import AppointmentLine, Slot
from clinic_desktop.domain.stretches import Stretch
from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.hours.coming_list import ComingList
from clinic_desktop.gui.hours.hours_draft import HoursDraft
from clinic_desktop.gui.hours.hours_head import HoursHead
from clinic_desktop.gui.hours.hours_reading import HoursRead, read_hours
from clinic_desktop.gui.hours.hours_scene import WeekShown
from clinic_desktop.gui.hours.hours_sheet import HoursSheet
from clinic_desktop.gui.hours.hours_tools import HoursTools, PaintsOn
from clinic_desktop.gui.hours.hours_words import change_words, saved_words
from clinic_desktop.gui.hours.impact_panel import ImpactPanel
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.times import week_of
from clinic_desktop.gui.typed_dates import near_day
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.gui.undo_walk import UndoWalk
    from clinic_desktop.services.clinic import Clinic


class HoursPage(Page):
    """Nothing is stored until it is saved, and nothing that was painted or chosen is lost by what others do."""

    change_shown = Signal()

    def __init__(
        self, workplace: Workplace, walk: "UndoWalk", practitioner_id: UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        self._walk = walk
        self._practitioner_id = practitioner_id
        self._first_day = week_of(workplace.today())[0]
        self._read: HoursRead | None = None
        self.draft: HoursDraft | None = None
        self._cannot_stand = False
        may = permissions_of(workplace.clinic.session.account.role)
        self.sheet = HoursSheet()
        self.head = HoursHead()
        self.tools = HoursTools(may_paint_weeks=Permission.SET_HOURS in may)
        self.message = MessageLine(kind=MessageKind.GOOD_TO_KNOW)
        self.impact = ImpactPanel(workplace.zone, moves_to_others=may.get(Permission.MOVE) is Scope.ALL)
        self.coming = ComingList()
        self.side = QWidget()
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(_MOMENT)
        self._asking.timeout.connect(self._ask_impact)
        self._lay_out()
        self._connect()
        self.set_title(self.tr("Working hours"))
        self.setFocusProxy(self.sheet)

    # laying out

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        layout.setSpacing(Space.M)
        layout.addWidget(self.head)
        layout.addWidget(self.tools)
        layout.addWidget(self.message)
        layout.addWidget(self.sheet, 1)
        beside = QVBoxLayout(self.side)
        beside.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        beside.setSpacing(Space.L)
        beside.addWidget(self.impact)
        beside.addWidget(self.coming)
        beside.addStretch(1)
        self.impact.hide()

    def _connect(self) -> None:
        self.head.this_week.clicked.connect(lambda *_: self.show_day(self.workplace.today()))
        self.head.step_wanted.connect(self.turn)
        self.sheet.stroke_made.connect(self._on_stroke)
        self.sheet.days_marked.connect(self._on_days_marked)
        self.sheet.week_turned.connect(self.turn)
        self.coming.leave_wanted.connect(self._on_leave)
        self.coming.removal_wanted.connect(self._on_removal)
        self.coming.day_wanted.connect(self.show_day)
        self.impact.times_wanted.connect(self._ask_times)
        self.impact.hand_over_wanted.connect(lambda: self._save(hands_over=True))
        self.impact.save_wanted.connect(lambda: self._save(hands_over=False))
        self.impact.discard_wanted.connect(self.discard)
        self.tools.show_week(self._first_day, self.workplace.today())

    # public verbs

    def show_day(self, day: date) -> None:
        """Show the week of a day."""
        self._first_day = week_of(day)[0]
        self.tools.show_week(self._first_day, self.workplace.today())
        self.mark_stale()
        self._show_week()

    def turn(self, by: int) -> None:
        """Go some weeks on, or back."""
        self.show_day(self._first_day + timedelta(weeks=by))

    def discard(self) -> None:
        """Take back everything that was painted and chosen."""
        if self.draft is not None:
            self.draft.discard()
            self.impact.choices.clear()
            self._show_change()

    @property
    def is_changed(self) -> bool:
        """Whether something was painted that is not saved."""
        return self.draft is not None and self.draft.is_changed

    @property
    def first_day(self) -> date:
        """The first day of the week that is shown."""
        return self._first_day

    @property
    def is_read(self) -> bool:
        """Whether what is shown is of this week."""
        return self._read is not None and self._read.first_day == self._first_day

    @property
    def booked(self) -> tuple[AppointmentLine, ...]:
        """Who is booked in the week that is shown."""
        return self._read.booked if self._read is not None and self.is_read else ()

    @property
    def is_looking(self) -> bool:
        """Whether what was painted waits to be looked at."""
        return self._asking.isActive()

    # painting

    def _on_stroke(self, days: Sequence[date], stretch: Stretch, opens: bool) -> None:
        if self.draft is None:
            return
        today, words = self.workplace.today(), ""
        for day in days:
            if self.tools.paints_on is PaintsOn.EVERY_WEEK:
                first, every = self.tools.first_day, self.tools.every_weeks.value()
                self.draft.paint_week(day, stretch, opens=opens, first=first, every_weeks=every)
                if day < first:
                    words = self.tr("Painted from {day} on; the days before stay as they are.").format(
                        day=near_day(first, today)
                    )
            elif day < today:
                words = self.tr("That day is over. Go to a week that is to come (Page Down).")
            else:
                self.draft.paint_day(day, stretch, opens=opens, reason=self.tools.why)
        self.impact.message.clear()
        self._show_change()
        self.message.say(words)

    def _on_days_marked(self, first: date, last: date) -> None:
        """Heads mean whole days: off where they are worked, back where they are off."""
        if self.draft is None:
            return
        first = max(first, self.workplace.today())
        if last < first:
            self.message.say(self.tr("These days are over. Go to a week that is to come (Page Down)."))
        elif self.draft.is_off(first):
            self.draft.give_back(first, last)
            self._show_change()
        else:
            self._on_leave(first, last, self.tools.why)

    def _on_leave(self, first: date, last: date, reason: str) -> None:
        if self.draft is not None:
            self.draft.take_off(first, last, reason)
            if last < self._first_day or first > self._first_day + timedelta(days=6):
                self.show_day(first)
            self._show_change()

    def _on_removal(self, exception: object) -> None:
        if self.draft is not None:
            for one in self.draft.exceptions:
                if one is exception:
                    self.draft.remove(one)
            self._show_change()

    # showing

    def _show_week(self) -> None:
        first = self._first_day
        self.head.show_week(first)
        if self.draft is None or self._read is None:
            return
        self.sheet.show_week(
            WeekShown(
                days=tuple(first + timedelta(days=n) for n in range(7)),
                draft=self.draft,
                today=self.workplace.today(),
                zone=self.workplace.zone,
                booked=self.booked,
                stranded=frozenset(one.id for one in self.impact.stranded) if self.draft.is_changed else frozenset(),
            )
        )

    def _show_change(self) -> None:
        """Show the draft as it is now, and ask what it would do."""
        if self.draft is None:
            return
        today = self.workplace.today()
        self.message.clear()
        self.coming.show_coming(self.draft.coming(today), today)
        self.impact.setVisible(self.draft.is_changed)
        self.change_shown.emit()
        reason = next((one.reason for one in self.draft.added if one.reason), "")
        self.impact.show_change(change_words(self.draft, today), reason)
        if self.draft.is_changed:
            self._asking.start()
        else:
            self._asking.stop()
            self.impact.show_stranded((), today)
        self._show_week()

    # asking

    def reload(self) -> None:
        first, which = self._first_day, self._practitioner_id
        self.workplace.run_latest(
            ("hours", id(self)), lambda clinic: read_hours(clinic, which, first), done=self._on_read, owner=self
        )

    def _on_read(self, read: HoursRead) -> None:
        if read.first_day != self._first_day:
            return
        self._read = read
        self.head.show_name(read.name)
        self.impact.set_names(read.names)
        self.coming.show_asked(read.asked)
        if self.draft is None:
            self.draft = HoursDraft(self._practitioner_id, read.hours)
            self._show_change()
            return
        was_changed = self.draft.is_changed
        if self.draft.rebase(read.hours) and was_changed and self.draft.is_changed:
            self._show_change()
            self.message.say(
                self.tr("These hours were changed meanwhile. What you painted now stands on the new ones.")
            )
        elif self.draft.is_changed:
            self._asking.start()
            self._show_week()
        else:
            self._show_change()

    def _ask_impact(self) -> None:
        if self.draft is None or not self.draft.is_changed:
            return
        change = self.draft.change()

        def done(impact: HoursImpact) -> None:
            if self.draft is not None and self.draft.is_changed:
                if self._cannot_stand:
                    self._cannot_stand = False
                    self.impact.message.clear()
                self.impact.show_stranded(impact.stranded, self.workplace.today())
                self._show_week()

        def refused(error: ClinicError) -> None:
            self._cannot_stand = True
            self.impact.message.say(error.sentence)

        self.workplace.run_latest(
            ("hours-impact", id(self)),
            lambda clinic: clinic.hours.preview(change),
            done=done,
            refused=refused,
            owner=self,
        )

    def _ask_times(self, appointment_ids: Sequence[UUID]) -> None:
        """New times for these, a few in a turn, so that the first ones are there at once."""
        if self.draft is None:
            return
        change, promised = self.draft.change(), tuple(self.impact.choices.values())
        some, rest = appointment_ids[:_AT_ONCE], appointment_ids[_AT_ONCE:]

        def done(times: Mapping[UUID, Sequence[Slot]]) -> None:
            self.impact.show_times(times)
            if rest:
                self._ask_times(rest)

        self.workplace.run_latest(
            ("hours-times", id(self)),
            lambda clinic: clinic.hours.new_times(change, some, promised),
            done=done,
            refused=lambda error: self.impact.message.say(error.sentence),
            owner=self,
        )

    # saving

    def _save(self, *, hands_over: bool) -> None:
        if self.draft is None:
            return
        if not self.draft.is_changed or self.is_looking:
            return
        change, stranded = self.draft.change(), {one.id: one for one in self.impact.stranded}
        choices = {which: slot for which, slot in self.impact.choices.items() if which in stranded}
        moves = [NewTime(appointment_id=one, version=stranded[one].version, slot=slot) for one, slot in choices.items()]
        rest = [one for one in stranded if one not in choices]
        reason = self.impact.told

        def save(clinic: "Clinic") -> HoursSaved:
            return clinic.hours.save(
                change,
                moves,
                hand_over=rest if hands_over else (),
                leave=() if hands_over else rest,
                reason=reason,
            )

        self.impact.set_busy(True)
        self.workplace.run(save, done=self._on_saved, refused=self._on_refused, lane=Lane.LOCAL, owner=self)

    def _on_saved(self, saved: HoursSaved) -> None:
        self.impact.set_busy(False)
        self.impact.choices.clear()
        self.impact.why.clear()
        self.draft = HoursDraft(self._practitioner_id, saved.hours[self._practitioner_id])
        self._show_change()
        self.workplace.say(saved_words(saved), undo=lambda: self._walk.undo_change(saved.change_id))
        self.sheet.setFocus()

    def _on_refused(self, error: ClinicError) -> None:
        """Say why; what was painted and chosen stays, but for a time that will not do."""
        self.impact.set_busy(False)
        if isinstance(error, CannotGoThere):
            self.impact.forget_choice(error.appointment_id)
        if isinstance(error, WouldStrand):
            self.impact.show_stranded(error.appointments, self.workplace.today())
            self.impact.message.say(self.tr("Somebody was booked meanwhile. Look at the list again, then save."))
            self._show_week()
            return
        self.impact.message.say(error.sentence)
        self.mark_stale()

    # as a page

    def commands(self) -> Sequence[Command]:
        return (
            Command(
                name="save_hours",
                text=self.tr("&Save the hours, and hand over who loses their time"),
                run=lambda: self._save(hands_over=True),
                enabled=lambda: self.is_changed,
                shortcut="Ctrl+S",
                icon=Icon.CHECK,
                menu=MenuPlace.SCHEDULE,
                group="hours",
            ),
        )

    def right_side(self) -> QWidget:
        return self.side

    def cares(self, changes: Changes) -> bool:
        return changes.touches("weekly_pattern", "availability_exception", "closure", "appointment", "practitioner")


_MOMENT = 150
_AT_ONCE = 4
