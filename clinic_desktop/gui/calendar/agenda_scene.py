"""The agenda as a scene: read some days at a time, as far as a person scrolls."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.calendar.agenda_view import AgendaView
from clinic_desktop.gui.calendar.foresight import Foresight
from clinic_desktop.gui.calendar.scene import Scene, Shown
from clinic_desktop.gui.calendar.view_looks import ViewLooks
from clinic_desktop.gui.calendar.view_stage import ViewStage
from clinic_desktop.gui.times import long_day, short_day
from clinic_desktop.gui.turns import in_a_turn
from clinic_desktop.gui.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

_HORIZON = timedelta(days=400)
_FEWEST_DAYS, _MOST_DAYS = 2, 14
_ENOUGH = 60


class AgendaScene(Scene):
    """Appointments from the chosen day on; where there are few, more days are read at a time."""

    def __init__(
        self, workplace: Workplace, stage: ViewStage, foresight: Foresight, view: AgendaView, looks: ViewLooks
    ) -> None:
        super().__init__(workplace, stage, foresight)
        self._view = view
        self._looks = looks
        self._wanted: tuple[date, tuple[UUID, ...]] | None = None
        self._lines: tuple[AppointmentLine, ...] = ()
        self._next_day = workplace.today()
        self._days = _FEWEST_DAYS
        self._is_reading = False
        view.end_neared.connect(self._read_on)
        looks.changed.connect(self._on_looks_changed)

    @property
    def view(self) -> AgendaView:
        return self._view

    def words(self, day: date) -> tuple[str, str]:
        return self.tr("From {day}").format(day=long_day(day)), self.tr("From {day}").format(day=short_day(day))

    def step_words(self) -> tuple[str, str]:
        return self.tr("Day before"), self.tr("Day after")

    def stepped(self, day: date, by: int) -> date:
        return day + timedelta(days=by)

    def show(self, shown: Shown, *, is_news: bool = False) -> None:
        wanted = shown.day, shown.practitioner_ids
        if wanted != self._wanted:
            self._wanted = wanted
            self._lines = ()
            self._next_day, self._days = shown.day, _FEWEST_DAYS
            self._is_reading = False
            in_a_turn(self, self._read_on)  # once the view is painted: who reads meanwhile would take half of that time
        elif is_news and self._next_day > shown.day:
            self._read(shown.day, self._next_day, is_news=True)

    def reach(self, day: date) -> tuple[date, date]:
        return day, max(day, self._next_day)

    def leave(self) -> None:
        self._wanted = None

    def home(self) -> None:
        self._view.scroll_to_beginning()

    def _read_on(self) -> None:
        if self._wanted is None or self._is_reading or self._next_day > self._wanted[0] + _HORIZON:
            return
        first = self._next_day
        self._next_day = first + timedelta(days=self._days)
        self._read(first, self._next_day)

    def _read(self, first: date, until: date, *, is_news: bool = False) -> None:
        """Read the days before `until`; what news has changed takes the place of all that was read before."""
        assert self._wanted is not None
        wanted, before = self._wanted, () if is_news else self._lines
        ids = wanted[1]
        self._is_reading = True

        def work(clinic: "Clinic") -> tuple[AppointmentLine, ...]:
            return _lines_between(clinic, first, until, ids)

        def done(found: tuple[AppointmentLine, ...]) -> None:
            if wanted == self._wanted:
                self._on_read(before, found, is_first=not before and not is_news, is_news=is_news)

        self._workplace.run_latest((self, "agenda"), work, done=done, owner=self)

    def _on_read(
        self,
        before: tuple[AppointmentLine, ...],
        found: tuple[AppointmentLine, ...],
        *,
        is_first: bool,
        is_news: bool,
    ) -> None:
        self._is_reading = False
        known = {line.id for line in before}
        self._lines = (*before, *(line for line in found if line.id not in known))
        if not is_news:
            self._days = min(self._days * 2, _MOST_DAYS) if len(found) < _ENOUGH else _FEWEST_DAYS
        changed = self._fill()
        if is_news:
            self._view.flash(changed)
        if is_first and self._stage.chosen() is None:
            self._view.scroll_to_beginning()
        self.filled.emit()
        self._view.settle()

    def _fill(self) -> frozenset[UUID]:
        assert self._wanted is not None
        day, zone = self._wanted[0], self._workplace.zone
        self._view.say("" if self._is_reading else self.tr("No appointments from this day on."))
        return self._stage.model.set_lines(
            [
                line
                for line in self._lines
                if day_of(line.starts_at, zone) >= day
                and (self._looks.are_cancelled_shown or line.status is not AppointmentStatus.CANCELLED)
            ]
        )

    def _on_looks_changed(self) -> None:
        if self._wanted is not None:
            self._fill()


def _lines_between(
    clinic: "Clinic", first: date, until: date, practitioner_ids: tuple[UUID, ...]
) -> tuple[AppointmentLine, ...]:
    found: list[AppointmentLine] = []
    while first < until:
        following = min(first + timedelta(days=_MOST_DAYS), until)
        sheet = clinic.scheduling.span_sheet(first, following - timedelta(days=1), practitioner_ids)
        known = {line.id for line in found}
        found += [line for line in sheet.lines if line.id not in known]
        first = following
    return tuple(found)
