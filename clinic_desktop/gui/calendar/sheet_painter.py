"""Paints a calendar's sheet from its layout: the ground, the boxes, and what lies over them."""

from datetime import datetime
from time import perf_counter
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen

from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.gui import theme as themes
from clinic_desktop.gui.calendar.appointment_delegate import AppointmentDelegate
from clinic_desktop.gui.calendar.calendar_ground import CalendarGround
from clinic_desktop.gui.calendar.calendar_layout import CalendarLayout
from clinic_desktop.gui.calendar.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.flashes import Flashes
from clinic_desktop.gui.measures import Measure, TextSize, Weight
from clinic_desktop.gui.theme import Theme, veil

_FRAME_SECONDS = 0.008
_RADIUS = CalendarMeasure.BOX_RADIUS


class SheetPainter:
    """Paints one view's sheet; told of each new layout by show_layout()."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._delegate = AppointmentDelegate(zone)
        self._drawn_for: tuple[float, bool] | None = None
        self._layout: CalendarLayout | None = None
        self._ground: CalendarGround | None = None
        self._buffers: list[QRectF] = []
        self._theme = themes.current()

    def show_layout(self, layout: CalendarLayout, theme: Theme) -> None:
        """Paint this layout from now on."""
        drawn_for = (layout.grid.scale, layout.grid.is_mirrored)
        if drawn_for != self._drawn_for:
            self._delegate.reset(scale=layout.grid.scale, is_mirrored=layout.grid.is_mirrored)
            self._drawn_for = drawn_for
        self._layout = layout
        self._theme = theme
        self._ground = CalendarGround(layout.grid, layout.columns, theme, step=layout.step)
        buffered = (box for box in layout.boxes if box.line.buffer_before or box.line.buffer_after)
        self._buffers = [rect for box in buffered for rect in layout.buffers(box)]

    def forget(self) -> None:
        """Draw every box anew: theme or font have changed."""
        self._drawn_for = None

    def paint(self, painter: QPainter, shown: QRectF, *, now: datetime, present: int | None, flashes: Flashes) -> bool:
        """Paint the part of the sheet that is shown.

        New boxes are drawn for a few milliseconds and the rest left blank, so that no frame is late; the answer is
        whether all are drawn.
        """
        if self._layout is None or self._ground is None:
            return True
        self._ground.paint(painter, shown)
        for rect in self._buffers:
            if rect.intersects(shown):
                painter.fillRect(rect, QBrush(self._theme.line_strong, Qt.BrushStyle.BDiagPattern))
        if present is not None:
            today = day_of(now, self._zone)
            columns = [number for number, column in enumerate(self._layout.columns) if column.day == today]
            self._ground.paint_present(painter, present, columns)
        is_complete = self._paint_boxes(painter, shown, now)
        if flashes:
            self._paint_flashes(painter, flashes)
        return is_complete

    def _paint_boxes(self, painter: QPainter, shown: QRectF, now: datetime) -> bool:
        assert self._layout is not None
        top, bottom, draw = shown.top(), shown.bottom(), painter.drawPixmap
        until = perf_counter() + _FRAME_SECONDS
        is_complete = True
        for box in self._layout.boxes:
            if box.top < bottom and box.bottom > top:
                if box.face is not None:
                    draw(box.corner, box.face)
                elif perf_counter() < until:
                    box.face = self._delegate.face(box.line, box.rect.size(), now)
                    draw(box.corner, box.face)
                else:
                    is_complete = False
                    draw(box.corner, self._delegate.ground(box.line, box.rect.size()))
        return is_complete

    def _paint_flashes(self, painter: QPainter, flashes: Flashes) -> None:
        assert self._layout is not None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil(self._theme.accent, flashes.strength))
        for box in self._layout.boxes:
            if box.line.id in flashes:
                painter.drawRoundedRect(box.rect, _RADIUS, _RADIUS)

    def ring(self, painter: QPainter, rect: QRectF) -> None:
        """The ring around the chosen appointment."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.accent, Measure.RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)

    def slot(self, painter: QPainter, rect: QRectF, words: str, *, has_focus: bool) -> None:
        """Light up free time: where the pointer is, or, with a ring, where the keyboard stands."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.accent, Measure.RING) if has_focus else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.accent_soft)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1) if has_focus else rect, _RADIUS, _RADIUS)
        font = themes.font(TextSize.SECONDARY, Weight.MEDIUM)
        if rect.height() < QFontMetricsF(font).height():
            return
        painter.setFont(font)
        painter.setPen(self._theme.accent)
        inner = rect.adjusted(CalendarMeasure.TEXT_INDENT, 0, -CalendarMeasure.TEXT_END, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, words)
