"""The base of every calendar view: what pointer and keyboard do on the sheet. A subclass says what its columns are."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.calendar.calendar_layout import Box
from clinic_desktop.gui.calendar.calendar_sheet import CalendarSheet
from clinic_desktop.gui.calendar.columns import CalendarColumn
from clinic_desktop.gui.calendar.cursor import Cursor, cursor_on, first_cursor
from clinic_desktop.gui.calendar.hover_card import HoverCard
from clinic_desktop.gui.calendar.lanes import Stop
from clinic_desktop.gui.calendar.words import minute_words, spoken

_Action = QAbstractItemView.CursorAction
_ZOOM_STEP = 1.15
_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CalendarView(CalendarSheet):
    """A sheet that is worked on: free slots and appointments are found by pointer and by keyboard alike.

    Slots are told as domain `Slot`s. Dragging has no part in it yet; presses and moves come together in
    `mousePressEvent` and `mouseMoveEvent`, and `slot_at` says where something would land.
    """

    slot_activated = Signal(object)
    appointment_activated = Signal(object)
    slot_menu_requested = Signal(QPoint, object)
    appointment_menu_requested = Signal(QPoint, object)
    day_step_requested = Signal(int)
    choice_cleared = Signal()
    zoomed = Signal(int)

    def __init__(self, zone: ZoneInfo, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(zone, clock, parent)
        self._zone = zone
        self._cursor: Cursor | None = None
        self._hover: tuple[int, Stop] | None = None
        self._card = HoverCard(zone, self)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)

    def slot_at(self, point: QPoint) -> Slot | None:
        """The free slot at a place of the viewport; None on an appointment and beside the columns."""
        found = self._stop_at(point)
        if found is None or found[1].row is not None:
            return None
        return self._slot(*found)

    def current_words(self) -> str:
        """What the keyboard stands on, as a screen reader tells it."""
        if self._cursor is None or self._cursor.column >= len(self.columns):
            return ""
        stop = self._cursor.stop(self._laid_out())
        if stop.row is not None:
            return spoken(self._laid_out().by_row[stop.row].line, self._zone)
        state = self.tr("free") if self._cursor.is_on_open_time(self._laid_out()) else self.tr("closed")
        name = self.columns[self._cursor.column].words
        return f"{minute_words(stop.starts)}–{minute_words(stop.ends)}, {state}, {name}"

    def current_column(self) -> CalendarColumn | None:
        """The column in which the keyboard stands."""
        return None if self._cursor is None else self.columns[self._cursor.column]

    def current_slot(self) -> Slot | None:
        """The free slot that the keyboard stands on, while the keyboard is here."""
        if self._cursor is None or not self.hasFocus():
            return None
        stop = self._cursor.stop(self._laid_out())
        return None if stop.row is not None else self._slot(self._cursor.column, stop)

    def start_keyboard(self) -> None:
        """Put the keyboard on the chosen appointment, or on the present, or where the first column's day begins."""
        if self.columns:
            chosen = self._chosen_box()
            layout = self._laid_out()
            self._go_to(first_cursor(layout, self.present()) if chosen is None else cursor_on(chosen))

    def forget_cursor(self) -> None:
        """Let the keyboard begin anew, on what is chosen: that may have been done in another view."""
        self._cursor = None

    # where things are

    def _stop_at(self, point: QPoint) -> tuple[int, Stop] | None:
        place = point.toPointF() + self._offset()
        return self._laid_out().stop_under(place.x(), place.y())

    def _slot(self, column: int, stop: Stop) -> Slot:
        return self.columns[column].slot(stop.starts, stop.ends)

    def _box(self, stop: Stop) -> Box | None:
        return None if stop.row is None else self._laid_out().by_row[stop.row]

    # what is done

    def _go_to(self, cursor: Cursor) -> None:
        before, self._cursor = self._cursor, cursor
        stop = cursor.stop(self._laid_out())
        box = self._box(stop)
        if box is not None:
            self.choose(box.line.id)
        self._bring_into_view(self._laid_out().stop_rect(cursor.column, stop))
        if before != cursor:
            self._tell_current()
        self.viewport().update()

    def _tell_current(self) -> None:
        words = self.current_words()
        self.setAccessibleDescription(words)
        if self.hasFocus() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

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

    def _clear_hover(self) -> None:
        if self._hover is not None:
            self._hover = None
            self.viewport().update()

    def _zoom(self, notches: float, around: int) -> None:
        self.set_hour_height(round(self.hour_height * _ZOOM_STEP**notches), around=around)
        self.zoomed.emit(self.hour_height)

    def set_columns(self, columns: Sequence[CalendarColumn]) -> None:
        self._hover = None
        if self._cursor is not None and self._cursor.column >= len(columns):
            self._cursor = None
        super().set_columns(columns)
        chosen = None if self._cursor is not None or self.isHidden() else self._chosen_box()
        if chosen is not None:
            self._cursor = cursor_on(chosen)

    # Qt's own names

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        box = None if self.isHidden() else self._chosen_box()
        if box is not None and (self._cursor is None or self._cursor.appointment_id != box.line.id):
            self._cursor = cursor_on(box)
            self._tell_current()

    def moveCursor(self, action: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Move the keyboard's place; answers with the appointment it then stands on, if any."""
        layout = self._laid_out()
        if self._cursor is None:
            self.start_keyboard()
        elif action in (_Action.MoveUp, _Action.MoveDown):
            self._go_to(self._cursor.stepped(layout, -1 if action is _Action.MoveUp else 1))
        elif action in (_Action.MoveLeft, _Action.MoveRight):
            forward = (action is _Action.MoveRight) is not self._is_mirrored()
            self._go_to(self._cursor.beside(layout, 1 if forward else -1))
        elif action in (_Action.MovePageUp, _Action.MovePageDown):
            page = round(self.viewport().height() * 60 / self.hour_height * 0.8)
            by = -page if action is _Action.MovePageUp else page
            self._go_to(self._cursor.at_minute(layout, self._cursor.minute + by))
        elif action is _Action.MoveHome:
            self._go_to(self._cursor.at_opening(layout))
        elif action is _Action.MoveEnd:
            self._go_to(self._cursor.at_closing(layout))
        return self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain == Qt.KeyboardModifier.ControlModifier and key in _SIDEWAYS:
            self.day_step_requested.emit(-_SIDEWAYS[key] if self._is_mirrored() else _SIDEWAYS[key])
        elif plain != Qt.KeyboardModifier.NoModifier or not self.columns:
            event.ignore()
        elif key in _ACTIONS:
            self.moveCursor(_ACTIONS[key], plain)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor is not None:
            self._activate(self._cursor.column, self._cursor.stop(self._laid_out()))
        elif key == Qt.Key.Key_Escape and self.chosen() is not None:
            self.clearSelection()
            self.choice_cleared.emit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._card.hide()
        found = self._stop_at(event.position().toPoint())
        if found is None:
            return
        column, stop = found
        box = self._box(stop)
        if box is not None and box.line.id == self.chosen():
            # Whoever shows the chosen one may show something else by now.
            self.appointment_chosen.emit(box.line.id)
        self._go_to(Cursor(column=column, minute=stop.starts, appointment_id=None if box is None else box.line.id))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._stop_at(event.position().toPoint())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self._activate(*found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._stop_at(event.position().toPoint())
        hover = found if found is not None and found[1].row is None else None
        if hover != self._hover:
            for place in (self._hover, hover):
                if place is not None:
                    self.viewport().update(self._on_view(self._laid_out().stop_rect(*place)))
            self._hover = hover

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._clear_hover()
            self._card.hide()
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.isValid():
                box = self._laid_out().by_row[index.row()]
                self._card.show_line(box.line, self.visualRect(index), self._clock())
            else:
                self._card.hide()
            return True
        return super().viewportEvent(event)

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

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._clear_hover()
        super().scrollContentsBy(dx, dy)

    def hideEvent(self, event: QHideEvent) -> None:
        self._card.hide()
        super().hideEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._cursor is None and event.reason() in _BY_KEYBOARD:
            self.start_keyboard()
        self._tell_current()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _paint(self, painter: QPainter, seen: QRectF) -> None:
        super()._paint(painter, seen)
        layout = self._laid_out()
        if self._hover is not None:
            self._painter.slot(
                painter, layout.stop_rect(*self._hover), minute_words(self._hover[1].starts), has_focus=False
            )
        if self._cursor is not None and self.hasFocus():
            stop = self._cursor.stop(layout)
            if stop.row is None:
                rect = layout.stop_rect(self._cursor.column, stop)
                self._painter.slot(painter, rect, minute_words(stop.starts), has_focus=True)


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
