"""Which day the calendar shows, and in which way: goes there, reads it, and has the scene show it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desktop.domain.clinic_time import Span, day_of, span_of_days
from clinic_desktop.domain.sheets import AppointmentLine, DaySheet
from clinic_desktop.gui.calendar.calendar_side import CalendarSide
from clinic_desktop.gui.calendar.day_loader import DayLoader
from clinic_desktop.gui.calendar.foresight import Foresight
from clinic_desktop.gui.calendar.scene import Shown
from clinic_desktop.gui.calendar.scenes import Scenes
from clinic_desktop.gui.calendar.view_stage import Emptiness, ViewName, ViewStage
from clinic_desktop.gui.calendar.wishes import DayWish, ReadDay, Wish
from clinic_desktop.gui.turns import after_all_others
from clinic_desktop.gui.workplace import Workplace


class CalendarDays(QObject):
    """The chosen day is read whole, so that ticking a name asks nobody; the answer that was asked for last wins.

    `sheet_read` carries that day's sheet; `moved` tells that other days are shown, or the same in other words;
    `filled` that the scene shows what was asked for; `view_shown` which view came to the front; `left_out_wanted` an
    appointment that was asked for and that the view leaves out.
    """

    sheet_read = Signal(object)
    moved = Signal()
    filled = Signal()
    view_shown = Signal(object)
    left_out_wanted = Signal(object)

    def __init__(
        self, workplace: Workplace, stage: ViewStage, scenes: Scenes, foresight: Foresight, side: CalendarSide
    ) -> None:
        super().__init__(stage)
        self._foresight = foresight
        self._workplace = workplace
        self._stage = stage
        self._scenes = scenes
        self._side = side
        self._day = workplace.today()
        self._sheet: DaySheet | None = None
        self._wanted: UUID | None = None
        self._loader = DayLoader(workplace, foresight, self)
        # The month comes when the day has been painted: read before, it would keep the day waiting or its first frame.
        self._month_soon = QTimer(self)
        self._month_soon.setSingleShot(True)
        self._month_soon.timeout.connect(self._load_month)
        # What stands around the day comes with its picture, or at the next frame if that takes longer.
        self._say_soon = QTimer(self)
        self._say_soon.setSingleShot(True)
        self._say_soon.setInterval(_SAID_AFTER)
        self._say_soon.timeout.connect(self._say)
        self._loader.part_read.connect(self._on_part_read)
        self._loader.day_read.connect(self._on_day_read)
        self._loader.month_loaded.connect(side.show_load)
        side.day_chosen.connect(self.go_to)
        side.weeks_shown.connect(lambda *_: self._month_soon.start(_MONTH_AFTER))
        side.filter_changed.connect(self._on_filter_changed)
        scenes.filled.connect(self._on_filled)
        scenes.day_reached.connect(self._follow)
        scenes.day_opened.connect(self.open)
        scenes.day_neared.connect(self.near)

    @property
    def day(self) -> date:
        """The day that is shown, or is being read."""
        return self._day

    @property
    def sheet(self) -> DaySheet | None:
        """The day that was read last."""
        return self._sheet

    @property
    def words(self) -> tuple[str, str]:
        """What is shown, in full and where there is less room."""
        return self._scenes.current.words(self._day)

    @property
    def reach(self) -> Span:
        """All the days of which something is shown."""
        shown = (*self._side.month.shown(), *self._scenes.current.reach(self._day))
        return span_of_days(min(shown), max(shown), self._workplace.zone)

    def go_to(self, day: date) -> None:
        """Show another day, and what the view shows around it."""
        self._wanted = None
        if day != self._day:
            self._follow(day)

    def go_to_today(self) -> None:
        """Show today, the present in view."""
        if self._day == self._workplace.today():
            self._scenes.current.home()
        self.go_to(self._workplace.today())

    def step(self, by: int) -> None:
        """Show what comes so many steps later: days, weeks or months, as the view has it."""
        with suppress(OverflowError):  # there is no day after the last of all
            self.go_to(self._scenes.current.stepped(self._day, by))

    def open(self, day: date) -> None:
        """Show a day by itself."""
        self.go_to(day)
        self.show_view(ViewName.DAY)

    def show_view(self, name: ViewName) -> None:
        """Look in another way at the same day, with the same choice and the same filters."""
        if name is self._stage.current:
            return
        chosen = self._stage.chosen_line()
        if chosen is not None:
            self.go_to(day_of(chosen.starts_at, self._workplace.zone))
            self.want(chosen.id)
        self._scenes.go(name)
        self.show_anew()
        self.moved.emit()
        self.view_shown.emit(name)

    def show_appointment(self, line: AppointmentLine) -> None:
        """Go to an appointment's day and choose it, wherever it is."""
        if self._stage.current is ViewName.MONTH:
            self.show_view(ViewName.DAY)
        self.go_to(day_of(line.starts_at, self._workplace.zone))
        self._wanted = line.id
        self._choose_wanted()

    def want(self, appointment_id: UUID) -> None:
        """Choose an appointment as soon as it is shown."""
        self._wanted = appointment_id

    def begin(self) -> None:
        """The day will be shown in a moment: read it meanwhile."""
        self._loader.begin(self._wish(self._day))

    def read_again(self) -> None:
        """There are news of these days."""
        self._loader.load_day(self._wish(self._day), is_news=True)

    def near(self, *days: date) -> None:
        """Somebody points at a day, or is typing it: they may go there in a moment; the likeliest first."""
        self._foresight.near(self._wishes(*days))

    def show_diaries(self, *, everyone: bool) -> None:
        """Show everybody's diaries, or a doctor's own only."""
        self._side.choice.own_diary = not everyone
        self._foresight.pause()
        self._loader.load_day(self._wish(self._day))

    def show_anew(self) -> None:
        """Other columns are wanted, or the same in another order."""
        if self._sheet is not None:
            self._side.show_people(self._sheet)
        self._on_filter_changed()

    def _follow(self, day: date) -> None:
        self._day = day
        self._foresight.pause()
        self._say_soon.start()
        self._show()  # a week is asked for first: of its day the side alone tells
        self._loader.load_day(self._wish(day), first=self._few_shown())

    def _say(self) -> None:
        self._say_soon.stop()
        self._side.month.set_day(self._day)
        self.moved.emit()

    def _say_if_due(self) -> None:
        if self._say_soon.isActive():
            self._say()

    def _wish(self, day: date) -> DayWish:
        view = self._scenes.day_view
        is_shown = self._stage.current is ViewName.DAY
        return DayWish(
            day=day,
            zone=self._workplace.zone,
            choice=self._side.choice.now,
            no_room=view.no_room(),
            fitting=view.fitting() if is_shown else None,
            everyone=not self._side.choice.own_diary,
        )

    def _wishes(self, *days: date) -> Iterator[Wish]:
        """All that is read when these days are gone to, in this view."""
        ids = () if self._sheet is None else self._chosen(self._sheet)
        for day in days:
            around = self._scenes.current.wish(day, ids)
            yield self._wish(day)
            if around is not None:
                yield around

    def _likely(self) -> Iterator[Wish]:
        """What the next steps lead to: on and back, today, and by the month's arrows a week on or back."""
        scene = self._scenes.current
        with suppress(OverflowError):
            days = [scene.stepped(self._day, by) for by in (1, -1, 2, -2)]
            days += [self._workplace.today(), *(self._day + timedelta(days=by) for by in (7, -7))]
            yield from self._wishes(*days)

    def _chosen(self, sheet: DaySheet) -> tuple[UUID, ...]:
        return tuple(column.practitioner_id for column in self._side.choice.now.chosen(sheet.columns))

    def _few_shown(self) -> tuple[UUID, ...] | None:
        """Whose part of a day is worth reading before the rest: of those who are shown, if they are few of all."""
        if self._sheet is None or self._stage.current is not ViewName.DAY:
            return None
        chosen = self._chosen(self._sheet)
        return chosen if 0 < len(chosen) <= len(self._sheet.columns) // 2 else None

    def _load_month(self) -> None:
        if self._sheet is not None:
            self._loader.load_month(*self._side.month.shown(), self._chosen(self._sheet))

    def _on_part_read(self, found: ReadDay, wish: DayWish) -> None:
        if self._is_wanted(wish) and wish.choice == self._side.choice.now and self._stage.current is ViewName.DAY:
            self._scenes.day_scene.show_part(Shown(wish.day, found.sheet, found.columns, found.arranged))
            self._say_if_due()

    def _is_wanted(self, wish: DayWish) -> bool:
        """Whether no other day, nor other diaries, are asked for by now."""
        return wish.day == self._day and wish.everyone is not self._side.choice.own_diary

    def _on_day_read(self, found: ReadDay, wish: DayWish, is_news: bool) -> None:
        sheet = found.sheet
        if not self._is_wanted(wish):
            return
        is_first = self._sheet is None
        self._sheet = sheet
        # First of all: with it, the day is painted.
        if wish.choice == self._side.choice.now:
            self._show_these(Shown(self._day, sheet, found.columns, found.arranged), is_news=is_news)
        else:
            self._show(is_news=is_news)
        self._say_if_due()
        if is_first:  # what stands beside them waits until heads and appointments are painted
            after_all_others(self, partial(self._show_people, sheet))
            after_all_others(self, partial(self._tell_of, sheet))
            self._month_soon.start(_MONTH_AFTER)
            return
        self._show_people(sheet)
        self._tell_of(sheet)
        if is_news:
            self._loader.forget_month()
            if not self._month_soon.isActive():  # however many news come, one counting of them all
                self._month_soon.start(_MONTH_AFTER_NEWS)

    def _show_people(self, sheet: DaySheet) -> None:
        if self._sheet is sheet:
            self._side.show_people(sheet)

    def _tell_of(self, sheet: DaySheet) -> None:
        if self._sheet is sheet:
            self.sheet_read.emit(sheet)
            self._choose_wanted()

    def _on_filter_changed(self) -> None:
        self._foresight.pause()
        self._show()
        self._month_soon.start(_MONTH_AFTER)

    def _show(self, *, is_news: bool = False) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self._show_these(Shown(self._day, sheet, self._side.choice.now.chosen(sheet.columns)), is_news=is_news)

    def _show_these(self, shown: Shown, *, is_news: bool) -> None:
        some = Emptiness.NOBODY_SHOWN if shown.sheet.columns else Emptiness.NOBODY
        self._stage.show_instead(None if shown.columns else some)
        self._scenes.current.show(shown, is_news=is_news)

    def _on_filled(self) -> None:
        self._foresight.expect(self._likely)
        self._choose_wanted()
        self.moved.emit()
        self.filled.emit()

    def _choose_wanted(self) -> None:
        """Choose what was asked for, if it is here; it may still be on its way, with a sheet that knows of it."""
        sheet, wanted = self._sheet, self._wanted
        if wanted is None or sheet is None or sheet.day != self._day:
            return
        line = next((line for line in sheet.lines if line.id == wanted), None)
        if line is not None:
            column = next((each for each in sheet.columns if each.practitioner_id == line.practitioner_id), None)
            if column is not None:
                self._side.reveal(column.practitioner_id, column.department_name)
        if self._stage.choose(wanted):
            self._wanted = None
        elif line is not None and self._stage.is_whole(line):
            self._wanted = None
            self.left_out_wanted.emit(line)


_SAID_AFTER = 16
"""Milliseconds: one frame."""

_MONTH_AFTER = 60
"""Milliseconds in which a day is read and painted; whoever leafs on meanwhile needs no month yet."""

_MONTH_AFTER_NEWS = 400
"""Milliseconds in which what has changed is painted, and what one booking brings with it is stored."""
