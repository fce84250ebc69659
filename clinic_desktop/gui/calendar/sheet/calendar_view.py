"""The base of every calendar view: what pointer and keyboard do on the sheet. A subclass says what its columns are."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.appointment_words import minute_words
from clinic_desktop.gui.calendar.sheet.cursor import Cursor
from clinic_desktop.gui.calendar.sheet.dragged_sheet import DraggedSheet
from clinic_desktop.gui.calendar.sheet.hover_card import HoverCard
from clinic_desktop.gui.calendar.sheet.lanes import Stop
from clinic_desktop.gui.calendar.sheet.typed_letters import TypedLetters

_Action = QAbstractItemView.CursorAction
_ZOOM_STEP = 1.15
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UPRIGHT = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CalendarView(DraggedSheet):
    """A sheet that is worked on: free slots and appointments are found by pointer and by keyboard alike.

    Slots are told as domain `Slot`s. What hangs on the pointer, and the ghost of it, are the DraggedSheet's.
    """

    slot_activated = Signal(object)
    appointment_activated = Signal(object)
    slot_menu_requested = Signal(QPoint, object)
    appointment_menu_requested = Signal(QPoint, object)
    text_typed = Signal(object, str)
    choice_cleared = Signal()
    zoomed = Signal(int)
    lit_activated = Signal(object)

    def __init__(self, zone: ZoneInfo, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(zone, clock, parent)
        self._hover: tuple[int, Stop] | None = None
        self._lit: Slot | None = None
        self._card = HoverCard(zone, self)
        self._letters = TypedLetters(self)
        self._letters.typed.connect(self._on_typed)
        self.drag_begun.connect(lambda _: self._leave_pointer())
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)

    def highlight(self, slot: Slot | None) -> None:
        """Light up free time that was found elsewhere, and bring it into view; None puts the light out.

        It stays lit while other days are shown; a click on it is told by `lit_activated`.
        """
        self._lit = slot
        place = self._lit_place()
        if place is not None:
            self._bring_into_view(self._laid_out().stop_rect(*place))
        self.viewport().update()

    def _lit_place(self) -> tuple[int, Stop] | None:
        if self._lit is None:
            return None
        for number, column in enumerate(self.columns):
            is_its_day = column.span.starts_at <= self._lit.starts_at < column.span.ends_at
            if is_its_day and column.practitioner_id == self._lit.practitioner_id:
                return number, Stop(*column.minutes_of(self._lit.starts_at, self._lit.ends_at))
        return None

    def _is_lit(self, point: QPoint) -> bool:
        place = self._lit_place()
        return place is not None and self._laid_out().stop_rect(*place).contains(point.toPointF() + self._offset())

    # what is done

    def _activate(self, column: int, stop: Stop) -> None:
        box = self._box(stop)
        if box is not None:
            self.appointment_activated.emit(box.line.id)
        else:
            self.slot_activated.emit(self._slot(column, stop))

    def _request_menu(self, place: QPoint, column: int, stop: Stop) -> None:
        box = self._box(stop)
        if box is not None:
            self.appointment_menu_requested.emit(place, box.line.id)
        else:
            self.slot_menu_requested.emit(place, self._slot(column, stop))

    def _is_on_free_slot(self) -> bool:
        slot = None if self.is_dragging else self.current_slot()
        return slot is not None and self.may_book(slot.practitioner_id)

    def _on_typed(self, text: str) -> None:
        slot = self.current_slot()
        if slot is not None:
            self.text_typed.emit(slot, text)

    def _leave_pointer(self) -> None:
        """Nothing is under the pointer but what it drags."""
        self._clear_hover()
        self._card.hide()

    def _clear_hover(self) -> None:
        if self._hover is not None:
            self._hover = None
            self.viewport().update()

    def _zoom(self, notches: float, around: int) -> None:
        self.set_hour_height(round(self.hour_height * _ZOOM_STEP**notches), around=around)
        self.zoomed.emit(self.hour_height)

    def _forget_layout(self) -> None:
        self._hover = None  # a stop of the layout that goes
        super()._forget_layout()

    # Qt's own names

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape and self.take_back():
            return
        if plain == Qt.KeyboardModifier.ShiftModifier and self._nudge(key):
            return
        if plain == Qt.KeyboardModifier.ControlModifier and key in _SIDEWAYS:
            self.day_step_requested.emit(-_SIDEWAYS[key] if self._is_mirrored() else _SIDEWAYS[key])
        elif self._letters.take(event, self._is_on_free_slot()):
            event.accept()
        elif plain != Qt.KeyboardModifier.NoModifier or not self.columns:
            event.ignore()
        else:
            self._on_plain_key(key, event)

    def _on_plain_key(self, key: Qt.Key, event: QKeyEvent) -> None:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.is_dragging:
            self.let_go()
        elif key in _ACTIONS:
            self.take_back()
            self.moveCursor(_ACTIONS[key], Qt.KeyboardModifier.NoModifier)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor is not None:
            self._activate(self._cursor.column, self._cursor.stop(self._laid_out()))
        elif key == Qt.Key.Key_Escape and self.chosen() is not None:
            self.clearSelection()
            self.choice_cleared.emit()
        else:
            event.ignore()

    def _nudge(self, key: Qt.Key) -> bool:
        """Shift and an arrow: a step longer or shorter, or to the practitioner beside; False where it means nothing."""
        line = self.chosen_line()
        if line is None or key not in _UPRIGHT | _SIDEWAYS:
            return False
        if key in _UPRIGHT:
            self.nudge_length(line, _UPRIGHT[key])
        else:
            self.nudge_column(line, -_SIDEWAYS[key] if self._is_mirrored() else _SIDEWAYS[key])
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._card.hide()
        self.take_back()
        if event.button() is Qt.MouseButton.LeftButton and self._is_lit(event.position().toPoint()):
            self.lit_activated.emit(self._lit)
            return
        found = self._stop_at(event.position().toPoint())
        if found is None:
            return
        column, stop = found
        box = self._box(stop)
        if box is not None and box.line.id == self.chosen():
            # Whoever shows the chosen one may show something else by now.
            self.appointment_chosen.emit(box.line.id)
        super().mousePressEvent(event)  # before what is pressed is brought into view, which may move it
        self._go_to(Cursor(column=column, minute=stop.starts, appointment_id=None if box is None else box.line.id))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._stop_at(event.position().toPoint())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self._activate(*found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self.is_dragging:
            return
        found = self._stop_at(event.position().toPoint())
        hover = found if found is not None and found[1].row is None else None
        if hover != self._hover:
            for place in (self._hover, hover):
                if place is not None:
                    self.viewport().update(self._on_view(self._laid_out().stop_rect(*place)))
            self._hover = hover

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._leave_pointer()
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_card(event.pos())
            return True
        return super().viewportEvent(event)

    def _show_card(self, place: QPoint) -> None:
        """Say more about what the pointer rests on: an appointment, a block or a hold."""
        found = None if self.is_dragging else self._stop_at(place)
        box = None if found is None else self._box(found[1])
        if found is None:
            self._card.hide()
        elif box is not None:
            self._card.show_line(box.line, self._on_view(box.rect), self._clock())
        elif (kept := self.kept_at(found[0], found[1].starts)) is not None:
            self._card.show_kept(kept, self.columns[found[0]], self._on_view(kept.rect))
        else:
            self._card.hide()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._card.hide()
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            found = self._stop_at(event.pos())
            if found is not None:
                self._request_menu(event.globalPos(), *found)
        elif self._cursor is not None:
            stop = self._cursor.stop(self._laid_out())
            rect = self._on_view(self._laid_out().stop_rect(self._cursor.column, stop))
            self._request_menu(self.viewport().mapToGlobal(rect.center()), self._cursor.column, stop)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._card.hide()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(event.angleDelta().y() / 120, round(event.position().y()))
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and self._letters.claims(event, self._is_on_free_slot()):
            event.accept()
            return True
        return super().event(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._clear_hover()
        super().scrollContentsBy(dx, dy)

    def hideEvent(self, event: QHideEvent) -> None:
        self._card.hide()
        super().hideEvent(event)

    def _paint_over(self, painter: QPainter, seen: QRectF) -> None:
        lit = self._lit_place()
        if lit is not None:
            rect = self._laid_out().stop_rect(*lit)
            self._painter.slot(painter, rect, minute_words(lit[1].starts), has_focus=True)
        if self._hover is not None:
            rect = self._laid_out().stop_rect(*self._hover)
            self._painter.slot(painter, rect, minute_words(self._hover[1].starts), has_focus=False)
        super()._paint_over(painter, seen)


_ACTIONS = {
    Qt.Key.Key_Up: _Action.MoveUp,
    Qt.Key.Key_Down: _Action.MoveDown,
    Qt.Key.Key_Left: _Action.MoveLeft,
    Qt.Key.Key_Right: _Action.MoveRight,
    Qt.Key.Key_PageUp: _Action.MovePageUp,
    Qt.Key.Key_PageDown: _Action.MovePageDown,
    Qt.Key.Key_Home: _Action.MoveHome,
    Qt.Key.Key_End: _Action.MoveEnd,
}
