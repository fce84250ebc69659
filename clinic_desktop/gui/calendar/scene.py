"""One way to look at the calendar: what it reads beside the chosen day, what it is called, how far a step goes."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractItemView

from clinic_desktop.domain.sheets import DayColumn, DaySheet
from clinic_desktop.gui.calendar.foresight import Foresight
from clinic_desktop.gui.calendar.sheet.arranged import Arranged
from clinic_desktop.gui.calendar.sheet.day_view import DayView
from clinic_desktop.gui.calendar.view_stage import ViewStage
from clinic_desktop.gui.calendar.wishes import Wish, shown_of
from clinic_desktop.gui.times import long_day, short_day
from clinic_desktop.gui.turns import in_a_turn, paint_now
from clinic_desktop.gui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Shown:
    """The day that is chosen, what was read of it or of the one before, and those columns that the filters let pass.

    `arranged` is there when it was laid out for the day's sheet where it was read.
    """

    day: date
    sheet: DaySheet
    columns: tuple[DayColumn, ...]
    arranged: Arranged | None = None

    @property
    def practitioner_ids(self) -> tuple[UUID, ...]:
        """Whose appointments are shown, in the columns' order."""
        return tuple(column.practitioner_id for column in self.columns)

    def looks_like(self, other: "Shown") -> bool:
        """Whether the same is to be seen of both, whatever else was read."""
        return shown_of(self.sheet, self.columns) == shown_of(other.sheet, other.columns)


class Scene(QObject):
    """`filled` tells that what was asked for last is shown; `day_reached` that the view's own keys lead to a day."""

    filled = Signal()
    day_reached = Signal(object)

    def __init__(self, workplace: Workplace, stage: ViewStage, foresight: Foresight) -> None:
        super().__init__(stage)
        self._workplace = workplace
        self._stage = stage
        self._foresight = foresight

    @property
    @abstractmethod
    def view(self) -> QAbstractItemView:
        """What is looked at."""

    @abstractmethod
    def words(self, day: date) -> tuple[str, str]:
        """What is shown around a day, in full and where there is less room."""

    @abstractmethod
    def step_words(self) -> tuple[str, str]:
        """What one step back and one step on are called."""

    @abstractmethod
    def stepped(self, day: date, by: int) -> date:
        """The day so many steps later; raises OverflowError where there is none."""

    @abstractmethod
    def show(self, shown: Shown, *, is_news: bool = False) -> None:
        """Show this; what is not known yet is read, and after news read again."""

    def wish(self, day: date, practitioner_ids: tuple[UUID, ...]) -> Wish | None:
        """What is read to show a day in this way, beside the day itself; None where nothing is, or nobody is chosen."""
        return None

    def reach(self, day: date) -> tuple[date, date]:
        """The first and the last of the days that are shown around a day."""
        return day, day

    def leave(self) -> None:
        """Another scene comes to the front, and fills the model as it needs it."""

    def home(self) -> None:
        """Today is wanted, and shown already: bring the present into view."""


class DayScene(Scene):
    """One day, read by the page itself."""

    def __init__(self, workplace: Workplace, stage: ViewStage, foresight: Foresight, view: DayView) -> None:
        super().__init__(workplace, stage, foresight)
        self._view = view
        self._part: Shown | None = None

    @property
    def view(self) -> DayView:
        return self._view

    def words(self, day: date) -> tuple[str, str]:
        return long_day(day), short_day(day)

    def step_words(self) -> tuple[str, str]:
        return self.tr("Day before"), self.tr("Day after")

    def stepped(self, day: date, by: int) -> date:
        return day + timedelta(days=by)

    def show(self, shown: Shown, *, is_news: bool = False) -> None:
        if shown.sheet.day != shown.day:
            return  # it is being read
        part, self._part = self._part, None
        if part is not None and not is_news and shown.looks_like(part):
            self.filled.emit()
            return
        before = self._view.sheet
        if before is None:  # the window is new: its heads are painted in one turn and its appointments in the next
            self._view.viewport().setUpdatesEnabled(False)
            in_a_turn(self, self._show_sheet)
        changed = fill(self._view, shown)
        if before is None:
            paint_now(self._view.header)
        elif before.day != shown.day:
            paint_now(self._view.viewport())  # what stands beside it may come with the next frame
        elif is_news:
            self._stage.flash(changed)
        self.filled.emit()

    def show_part(self, shown: Shown) -> None:
        """Show those columns of another day that are to be seen, before the rest of it was read."""
        self._part = shown
        fill(self._view, shown)
        paint_now(self._view.viewport())

    def leave(self) -> None:
        self._part = None

    def home(self) -> None:
        self._view.scroll_to_work()

    def _show_sheet(self) -> None:
        self._view.viewport().setUpdatesEnabled(True)
        paint_now(self._view.viewport())


def fill(view: DayView, shown: Shown) -> frozenset[UUID]:
    """Put a day's columns and their appointments into the view and the model."""
    return view.show_sheet(shown_of(shown.sheet, shown.columns), shown.arranged)
