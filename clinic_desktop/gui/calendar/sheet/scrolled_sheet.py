"""The geometry of a calendar's sheet: its grid, its zoom, and how it scrolls under heads and hours."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.columns import CalendarColumn
from clinic_desktop.gui.calendar.sheet.day_header import DayHeader
from clinic_desktop.gui.calendar.sheet.grid import Grid, grid_over
from clinic_desktop.gui.calendar.sheet.sheet_sides import SheetSides, stretch


class ScrolledSheet(QAbstractItemView):
    """A sheet of columns and hours, larger than what is seen of it; `_forget_layout` is told when its grid changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[CalendarColumn, ...] = ()
        self._hour_height = int(CalendarMeasure.HOUR_HEIGHT)
        self._is_placing = False
        self._sides = SheetSides(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def header(self) -> DayHeader:
        """The heads of the columns."""
        return self._sides.header

    @property
    def columns(self) -> tuple[CalendarColumn, ...]:
        """The columns that are shown, in their order."""
        return self._columns

    def set_columns(self, columns: Sequence[CalendarColumn]) -> None:
        """Show these columns."""
        if tuple(columns) != self._columns:
            self._columns = tuple(columns)
            self._forget_layout()
            self.updateGeometries()

    @property
    def hour_height(self) -> int:
        """How many pixels an hour takes."""
        return self._hour_height

    def set_hour_height(self, height: int, *, around: int | None = None) -> None:
        """Zoom; the moment at `around` (a height of the viewport, its middle if None) stays where it is."""
        lowest, highest = CalendarMeasure.LEAST_HOUR_HEIGHT, CalendarMeasure.GREATEST_HOUR_HEIGHT
        height = min(max(height, lowest), highest)
        if height == self._hour_height:
            return
        around = self.viewport().height() // 2 if around is None else around
        place = (self.verticalOffset() + around) * height / self._hour_height
        self._hour_height = height
        self._forget_layout()
        self.updateGeometries()
        self.verticalScrollBar().setValue(round(place - around))

    def _forget_layout(self) -> None:
        """What was computed from the grid holds no more."""
        self.viewport().update()

    def _grid(self) -> Grid:
        return grid_over(
            self._columns,
            room=self.viewport().width(),
            hour_height=self._hour_height,
            scale=self.devicePixelRatioF(),
            is_mirrored=self._is_mirrored(),
        )

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalOffset(), self.verticalOffset())

    def _on_view(self, rect: QRectF) -> QRect:
        """A rectangle of the sheet as one of the viewport, with the ring around it."""
        return rect.translated(-self._offset()).toAlignedRect().adjusted(-3, -3, 3, 3)

    def _bring_into_view(self, rect: QRectF) -> None:
        seen = rect.translated(-self._offset())
        for bar, low, high, room in (
            (self.verticalScrollBar(), seen.top(), seen.bottom(), self.viewport().height()),
            (self.horizontalScrollBar(), seen.left(), seen.right(), self.viewport().width()),
        ):
            forward = -1 if bar is self.horizontalScrollBar() and self._is_mirrored() else 1
            if low < 0:
                bar.setValue(bar.value() + forward * round(low))
            elif high > room:
                bar.setValue(bar.value() + forward * round(min(high - room, low)))

    def horizontalOffset(self) -> int:
        bar = self.horizontalScrollBar()
        return bar.maximum() - bar.value() if self._is_mirrored() else bar.value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    # Qt's own names

    def updateGeometries(self) -> None:
        # Margins and bars resize the viewport, which asks for the geometries again (QTableView guards itself likewise).
        if self._is_placing:
            return
        self._is_placing = True
        self._place()
        self._is_placing = False
        super().updateGeometries()

    def _place(self) -> None:
        is_mirrored = self._is_mirrored()
        self.setViewportMargins(*self._sides.margins(is_mirrored=is_mirrored))
        self._sides.place(self.viewport().geometry(), is_mirrored=is_mirrored)
        grid = self._grid()
        stretch(self.verticalScrollBar(), grid.height, self.viewport().height())
        stretch(self.horizontalScrollBar(), grid.width, self.viewport().width())
        self._scroll_sides()

    def _scroll_sides(self) -> None:
        room = self.viewport().width()
        self._sides.scroll_to(self.horizontalOffset(), self.verticalOffset(), room, is_mirrored=self._is_mirrored())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(-dx if self._is_mirrored() else dx, dy)
        self._scroll_sides()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget_layout()
        self.updateGeometries()
