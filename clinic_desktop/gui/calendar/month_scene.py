"""The month as a scene: how full the half-days of six weeks are, for those who are shown."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from clinic_desktop.domain.calendar_spans import MonthDay
from clinic_desktop.gui.calendar.foresight import Foresight
from clinic_desktop.gui.calendar.month_model import WEEKS
from clinic_desktop.gui.calendar.month_view import MonthView
from clinic_desktop.gui.calendar.scene import Scene, Shown, fill
from clinic_desktop.gui.calendar.sheet.day_view import DayView
from clinic_desktop.gui.calendar.view_stage import ViewStage
from clinic_desktop.gui.calendar.wishes import MonthWish, ReadMonth
from clinic_desktop.gui.times import month_words, short_month, week_of
from clinic_desktop.gui.turns import in_a_turn
from clinic_desktop.gui.workplace import Workplace


class MonthScene(Scene):
    """The month of the chosen day; the model keeps that day's appointments, so that the choice stays."""

    def __init__(
        self, workplace: Workplace, stage: ViewStage, foresight: Foresight, view: MonthView, day_view: DayView
    ) -> None:
        super().__init__(workplace, stage, foresight)
        self._view = view
        self._day_view = day_view
        self._asked: tuple[date, tuple[UUID, ...]] | None = None
        self._filled: tuple[date, tuple[UUID, ...]] | None = None
        view.day_reached.connect(self.day_reached)
        view.month_step_requested.connect(lambda by: self.day_reached.emit(self.stepped(view.day, by)))

    @property
    def view(self) -> MonthView:
        return self._view

    def words(self, day: date) -> tuple[str, str]:
        return month_words(day), short_month(day)

    def step_words(self) -> tuple[str, str]:
        return self.tr("Month before"), self.tr("Month after")

    def stepped(self, day: date, by: int) -> date:
        place = day.year * 12 + day.month - 1 + by
        if not date.min.year <= place // 12 <= date.max.year:
            raise OverflowError
        year, month = place // 12, place % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))

    def show(self, shown: Shown, *, is_news: bool = False) -> None:
        self._view.show_day(shown.day, self._workplace.today())
        if shown.sheet.day == shown.day:
            fill(self._day_view, shown)
        ids = shown.practitioner_ids
        wanted = _first_shown(shown.day), ids
        if not ids or (wanted == self._asked and not is_news):
            return
        self._asked = wanted

        wish = self._wish(shown.day, ids)

        def done(found: ReadMonth) -> None:
            if wanted == self._asked:  # and nothing else has been asked for since
                self._fill(found, wanted, is_news=is_news)

        def read() -> None:
            if wanted == self._asked:
                self._foresight.give((self, "month"), wish, ReadMonth, done)

        if self._foresight.has(wish):
            read()
        else:
            in_a_turn(self, read)  # once the days are painted: who reads meanwhile would take half of that time

    def wish(self, day: date, practitioner_ids: tuple[UUID, ...]) -> MonthWish | None:
        return self._wish(day, practitioner_ids) if practitioner_ids else None

    def _wish(self, day: date, practitioner_ids: tuple[UUID, ...]) -> MonthWish:
        first = _first_shown(day)
        last = first + timedelta(days=WEEKS * 7 - 1)
        return MonthWish(first=first, last=last, practitioner_ids=practitioner_ids, zone=self._workplace.zone)

    def _fill(self, found: ReadMonth, wanted: tuple[date, tuple[UUID, ...]], *, is_news: bool) -> None:
        self._view.leave_out(self._idle_weekdays(found.days))
        if self._filled == wanted:
            changed = self._view.month.set_days(found.days)
            if is_news:
                self._view.flash_days(changed)
            self.filled.emit()
            return
        self._view.month.set_days(found.days[: WEEKS * 7 // 2])

        def fill_rest() -> None:
            if wanted == self._asked:
                self._view.month.set_days(found.days)
                self._filled = wanted
                self.filled.emit()

        in_a_turn(self, fill_rest)  # the lower weeks are painted in a turn of their own

    def reach(self, day: date) -> tuple[date, date]:
        first = self._view.month.first
        return first, first + timedelta(days=WEEKS * 7 - 1)

    def leave(self) -> None:
        self._asked = self._filled = None

    def _idle_weekdays(self, days: Sequence[MonthDay]) -> set[int]:
        """On which the clinic is not open, and nobody works or is booked in these weeks."""
        idle = set(range(7)) - {hours.weekday for hours in self._workplace.settings.opening_hours}
        idle -= {day.day.weekday() for day in days if day.open_minutes or day.booked}
        return idle if len(idle) < 7 else {5, 6}


def _first_shown(day: date) -> date:
    """The Monday with which the weeks of a day's month begin."""
    return week_of(day.replace(day=1))[0]
