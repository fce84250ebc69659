"""A drag from its beginning to its end: where it is, what its ghost says, and the edges that it waits at."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal

from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.drags import Drag
from clinic_desktop.gui.calendar.sheet.ghost import Ghost

FIRST_WAIT, NEXT_WAIT = 600, 900
"""How long, in milliseconds, a drag rests at a side's edge until the day changes, and until it does once more."""
_SCROLL_EVERY = 30

GhostAt = Callable[[Drag, QPoint, bool], Ghost | None]


class Dragging(QObject):
    """What is being dragged over one view. `ghost_at` says where it would lie with the pointer at a place.

    `ghost_changed` brings the ghost before and after; `edge` is the side that it rests at: -1 the earlier, 1 the
    later, 0 neither. Nothing is stored by a drag: whoever hears that it has landed does that.
    """

    begun = Signal(object)
    ghost_changed = Signal(object, object)
    edge_changed = Signal()
    day_step_wanted = Signal(int)
    scroll_wanted = Signal(int)
    ended = Signal()

    def __init__(self, ghost_at: GhostAt, parent: QObject) -> None:
        super().__init__(parent)
        self._ghost_at = ghost_at
        self._place = QPoint()
        self._is_free = False
        self._is_mirrored = False
        self._scrolls_by = 0
        self.drag: Drag | None = None
        self.ghost: Ghost | None = None
        self.edge = 0
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._on_waited)
        self._scroll = QTimer(self)
        self._scroll.setInterval(_SCROLL_EVERY)
        self._scroll.timeout.connect(lambda: self.scroll_wanted.emit(self._scrolls_by))

    @property
    def is_under_way(self) -> bool:
        """Whether something hangs on the pointer."""
        return self.drag is not None

    def begin(self, drag: Drag) -> None:
        """Take something up."""
        self.drag = drag
        self.begun.emit(drag)

    def move_to(self, place: QPoint, room: QRect, *, is_free: bool, is_mirrored: bool) -> None:
        """The pointer is at a place of the viewport, which is `room` large; `is_free` of the slots' grid."""
        self._place, self._is_free, self._is_mirrored = place, is_free, is_mirrored
        self._look_at_edges(room)
        self.follow()

    def follow(self) -> None:
        """Judge anew: the pointer has moved, or what lies under it has."""
        if self.drag is not None:
            self._show(self._ghost_at(self.drag, self._place, self._is_free))

    def end(self) -> Ghost | None:
        """Let go; answers with the ghost that was shown. Nothing is under way after it."""
        landed = self.ghost
        if self.drag is not None:
            self.drag = None
            self._show(None)
            self._set_edge(0)
            self._scroll.stop()
            self.ended.emit()
        return landed

    def _show(self, ghost: Ghost | None) -> None:
        if ghost != self.ghost:
            before, self.ghost = self.ghost, ghost
            self.ghost_changed.emit(before, ghost)

    def _look_at_edges(self, room: QRect) -> None:
        inner, outer = CalendarMeasure.DRAG_EDGE, CalendarMeasure.AXIS_WIDTH
        x, y = self._place.x(), self._place.y()
        is_beside = 0 <= y < room.height()
        side = 0
        if is_beside and -outer <= x < inner:
            side = -1
        elif is_beside and room.width() - inner <= x < room.width() + outer:
            side = 1
        self._set_edge(-side if self._is_mirrored else side)
        self._scrolls_by = 0
        if 0 <= x < room.width() and y < inner:
            self._scrolls_by = -CalendarMeasure.DRAG_SCROLL
        elif 0 <= x < room.width() and y >= room.height() - inner:
            self._scrolls_by = int(CalendarMeasure.DRAG_SCROLL)
        if self._scrolls_by and not self._scroll.isActive():
            self._scroll.start()
        elif not self._scrolls_by:
            self._scroll.stop()

    def _set_edge(self, edge: int) -> None:
        if edge == self.edge:
            return
        self.edge = edge
        if edge:
            self._wait.start(FIRST_WAIT)
        else:
            self._wait.stop()
        self.edge_changed.emit()

    def _on_waited(self) -> None:
        self._wait.start(NEXT_WAIT)
        self.day_step_wanted.emit(self.edge)
