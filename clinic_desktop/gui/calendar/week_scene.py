"""The week as a scene: read in one go for those who are shown, as many days of it as the clinic works."""

from datetime import date, timedelta
from uuid import UUID

from clinic_desktop.gui.calendar.foresight import Foresight
from clinic_desktop.gui.calendar.scene import Scene, Shown
from clinic_desktop.gui.calendar.sheet.week_view import WeekView
from clinic_desktop.gui.calendar.view_stage import ViewStage
from clinic_desktop.gui.calendar.wishes import ReadWeek, WeekWish
from clinic_desktop.gui.times import days_words, week_of
from clinic_desktop.gui.turns import paint_now
from clinic_desktop.gui.workplace import Workplace


class WeekScene(Scene):
    """The week of the chosen day; a doctor has one column a day, a desk one for each practitioner in each."""

    def __init__(self, workplace: Workplace, stage: ViewStage, foresight: Foresight, view: WeekView) -> None:
        super().__init__(workplace, stage, foresight)
        self._view = view
        self._asked: tuple[date, tuple[UUID, ...]] | None = None
        self._filled: tuple[date, tuple[UUID, ...]] | None = None
        self._day = workplace.today()
        self._read: ReadWeek | None = None
        view.day_reached.connect(self._on_day_reached)

    @property
    def view(self) -> WeekView:
        return self._view

    def words(self, day: date) -> tuple[str, str]:
        shown = [column.day for column in self._view.columns]
        days = shown if day in shown else self._wish(day, ()).working_days()
        return days_words(days[0], days[-1]), days_words(days[0], days[-1], short=True)

    def step_words(self) -> tuple[str, str]:
        return self.tr("Week before"), self.tr("Week after")

    def stepped(self, day: date, by: int) -> date:
        return day + timedelta(weeks=by)

    def wish(self, day: date, practitioner_ids: tuple[UUID, ...]) -> WeekWish | None:
        return self._wish(day, practitioner_ids) if practitioner_ids else None

    def show(self, shown: Shown, *, is_news: bool = False) -> None:
        self._day = shown.day
        ids = shown.practitioner_ids
        wanted = week_of(shown.day)[0], ids
        if wanted == self._filled and not is_news:
            self._bring(shown.day, ids)
        if not ids or (wanted == self._asked and not is_news):
            return
        self._asked = wanted

        def done(found: ReadWeek) -> None:
            if wanted == self._asked:  # and nothing else has been asked for since
                self._show(found, wanted, is_news=is_news)

        self._foresight.give((self, "week"), self._wish(shown.day, ids), ReadWeek, done)

    def reach(self, day: date) -> tuple[date, date]:
        return week_of(day)

    def leave(self) -> None:
        self._asked = self._filled = self._read = None
        self._view.set_columns(())

    def home(self) -> None:
        self._view.scroll_to_work()

    def _wish(self, day: date, practitioner_ids: tuple[UUID, ...]) -> WeekWish:
        weekdays = {hours.weekday for hours in self._workplace.settings.opening_hours} or set(range(5))
        return WeekWish(
            first=week_of(day)[0],
            also=None if day.weekday() in weekdays else day,
            practitioner_ids=practitioner_ids,
            open_weekdays=frozenset(weekdays),
            today=self._workplace.today(),
            today_words=self.tr("today"),
            fitting=self._view.fitting(),
        )

    def _show(self, found: ReadWeek, wanted: tuple[date, tuple[UUID, ...]], *, is_news: bool) -> None:
        is_other = self._filled != wanted
        changed = self._fill(found)
        if is_other:
            self._view.scroll_to_day(self._day)
            paint_now(self._view.viewport())  # what stands beside it may come with the next frame
        elif is_news:
            self._stage.flash(changed)
        self._filled = wanted
        self.filled.emit()

    def _bring(self, day: date, practitioner_ids: tuple[UUID, ...]) -> None:
        """Let a day be there that was left out because nobody works on it."""
        if self._read is not None and all(column.day != day for column in self._view.columns):
            sheet = self._read.sheet
            self._fill(ReadWeek(sheet=sheet, arranged=self._wish(day, practitioner_ids).arrange(sheet)))

    def _fill(self, found: ReadWeek) -> frozenset[UUID]:
        self._read = found
        days = [column.day for column in found.arranged.columns]
        self._view.setAccessibleName(days_words(days[0], days[-1]))
        return self._view.show_arranged(found.arranged)

    def _on_day_reached(self, day: date) -> None:
        if day != self._day:
            self._day = day
            self.day_reached.emit(day)
