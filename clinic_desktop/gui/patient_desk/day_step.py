"""A few weeks of large days: those with free time can be pressed."""

from collections.abc import Collection
from datetime import date, timedelta

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.icons import set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskLabel
from clinic_desktop.gui.patient_desk.own_parts import Columns, column
from clinic_desktop.gui.patient_desk.own_words import full_day
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.times import first_weekday, month_words, week_of, weekday_words


class DayStep(QWidget):
    """Five weeks at a time, from this one to that of the last day that can be booked; `chosen` carries a date.

    Not months: late in a month hardly anything of it is left to choose from.
    """

    chosen = Signal(object)

    def __init__(self, today: date, last_day: date, free: Collection[date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._last = last_day
        self._free = frozenset(free)
        self._first = self._weeks_of_first()
        self.days: dict[date, DeskButton] = {}
        self._heading = DeskLabel("", Look.HEADING)
        self.before, self.after = DeskButton(), DeskButton()
        for button, icon, words, weeks in (
            (self.before, Icon.CHEVRON_LEFT, self.tr("Earlier"), -_WEEKS),
            (self.after, Icon.CHEVRON_RIGHT, self.tr("Later"), _WEEKS),
        ):
            set_icon(button, icon, "text", size=Measure.XL_ICON)
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.clicked.connect(lambda *_, by=weeks: self.turn(by))
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._heading, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        rows = column(self)
        rows.addLayout(head)
        names = [DeskLabel("", Look.SECONDARY) for _ in range(_DAYS)]
        for number, name in enumerate(names):
            name.setText(weekday_words((first_weekday() + number) % _DAYS, short=True))
            name.setWordWrap(False)
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._cells = [self._cell(number) for number in range(_WEEKS * _DAYS)]
        rows.addWidget(Columns([*names, *self._cells], _LEAST, most=_DAYS))
        self._show()

    def show_free(self, days: Collection[date]) -> None:
        """These days have free time now; the weeks that are shown stay."""
        self._free = frozenset(days)
        self._show()

    def turn(self, weeks: int) -> None:
        """To the weeks before or after."""
        if not self._may_turn(weeks):
            return
        had_focus = any(button.hasFocus() for button in self.days.values())
        self._first += timedelta(weeks=weeks)
        self._show()
        if had_focus:
            self.focus_first()

    def focus_first(self) -> None:
        """To the first day that can be pressed."""
        first = next((button for button in self.days.values() if button.isEnabled()), None)
        (first or self.after).setFocus()

    def _may_turn(self, weeks: int) -> bool:
        first = self._first + timedelta(weeks=weeks)
        return week_of(self._today)[0] <= first <= self._last

    def _weeks_of_first(self) -> date:
        """Where the five weeks begin in which the first free day is."""
        this_week, wanted = week_of(self._today)[0], min(self._free, default=self._today)
        return this_week + timedelta(weeks=(wanted - this_week).days // _DAYS // _WEEKS * _WEEKS)

    def _show(self) -> None:
        """Let the cells be the days of these weeks: to make them anew would take longer than a turn of the page may."""
        last = self._first + timedelta(days=_WEEKS * _DAYS - 1)
        self._heading.setText(" – ".join(dict.fromkeys((month_words(self._first), month_words(last)))))
        for button, weeks in ((self.before, -_WEEKS), (self.after, _WEEKS)):
            button.setEnabled(self._may_turn(weeks))
        self.days = {self._first + timedelta(days=number): cell for number, cell in enumerate(self._cells)}
        for day, cell in self.days.items():
            is_free = day in self._free
            cell.setText(_number(day, is_first=day == self._first))
            cell.setEnabled(is_free)
            words = self.tr("{day}, free times") if is_free else self.tr("{day}, nothing free")
            cell.setAccessibleName(words.format(day=full_day(day)))

    def _cell(self, number: int) -> DeskButton:
        button = DeskButton("", Look.DESK_DAY, self)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda *_: self.chosen.emit(self._first + timedelta(days=number)))
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        weeks = {Qt.Key.Key_PageUp: -_WEEKS, Qt.Key.Key_PageDown: _WEEKS}.get(Qt.Key(event.key()), 0)
        if weeks:
            self.turn(weeks)
        else:
            super().keyPressEvent(event)


def _number(day: date, *, is_first: bool) -> str:
    """The day's figure, where a month begins with its name below: five weeks show some figures twice."""
    figure = QLocale().toString(day.day)
    if day.day > 1 and not is_first:
        return figure
    return f"{figure}\n{QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)}"


_DAYS, _WEEKS = 7, 5
_LEAST = 52
