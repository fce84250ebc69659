"""The beginning of the calendar's toolbar: today, a step back, a step on, and which days are shown."""

import re
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.times import long_day, short_day
from clinic_desktop.gui.widgets.fitting_label import FittingLabel, Wordings


class DayBar(QWidget):
    """Asks for another day; it changes nothing by itself."""

    today_requested = Signal()
    step_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.S + 2)
        self.today = QPushButton(self.tr("Today"))
        self.today.setToolTip(self.tr("Go to today (T)"))
        self.today.clicked.connect(lambda *_: self.today_requested.emit())
        row.addWidget(self.today)
        self._steps: list[QPushButton] = []
        for icon, by in ((Icon.CHEVRON_LEFT, -1), (Icon.CHEVRON_RIGHT, 1)):
            button = QPushButton()
            button.setFixedWidth(Measure.CONTROL)
            set_icon(button, icon, "text", size=Measure.ICON)
            button.clicked.connect(lambda *_, steps=by: self.step_requested.emit(steps))
            row.addWidget(button)
            self._steps.append(button)
        self.title = FittingLabel(Look.TITLE)
        self.title.keep_room_for(_longest_days())
        row.addSpacing(Space.XS)
        row.addWidget(self.title)

    def show_day(self, words: str, shorter: str) -> None:
        """Say which days are shown, in full or, where there is less room, shorter."""
        self.title.show_words(words, shorter, _shortest(shorter))

    def name_steps(self, before: str, after: str) -> None:
        """What the two arrows do, as their tooltips say it."""
        keys = ["Ctrl+Left", "Ctrl+Right"]
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            keys.reverse()
        for button, words, key in zip(self._steps, (before, after), keys, strict=True):
            button.setToolTip(f"{words} ({key})")
            button.setAccessibleName(f"{words} ({key})")


def _shortest(words: str) -> str:
    """The words without weekday and year: the month beside them shows both."""
    return _YEAR.sub("", words).split(", ")[-1].strip()


def _longest_days() -> list[Wordings]:
    """The days with the longest names, and of every month those whose figures are the widest."""
    days = sorted((date(2026, month, day) for month in range(1, 13) for day in range(20, 27)), key=_length)
    widest = (date(2026, month, day) for month in range(1, 13) for day in _WIDEST)
    return [(long_day(day), short_day(day), _shortest(short_day(day))) for day in (*days[-_LONGEST_DAYS:], *widest)]


def _length(day: date) -> int:
    return len(long_day(day))


_YEAR = re.compile(r",?\s*\b\d{4}\b")
_WIDEST = (20, 24, 26, 28)
_LONGEST_DAYS = 8  # names of as many letters differ in width
