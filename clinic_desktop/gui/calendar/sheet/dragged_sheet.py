"""A sheet on which appointments are dragged about, by pointer or by keys; a ghost says whether they fit."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desktop.domain.sheets import AppointmentLine, Slot
from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.columns import DAY_MINUTES
from clinic_desktop.gui.calendar.sheet.day_rooms import DayRooms
from clinic_desktop.gui.calendar.sheet.dragging import Dragging
from clinic_desktop.gui.calendar.sheet.drags import SHORTEST, Drag, Grip, Guest, grip_at, minutes_of, stands_in
from clinic_desktop.gui.calendar.sheet.edge_strip import paint_edge_strip
from clinic_desktop.gui.calendar.sheet.ghost import Ghost, paint_ghost
from clinic_desktop.gui.calendar.sheet.lanes import Minutes, Stop
from clinic_desktop.gui.calendar.sheet.walked_sheet import WalkedSheet
from clinic_desktop.gui.privacy import shown_name

_RESIZE = Qt.CursorShape.SizeVerCursor
_SIDE = int(CalendarMeasure.AXIS_WIDTH)
_AROUND = (-_SIDE, -_SIDE, _SIDE, _SIDE)
"""How far beside the sheet what is carried still has its place on it."""


class DraggedSheet(WalkedSheet):
    """Takes up an appointment by its middle or an edge, or free time, and tells where it was let go; stores nothing.

    `may_carry` and `may_book` say what the person may do with an appointment, and in whose column. An appointment may
    also be carried in from elsewhere by carry(), and out: `carried` tells where in the world the pointer is, and
    `carried_out` that it was let go beside the sheet, or where `is_anothers` says so of a place of the world. Who has
    no appointment is carried in by carry_guest().
    """

    day_step_requested = Signal(int)
    drag_begun = Signal(object)
    drag_ended = Signal()
    carried = Signal(QPoint)
    carried_out = Signal(object, QPoint)
    appointment_dropped = Signal(object, object)
    guest_dropped = Signal(object, object)
    span_drawn = Signal(object)

    def __init__(self, zone: ZoneInfo, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(zone, clock, parent)
        self.may_carry: Callable[[AppointmentLine], bool] = lambda _: False
        self.may_book: Callable[[UUID], bool] = lambda _: False
        self.is_anothers: Callable[[QPoint], bool] = lambda _: False
        self._rooms: DayRooms | None = None
        self._pinned: frozenset[UUID] = frozenset()
        self._pressed: tuple[QPoint, Drag] | None = None
        self._keyed: tuple[int, Minutes] | None = None
        self._dragging = Dragging(self._ghost_at, self)
        self._dragging.begun.connect(lambda drag: self.drag_begun.emit(drag.line))
        self._dragging.ended.connect(self.drag_ended)
        self._dragging.ghost_changed.connect(self._on_ghost_changed)
        self._dragging.edge_changed.connect(self.viewport().update)
        self._dragging.day_step_wanted.connect(self._on_day_step_wanted)
        self._dragging.scroll_wanted.connect(self._on_scroll_wanted)

    @property
    def is_dragging(self) -> bool:
        """Whether something is being dragged, by pointer or by keys."""
        return self._dragging.is_under_way

    @property
    def ghost(self) -> Ghost | None:
        """Where what is dragged would go now; None where it has no place."""
        if self.is_dragging:
            self._dragging.follow()
        return self._dragging.ghost

    def set_pinned(self, appointment_ids: Iterable[UUID]) -> None:
        """These hang on the pinboard: they still stand here, but are about to go."""
        self._pinned = frozenset(appointment_ids)
        self.viewport().update()

    # by pointer

    def carry(self, line: AppointmentLine) -> None:
        """Take up an appointment that lies elsewhere, as on the pinboard."""
        self._dragging.begin(Drag(grip=Grip.WHOLE, line=line, minutes=minutes_of(line)))

    def carry_guest(self, guest: Guest) -> None:
        """Take up somebody who waits elsewhere for a time."""
        self._dragging.begin(Drag(grip=Grip.WHOLE, guest=guest, minutes=guest.minutes))

    def carry_to(self, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer is at a place of the world."""
        local = self.viewport().mapFromGlobal(place)
        is_free = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        room = QRect() if self.is_anothers(place) else self.viewport().rect()
        self._dragging.move_to(local, room, is_free=is_free, is_mirrored=self._is_mirrored())
        self.carried.emit(place)

    def let_go(self, place: QPoint | None = None) -> None:
        """End the drag here: what it would come to is told, if it came to anything."""
        drag, ghost = self._dragging.drag, self.ghost
        if drag is not None and drag.line is not None and ghost is None and place is not None:
            self.carried_out.emit(drag.line, place)
        self._dragging.end()
        self._keyed = None
        if drag is None or ghost is None:
            return
        slot = Slot(
            starts_at=ghost.span.starts_at,
            ends_at=ghost.span.ends_at,
            practitioner_id=self._practitioner_for(drag.line, ghost.column, ghost.minutes[0]),
        )
        if drag.guest is not None:
            self.guest_dropped.emit(drag.guest, slot)
        elif drag.line is None:
            self.span_drawn.emit(slot)
        elif not stands_in(drag.line, slot):
            self.appointment_dropped.emit(drag.line, slot)

    def take_back(self) -> bool:
        """Give up the drag, as if nothing had been; False if there is none."""
        self._pressed = None
        self._keyed = None
        is_under_way = self.is_dragging
        self._dragging.end()
        return is_under_way

    # by keys

    def nudge_length(self, line: AppointmentLine, by: int) -> None:
        """Longer or shorter by so many steps; the ghost shows it until Enter lets go of it or Esc takes it back."""
        place = self._keyed_place(line)
        if place is not None:
            column, (starts, ends) = place
            ends = min(max(ends + by * self._step, starts + SHORTEST), DAY_MINUTES)
            self._key_to(line, column, (starts, ends))

    def nudge_column(self, line: AppointmentLine, by: int) -> None:
        """To the column so many on, at the same time."""
        place = self._keyed_place(line)
        if place is not None and 0 <= place[0] + by < len(self.columns):
            self._key_to(line, place[0] + by, place[1])

    def chosen_line(self) -> AppointmentLine | None:
        """The chosen appointment, if it is on the sheet."""
        box = self._chosen_box()
        return None if box is None else box.line

    def _keyed_place(self, line: AppointmentLine) -> tuple[int, Minutes] | None:
        """Where the keys have taken an appointment so far; None if it may not be taken."""
        if self._keyed is not None:
            return self._keyed
        box = self._chosen_box()
        return (box.column, box.span) if box is not None and self.may_carry(line) else None

    def _key_to(self, line: AppointmentLine, column: int, span: Minutes) -> None:
        self._keyed = (column, span)
        if not self.is_dragging:
            self._dragging.begin(Drag(grip=Grip.WHOLE, line=line, minutes=span[1] - span[0]))
        self._dragging.follow()
        ghost = self._dragging.ghost
        if ghost is not None:
            self._bring_into_view(ghost.rect)
            words = self.tr("{where}, {name}. Enter puts it there, Esc takes it back.")
            announce(self, words.format(where=ghost.words, name=self.columns[column].words))

    # the ghost

    def _ghost_at(self, drag: Drag, place: QPoint, is_free: bool) -> Ghost | None:
        layout = self._laid_out()
        if self._keyed is not None:
            column, minutes = self._keyed
            return self._ghost(drag, column, minutes) if column < len(self.columns) else None
        room = self.viewport().rect()
        is_beside = not room.adjusted(*_AROUND).contains(place) or self.is_anothers(self.viewport().mapToGlobal(place))
        if drag.grip is Grip.WHOLE and is_beside:
            return None
        offset = self._offset()
        under = layout.grid.column_at(min(max(place.x(), 0), room.width() - 1) + offset.x())
        home = drag.column_in(layout.columns, under)
        if home is None:
            return None
        minute = int((place.y() + offset.y()) * 60 // self.hour_height)
        return self._ghost(drag, home, drag.span_at(minute, SHORTEST if is_free else self._step))

    def _ghost(self, drag: Drag, column: int, minutes: Minutes) -> Ghost:
        layout = self._laid_out()
        if self._rooms is None:
            self._rooms = DayRooms(layout)
        whole = drag.minutes if drag.grip is Grip.WHOLE and self._keyed is None else 0
        span = self._rooms.span_of(column, minutes, whole)
        ghost = Ghost(
            column=column,
            minutes=minutes,
            span=span,
            verdict=self._rooms.verdict(
                column, span, self._practitioner_for(drag.line, column, minutes[0]), drag, self._clock()
            ),
            title=shown_name(drag.name) if drag.name else "",
            rect=layout.stop_rect(column, Stop(*minutes)),
        )
        return ghost.within(QRectF(self.viewport().rect()).translated(self._offset()))

    def _practitioner_for(self, line: AppointmentLine | None, column: int, minute: int) -> UUID:
        where = self.columns[column]
        return where.practitioner_at(minute) if line is None else where.practitioner_for(line, minute)

    def _on_ghost_changed(self, before: Ghost | None, after: Ghost | None) -> None:
        for ghost in (before, after):
            if ghost is not None:
                self.viewport().update(self._on_view(ghost.area))

    def _on_day_step_wanted(self, by: int) -> None:
        """Waiting at a side shows more of the columns there while there are more, and then other days."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        bar.setValue(before + by * round(self._laid_out().grid.column_width))
        if bar.value() == before:
            self.day_step_requested.emit(by)
        self._dragging.follow()

    def _on_scroll_wanted(self, by: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by)
        self._dragging.follow()

    def _forget_layout(self) -> None:
        self._rooms = None  # what is being dragged is judged anew at the next frame
        super()._forget_layout()

    # taking up

    def _drag_from(self, place: QPoint) -> Drag | None:
        """What would be taken up by dragging from a place."""
        found = self._stop_at(place)
        if found is None:
            return None
        column, stop = found
        where = self.columns[column]
        box = self._box(stop)
        if box is None:
            if not self.may_book(where.practitioner_at(stop.starts)):
                return None
            starts = stop.starts // self._step * self._step
            span = (max(starts, stop.starts), stop.ends)
            return Drag(grip=Grip.SPAN, key=where.key, day=where.day, standing=span)
        if not self.may_carry(box.line):
            return None
        minute = int((place.y() + self._offset().y()) * 60 // self.hour_height)
        return Drag(
            grip=grip_at(box.rect.top(), box.rect.bottom(), place.y() + self._offset().y()),
            line=box.line,
            minutes=minutes_of(box.line),
            grabbed=minute - box.span[0],
            key=where.key,
            day=where.day,
            standing=box.span,
        )

    # Qt's own names

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            place = event.position().toPoint()
            drag = self._drag_from(place)
            self._pressed = None if drag is None else (place, drag)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            origin, drag = self._pressed
            if (place - origin).manhattanLength() >= QApplication.startDragDistance():
                self._pressed = None
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self._dragging.begin(drag)
        if self.is_dragging and self._keyed is None:
            self.carry_to(event.globalPosition().toPoint(), event.modifiers())
        elif not event.buttons():
            drag_here = self._drag_from(place)
            is_edge = drag_here is not None and drag_here.grip in (Grip.START, Grip.END)
            if is_edge != (self.viewport().cursor().shape() is _RESIZE):
                self.viewport().setCursor(_RESIZE) if is_edge else self.viewport().unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        if self.is_dragging and self._keyed is None and event.button() is Qt.MouseButton.LeftButton:
            self.let_go(event.globalPosition().toPoint())
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._keyed is not None:
            self.take_back()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.take_back()
        super().hideEvent(event)

    def _paint(self, painter: QPainter, seen: QRectF) -> None:
        super()._paint(painter, seen)
        self._paint_over(painter, seen)

    def _paint_over(self, painter: QPainter, seen: QRectF) -> None:
        """What lies over everything: what is pinned, the ghost, and the edge that it waits at."""
        if self._pinned:
            for box in self._laid_out().boxes:
                if box.line.id in self._pinned:
                    self._painter.pinned(painter, box.rect)
        if self.is_dragging:
            if self._rooms is None:
                self._dragging.follow()
            ghost = self._dragging.ghost
            if ghost is not None and self._on_view(ghost.area).intersects(seen.toAlignedRect()):
                paint_ghost(painter, ghost)
            if self._dragging.edge:
                painter.translate(self._offset())
                paint_edge_strip(painter, self.viewport().rect(), self._dragging.edge, is_mirrored=self._is_mirrored())
