"""Reads the calendar's day and month away from the window's thread; the day that was asked for last wins."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from clinic_desktop.domain.calendar_spans import MonthDay
from clinic_desktop.domain.sheets import DaySheet
from clinic_desktop.gui.workplace import Workplace


class DayLoader(QObject):
    """Asks the clinic for one page; whoever is given up for a later day is never told."""

    sheet_loaded = Signal(object, bool)
    month_loaded = Signal(object)

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace

    def load_day(self, day: date, *, is_news: bool = False) -> None:
        """Read a day; `sheet_loaded` carries its sheet, and whether news asked for it rather than a person."""

        def done(sheet: DaySheet) -> None:
            self.sheet_loaded.emit(sheet, is_news)

        self._workplace.run_latest(
            (self, "day"), lambda clinic: clinic.scheduling.day_sheet(day), done=done, owner=self
        )

    def load_month(self, first: date, last: date, practitioner_ids: Sequence[UUID]) -> None:
        """Read how full these practitioners' days are; `month_loaded` carries them."""

        def done(days: Sequence[MonthDay]) -> None:
            self.month_loaded.emit(days)

        self._workplace.run_latest(
            (self, "month"),
            lambda clinic: clinic.scheduling.month_days(first, last, practitioner_ids),
            done=done,
            owner=self,
        )
