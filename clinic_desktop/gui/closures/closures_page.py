"""The administrator's page of holidays and closures: what it would do is seen before anything is saved."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.availability import Closure
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.hours_plan import HoursPlan
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.public_holidays import HolidayChoice, PublicHoliday
from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.closures.closure_list import ClosureList
from clinic_desktop.gui.closures.closures_draft import ClosuresDraft
from clinic_desktop.gui.closures.closures_reading import YEARS, ClosuresRead, read_closures
from clinic_desktop.gui.closures.closures_words import change_words, reason_of
from clinic_desktop.gui.closures.holiday_choice import HolidayChoiceBar
from clinic_desktop.gui.closures.holiday_list import HolidayList
from clinic_desktop.gui.hours.impact_panel import ImpactPanel
from clinic_desktop.gui.hours.plan_keeper import PlanKeeper
from clinic_desktop.gui.hours.unsaved_plan import ask_about_plan
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.quiet_import import quiet_import
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.segmented import SegmentedButtons
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.gui.undo_walk import UndoWalk
    from clinic_desktop.services.clinic import Clinic


class ClosuresPage(Page):
    """A tick closes the clinic on a holiday, or opens it; nothing is stored until it is saved."""

    change_shown = Signal()

    def __init__(self, workplace: Workplace, walk: "UndoWalk", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._read: ClosuresRead | None = None
        self.draft: ClosuresDraft | None = None
        self.years = SegmentedButtons()
        self.bar = HolidayChoiceBar()
        self.holidays, self.others = HolidayList(), ClosureList()
        self.keep_button, self.next_button = QPushButton(), QPushButton()
        self.message = MessageLine(kind=MessageKind.GOOD_TO_KNOW)
        self.impact = ImpactPanel(
            workplace.zone,
            moves_to_others=True,
            save_words=self.tr("Save the closing days"),
            example=self.tr("For instance: we are closed that day"),
        )
        self.side = QWidget()
        self.keeper = PlanKeeper(
            workplace, walk, self.impact, self._planned, self, saved_as=self.tr("The closing days are saved")
        )
        self.set_title(self.tr("Holidays and closures"))
        self._none = label("", Look.MUTED, wraps=True)
        self._lay_out()
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.years.button(workplace.today().year))

    # laying out

    def _lay_out(self) -> None:
        area, floor = scrolling(self)
        head = QHBoxLayout()
        head.addWidget(label(self.title, Look.TITLE), 1)
        head.addWidget(self.years)
        self.years.setAccessibleName(self.tr("Year"))
        this_year = self.workplace.today().year
        for year in range(this_year, this_year + YEARS):
            self.years.add(year, str(year))
        set_look(self.next_button, Look.LINK)
        public, own = Card(), Card()
        foot = QHBoxLayout()
        foot.addWidget(self.keep_button)
        foot.addStretch(1)
        foot.addWidget(self.next_button)
        public.body.addWidget(label(self.tr("Public holidays"), Look.HEADING))
        public.body.addWidget(self.bar)
        public.body.addWidget(self._none)
        public.body.addWidget(self.holidays)
        public.body.addLayout(foot)
        own.body.addWidget(label(self.tr("Other closing days"), Look.HEADING))
        own.body.addWidget(self.others)
        column = QVBoxLayout(floor)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addLayout(head)
        for widget in (self.message, public, own):
            column.addWidget(widget)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(area)
        beside = QVBoxLayout(self.side)
        beside.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        words = self.tr(
            "What you change here is looked at first: who is booked on those days, and which other times there are for "
            "them. Nothing is saved before you say so, and it can be taken back."
        )
        self._hint = label(words, Look.MUTED, wraps=True)
        beside.addWidget(self._hint)
        beside.addWidget(self.impact)
        beside.addStretch(1)
        self.impact.hide()

    def _connect(self) -> None:
        self.years.chosen.connect(lambda *_: self._show())
        self.bar.chosen.connect(self._choose)
        self.holidays.switched.connect(self._on_switched)
        self.keep_button.clicked.connect(lambda *_: self.keep_all())
        self.next_button.clicked.connect(lambda *_: self.show_year(self.workplace.today().year + 1))
        self.others.closing_wanted.connect(self._on_closing)
        self.others.removal_wanted.connect(self._on_removal)
        self.impact.discard_wanted.connect(self.discard)
        self.keeper.saved.connect(lambda *_: self._on_saved())
        self.keeper.refused.connect(self._on_refused)

    # public verbs

    @property
    def year(self) -> int:
        """Of which year the holidays are shown."""
        return int(str(self.years.current))

    @property
    def is_changed(self) -> bool:
        """Whether something is planned that is not saved."""
        return self._planned() is not None

    def show_year(self, year: int) -> None:
        """Show the holidays of another year."""
        self.years.set_current(year)
        self._show()
        self.keep_button.setFocus()

    def keep_all(self) -> None:
        """Plan to be closed on every holiday of the year that is to come, but for those that are worked."""
        if self.draft is not None:
            self.draft.keep_all(self._of_year(self.year), self.workplace.today())
            self._show_change()

    def discard(self) -> None:
        """Take back what was planned and chosen."""
        if self.draft is not None:
            self.draft.discard()
            self.draft.worked = frozenset(self._choice.worked)
            self.impact.choices.clear()
            self._show_change()

    def ask_to_save(self, then: Callable[[], object]) -> AskDialog:
        """Ask what is to become of what was planned, and go on `then` unless the person stays."""
        heading = self.tr("Save the closing days?")
        return ask_about_plan(heading, self.workplace, self.keeper, self.discard, then, self.window())

    # planning

    @property
    def _choice(self) -> HolidayChoice:
        return HolidayChoice() if self._read is None else self._read.choice

    def _planned(self) -> HoursPlan | None:
        return None if self.draft is None else self.draft.planned()

    def _of_year(self, year: int) -> tuple[PublicHoliday, ...]:
        return () if self._read is None else self._read.holidays.get(year, ())

    def _choose(self, choice: HolidayChoice) -> None:
        """Keep whose holidays are shown; what is planned already stays planned."""
        self.workplace.run(lambda clinic: clinic.holidays.choose(choice), done=lambda *_: self.mark_stale(), owner=self)

    def _on_switched(self, holiday: PublicHoliday, closed: bool) -> None:
        if self.draft is None:
            return
        if closed:
            self.draft.keep(holiday)
        else:
            self.draft.work(holiday)
        self._show_change()
        if not self.is_changed:
            self._store_worked()

    def _on_closing(self, name: str, first: date, last: date) -> None:
        if self.draft is None:
            return
        met = self.draft.close(name, first, last)
        if met is not None:
            words = self.tr("“{name}” closes the clinic on these days already. Choose others, or take it out first.")
            self.others.complain(words.format(name=met.name))
            return
        self.others.clear()
        self._show_change()

    def _on_removal(self, closure: Closure) -> None:
        if self.draft is not None:
            self.draft.reopen(closure)
            self._show_change()
            self.others.name.setFocus()

    # showing

    def _show(self) -> None:
        read, draft, today = self._read, self.draft, self.workplace.today()
        if read is None or draft is None:
            return
        self.bar.show_choice(read.countries, read.choice)
        holidays = self._of_year(self.year)
        self.holidays.show_plans([draft.plan_of(one) for one in holidays], draft.worked, today)
        self.others.show_closures(
            draft.others({one.day: one for days in read.holidays.values() for one in days}, today), today
        )
        self._none.setText(
            self.tr("No public holidays are known for {year}.").format(year=self.year)
            if read.choice.country
            else self.tr("Choose the country in which the clinic is: its public holidays are then a click away.")
        )
        self._none.setVisible(not holidays)
        self._show_offers(draft, today)

    def _show_offers(self, draft: ClosuresDraft, today: date) -> None:
        """The button that closes on all holidays of the year, and the way to the next year where it is still open."""
        count = len(draft.to_keep(self._of_year(self.year), today))
        one, many = self.tr("Close on this holiday of {year}"), self.tr("Close on these {count} holidays of {year}")
        self.keep_button.setText((one if count == 1 else many).format(count=count, year=self.year))
        self.keep_button.setVisible(count > 0)
        following = today.year + 1
        left = len(draft.to_keep(self._of_year(following), today))
        words = self.tr("{year}: on {count} holidays the clinic is open so far").format(year=following, count=left)
        self.next_button.setText(words)
        self.next_button.setVisible(left > 0 and self.year != following)

    def _show_change(self) -> None:
        if self.draft is None:
            return
        self.message.clear()
        self.impact.message.clear()
        self.impact.setVisible(self.is_changed)
        self._hint.setVisible(not self.is_changed)
        self.side_changed.emit()
        self.impact.show_change(change_words(self.draft), reason_of(self.draft))
        self.change_shown.emit()
        self.keeper.look_soon()
        self._show()

    # asking and saving

    def reload(self) -> None:
        today = self.workplace.today()

        def read(clinic: "Clinic") -> ClosuresRead:
            with quiet_import():
                return read_closures(clinic, today)

        self.workplace.run_latest(("closures", id(self)), read, done=self._on_read, owner=self)

    def _on_read(self, read: ClosuresRead) -> None:
        was_worked = self._choice.worked
        self._read = read
        self.impact.set_names(read.names)
        if self.draft is None:  # the first time, and once all is saved
            self.draft = ClosuresDraft(read.closures, read.choice.worked)
            self._show_change()
            return
        if read.choice.worked != was_worked:
            self.draft.worked = frozenset(read.choice.worked)
        was_changed = self.is_changed
        is_other = self.draft.rebase(read.closures)
        if is_other or not was_changed:
            self._show_change()
        else:
            self.keeper.look_soon()
            self._show()
        if is_other and was_changed and self.is_changed:
            self.message.say(
                self.tr("Closing days were changed meanwhile. What you planned now stands on the new ones.")
            )

    def _store_worked(self) -> None:
        """Keep which holidays are worked, and with that the country, which may have been a proposal so far."""
        if self.draft is not None and self._read is not None:
            wanted = replace(self._choice, worked=tuple(sorted(self.draft.worked)))
            if wanted != self._choice or not self._read.is_chosen:
                self._choose(wanted)

    def _on_saved(self) -> None:
        self._store_worked()
        self.draft = None
        self.impact.hide()
        self.side_changed.emit()
        self._hint.show()
        self.change_shown.emit()
        self.mark_stale()
        self.setFocus()

    def _on_refused(self, error: ClinicError) -> None:
        self.mark_stale()

    # as a page

    def commands(self) -> Sequence[Command]:
        return (
            Command(
                name="save_closures",
                text=self.tr("&Save the closing days, and hand over who loses their time"),
                run=lambda: self.keeper.save(hands_over=True),
                enabled=lambda: self.is_changed,
                shortcut="Ctrl+S",
                icon=Icon.CHECK,
                menu=MenuPlace.SCHEDULE,
                group="hours",
            ),
        )

    def right_side(self) -> QWidget:
        return self.side

    def right_side_rests(self) -> bool:
        return self.impact.isHidden()

    def cares(self, changes: Changes) -> bool:
        return changes.touches("closure", "clinic_settings") or (self.is_changed and changes.touches("appointment"))
