"""The sheet on which a week's hours are painted, with the pointer or by keyboard alone."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from clinic_desktop.domain.stretches import DAY_MINUTES, WHOLE_DAY, Stretch, time_of
from clinic_desktop.gui import privacy, theme
from clinic_desktop.gui.hours.hours_scene import AXIS, HEAD, STEP, HoursScene, WeekShown, booked_stretch, paint_week
from clinic_desktop.gui.measures import Measure
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.times import clock_span, long_day
from clinic_desktop.gui.widgets.kept_picture import KeptPicture


@dataclass(slots=True)
class _Marked:
    """What is marked: from one cell to another, or whole days by their heads."""

    day: int
    minute: int
    to_day: int
    to_minute: int
    is_of_heads: bool = False

    @property
    def days(self) -> range:
        return range(min(self.day, self.to_day), max(self.day, self.to_day) + 1)

    @property
    def stretch(self) -> Stretch:
        if self.is_of_heads:
            return WHOLE_DAY
        first, last = sorted((self.minute, self.to_minute))
        return Stretch(first, min(last + STEP, DAY_MINUTES))


class HoursSheet(QWidget):
    """Days beside one another, time downwards; it changes nothing itself.

    Drag over closed time to open it, over open time to close it, across days to do so on each; click a day's head to
    take it off or back, right-click to clear a stretch. By keyboard the arrows move, with Shift they mark, Space or
    Enter opens or closes what is marked, Delete clears, Ctrl+Space takes the day off or back, Page Up and Down turn
    the week. `stroke_made` carries the days, the stretch and whether it opens; `days_marked` the first and last day.
    """

    stroke_made = Signal(object, object, bool)
    days_marked = Signal(object, object)
    week_turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: WeekShown | None = None
        self._scene = HoursScene()
        self._week = KeptPicture(self)
        self._turn = 0  # of what is shown
        self._drag: _Marked | None = None
        self._mark = _Marked(0, 9 * 60, 0, 9 * 60)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Hours of the week"))
        theme.switch().changed.connect(self.update)
        privacy.switch().changed.connect(self._on_privacy)

    def show_week(self, shown: WeekShown) -> None:
        """Show a week; the cursor stays where it is."""
        self._shown = shown
        self._turn += 1
        self._scene.columns = len(shown.days)
        self._scene.fit(shown)
        for which in ("minute", "to_minute"):
            value = min(max(getattr(self._mark, which), self._scene.first), self._scene.last - STEP)
            setattr(self._mark, which, value)
        self._tell_reader()
        self.update()

    def point_of(self, day: date, minute: int) -> QPointF:
        """Where a minute of a day lies, in the middle of its column."""
        assert self._shown is not None
        column = self._scene.column(self._shown.days.index(day))
        return QPointF(column.center().x(), self._scene.y(minute))

    def head_of(self, day: date) -> QPointF:
        """The middle of a day's head."""
        assert self._shown is not None
        return self._scene.head(self._shown.days.index(day)).center()

    def _on_privacy(self) -> None:
        self._turn += 1
        self.update()

    def _is_open(self, place: int, minute: int) -> bool:
        assert self._shown is not None
        day = self._shown.days[place]
        return any(each.starts <= minute < each.ends for each in self._shown.draft.open_on(day))

    def _finish(self, mark: _Marked) -> None:
        """Do what was marked."""
        assert self._shown is not None
        days = tuple(self._shown.days[place] for place in mark.days)
        if mark.is_of_heads:
            self.days_marked.emit(days[0], days[-1])
        else:
            self.stroke_made.emit(days, mark.stretch, not self._is_open(mark.day, mark.minute))

    def _clear_at(self, place: int, minute: int) -> None:
        """Close the whole stretch that a minute lies in."""
        assert self._shown is not None
        day = self._shown.days[place]
        for each in self._shown.draft.open_on(day):
            if each.starts <= minute < each.ends:
                self.stroke_made.emit((day,), each, False)
                return

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        place = self._scene.place_at(point)
        if place is None or self._shown is None:
            return None
        minute = int(self._scene.minute_at(point.y()) // STEP) * STEP
        return place, min(minute, self._scene.last - STEP)

    def _tell_reader(self) -> None:
        """A screen reader hears the day, the time and whether it is open."""
        if self._shown is None:
            return
        mark = self._mark
        spans = clock_span(time_of(mark.stretch.starts), time_of(mark.stretch.ends))
        state = self.tr("open") if self._is_open(mark.to_day, mark.to_minute) else self.tr("closed")
        self.setAccessibleDescription(f"{long_day(self._shown.days[mark.to_day])}, {spans}, {state}")

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        shown = self._shown
        self._week.show(self._turn, lambda painter: paint_week(painter, self._scene, shown))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._drag is not None:
            self._paint_mark(painter, self._drag)
        elif self.hasFocus():
            self._paint_mark(painter, self._mark)

    def _paint_mark(self, painter: QPainter, mark: _Marked) -> None:
        """What would be done if it were let go now."""
        now = theme.current()
        is_cursor = self._drag is None and (mark.day, mark.minute) == (mark.to_day, mark.to_minute)
        is_closing = not is_cursor and (mark.is_of_heads or self._is_open(mark.day, mark.minute))
        ink = now.danger if is_closing else now.accent
        for place in mark.days:
            box = self._scene.head(place) if mark.is_of_heads else self._scene.box(place, mark.stretch)
            painter.setPen(QPen(ink, Measure.RING, Qt.PenStyle.DashLine if self._drag else Qt.PenStyle.SolidLine))
            painter.setBrush(theme.veil(ink, 0 if is_cursor else _VEIL))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Measure.RADIUS - 2, Measure.RADIUS - 2)
        if self._drag is not None and not mark.is_of_heads:
            self._paint_times(painter, mark)

    def _paint_times(self, painter: QPainter, mark: _Marked) -> None:
        words = clock_span(time_of(mark.stretch.starts), time_of(mark.stretch.ends))
        painter.setFont(theme.font(weight=600))
        painter.setPen(theme.current().text)
        box = self._scene.box(mark.to_day, mark.stretch)
        height = painter.fontMetrics().height() + 4
        room = QRectF(box.left(), box.center().y() - height / 2, box.width(), height)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    # Qt's own names

    def sizeHint(self) -> QSize:
        return QSize(AXIS + 7 * 110, HEAD + 12 * 40)

    def minimumSizeHint(self) -> QSize:
        return QSize(AXIS + 7 * 56, HEAD + 12 * 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scene.width, self._scene.height = self.width(), self.height()
        self._scene.is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is None or not self.isEnabled():
            return
        place, minute = cell
        is_head = event.position().y() < HEAD
        if event.button() is Qt.MouseButton.RightButton and not is_head:
            self._clear_at(place, minute)
        elif event.button() is Qt.MouseButton.LeftButton:
            self._drag = _Marked(place, minute, place, minute, is_of_heads=is_head)
            if not is_head:
                self._mark = _Marked(place, minute, place, minute)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if self._drag is None or cell is None:
            return
        self._drag.to_day = cell[0]
        if not self._drag.is_of_heads:
            self._drag.to_minute = cell[1]
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is not None and event.button() is Qt.MouseButton.LeftButton:
            self._finish(drag)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._shown is None:
            super().keyPressEvent(event)
        elif key is Qt.Key.Key_Escape and self._drag is not None:
            self._drag = None
            self.update()
        elif key in _TURNS:
            self.week_turned.emit(_TURNS[key])
        elif not self._key_moves(key, event.modifiers()) and not self._key_paints(key, event.modifiers()):
            super().keyPressEvent(event)

    def _key_moves(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return False
        forward = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        days = {Qt.Key.Key_Left: -forward, Qt.Key.Key_Right: forward}.get(key, 0)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        if not days and not steps:
            return False
        mark = self._mark
        mark.to_day = min(max(mark.to_day + days, 0), self._scene.columns - 1)
        mark.to_minute = min(max(mark.to_minute + steps * STEP, self._scene.first), self._scene.last - STEP)
        if not modifiers & Qt.KeyboardModifier.ShiftModifier:
            mark.day, mark.minute = mark.to_day, mark.to_minute
        self._tell_reader()
        self.update()
        return True

    def _key_paints(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        mark = self._mark
        if key in _DOES and modifiers & Qt.KeyboardModifier.ControlModifier:
            self._finish(_Marked(mark.day, mark.minute, mark.to_day, mark.to_minute, is_of_heads=True))
        elif key in _DOES:
            self._finish(mark)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._clear_at(mark.to_day, mark.to_minute)
        else:
            return False
        self._tell_reader()
        return True

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _OURS:
            event.accept()  # the window's own keys wait while hours are painted
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _words_at(self, point: QPointF) -> str:
        cell = self._cell_at(point)
        if cell is None or self._shown is None:
            return ""
        day, minute = self._shown.days[cell[0]], cell[1]
        if point.y() < HEAD:
            return self.tr("Click to take {day} off, or back").format(day=long_day(day))
        for line in self._shown.booked:
            stretch = booked_stretch(line, self._shown.zone)
            is_then = line.starts_at.astimezone(self._shown.zone).date() == day
            if is_then and stretch.starts <= minute < stretch.ends:
                times = clock_span(time_of(stretch.starts), time_of(stretch.ends))
                return f"{shown_name(line.patient_name)}\n{times} · {line.type_name}"
        for mark in self._shown.draft.marks_on(day):
            if mark.stretch.starts <= minute < mark.stretch.ends and mark.exception.reason:
                return mark.exception.reason
        return self.tr("Drag to open or close, right-click to clear")


_DOES = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_OURS = frozenset({Qt.Key.Key_Delete, *_TURNS})
_VEIL = 0.14
