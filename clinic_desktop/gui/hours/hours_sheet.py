"""The sheet on which a week's hours are painted, with the pointer or by keyboard alone."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from clinic_desktop.domain.stretches import DAY_MINUTES, WHOLE_DAY, Stretch, time_of
from clinic_desktop.gui import privacy, theme
from clinic_desktop.gui.hours.hours_painting import paint_week
from clinic_desktop.gui.hours.hours_rows_painting import KeptRows
from clinic_desktop.gui.hours.hours_scene import (
    AXIS,
    HEAD,
    NAMES,
    ROW,
    STEP,
    HoursLane,
    HoursScene,
    LanesShown,
)
from clinic_desktop.gui.measures import Measure
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.times import clock_span, long_day
from clinic_desktop.gui.widgets.kept_picture import KeptPicture


@dataclass(slots=True)
class _Marked:
    """What is marked: from one cell to another, or whole days by their heads."""

    lane: int
    minute: int
    to_lane: int
    to_minute: int
    is_of_heads: bool = False

    @property
    def lanes(self) -> range:
        return range(min(self.lane, self.to_lane), max(self.lane, self.to_lane) + 1)

    @property
    def stretch(self) -> Stretch:
        if self.is_of_heads:
            return WHOLE_DAY
        first, last = sorted((self.minute, self.to_minute))
        return Stretch(first, min(last + STEP, DAY_MINUTES))


class HoursSheet(QWidget):
    """Days beside one another, time downwards, or (`is_across`) people below each other; it changes nothing itself.

    Drag over closed time to open it, over open time to close it, across lanes to do so in each; click a day's head to
    take it off or back, a person's to open their week, right-click to clear a stretch. By keyboard the arrows move,
    with Shift they mark, Space or Enter opens or closes what is marked, Delete clears, Ctrl+Space takes the day off
    or back, Page Up and Down turn the week. `stroke_made` carries the lanes, the stretch and whether it opens;
    `heads_marked` the lanes, `lane_opened` a person's; `cursor_moved` tells where the keyboard's mark went.
    """

    stroke_made = Signal(object, object, bool)
    heads_marked = Signal(object)
    lane_opened = Signal(object)
    week_turned = Signal(int)
    cursor_moved = Signal(QRectF)

    def __init__(self, parent: QWidget | None = None, *, is_across: bool = False) -> None:
        super().__init__(parent)
        self._shown: LanesShown | None = None
        self.scene = HoursScene(is_across=is_across)
        self._week = KeptPicture(self)
        self._rows = KeptRows()
        self._turn = 0  # of what is shown
        self._drag: _Marked | None = None
        self._mark = _Marked(0, 9 * 60, 0, 9 * 60)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        high = QSizePolicy.Policy.Fixed if is_across else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, high)
        self.setAccessibleName(self.tr("Hours of everyone") if is_across else self.tr("Hours of the week"))
        theme.switch().changed.connect(self.update)
        privacy.switch().changed.connect(self._on_privacy)

    def show_lanes(self, shown: LanesShown) -> None:
        """Show these; the cursor stays where it is."""
        before = self.scene.lanes
        self._shown = shown
        self._turn += 1
        self.scene.fit(shown)
        mark, last = self._mark, max(len(shown.lanes) - 1, 0)
        mark.lane, mark.to_lane = min(mark.lane, last), min(mark.to_lane, last)
        mark.minute, mark.to_minute = self._kept(mark.minute), self._kept(mark.to_minute)
        self._tell_reader()
        if before != self.scene.lanes:
            self.updateGeometry()
        self.update()

    def point_of(self, key: Hashable, minute: int) -> QPointF:
        """Where a minute lies, in the middle of the lane of that key."""
        return self.scene.point(self._place_of(key), minute)

    def head_of(self, key: Hashable) -> QPointF:
        """The middle of a lane's head."""
        return self.scene.head(self._place_of(key)).center()

    def _place_of(self, key: Hashable) -> int:
        assert self._shown is not None
        return next(place for place, lane in enumerate(self._shown.lanes) if lane.key == key)

    def _kept(self, minute: int) -> int:
        return min(max(minute, self.scene.first), self.scene.last - STEP)

    def _on_privacy(self) -> None:
        self._turn += 1
        self.update()

    def _lane(self, place: int) -> HoursLane:
        assert self._shown is not None
        return self._shown.lanes[place]

    def _is_open(self, place: int, minute: int) -> bool:
        lane = self._lane(place)
        return any(each.starts <= minute < each.ends for each in lane.draft.open_on(lane.day))

    def _finish(self, mark: _Marked) -> None:
        """Do what was marked."""
        lanes = tuple(self._lane(place) for place in mark.lanes)
        if mark.is_of_heads:
            self.heads_marked.emit(lanes)
        else:
            self.stroke_made.emit(lanes, mark.stretch, not self._is_open(mark.lane, mark.minute))

    def _clear_at(self, place: int, minute: int) -> None:
        """Close the whole stretch that a minute lies in."""
        lane = self._lane(place)
        for each in lane.draft.open_on(lane.day):
            if each.starts <= minute < each.ends:
                self.stroke_made.emit((lane,), each, False)
                return

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        place = self.scene.place_at(point)
        if place is None or self._shown is None:
            return None
        minute = int(self.scene.minute_at(point) // STEP) * STEP
        return place, min(minute, self.scene.last - STEP)

    def _tell_reader(self) -> None:
        """A screen reader hears whose lane or which day it is, the time, and whether it is open."""
        if self._shown is None or not self._shown.lanes:
            self.setAccessibleDescription("")
            return
        mark = self._mark
        lane = self._lane(mark.to_lane)
        spans = clock_span(time_of(mark.stretch.starts), time_of(mark.stretch.ends))
        state = self.tr("open") if self._is_open(mark.to_lane, mark.to_minute) else self.tr("closed")
        words = (lane.name, long_day(lane.day), spans, state)
        self.setAccessibleDescription(", ".join(each for each in words if each))

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        shown = self._shown
        if not self.scene.is_across:
            self._week.show(self._turn, lambda painter: paint_week(painter, self.scene, shown))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.scene.is_across:
            self._rows.show(painter, self.scene, shown, QRectF(event.rect()))
        if not shown.lanes:
            return
        if self._drag is not None:
            self._paint_mark(painter, self._drag)
        elif self.hasFocus():
            self._paint_mark(painter, self._mark)

    def _paint_mark(self, painter: QPainter, mark: _Marked) -> None:
        """What would be done if it were let go now."""
        now = theme.current()
        is_cursor = self._drag is None and (mark.lane, mark.minute) == (mark.to_lane, mark.to_minute)
        is_closing = not is_cursor and (mark.is_of_heads or self._is_open(mark.lane, mark.minute))
        ink = now.danger if is_closing else now.accent
        for place in mark.lanes:
            box = self.scene.head(place) if mark.is_of_heads else self.scene.box(place, mark.stretch)
            painter.setPen(QPen(ink, Measure.RING, Qt.PenStyle.DashLine if self._drag else Qt.PenStyle.SolidLine))
            painter.setBrush(theme.veil(ink, 0 if is_cursor else _VEIL))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Measure.RADIUS - 2, Measure.RADIUS - 2)
        if self._drag is not None and not mark.is_of_heads:
            self._paint_times(painter, mark)

    def _paint_times(self, painter: QPainter, mark: _Marked) -> None:
        words = clock_span(time_of(mark.stretch.starts), time_of(mark.stretch.ends))
        painter.setFont(theme.font(weight=600))
        painter.setPen(theme.current().text)
        box = self.scene.box(mark.to_lane, mark.stretch)
        height = painter.fontMetrics().height() + 4
        room = QRectF(box.left(), box.center().y() - height / 2, box.width(), height)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    # Qt's own names

    def sizeHint(self) -> QSize:
        if self.scene.is_across:
            return QSize(NAMES + 12 * 54, self.scene.lanes * ROW)
        return QSize(AXIS + 7 * 110, HEAD + 12 * 40)

    def minimumSizeHint(self) -> QSize:
        if self.scene.is_across:
            return QSize(NAMES + 12 * 24, self.scene.lanes * ROW)
        return QSize(AXIS + 7 * 56, HEAD + 12 * 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scene.width, self.scene.height = self.width(), self.height()
        self.scene.is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is None or not self.isEnabled():
            return
        place, minute = cell
        is_head = self.scene.is_head(event.position())
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
        self._drag.to_lane = cell[0]
        if not self._drag.is_of_heads:
            self._drag.to_minute = cell[1]
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is not None and event.button() is Qt.MouseButton.LeftButton:
            if drag.is_of_heads and self.scene.is_across:
                self.lane_opened.emit(self._lane(drag.lane))
            else:
                self._finish(drag)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._shown is None or not self._shown.lanes:
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
        sideways = {Qt.Key.Key_Left: -forward, Qt.Key.Key_Right: forward}.get(key, 0)
        down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        if not sideways and not down:
            return False
        days, steps = (down, sideways) if self.scene.is_across else (sideways, down)
        mark = self._mark
        mark.to_lane = min(max(mark.to_lane + days, 0), self.scene.lanes - 1)
        mark.to_minute = min(max(mark.to_minute + steps * STEP, self.scene.first), self.scene.last - STEP)
        if not modifiers & Qt.KeyboardModifier.ShiftModifier:
            mark.lane, mark.minute = mark.to_lane, mark.to_minute
        self._tell_reader()
        self.update()
        self.cursor_moved.emit(self.scene.box(mark.to_lane, mark.stretch))
        return True

    def _key_paints(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        mark = self._mark
        if key in _DOES and modifiers & Qt.KeyboardModifier.ControlModifier:
            self._finish(_Marked(mark.lane, mark.minute, mark.to_lane, mark.to_minute, is_of_heads=True))
        elif key in _DOES:
            self._finish(mark)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._clear_at(mark.to_lane, mark.to_minute)
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
        lane, minute = self._lane(cell[0]), cell[1]
        if self.scene.is_head(point):
            if self.scene.is_across:
                return self.tr("Show the week of {name}").format(name=lane.name)
            return self.tr("Click to take {day} off, or back").format(day=long_day(lane.day))
        for booked in self.scene.booked[cell[0]]:
            line, stretch = booked.line, booked.stretch
            if stretch.starts <= minute < stretch.ends:
                times = clock_span(time_of(stretch.starts), time_of(stretch.ends))
                return f"{shown_name(line.patient_name)}\n{times} · {line.type_name}"
        for mark in lane.draft.marks_on(lane.day):
            if mark.stretch.starts <= minute < mark.stretch.ends and mark.exception.reason:
                return mark.exception.reason
        return self.tr("Drag to open or close, right-click to clear")


_DOES = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_OURS = frozenset({Qt.Key.Key_Delete, *_TURNS})
_VEIL = 0.14
