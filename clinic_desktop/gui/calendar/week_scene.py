"""The week as a scene: read in one go for those who are shown, as many days of it as the clinic works."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from clinic_desktop.domain.calendar_spans import ColumnsOfDay, SpanSheet
from clinic_desktop.domain.clinic_time import span_of_day
from clinic_desktop.gui.calendar.scene import Scene, Shown
from clinic_desktop.gui.calendar.sheet.columns import columns_of_week
from clinic_desktop.gui.calendar.sheet.week_view import WeekView
from clinic_desktop.gui.calendar.view_stage import ViewStage
from clinic_desktop.gui.times import day_head, days_words, week_of
from clinic_desktop.gui.workplace import Workplace


class WeekScene(Scene):
    """The week of the chosen day; a doctor has one column a day, a desk one for each practitioner in each."""

    def __init__(self, workplace: Workplace, stage: ViewStage, view: WeekView) -> None:
        super().__init__(workplace, stage)
        self._view = view
        self._asked: tuple[date, tuple[UUID, ...]] | None = None
        self._filled: tuple[date, tuple[UUID, ...]] | None = None
        self._day = workplace.today()
        self._sheet: SpanSheet | None = None
        view.day_reached.connect(self._on_day_reached)

    @property
    def view(self) -> WeekView:
        return self._view

    def words(self, day: date) -> tuple[str, str]:
        shown = [column.day for column in self._view.columns]
        days = shown if day in shown else self._working_days(day)
        return days_words(days[0], days[-1]), days_words(days[0], days[-1], short=True)

    def step_words(self) -> tuple[str, str]:
        return self.tr("Week before"), self.tr("Week after")

    def stepped(self, day: date, by: int) -> date:
        return day + timedelta(weeks=by)

    def show(self, shown: Shown, *, is_news: bool = False) -> None:
        self._day = shown.day
        first, last = week_of(shown.day)
        ids = shown.practitioner_ids
        wanted = first, ids
        if wanted == self._filled and not is_news:
            self._bring(shown.day)
        if not ids or (wanted == self._asked and not is_news):
            return
        self._asked = wanted

        def done(sheet: SpanSheet) -> None:
            changed = self._fill(sheet)
            if self._filled != wanted:
                self._view.scroll_to_day(self._day)
                self._view.viewport().repaint()  # what stands beside it may come with the next frame
            elif is_news:
                self._stage.flash(changed)
            self._filled = wanted
            self.filled.emit()

        self._workplace.run_latest(
            (self, "week"), lambda clinic: clinic.scheduling.span_sheet(first, last, ids), done=done, owner=self
        )

    def reach(self, day: date) -> tuple[date, date]:
        return week_of(day)

    def leave(self) -> None:
        self._asked = self._filled = self._sheet = None
        self._view.set_columns(())

    def home(self) -> None:
        self._view.scroll_to_work()

    def _bring(self, day: date) -> None:
        """Let a day be there that was left out because nobody works on it."""
        if self._sheet is not None and all(column.day != day for column in self._view.columns):
            self._fill(self._sheet)

    def _fill(self, sheet: SpanSheet) -> frozenset[UUID]:
        self._sheet = sheet
        days = self._shown_days(sheet)
        self._view.setAccessibleName(days_words(days[0].day, days[-1].day))
        columns = columns_of_week(
            days,
            self._workplace.zone,
            names={one.day: day_head(one.day) for one in days},
            today=self._workplace.today(),
            holds=sheet.holds,
            today_words=self.tr("today"),
        )
        return self._view.show_week(sheet.lines, columns)

    def _shown_days(self, sheet: SpanSheet) -> Sequence[ColumnsOfDay]:
        """The days on which the clinic works as a rule, or on which there is something all the same."""
        regular = set(self._working_days(self._day))
        zone = self._workplace.zone
        begun = sorted(line.starts_at for line in sheet.lines)

        def is_worked(one: ColumnsOfDay) -> bool:
            span = span_of_day(one.day, zone)
            return any(column.open_time for column in one.columns) or (
                bisect_left(begun, span.starts_at) < bisect_left(begun, span.ends_at)
            )

        return [one for one in sheet.days if one.day in regular or is_worked(one)]

    def _working_days(self, day: date) -> list[date]:
        """The days of the week on which the clinic is open, and the chosen one."""
        weekdays = {hours.weekday for hours in self._workplace.settings.opening_hours} or set(range(5))
        first, _ = week_of(day)
        days = [first + timedelta(days=number) for number in range(7)]
        return [one for one in days if one.weekday() in weekdays or one == day]

    def _on_day_reached(self, day: date) -> None:
        if day != self._day:
            self._day = day
            self.day_reached.emit(day)
