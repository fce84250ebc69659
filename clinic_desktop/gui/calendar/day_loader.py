"""Reads the calendar's day and month away from the window's thread; the day that was asked for last wins."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from clinic_desktop.gui.calendar.foresight import Foresight
from clinic_desktop.gui.calendar.wishes import DayWish, MonthWish, ReadDay, ReadMonth
from clinic_desktop.gui.workplace import Workplace


class DayLoader(QObject):
    """Asks the clinic for one page; what comes late, when another day is shown, is for the listener to leave.

    `day_read` carries the day, what was asked for, and whether news asked for it rather than a person; `part_read`
    came before it where somebody waits for a day of which only a few people are shown.
    """

    part_read = Signal(object, object)
    day_read = Signal(object, object, bool)
    month_loaded = Signal(object)

    def __init__(self, workplace: Workplace, foresight: Foresight, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._foresight = foresight
        self._begun: DayWish | None = None
        self._waiting: Callable[[ReadDay], object] | None = None
        self._month: tuple[date, date, tuple[UUID, ...]] | None = None

    def begin(self, wish: DayWish) -> None:
        """Read a day that is about to be wanted, while the sheet is being made that will show it."""
        self._begun = replace(wish, fitting=None)
        self._foresight.give((self, "begun"), self._begun, ReadDay, self._on_begun)

    def load_day(self, wish: DayWish, *, is_news: bool = False, first: tuple[UUID, ...] | None = None) -> None:
        """Read a day, unless it is at hand and told at once; if named, these people's part before the whole."""

        def done(found: ReadDay) -> None:
            self.day_read.emit(found, wish, is_news)

        before_sheet = replace(wish, fitting=None)
        if self._begun == before_sheet:
            self._begun, self._waiting = None, done
        else:
            is_whole, is_laid_out = self._foresight.has(before_sheet), self._foresight.has(wish)
            if first is None or is_whole or is_laid_out:
                best = before_sheet if is_whole and not is_laid_out else wish
                self._foresight.give((self, "day"), best, ReadDay, done)
            else:
                self._load_part(replace(wish, only=first), wish, done)

    def _load_part(self, part: DayWish, wish: DayWish, done: Callable[[ReadDay], object]) -> None:
        """Read what is shown of a day; the rest of it when that is on the screen."""

        def part_done(found: ReadDay) -> None:
            self.part_read.emit(found, part)
            self._foresight.give((self, "day"), wish, ReadDay, done)

        self._foresight.give((self, "day"), part, ReadDay, part_done)

    def _on_begun(self, found: ReadDay) -> None:
        waiting, self._waiting, self._begun = self._waiting, None, None
        if waiting is not None:
            waiting(found)

    def load_month(self, first: date, last: date, practitioner_ids: tuple[UUID, ...]) -> None:
        """Read how full these practitioners' days are, unless that was told last; `month_loaded` carries them."""
        wanted = first, last, practitioner_ids
        if wanted == self._month:
            return

        def done(found: ReadMonth) -> None:
            self._month = wanted
            self.month_loaded.emit(found.days)

        wish = MonthWish(first=first, last=last, practitioner_ids=practitioner_ids, zone=self._workplace.zone)
        self._workplace.run_in_pieces((self, "month"), wish.foresee, done=done, owner=self)

    def forget_month(self) -> None:
        """There are news: what was told of the month last is no longer so."""
        self._month = None
