"""Whether and how often an appointment returns, chosen from what a desk needs every day."""

from datetime import date
from enum import StrEnum

from PySide6.QtWidgets import QComboBox, QWidget

from clinic_desktop.domain.recurrence import Recurrence, Unit
from clinic_desktop.gui.widgets.box_places import place_of


class Repeat(StrEnum):
    """The usual rhythms; OTHER is filled in where the dates are looked at."""

    NEVER = "never"
    WEEK = "week"
    TWO_WEEKS = "two-weeks"
    MONTH = "month"
    OTHER = "other"


class RepeatBox(QComboBox):
    """Chooses a rhythm."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for repeat, words in (
            (Repeat.NEVER, self.tr("Does not repeat")),
            (Repeat.WEEK, self.tr("Every week")),
            (Repeat.TWO_WEEKS, self.tr("Every 2 weeks")),
            (Repeat.MONTH, self.tr("Every month")),
            (Repeat.OTHER, self.tr("Other…")),
        ):
            self.addItem(words, repeat)

    @property
    def repeat(self) -> Repeat:
        """What is chosen."""
        return Repeat(self.currentData())

    def set_repeat(self, repeat: Repeat) -> None:
        """Choose another one, telling nobody."""
        self.setCurrentIndex(place_of(self, repeat))

    def recurrence(self, first: date) -> Recurrence | None:
        """The rhythm from that day on, six times; None where it does not repeat."""
        match self.repeat:
            case Repeat.NEVER:
                return None
            case Repeat.MONTH:
                return Recurrence(unit=Unit.MONTH, month_day=first.day, count=_TIMES)
            case repeat:
                every = 2 if repeat is Repeat.TWO_WEEKS else 1
                return Recurrence(unit=Unit.WEEK, every=every, weekdays=frozenset({first.weekday()}), count=_TIMES)


_TIMES = 6
