"""A small month: choose a day, and see how busy each is."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QToolTip, QVBoxLayout, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space, TextSize
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import long_day, month_words, weekday_heads
from clinic_desktop.gui.turns import in_a_turn
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.day_picture import DayFill, DayLook, picture_of


class MonthGrid(QWidget):
    """A month with its heading and the ways to the months beside it.

    `day_chosen` carries a date, `day_neared` the one that the pointer has come to; `weeks_shown` the first and last day
    that can be seen, whose load is then wanted.
    """

    day_chosen = Signal(object)
    day_neared = Signal(object)
    weeks_shown = Signal(object, object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = _Days(today, self)
        self._heading = label("", Look.HEADING)
        head = QHBoxLayout()
        head.setSpacing(Space.NONE)
        head.addWidget(self._heading, 1)
        for icon, words, months in (
            (Icon.CHEVRON_LEFT, self.tr("Month before (Page Up)"), -1),
            (Icon.CHEVRON_RIGHT, self.tr("Month after (Page Down)"), 1),
        ):
            button = QToolButton()
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            set_look(button, Look.QUIET)
            set_icon(button, icon, "muted", size=Measure.ICON_SMALL)
            button.clicked.connect(lambda *_, by=months: self._grid.turn(by))
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        layout.addLayout(head)
        layout.addWidget(self._grid)
        self.setFocusProxy(self._grid)
        self._grid.day_chosen.connect(self.day_chosen)
        self._grid.day_neared.connect(self.day_neared)
        self._grid.month_turned.connect(self._on_month_turned)
        self._heading.setText(month_words(today))

    @property
    def day(self) -> date:
        """The chosen day."""
        return self._grid.day

    def shown(self) -> tuple[date, date]:
        """The first and the last day that can be seen."""
        return self._grid.shown()

    def set_day(self, day: date) -> None:
        """Choose a day and turn to its month, without telling `day_chosen`."""
        self._grid.set_day(day)

    def set_today(self, today: date) -> None:
        """Midnight has passed."""
        self._grid.set_today(today)

    def set_load(self, load: Mapping[date, DayFill]) -> None:
        """How full each day is; of days that are missing nothing is known."""
        self._grid.set_load(load)

    def _on_month_turned(self, first: date, last: date) -> None:
        self._heading.setText(month_words(self._grid.month))
        self.weeks_shown.emit(first, last)


class _Days(QWidget):
    """The six weeks themselves, painted; arrow keys go by days and weeks, Home to today."""

    day_chosen = Signal(object)
    day_neared = Signal(object)
    month_turned = Signal(object, object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.day = today
        self.month = today.replace(day=1)
        self._load: dict[date, DayFill] = {}
        self._pointed_at: date | None = None
        self._is_begun = False
        self.setMouseTracking(True)
        self._first_weekday = QLocale().firstDayOfWeek().value - 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Day"))

    def shown(self) -> tuple[date, date]:
        back = (self.month.weekday() - self._first_weekday) % 7
        first = self.month - timedelta(days=back)
        return first, first + timedelta(days=_WEEKS * 7 - 1)

    def set_day(self, day: date) -> None:
        before, self.day = self.day, day
        self.setAccessibleDescription(long_day(day))
        self._show_month(day.replace(day=1))
        self._update_days((before, day))

    def set_today(self, today: date) -> None:
        self._today = today
        self.update()

    def set_load(self, load: Mapping[date, DayFill]) -> None:
        before, self._load = self._load, dict(load)
        self._update_days(day for day in {**before, **load} if before.get(day) != load.get(day))

    def turn(self, months: int) -> None:
        place = self.month.year * 12 + self.month.month - 1 + months
        if date.min.year < place // 12 < date.max.year:
            self._show_month(date(place // 12, place % 12 + 1, 1))

    def _show_month(self, month: date) -> None:
        if month != self.month:
            self.month = month
            self.month_turned.emit(*self.shown())
            self.update()

    def _update_days(self, days: Iterable[date]) -> None:
        first, _ = self.shown()
        for day in days:
            number = (day - first).days
            if 0 <= number < _WEEKS * 7:
                self.update(self._cell(number // 7, number % 7))

    def _choose(self, day: date) -> None:
        self.set_day(day)
        self.day_chosen.emit(day)

    def _cell(self, week: int, column: int) -> QRect:
        width = self.width() / 7
        left = round(column * width)
        right = round((column + 1) * width)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left, right = self.width() - right, self.width() - left
        return QRect(left, _HEAD + week * _CELL, right - left, _CELL)

    def _day_at(self, point: QPoint) -> date | None:
        first, _ = self.shown()
        for number in range(_WEEKS * 7):
            if self._cell(number // 7, number % 7).contains(point):
                return first + timedelta(days=number)
        return None

    def sizeHint(self) -> QSize:
        return QSize(7 * 28, _HEAD + _WEEKS * _CELL)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(TextSize.SECONDARY))
        painter.setPen(now.muted)
        first, _ = self.shown()
        names = weekday_heads()
        for column in range(7):
            name = names[(self._first_weekday + column) % 7]
            head = self._cell(0, column)
            painter.drawText(
                head.translated(0, -_HEAD).adjusted(0, 0, 0, _HEAD - _CELL), Qt.AlignmentFlag.AlignCenter, name
            )
        if not self._is_begun and self.isVisible():  # 42 small pictures come with the window's second
            self._is_begun = True
            in_a_turn(self, self.update)
            return
        region = event.region()
        for number in range(_WEEKS * 7):
            cell = self._cell(number // 7, number % 7)
            if region.intersects(cell):
                painter.drawPixmap(cell.topLeft(), self._picture_of(first + timedelta(days=number), cell.width()))

    def _picture_of(self, day: date, width: int) -> QPixmap:
        fill = self._load.get(day)
        is_chosen = day == self.day
        look = DayLook(
            number=day.day,
            fill=fill if fill is not None and (fill.booked or fill.free) else None,
            is_chosen=is_chosen,
            is_today=day == self._today,
            is_of_month=day.month == self.month.month,
            has_ring=is_chosen and self.hasFocus(),
            is_mirrored=self.layoutDirection() is Qt.LayoutDirection.RightToLeft,
        )
        return picture_of(look, width, _CELL, self.devicePixelRatioF(), theme.current().name)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().toPoint())
        if day is not None and event.button() is Qt.MouseButton.LeftButton:
            self._choose(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().toPoint())
        if day is not None and day != self._pointed_at:
            self.day_neared.emit(day)
        self._pointed_at = day

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.turn(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        days = {
            Qt.Key.Key_Left: -forward,
            Qt.Key.Key_Right: forward,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }.get(Qt.Key(event.key()))
        if days is not None:
            self._choose(self.day + timedelta(days=days))
        elif event.key() == Qt.Key.Key_Home:
            self._choose(self._today)
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self._day_at(event.pos())
            words = "" if day is None else long_day(day)
            fill = None if day is None else self._load.get(day)
            if fill is not None and (fill.booked or fill.free):
                counts = self.tr("{booked} booked, {free} free").format(booked=fill.booked, free=fill.free)
                words = f"{words}\n{counts}"
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)


_WEEKS = 6
_CELL = 27
_HEAD = 24
