"""A month of large days: those with free time can be pressed."""

from collections.abc import Collection
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.icons import set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patient_desk.desk_parts import DeskButton, DeskLabel
from clinic_desktop.gui.patient_desk.own_parts import Columns, column, emptied
from clinic_desktop.gui.patient_desk.own_words import full_day
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.times import first_weekday, month_words, week_of, weekday_words


class DayStep(QWidget):
    """Months from today to the last day that can be booked; `chosen` carries a date."""

    chosen = Signal(object)

    def __init__(self, today: date, last_day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._last = last_day
        self._month = today.replace(day=1)
        self._free: frozenset[date] = frozenset()
        self.days: dict[date, DeskButton] = {}
        self._heading = DeskLabel("", Look.HEADING)
        self.before, self.after = DeskButton(), DeskButton()
        for button, icon, words, months in (
            (self.before, Icon.CHEVRON_LEFT, self.tr("Month before"), -1),
            (self.after, Icon.CHEVRON_RIGHT, self.tr("Month after"), 1),
        ):
            set_icon(button, icon, "text", size=Measure.XL_ICON)
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.clicked.connect(lambda *_, by=months: self.turn(by))
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._heading, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        rows = column(self)
        rows.addLayout(head)
        self._place = QWidget()
        column(self._place)
        rows.addWidget(self._place)
        self._fill()

    @property
    def month(self) -> date:
        """The first day of the month that is shown."""
        return self._month

    def show_free(self, days: Collection[date], month: date | None = None) -> None:
        """These days have free time; turn to a month, or else to that of the first of them."""
        self._free = frozenset(days)
        wanted = month or (min(days) if days else self._today)
        self._month = wanted.replace(day=1)
        self._fill()

    def turn(self, by: int) -> None:
        """To the month before or after."""
        there = self._beside(by)
        if there is not None:
            focused = next((day for day, button in self.days.items() if button.hasFocus()), None)
            self._month = there
            self._fill()
            if focused is not None:
                self.focus_first()

    def focus_first(self) -> None:
        """To the first day that can be pressed."""
        first = next((button for button in self.days.values() if button.isEnabled()), None)
        (first or self.after).setFocus()

    def _beside(self, by: int) -> date | None:
        """That month's first day, if there is a day in it that could be booked."""
        there = (self._month + timedelta(days=31)) if by > 0 else self._month - timedelta(days=1)
        there = there.replace(day=1)
        return there if self._today.replace(day=1) <= there <= self._last else None

    def _fill(self) -> None:
        emptied(self._place)
        self._heading.setText(month_words(self._month))
        for button, by in ((self.before, -1), (self.after, 1)):
            button.setEnabled(self._beside(by) is not None)
        cells: list[QWidget] = []
        for number in range(_DAYS):
            name = DeskLabel(weekday_words((first_weekday() + number) % _DAYS, short=True), Look.SECONDARY)
            name.setWordWrap(False)
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
            cells.append(name)
        self.days = {}
        day = week_of(max(self._month, self._today))[0]  # weeks that are over only push the rest down
        following = (self._month + timedelta(days=31)).replace(day=1)
        while day < following:
            for _ in range(_DAYS):
                cells.append(self._cell(day) if day.month == self._month.month else _Gap())
                day += timedelta(days=1)
        layout = self._place.layout()
        assert layout is not None
        layout.addWidget(Columns(cells, _LEAST, most=_DAYS))

    def _cell(self, day: date) -> DeskButton:
        button = DeskButton(str(day.day), Look.DESK_DAY)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        is_free = day in self._free
        button.setEnabled(is_free)
        words = self.tr("{day}, free times") if is_free else self.tr("{day}, nothing free")
        button.setAccessibleName(words.format(day=full_day(day)))
        button.clicked.connect(lambda *_: self.chosen.emit(day))
        self.days[day] = button
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        by = turns.get(Qt.Key(event.key()), 0)
        if by:
            self.turn(by)
        else:
            super().keyPressEvent(event)


class _Gap(QWidget):
    """A place in the grid for a day of another month."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


_DAYS = 7
_LEAST = 52
