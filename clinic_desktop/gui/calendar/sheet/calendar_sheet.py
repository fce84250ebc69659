"""What is seen of a calendar: columns and hours, the appointments laid out and painted, scrolled and selected."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Signal,
)
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QRegion, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.sheets import Block, Slot
from clinic_desktop.gui import privacy, theme
from clinic_desktop.gui.calendar.sheet.appointment_model import AppointmentModel
from clinic_desktop.gui.calendar.sheet.arranged import Arranged, Fitting, arranged
from clinic_desktop.gui.calendar.sheet.calendar_layout import Box, CalendarLayout
from clinic_desktop.gui.calendar.sheet.columns import CalendarColumn, first_open
from clinic_desktop.gui.calendar.sheet.flashes import Flashes
from clinic_desktop.gui.calendar.sheet.flashing import Flashing, FlashPlaces
from clinic_desktop.gui.calendar.sheet.kept_time import KeptTime, kept_at, new_blocks
from clinic_desktop.gui.calendar.sheet.minute_clock import MinuteClock
from clinic_desktop.gui.calendar.sheet.scrolled_sheet import ScrolledSheet
from clinic_desktop.gui.calendar.sheet.sheet_painter import SheetPainter
from clinic_desktop.gui.turns import beside_painting, paint_after_all_others, paint_now
from clinic_desktop.gui.unconfirmed import unconfirmed

_Index = QModelIndex | QPersistentModelIndex


class CalendarSheet(ScrolledSheet):
    """Appointments as boxes on columns and hours, over one AppointmentModel and one QSelectionModel.

    Where the boxes lie is computed when rows, columns or sizes change; a frame lays their pictures out and asks the
    model nothing. The chosen appointment is what the selection model has selected.
    """

    appointment_chosen = Signal(object)
    minute_passed = Signal()

    def __init__(self, zone: ZoneInfo, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._layout: CalendarLayout | None = None
        self._arranged: Arranged | None = None
        self._kept: tuple[KeptTime, ...] = ()
        self._look = 0
        self._new_blocks: frozenset[Block] = frozenset()
        self._step = 15
        self._are_cancelled_shown = False
        self.is_scrolled_to_work = False
        self._painter = SheetPainter(zone)
        self._flashes = Flashes(self)
        self._flash_places = FlashPlaces(self._flashes)
        self._flashes.changed.connect(self._on_flash)
        self.minute = MinuteClock(clock, self)
        self.minute.passed.connect(self._on_minute)
        # First of all a model of its own: Qt asks for indexes from the next line on.
        self.setModel(AppointmentModel(zone, self))
        self._has_rest = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.switch().changed.connect(self._on_look_changed)
        privacy.switch().changed.connect(self._on_look_changed)
        unconfirmed().changed.connect(self._on_unconfirmed_changed)

    def set_columns(self, columns: Sequence[CalendarColumn]) -> None:
        """Show these columns; the first ones ever also scroll the sheet to where work begins."""
        self._new_blocks = new_blocks(self._columns, columns)
        super().set_columns(columns)
        self._show_present()
        if columns and not self.is_scrolled_to_work and self.isVisible():
            self.scroll_to_work()

    def fitting(self) -> Fitting:
        """How the sheet stands in its window now; what is arranged for it beforehand need not be here."""
        return Fitting(
            zone=self._painter.zone,
            room=self.viewport().width(),
            hour_height=self.hour_height,
            scale=self.devicePixelRatioF(),
            is_mirrored=self._is_mirrored(),
            step=self._step,
            are_cancelled_shown=self._are_cancelled_shown,
            look=self._look,
        )

    def show_arranged(self, made: Arranged) -> frozenset[UUID]:
        """Show these columns and appointments, keeping scroll and choice; answers with what is new or has changed."""
        changed = self.appointments().set_rows(made.lines)
        made.layout.blank(AppointmentStatus.ARRIVED)  # it may have been seen minutes ago
        self._arranged = made
        self.set_columns(made.columns)
        return changed

    def draw_ahead(self, made: Arranged) -> bool:
        """Draw some of what would be seen if this were shown now, for a few milliseconds; whether there is no more."""
        if made.fitting != self.fitting():
            return True
        made.layout.blank_marked()
        shown = QRectF(self.viewport().rect()).translated(self._offset())
        return self._painter.draw_ahead(made.layout, shown, self._clock())

    def appointments(self) -> AppointmentModel:
        """The model that is shown."""
        model = self.model()
        assert isinstance(model, AppointmentModel)
        return model

    def chosen(self) -> UUID | None:
        """The chosen appointment."""
        box = self._chosen_box()
        if box is not None:
            return box.line.id
        selected = self.selectionModel().selectedIndexes()
        return self.appointments().lines()[selected[0].row()].id if selected else None

    def choose(self, appointment_id: UUID) -> bool:
        """Choose an appointment and bring it into view; False if it is not shown."""
        index = self.appointments().index_of(appointment_id)
        if not index.isValid() or self.isIndexHidden(index):
            return False
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def set_slot_step(self, minutes: int) -> None:
        """How long the slots are that the pointer and the keyboard find in free time."""
        self._step = minutes
        self._forget_layout()

    def set_waiting_limit(self, minutes: int) -> None:
        """From how long a wait on an appointment is marked."""
        if self._painter.set_waiting_limit(minutes):
            self._look += 1
            self._forget_layout()

    def set_cancelled_shown(self, shown: bool) -> None:
        """Show cancelled appointments too, or leave them out."""
        self._are_cancelled_shown = shown
        self._forget_layout()

    def flash(self, appointment_ids: Iterable[UUID]) -> None:
        """Show softly, in place, that these have changed, and which blocks are new since the last columns."""
        self._flashes.start([*appointment_ids, *self._new_blocks])

    @property
    def is_painted_whole(self) -> bool:
        """Whether the last frame showed every box with what is written in it."""
        return not self._has_rest

    def scroll_to_work(self) -> None:
        """Scroll to where work begins, or, where that leaves it out of view, to the present."""
        self.is_scrolled_to_work = True
        grid = self._laid_out().grid
        opening = first_open(self._columns)
        begins = self._laid_out().first_minute()
        top = min(minute for minute in (opening, begins, 8 * 60) if minute is not None)
        y = grid.y(max(0, top))
        present = self.present()
        if present is not None and grid.y(present) > y + self.viewport().height() * 3 / 4:
            y = grid.y(present) - self.viewport().height() / 3
        self.verticalScrollBar().setValue(round(y))

    def scroll_as(self, other: "CalendarSheet") -> None:
        """Show the same hours as another sheet; of one that was never seen, only the size."""
        self.set_hour_height(other.hour_height)
        if other.is_scrolled_to_work:
            self.is_scrolled_to_work = True
            self.verticalScrollBar().setValue(other.verticalScrollBar().value())

    def present(self) -> int | None:
        """The minute of the day at which the clock stands; None if no column is of today."""
        now = self._clock()
        today = day_of(now, self._painter.zone)
        column = next((column for column in self._columns if column.day == today), None)
        return None if column is None else column.minute_of(now)

    def kept_at(self, column: int, minute: int) -> KeptTime | None:
        """The block or the hold at a minute of a column."""
        self._laid_out()
        return kept_at(self._kept, column, minute, self._clock())

    def kept_over(self, slot: Slot) -> KeptTime | None:
        """The block or the hold that a slot begins in."""
        for number, column in enumerate(self._columns):
            if column.span.starts_at <= slot.starts_at < column.span.ends_at:
                minute = column.minute_of(slot.starts_at)
                if column.practitioner_at(minute) == slot.practitioner_id:
                    return self.kept_at(number, minute)
        return None

    # the layout

    def _forget_layout(self) -> None:
        self._layout = None
        self._flash_places.forget()
        super()._forget_layout()

    def _laid_out(self) -> CalendarLayout:
        if self._layout is None:
            made, fitting = self._arranged, self.fitting()
            if made is None or made.columns != self._columns or not made.holds_for(fitting):
                made = arranged(self._columns, self.appointments().lines(), fitting)
            made = self._arranged = made.fitted(fitting)
            self._layout, self._kept = made.layout, made.kept
            self._layout.blank_marked()
            self._painter.show_layout(self._layout, self._kept, theme.current())
            self._sides.show_grid(self._columns, self._layout.grid)
        return self._layout

    def _chosen_box(self) -> Box | None:
        selected = self.selectionModel().selectedIndexes()
        return self._laid_out().by_row.get(selected[0].row()) if selected else None

    # what changes by itself

    def _on_look_changed(self) -> None:
        self._look += 1
        self._painter.forget()
        self._forget_layout()
        self._sides.update()

    def _on_unconfirmed_changed(self, ids: frozenset[UUID]) -> None:
        """Marks came or went: of a layout that is made already only those boxes are drawn anew."""
        if self._layout is not None:
            for rect in self._layout.blank_marked(ids):
                self.viewport().update(self._on_view(rect))

    def _on_minute(self) -> None:
        self.minute_passed.emit()
        self._show_present()
        self._laid_out().blank(AppointmentStatus.ARRIVED)
        self.viewport().update()

    def _show_present(self) -> None:
        self._sides.set_present(self.present())

    def _on_flash(self) -> None:
        self._flash_places.forget()
        if self._layout is None:  # all is about to be painted, and laid out then
            self.viewport().update()
            return
        seen, region = self.viewport().rect(), QRegion()
        for rect, _ in self._flashing():
            region += self._on_view(rect).intersected(seen)
        self.viewport().update(region)

    def _flashing(self) -> list[Flashing]:
        layout, shown = self._laid_out(), self.viewport().rect().toRectF().translated(self._offset())
        return self._flash_places.on(layout, self._kept, self._painter.columns_in(shown))

    def _on_rows_changed(self) -> None:
        self._arranged = None
        self._forget_layout()

    # Qt's own names

    def setModel(self, model: object) -> None:
        """Show another AppointmentModel."""
        assert isinstance(model, AppointmentModel)
        super().setModel(model)
        for signal in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.dataChanged, model.modelReset):
            signal.connect(self._on_rows_changed)
        self._forget_layout()

    def rowsAboutToBeRemoved(self, parent: _Index, start: int, end: int) -> None:
        """Leave the choice empty when the chosen one goes: Qt's own would choose its neighbour."""

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Repaint, which `_on_rows_changed` asks for: Qt's own would ask where each row lies while the others change.

        For every row that has changed, all of them would be laid out.
        """

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if self.isHidden():
            return  # another view of the same appointments is in front, and tells
        self.viewport().update()
        if (chosen := self.chosen()) is not None:
            self.appointment_chosen.emit(chosen)

    def indexAt(self, point: QPoint) -> QModelIndex:
        place = point.toPointF() + self._offset()
        box = self._laid_out().box_at(place.x(), place.y())
        return QModelIndex() if box is None else self.model().index(box.row, 0)

    def visualRect(self, index: _Index) -> QRect:
        box = self._laid_out().by_row.get(index.row()) if index.isValid() else None
        return QRect() if box is None else box.rect.translated(-self._offset()).toAlignedRect()

    def isIndexHidden(self, index: _Index) -> bool:
        return index.row() not in self._laid_out().by_row

    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        box = self._laid_out().by_row.get(index.row()) if index.isValid() else None
        if box is not None:
            self._bring_into_view(box.rect)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._on_look_changed()
            self.updateGeometries()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.is_scrolled_to_work:  # it is shown first, and the sheet itself is long to paint
            paint_after_all_others(self.header)
        self.minute.start()
        self._show_present()
        if self._columns and not self.is_scrolled_to_work:
            self.scroll_to_work()

    def hideEvent(self, event: QHideEvent) -> None:
        self.minute.stop()
        self._flashes.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._laid_out().grid.scale != self.devicePixelRatioF():
            self._forget_layout()  # the window was taken to another screen
        painter = QPainter(self.viewport())
        for part in _parts(event.region()):
            painter.save()
            painter.setClipRect(part)
            self._paint(painter, part.toRectF())
            painter.restore()

    def _paint_rest(self) -> None:
        self._has_rest = False
        paint_now(self.viewport())

    def _paint(self, painter: QPainter, seen: QRectF) -> None:
        flashing, offset = self._flashing(), self._offset()
        painter.translate(-offset)
        is_complete = self._painter.paint(
            painter, seen.translated(offset), now=self._clock(), present=self.present(), flashing=flashing
        )
        if not is_complete and not self._has_rest:
            self._has_rest = True
            beside_painting(self, self._paint_rest)
        chosen = self._chosen_box()
        if chosen is not None:
            self._painter.ring(painter, chosen.rect)


def _parts(region: QRegion) -> list[QRect]:
    """What to paint at once: few parts each by itself, for what lies between them need not be painted.

    Of many parts most would be painted with the same lines and boxes again and again; Qt leaves out what lies between.
    """
    if region.rectCount() > _MANY_PARTS:
        return [region.boundingRect()]
    return [*region]  # type: ignore[misc]  # it yields its rectangles; the stubs forget it


_MANY_PARTS = 4
