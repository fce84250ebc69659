"""The month: how full each half-day is; a click or Enter opens the day."""

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.calendar.month_delegate import MonthDelegate
from clinic_desktop.gui.calendar.month_model import MonthModel
from clinic_desktop.gui.calendar.sheet.flashes import Flashes
from clinic_desktop.gui.times import month_words, week_of


class MonthView(QTableView):
    """Six weeks around a month; weekdays on which nobody ever works are left out.

    `day_reached` carries the day to which the arrow keys lead, also beyond these weeks; `day_opened` the one that is
    wanted by itself, `day_neared` one that the pointer comes to; `month_step_requested` how many months later is
    wanted.
    """

    day_reached = Signal(object)
    day_opened = Signal(object)
    day_neared = Signal(object)
    month_step_requested = Signal(int)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        first, _ = week_of(today.replace(day=1))
        self.month = MonthModel(first, self)
        self._day = today
        self._flashes = Flashes(self)
        self._flashes.changed.connect(self.viewport().update)
        self._cells = MonthDelegate(today, self._flashes, self)
        self.setModel(self.month)
        self.setItemDelegate(self._cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
            header.setMinimumSectionSize(_LEAST)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setMinimumSectionSize(_LEAST_HEIGHT)  # both half-days; in a low window one scrolls
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(lambda index: self.day_opened.emit(self.month.day_at(index)))
        self.entered.connect(lambda index: self.day_neared.emit(self.month.day_at(index)))
        theme.switch().changed.connect(self.viewport().update)

    @property
    def day(self) -> date:
        """The chosen day."""
        return self._day

    def show_day(self, day: date, today: date) -> None:
        """Choose a day, and show its month; what is known of its days is told later."""
        first, _ = week_of(day.replace(day=1))
        self._cells.today, self._cells.month = today, day.month
        self._day = day
        self.month.go_to(first)
        self.setAccessibleName(month_words(day))
        self.setCurrentIndex(self.month.index_of(day))
        self.viewport().update()

    def leave_out(self, weekdays: Iterable[int]) -> None:
        """Show no column for these weekdays (0 is Monday)."""
        gone = set(weekdays)
        for column in range(self.month.columnCount()):
            self.setColumnHidden(column, (self.month.first + timedelta(days=column)).weekday() in gone)

    def flash_days(self, days: Iterable[date]) -> None:
        """Show softly, in place, that these days have changed."""
        self._flashes.start(days)

    def _step(self, by: int) -> date:
        """The next day in that direction whose weekday is shown."""
        day = self._day + timedelta(days=by)
        while self.isColumnHidden((day - self.month.first).days % 7):
            day += timedelta(days=by)
        return day

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        forward = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        steps = {Qt.Key.Key_Left: -forward, Qt.Key.Key_Right: forward, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in steps:
            self.day_reached.emit(self._step(steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.month_step_requested.emit(-1 if key is Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit(self._day)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        return self.currentIndex()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.viewport().update()

    def hideEvent(self, event: QHideEvent) -> None:
        self._flashes.stop()
        super().hideEvent(event)


_LEAST = 40
_LEAST_HEIGHT = 76
