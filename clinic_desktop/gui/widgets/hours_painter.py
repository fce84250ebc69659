"""The hours of a week, painted with the pointer or the arrow keys."""

from collections.abc import Iterable, Sequence
from datetime import time

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from clinic_desktop.domain.clinic import OpeningHours
from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.times import clock_span, weekday_words
from clinic_desktop.gui.widgets.painted_week import DAY_MINUTES, PaintedWeek, Stretch


class HoursPainter(QWidget):
    """A bar for each day of the week on which open time is painted.

    Drag over free time to open it, over open time to close it, or at an end to move that; a right-click clears a
    stretch. By keyboard: the arrows move, Space opens or closes, Shift with the arrows paints on, Delete clears, and
    Ctrl+Down gives the next day the same hours.
    """

    hours_changed = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, first_hour: int = 6, last_hour: int = 21, step_minutes: int = 30
    ) -> None:
        super().__init__(parent)
        self._week = PaintedWeek()
        self._step = step_minutes
        self._usual = (first_hour * 60, last_hour * 60)
        self._stroke: _Stroke | None = None
        self._cursor = (0, 9 * 60)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Hours of the week"))
        self._tell_reader()

    def hours(self) -> tuple[OpeningHours, ...]:
        """What is painted, ordered by day and time."""
        return tuple(
            OpeningHours(weekday=day, starts=_time(stretch.starts), ends=_time(stretch.ends))
            for day, stretch in self._week.stretches()
        )

    def set_hours(self, hours: Iterable[OpeningHours]) -> None:
        """Paint these hours in place of what is there, without telling."""
        self._week = PaintedWeek()
        for each in hours:
            self._week.open(each.weekday, Stretch(_minutes(each.starts), _minutes(each.ends) or DAY_MINUTES))
        self._tell_reader()
        self.update()

    def bar_of(self, weekday: int) -> QRectF:
        """Where a day's bar lies, to place something beside it."""
        return self._mirrored(self._bar(weekday))

    def _span(self) -> tuple[int, int]:
        """The minutes of the day that are shown: the usual ones, and whatever is painted beyond."""
        first, last = self._usual
        for _, stretch in self._week.stretches():
            first, last = min(first, stretch.starts // 60 * 60), max(last, -(-stretch.ends // 60) * 60)
        return first, last

    def _bar(self, day: int) -> QRectF:
        """A day's bar, in the direction of reading from left to right; _mirrored() turns it."""
        return QRectF(_NAMES, _HEAD + day * _ROW, self.width() - _NAMES - Space.S, _BAR)

    def _x(self, minute: float) -> float:
        first, last = self._span()
        bar = self._bar(0)
        return bar.left() + bar.width() * (minute - first) / (last - first)

    def _mirrored(self, box: QRectF) -> QRectF:
        if self.layoutDirection() is Qt.LayoutDirection.LeftToRight:
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())

    def _at(self, point: QPointF) -> tuple[int, float] | None:
        """The day and the minute under a point; None beside the bars."""
        x = point.x() if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else self.width() - point.x()
        day = int((point.y() - _HEAD) // _ROW)
        if not 0 <= day < 7 or x < _NAMES - Space.S:
            return None
        first, last = self._span()
        bar = self._bar(0)
        share = (x - bar.left()) / bar.width()
        return day, min(max(first + share * (last - first), first), last)

    def _edge_at(self, day: int, minute: float) -> tuple[Stretch, bool] | None:
        """The stretch whose end (True) or start (False) lies within reach of the pointer."""
        reach = _REACH * (self._span()[1] - self._span()[0]) / self._bar(0).width()
        for stretch in self._week.day(day):
            for at, is_end in ((stretch.starts, False), (stretch.ends, True)):
                if abs(at - minute) <= min(reach, (stretch.ends - stretch.starts) / 3):
                    return stretch, is_end
        return None

    def _snap(self, minute: float) -> int:
        return round(minute / self._step) * self._step

    def _changed(self) -> None:
        self._tell_reader()
        self.update()
        self.hours_changed.emit()

    def _tell_reader(self) -> None:
        """A screen reader hears the day under the cursor, and its hours."""
        day, minute = self._cursor
        spans = ", ".join(clock_span(_time(each.starts), _time(each.ends)) for each in self._week.day(day))
        words = self.tr("{day}: {hours}; at {time}").format(
            day=weekday_words(day), hours=spans or self.tr("closed"), time=clock_span(_time(minute), _time(minute + 30))
        )
        self.setAccessibleDescription(words)

    def sizeHint(self) -> QSize:
        return QSize(_NAMES + 15 * Space.XXL, _HEAD + 7 * _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(_NAMES + 8 * Space.XXL, _HEAD + 7 * _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_hours(painter)
        painter.setFont(theme.font(TextSize.SECONDARY))
        for day in range(7):
            bar = self._bar(day)
            painter.setPen(now.text if self.hasFocus() and day == self._cursor[0] else now.muted)
            name = self._mirrored(QRectF(0, bar.top(), _NAMES - Space.M, bar.height()))
            painter.drawText(
                name, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter, weekday_words(day, short=True)
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.closed)
            painter.drawRoundedRect(self._mirrored(bar), Space.XS, Space.XS)
            painter.setBrush(now.accent)
            for stretch in self._shown(day):
                painter.drawRoundedRect(self._box(bar, stretch), Space.XS, Space.XS)
        if self.hasFocus():
            self._paint_cursor(painter)
        self._paint_words(painter)

    def _paint_hours(self, painter: QPainter) -> None:
        painter.setFont(theme.font(TextSize.SMALL))
        painter.setPen(theme.current().muted)
        first, last = self._span()
        every = 60 if self._bar(0).width() / ((last - first) / 60) > _HOUR_LABEL else 180
        for minute in range(-(-first // every) * every, last + 1, every):
            place = QRectF(self._x(minute) - Space.XL, 0, 2 * Space.XL, _HEAD - Space.XS)
            painter.drawText(self._mirrored(place), Qt.AlignmentFlag.AlignCenter, str(minute // 60))

    def _box(self, bar: QRectF, stretch: Stretch) -> QRectF:
        left, right = self._x(stretch.starts), self._x(stretch.ends)
        return self._mirrored(QRectF(left, bar.top(), right - left, bar.height()))

    def _paint_words(self, painter: QPainter) -> None:
        """The times of each stretch, where they fit into it."""
        painter.setFont(theme.font(TextSize.SMALL, Weight.MEDIUM))
        painter.setPen(theme.current().on_accent)
        for day in range(7):
            for stretch in self._shown(day):
                box = self._box(self._bar(day), stretch).adjusted(Space.S, 0, -Space.S, 0)
                words = clock_span(_time(stretch.starts), _time(stretch.ends))
                if painter.fontMetrics().horizontalAdvance(words) <= box.width():
                    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)

    def _paint_cursor(self, painter: QPainter) -> None:
        day, minute = self._cursor
        bar = self._bar(day)
        left, right = self._x(minute), self._x(minute + self._step)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.current().text, Measure.RING))
        painter.drawRoundedRect(self._mirrored(QRectF(left, bar.top() - 1, right - left, bar.height() + 2)), 3, 3)

    def _shown(self, day: int) -> Sequence[Stretch]:
        """A day as it would be if the button were let go now."""
        if self._stroke is None or self._stroke.day != day:
            return self._week.day(day)
        preview = self._week.copy()
        self._stroke.apply(preview)
        return preview.day(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if found is None or not self.isEnabled():
            return
        day, minute = found
        self._cursor = (day, min(int(minute // self._step) * self._step, DAY_MINUTES - self._step))
        if event.button() is Qt.MouseButton.RightButton:
            if self._week.clear_at(day, int(minute)):
                self._changed()
        elif event.button() is Qt.MouseButton.LeftButton:
            edge = self._edge_at(day, minute)
            if edge is not None:
                stretch, is_end = edge
                self._stroke = _Stroke(day, stretch.starts if is_end else stretch.ends, opens=True, instead_of=stretch)
                self._stroke.to = stretch.ends if is_end else stretch.starts
            else:
                at = int(minute // self._step) * self._step
                self._stroke = _Stroke(day, at, opens=not self._week.is_open(day, int(minute)))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        stroke = self._stroke
        if stroke is None:
            at_edge = found is not None and self._edge_at(*found) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if at_edge else Qt.CursorShape.ArrowCursor)
            return
        x = event.position().x()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x = self.width() - x
        first, last = self._span()
        bar = self._bar(0)
        minute = first + (x - bar.left()) / bar.width() * (last - first)
        stroke.to = min(max(self._snap(minute), first), last)
        shown = Stretch(*sorted((stroke.at, stroke.to)))
        QToolTip.showText(event.globalPosition().toPoint(), clock_span(_time(shown.starts), _time(shown.ends)), self)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        stroke, self._stroke = self._stroke, None
        QToolTip.hideText()
        if stroke is not None and event.button() is Qt.MouseButton.LeftButton:
            before = self._week.stretches()
            stroke.apply(self._week)
            if self._week.stretches() != before:
                self._changed()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape and self._stroke is not None:
            self._stroke = None
            self.update()
        elif not self._key_moves(key, event.modifiers()) and not self._key_paints(key):
            super().keyPressEvent(event)

    def _key_moves(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        day, minute = self._cursor
        forward = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        sideways = {Qt.Key.Key_Left: -forward, Qt.Key.Key_Right: forward}.get(key)
        up_or_down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        first, last = self._span()
        if sideways is not None:
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                self._week.open(day, Stretch(minute, minute + self._step))
                minute += sideways * self._step
                minute = min(max(minute, first), last - self._step)
                self._week.open(day, Stretch(minute, minute + self._step))
                self._cursor = (day, minute)
                self._changed()
                return True
            minute = min(max(minute + sideways * self._step, first), last - self._step)
        elif up_or_down is not None:
            if modifiers & Qt.KeyboardModifier.ControlModifier and 0 <= day + up_or_down < 7:
                self._week.repeat(day, day + up_or_down)
                self._changed()
            day = min(max(day + up_or_down, 0), 6)
        else:
            return False
        self._cursor = (day, minute)
        self._tell_reader()
        self.update()
        return True

    def _key_paints(self, key: Qt.Key) -> bool:
        day, minute = self._cursor
        if key is Qt.Key.Key_Space:
            cell = Stretch(minute, minute + self._step)
            (self._week.close if self._week.is_open(day, minute) else self._week.open)(day, cell)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._week.clear_at(day, minute)
        else:
            return False
        self._changed()
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            stretch = None if found is None else self._week.stretch_at(found[0], int(found[1]))
            words = self.tr("Drag to paint, right-click to clear")
            if stretch is not None:
                words = clock_span(_time(stretch.starts), _time(stretch.ends))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)


class _Stroke:
    """A drag that is not finished: it opens or closes what it passes, or draws a stretch anew from its other end."""

    def __init__(self, day: int, at: int, *, opens: bool, instead_of: Stretch | None = None) -> None:
        self.day = day
        self.at = at
        self.to = at
        self.opens = opens
        self.instead_of = instead_of

    def apply(self, week: PaintedWeek) -> None:
        if self.instead_of is not None:
            week.close(self.day, self.instead_of)
        passed = Stretch(*sorted((self.at, self.to)))
        if passed.starts < passed.ends:
            (week.open if self.opens else week.close)(self.day, passed)


def _minutes(of: time) -> int:
    return of.hour * 60 + of.minute


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


_NAMES = 44
_HEAD = 22
_ROW = 30
_BAR = 22
_REACH = 5
_HOUR_LABEL = 22
