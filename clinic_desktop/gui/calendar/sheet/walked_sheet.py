"""A calendar's sheet that the keyboard walks: from slot to slot, over appointments, told in words at every step."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QWidget

from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.appointment_words import minute_words, spoken
from clinic_desktop.gui.calendar.sheet.calendar_layout import Box
from clinic_desktop.gui.calendar.sheet.calendar_sheet import CalendarSheet
from clinic_desktop.gui.calendar.sheet.columns import CalendarColumn
from clinic_desktop.gui.calendar.sheet.cursor import Cursor, cursor_on, first_cursor
from clinic_desktop.gui.calendar.sheet.lanes import Stop

_Action = QAbstractItemView.CursorAction
_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class WalkedSheet(CalendarSheet):
    """Where the keyboard stands on the sheet, and where its keys lead. Slots are told as domain `Slot`s."""

    def __init__(self, zone: ZoneInfo, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(zone, clock, parent)
        self._zone = zone
        self._cursor: Cursor | None = None

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
        kept = self.kept_at(self._cursor.column, stop.starts)
        if kept is not None:
            state = kept.words
        else:
            state = self.tr("free") if self._cursor.is_on_open_time(self._laid_out()) else self.tr("closed")
        name = self.columns[self._cursor.column].words
        return f"{minute_words(stop.starts)}–{minute_words(stop.ends)}, {state}, {name}"

    def current_column(self) -> CalendarColumn | None:
        """The column in which the keyboard stands."""
        return None if self._cursor is None else self.columns[self._cursor.column]

    def current_slot(self) -> Slot | None:
        """The free slot that the keyboard stands on, while the keyboard is here."""
        return self.keyboard_slot() if self.hasFocus() else None

    def keyboard_slot(self) -> Slot | None:
        """The free slot that the keyboard stands on, or will when it comes back here."""
        if self._cursor is None or self._cursor.column >= len(self.columns):
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

    def set_columns(self, columns: Sequence[CalendarColumn]) -> None:
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
        if action is _Action.MoveNext:
            return self.currentIndex()  # no key: Qt wants a current row as soon as the focus comes, clicked or not
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
        if self._cursor is not None and self.hasFocus():
            layout = self._laid_out()
            stop = self._cursor.stop(layout)
            rect = layout.stop_rect(self._cursor.column, stop)
            if stop.row is None and self._on_view(rect).intersects(seen.toAlignedRect()):
                self._painter.slot(painter, rect, minute_words(stop.starts), has_focus=True)
