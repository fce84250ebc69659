"""A practitioner's hours as a page: painted on real weeks, with what that would do before anything is saved."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clinic_desktop.domain.access import Permission, Scope, permissions_of
from clinic_desktop.domain.availability import Hours
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.hours_change import HoursSaved
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.refusals import WouldStrand
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.stretches import Stretch
from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.hours.coming_list import ComingList
from clinic_desktop.gui.hours.hours_draft import HoursDraft
from clinic_desktop.gui.hours.hours_drafts import HoursDrafts
from clinic_desktop.gui.hours.hours_head import HoursHead
from clinic_desktop.gui.hours.hours_reading import HoursRead, read_hours
from clinic_desktop.gui.hours.hours_scene import HoursLane, LanesShown
from clinic_desktop.gui.hours.hours_sheet import HoursSheet
from clinic_desktop.gui.hours.hours_tools import HoursTools, PaintsOn
from clinic_desktop.gui.hours.hours_words import plan_words
from clinic_desktop.gui.hours.impact_panel import ImpactPanel
from clinic_desktop.gui.hours.plan_keeper import PlanKeeper
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.times import week_of
from clinic_desktop.gui.typed_dates import near_day
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.gui.undo_walk import UndoWalk


class HoursPage(Page):
    """Nothing is stored until it is saved, and nothing that was painted or chosen is lost by what others do."""

    change_shown = Signal()

    def __init__(
        self, workplace: Workplace, walk: "UndoWalk", practitioner_id: UUID | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        self._practitioner_id = practitioner_id
        self._first_day = week_of(workplace.today())[0]
        self._read: HoursRead | None = None
        self._names: Mapping[UUID, str] = {}
        self.drafts = HoursDrafts()
        may = permissions_of(workplace.account.role)
        self.sheet = HoursSheet()
        self.sheets = QStackedWidget()
        self.head = HoursHead()
        self.tools = HoursTools(may_paint_weeks=Permission.SET_HOURS in may)
        self.message = MessageLine(kind=MessageKind.GOOD_TO_KNOW)
        self.impact = ImpactPanel(workplace.zone, moves_to_others=may.get(Permission.MOVE) is Scope.ALL)
        self.coming = ComingList()
        self.side = QWidget()
        self.keeper = PlanKeeper(workplace, walk, self.impact, self.drafts.planned, self)
        self._lay_out()
        self._connect()
        self.set_title(self.tr("Working hours"))
        self.setFocusProxy(self.sheet)

    # laying out

    def _lay_out(self) -> None:
        area, floor = scrolling(self)  # where the window is too low for a sheet that can be painted on
        self.column = QVBoxLayout(floor)
        self.column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self.column.setSpacing(Space.M)
        self.sheets.addWidget(self.sheet)
        self.sheets.setMinimumSize(_LEAST_SHEET, _LEAST_SHEET)
        for widget in (self.head, self.tools, self.message):
            self.column.addWidget(widget)
        self.column.addWidget(self.sheets, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(area)
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
        self.sheet.heads_marked.connect(self._on_heads_marked)
        self.sheet.week_turned.connect(self.turn)
        self.coming.leave_wanted.connect(self._on_leave)
        self.coming.removal_wanted.connect(self._on_removal)
        self.coming.day_wanted.connect(self.show_day)
        self.impact.discard_wanted.connect(self.discard)
        self.keeper.looked.connect(self._show_lanes)
        self.keeper.saved.connect(self._on_saved)
        self.keeper.refused.connect(self._on_refused)
        self.tools.show_week(self._first_day, self.workplace.today())

    # public verbs

    def show_day(self, day: date) -> None:
        """Show the week of a day."""
        self._first_day = week_of(day)[0]
        self.tools.show_week(self._first_day, self.workplace.today())
        self.mark_stale()
        self._show_lanes()

    def turn(self, by: int) -> None:
        """Go some weeks on, or back."""
        self.show_day(self._first_day + timedelta(weeks=by))

    def discard(self) -> None:
        """Take back everything that was painted and chosen."""
        self.drafts.discard()
        self.impact.choices.clear()
        self._show_change()

    @property
    def draft(self) -> HoursDraft | None:
        """The hours that are shown, as they are painted; None until they are read."""
        return self.drafts.of(self._practitioner_id)

    @property
    def is_changed(self) -> bool:
        """Whether something was painted that is not saved."""
        return bool(self.drafts.changed)

    @property
    def first_day(self) -> date:
        """The first day of the week that is shown."""
        return self._first_day

    @property
    def is_read(self) -> bool:
        """Whether what is shown is of this week."""
        read = self._read
        return read is not None and (read.practitioner_id, read.first_day) == (self._practitioner_id, self._first_day)

    @property
    def booked(self) -> tuple[AppointmentLine, ...]:
        """Who is booked in the week that is shown."""
        return self._read.booked if self._read is not None and self.is_read else ()

    @property
    def is_looking(self) -> bool:
        """Whether what was painted waits to be looked at."""
        return self.keeper.is_looking

    # painting

    def _on_stroke(self, lanes: Sequence[HoursLane], stretch: Stretch, opens: bool) -> None:
        today, words = self.workplace.today(), ""
        for lane in lanes:
            if self.tools.paints_on is PaintsOn.EVERY_WEEK:
                first, every = self.tools.first_day, self.tools.every_weeks.value()
                lane.draft.paint_week(lane.day, stretch, opens=opens, first=first, every_weeks=every)
                if lane.day < first:
                    words = self.tr("Painted from {day} on; the days before stay as they are.").format(
                        day=near_day(first, today)
                    )
            elif lane.day < today:
                words = self.tr("That day is over. Go to a week that is to come (Page Down).")
            else:
                lane.draft.paint_day(lane.day, stretch, opens=opens, reason=self.tools.why)
        self.impact.message.clear()
        self._show_change()
        self.message.say(words)

    def _on_heads_marked(self, lanes: Sequence[HoursLane]) -> None:
        """Heads mean whole days: off where they are worked, back where they are off."""
        draft = lanes[0].draft
        first, last = max(lanes[0].day, self.workplace.today()), lanes[-1].day
        if last < first:
            self._say_over()
        elif draft.is_off(first):
            draft.give_back(first, last)
            self._show_change()
        else:
            self._on_leave(first, last, self.tools.why)

    def _say_over(self) -> None:
        self.message.say(self.tr("These days are over. Go to a week that is to come (Page Down)."))

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

    def _show_lanes(self) -> None:
        self.head.show_week(self._first_day)
        if self.draft is not None:
            days = (self._first_day + timedelta(days=n) for n in range(7))
            lanes = tuple(HoursLane(key=day, day=day, draft=self.draft) for day in days)
            self.sheet.show_lanes(self._shown(lanes, self.booked))

    def _shown(self, lanes: tuple[HoursLane, ...], booked: tuple[AppointmentLine, ...]) -> LanesShown:
        stranded = frozenset(one.id for one in self.impact.stranded) if self.is_changed else frozenset()
        return LanesShown(
            lanes=lanes, today=self.workplace.today(), zone=self.workplace.zone, booked=booked, stranded=stranded
        )

    def _show_change(self) -> None:
        """Show the drafts as they are now, and ask what they would do."""
        today, changed = self.workplace.today(), self.drafts.changed
        self.message.clear()
        if self.draft is not None:
            self.coming.show_coming(self.draft.coming(today), today)
        self.impact.setVisible(bool(changed))
        self.change_shown.emit()
        reason = next((one.reason for draft in changed for one in draft.added if one.reason), "")
        self.impact.show_change(plan_words(changed, self._names, today), reason)
        self.keeper.look_soon()
        self._show_lanes()

    # asking

    def reload(self) -> None:
        first, which = self._first_day, self._practitioner_id
        if which is not None:
            self.workplace.run_latest(
                ("hours", id(self)), lambda clinic: read_hours(clinic, which, first), done=self._on_read, owner=self
            )

    def _on_read(self, read: HoursRead) -> None:
        if read.first_day != self._first_day or read.practitioner_id != self._practitioner_id:
            return
        self._read = read
        self.head.show_name(read.name)
        self._names = read.names
        self.impact.set_names(read.names)
        self.coming.show_asked(read.asked)
        self._take({read.practitioner_id: read.hours})

    def _take(self, hours: Mapping[UUID, Hours]) -> None:
        """Go on upon the hours as they stand now."""
        if self.drafts.read(hours):
            self._show_change()
            self.message.say(
                self.tr("These hours were changed meanwhile. What you painted now stands on the new ones.")
            )
        elif self.is_changed:
            self.keeper.look_soon()
            self._show_lanes()
        else:
            self._show_change()

    # saving

    def save(self, *, hands_over: bool, then: Callable[[], object] | None = None) -> None:
        """Store what was painted with what becomes of those whom it strands, and go on `then`."""
        self.keeper.save(hands_over=hands_over, then=then)

    def _on_saved(self, saved: HoursSaved) -> None:
        self.drafts.store(saved.hours)
        self._show_change()
        self.setFocus()

    def _on_refused(self, error: ClinicError) -> None:
        if isinstance(error, WouldStrand):
            self._show_lanes()
        else:
            self.mark_stale()

    # as a page

    def commands(self) -> Sequence[Command]:
        return (
            Command(
                name="save_hours",
                text=self.tr("&Save the hours, and hand over who loses their time"),
                run=lambda: self.save(hands_over=True),
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


_LEAST_SHEET = 260
