"""Paints a calendar's sheet from its layout: the ground, the boxes, and what lies over them."""

from collections.abc import Sequence
from datetime import datetime
from time import perf_counter
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QLinearGradient, QPainter, QPen

from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.gui import icons
from clinic_desktop.gui import theme as themes
from clinic_desktop.gui.calendar.sheet.appointment_delegate import AppointmentDelegate
from clinic_desktop.gui.calendar.sheet.calendar_ground import CalendarGround
from clinic_desktop.gui.calendar.sheet.calendar_layout import CalendarLayout
from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.flashing import Flashing
from clinic_desktop.gui.calendar.sheet.kept_time import KeptTime, paint_kept
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Measure, TextSize, Weight
from clinic_desktop.gui.theme import Theme, veil

_OPENING_SECONDS, _FRAME_SECONDS = (0.045, 0.03), 0.006
"""For new boxes: in a view's very first frames, and in all but the first of another layout.

What is around a view is painted in another turn as a window comes up, so that all of this one is the view's.
"""

_FEW_BOXES = 30
"""So many are drawn in the first frame of another layout, or none: words in a part of the boxes alone would flicker."""

_AHEAD_SECONDS = 0.003
_FADED = 0.6
_RADIUS = CalendarMeasure.BOX_RADIUS


class SheetPainter:
    """Paints one view's sheet; told of each new layout by show_layout()."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._delegate = AppointmentDelegate(zone)
        self._drawn_for: tuple[float, bool] | None = None
        self._layout: CalendarLayout | None = None
        self._ground: CalendarGround | None = None
        self._opening = list(_OPENING_SECONDS)
        self._is_first = False
        self._kept: tuple[KeptTime, ...] = ()
        self._lefts: list[float] = []
        self._theme = themes.current()

    def show_layout(self, layout: CalendarLayout, kept: tuple[KeptTime, ...], theme: Theme) -> None:
        """Paint this layout, and what is kept from booking in it, from now on."""
        drawn_for = (layout.grid.scale, layout.grid.is_mirrored)
        if drawn_for != self._drawn_for:
            self._delegate.reset(scale=layout.grid.scale, is_mirrored=layout.grid.is_mirrored)
            self._drawn_for = drawn_for
        self._is_first = self._is_first or layout is not self._layout
        self._layout = layout
        self._kept = kept
        self._theme = theme
        self._ground = CalendarGround(layout.grid, layout.columns, theme, step=layout.step)
        self._lefts = [layout.grid.x(number) for number in range(len(layout.columns))]

    def set_waiting_limit(self, minutes: int) -> bool:
        """From how long a wait on a box carries the mark of it; whether that was another before."""
        before, self._delegate.waiting_limit = self._delegate.waiting_limit, minutes
        return before != minutes

    def forget(self) -> None:
        """Draw every box anew: theme or font have changed."""
        self._drawn_for = None

    def paint(
        self, painter: QPainter, shown: QRectF, *, now: datetime, present: int | None, flashing: Sequence[Flashing]
    ) -> bool:
        """Paint the part of the sheet that is shown.

        New boxes are drawn for a few milliseconds and the rest left blank, so that no frame is late; the first frame of
        another layout leaves all of many blank. The answer is whether all are drawn.
        """
        if self._layout is None or self._ground is None:
            return True
        columns = self.columns_in(shown)
        self._ground.paint(painter, shown, columns)
        paint_kept(painter, self._kept, shown, now)
        hatch = QBrush(self._theme.line_strong, Qt.BrushStyle.BDiagPattern)
        for number in columns:
            for rect in self._layout.buffers_in(number):
                if rect.intersects(shown):
                    painter.fillRect(rect, hatch)
        if present is not None and self._is_in(shown, self._layout.grid.y(present)):
            today = day_of(now, self.zone)
            shows_today = [number for number in columns if self._layout.columns[number].day == today]
            self._ground.paint_present(painter, present, shows_today)
        is_complete = self._paint_boxes(painter, shown, columns, now)
        if flashing:
            self._paint_flashes(painter, shown, flashing)
        return is_complete

    def draw_ahead(self, layout: CalendarLayout, shown: QRectF, now: datetime) -> bool:
        """Draw the boxes of a layout that is not shown yet, for as long as a frame may; whether all are drawn."""
        until = perf_counter() + _AHEAD_SECONDS
        for number in range(len(layout.columns)):
            if (
                layout.grid.x(number) + layout.grid.column_width > shown.left()
                and layout.grid.x(number) < shown.right()
            ):
                for box in layout.boxes_in(number):
                    if box.face is None and box.top < shown.bottom() and box.bottom > shown.top():
                        if perf_counter() > until:
                            return False
                        box.face = self._delegate.face(box.line, box.rect.size(), now)
        return True

    def columns_in(self, shown: QRectF) -> list[int]:
        """The columns of which something is shown."""
        assert self._layout is not None
        width, left, right = self._layout.grid.column_width, shown.left(), shown.right()
        return [number for number, x in enumerate(self._lefts) if x < right and x + width > left]

    def _is_in(self, shown: QRectF, y: float) -> bool:
        return shown.top() - CalendarMeasure.NOW_LINE <= y <= shown.bottom() + CalendarMeasure.NOW_LINE

    def _paint_boxes(self, painter: QPainter, shown: QRectF, columns: Sequence[int], now: datetime) -> bool:
        assert self._layout is not None
        top, bottom, draw = shown.top(), shown.bottom(), painter.drawPixmap
        until = perf_counter() + (self._seconds_for_boxes(shown, columns) if columns else 0)
        is_complete = True
        for number in columns:
            for box in self._layout.boxes_in(number):
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

    def _seconds_for_boxes(self, shown: QRectF, columns: Sequence[int]) -> float:
        is_first, self._is_first = self._is_first, False
        if self._opening:
            return self._opening.pop(0)
        return 0 if is_first and self._new_in(shown, columns) > _FEW_BOXES else _FRAME_SECONDS

    def _new_in(self, shown: QRectF, columns: Sequence[int]) -> int:
        """How many boxes are to be drawn there."""
        assert self._layout is not None
        top, bottom, layout = shown.top(), shown.bottom(), self._layout
        return sum(
            box.face is None and box.top < bottom and box.bottom > top
            for number in columns
            for box in layout.boxes_in(number)
        )

    def _paint_flashes(self, painter: QPainter, shown: QRectF, flashing: Sequence[Flashing]) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for rect, strength in flashing:
            if rect.intersects(shown):
                painter.setBrush(veil(self._theme.accent, strength))
                painter.drawRoundedRect(rect, _RADIUS, _RADIUS)

    def ring(self, painter: QPainter, rect: QRectF) -> None:
        """The ring around the chosen appointment."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.accent, Measure.RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)

    def pinned(self, painter: QPainter, rect: QRectF) -> None:
        """An appointment that hangs on the pinboard: faded, with a pin."""
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.accent, Measure.HAIRLINE, Qt.PenStyle.DashLine))
        painter.setBrush(themes.veil(theme.surface, _FADED))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        size, end = CalendarMeasure.MARK, CalendarMeasure.TEXT_END
        is_mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = rect.left() + end if is_mirrored else rect.right() - end - size
        top = rect.top() + min(float(CalendarMeasure.TEXT_TOP), max(0.0, (rect.height() - size) / 2))
        scale = painter.device().devicePixelRatioF()
        self._fade_out_before(painter, rect, left, is_mirrored=is_mirrored)
        painter.drawPixmap(round(left), round(top), icons.pixmap(Icon.PIN, theme.accent, size, scale=scale))

    def _fade_out_before(self, painter: QPainter, rect: QRectF, left: float, *, is_mirrored: bool) -> None:
        """Let the words run out before the pin, so that none of them is cut by it."""
        size = CalendarMeasure.MARK
        far, near = (left + size + 2 * size, left + size) if is_mirrored else (left - 2 * size, left)
        fade = QLinearGradient(far, 0, near, 0)
        fade.setColorAt(0, themes.veil(self._theme.surface, 0))
        fade.setColorAt(1, self._theme.surface)
        inner = rect.adjusted(1, 1, -1, -1)
        side = QRectF(inner.left(), inner.top(), far - inner.left(), inner.height())
        if not is_mirrored:
            side = QRectF(far, inner.top(), inner.right() - far, inner.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fade)
        painter.drawRoundedRect(side.intersected(inner), _RADIUS, _RADIUS)

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
