"""Draws an appointment's box once, as a picture, so that a frame only lays pictures out."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.clinic import Policies
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui import icons, theme
from clinic_desktop.gui.appointment_words import is_confirmed, remark, times_of, waited_minutes
from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Measure, TextSize, Weight
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.statuses import status_look
from clinic_desktop.gui.sync_mark import SyncMark, sync_mark
from clinic_desktop.gui.theme import Theme

_KEPT_FACES = 4096
_PRESSING = (Icon.TRIANGLE_ALERT, Icon.CLOCK_ALERT, Icon.FLAG)
_MARKS = (*_PRESSING, Icon.CHECK, Icon.CHECK_CHECK, Icon.DOOR_OPEN, Icon.REPEAT, Icon.FILE_TEXT)
_VOID = (AppointmentStatus.CANCELLED, AppointmentStatus.ENTERED_IN_ERROR)


@dataclass(frozen=True, slots=True)
class _Face:
    """All that decides how a box looks; two boxes of one face share a picture."""

    width: float
    height: float
    status: AppointmentStatus
    is_confirmed: bool
    name: str
    remark: str
    times: str
    marks: tuple[Icon, ...]
    alert: str
    sync: SyncMark | None


_GroundKey = tuple[AppointmentStatus, bool, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """All that decides how a face is drawn; fonts by their keys."""

    theme: Theme
    scale: float
    is_mirrored: bool
    name_font: str
    font: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """What was drawn in one look, and how wide words are in its fonts, the strong one or the other."""

    look: _Look
    faces: dict[_Face, QPixmap] = field(default_factory=dict)
    grounds: dict[_GroundKey, QPixmap] = field(default_factory=dict)
    widths: dict[tuple[bool, str], float] = field(default_factory=dict)


def _drawn_in(look: _Look) -> _Drawn:
    """What was drawn in this look so far, for whichever view: whoever signs in next finds most of the day drawn."""
    if not _last or _last[0].look != look:
        _last[:] = [_Drawn(look=look)]
    return _last[0]


_last: list[_Drawn] = []


class AppointmentDelegate:
    """Draws appointments as boxes for one view; `reset()` it when theme, font or scale change.

    From `waiting_limit` minutes on, the box of someone who waits carries a mark of its own.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self.waiting_limit = Policies().waiting_limit_minutes
        self._zone = zone
        self.reset(scale=1.0, is_mirrored=False)

    def reset(self, *, scale: float, is_mirrored: bool) -> None:
        """From now on draw for this scale and direction, in the theme and the fonts that hold now."""
        self._scale = scale
        self._is_mirrored = is_mirrored
        self._theme = theme.current()
        self._name_font = theme.font(TextSize.SECONDARY, Weight.SEMIBOLD)
        self._font = theme.font(TextSize.SECONDARY)
        self._metrics = {True: QFontMetricsF(self._name_font), False: QFontMetricsF(self._font)}
        look = _Look(
            theme=self._theme,
            scale=scale,
            is_mirrored=is_mirrored,
            name_font=self._name_font.key(),
            font=self._font.key(),
        )
        self._drawn = _drawn_in(look)

    def face(self, line: AppointmentLine, size: QSizeF, now: datetime) -> QPixmap:
        """The picture of an appointment's box at that size."""
        marks, alert = _marks(line, now, self.waiting_limit)
        face = _Face(
            width=size.width(),
            height=size.height(),
            status=line.status,
            is_confirmed=is_confirmed(line),
            name=shown_name(line.patient_name),
            remark=remark(line, now),
            times=times_of(line, self._zone) if _is_tall(size.height()) else "",
            marks=marks,
            alert=alert,
            sync=sync_mark(line),
        )
        faces = self._drawn.faces
        drawn = faces.get(face)
        if drawn is None:
            if len(faces) >= _KEPT_FACES:
                faces.clear()
            drawn = faces[face] = self._draw(face, self.ground(line, size))
        return drawn

    def ground(self, line: AppointmentLine, size: QSizeF) -> QPixmap:
        """The box without its words, which is quickly drawn and often shared."""
        key = (line.status, is_confirmed(line), size.width(), size.height())
        ground = self._drawn.grounds.get(key)
        if ground is None:
            ground = self._drawn.grounds[key] = self._draw_ground(*key)
        return ground

    def _draw(self, face: _Face, ground: QPixmap) -> QPixmap:
        pixmap = ground.copy()  # half the time of letting the painter do it
        painter = QPainter(pixmap)
        self._draw_edge(painter, face)
        if face.height < CalendarMeasure.LEAST_TEXT_HEIGHT:
            painter.end()
            return pixmap
        line_height = self._metrics[True].height()
        top = max(0.0, min(float(CalendarMeasure.TEXT_TOP), (face.height - line_height) / 2))
        is_narrow = face.width < CalendarMeasure.NARROW
        first = float(CalendarMeasure.NARROW_INDENT if is_narrow else CalendarMeasure.TEXT_INDENT)
        last = face.width - (CalendarMeasure.NARROW_END if is_narrow else CalendarMeasure.TEXT_END)
        free = self._draw_marks(painter, face, top + line_height / 2, first, last)
        name_end = first + min(self._width(face.name, strong=True), free - first)
        self._write(painter, face, face.name, first, free, top, strong=True)
        if face.times:
            self._write(painter, face, self._second_line(face, last - first), first, last, top + line_height)
        elif free - name_end > CalendarMeasure.LEAST_REMARK:
            self._write(painter, face, face.remark, name_end + CalendarMeasure.WORD_GAP, free, top)
        painter.end()
        return pixmap

    def _draw_edge(self, painter: QPainter, face: _Face) -> None:
        """Edge a box that is not settled between the stations: this is seen where there is no room for a mark."""
        if face.sync is None:
            return
        is_red = face.sync.token == "danger"
        style = Qt.PenStyle.SolidLine if is_red else Qt.PenStyle.DashLine
        pen = QPen(self._theme.danger if is_red else self._theme.muted, Measure.HAIRLINE, style)
        radius = min(float(CalendarMeasure.BOX_RADIUS), face.height / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(0.5, 0.5, face.width - 1, face.height - 1), radius, radius)

    def _second_line(self, face: _Face, room: float) -> str:
        """Times and remark; the remark alone where the times, which the hours at the side tell too, take its room."""
        if not face.remark or self._width(face.times, strong=False) + CalendarMeasure.LEAST_REMARK > room:
            return face.remark or face.times
        return f"{face.times} · {face.remark}"

    def _write(
        self, painter: QPainter, face: _Face, text: str, first: float, last: float, top: float, *, strong: bool = False
    ) -> None:
        """Write on one line between two places, elided. Words are measured no more often than needed: it takes long."""
        room, metrics = last - first, self._metrics[strong]
        if room <= 0 or not text:
            return
        if not strong or self._width(text, strong=True) > room:  # that of a name is known: its marks gave way to it
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        font = self._name_font if strong else self._font
        is_muted = not strong or face.status in (AppointmentStatus.FULFILLED, *_VOID)
        if strong and face.status in _VOID:
            font = QFont(font)
            font.setStrikeOut(True)
        painter.setFont(font)
        painter.setPen(self._theme.muted if is_muted else self._theme.text)
        left = face.width - first - min(room, metrics.horizontalAdvance(text)) if self._is_mirrored else first
        painter.drawText(QPointF(left, top + metrics.ascent()), text)

    def _draw_marks(self, painter: QPainter, face: _Face, middle: float, first: float, last: float) -> float:
        """Draw the marks at the far edge; answers where the free room ends.

        A pressing mark may shorten the name, the others give way to it.
        """
        size, gap = CalendarMeasure.MARK, CalendarMeasure.WORD_GAP
        name_end = first + self._width(face.name, strong=True)
        if face.sync is not None:
            last = self._draw_sync(painter, face, face.sync, middle, first, last)
        for mark in face.marks:
            if mark is Icon.FLAG:
                last = self._write_beside(painter, face, face.alert, middle, first, last)
            least = first + CalendarMeasure.LEAST_REMARK if mark in _PRESSING else name_end + gap
            if mark is Icon.TRIANGLE_ALERT:  # booked over others on purpose: told even where two share a narrow column
                least = first + gap
            if last - size < least:
                continue
            self._draw_icon(painter, face, mark, _ink_of(mark, self._theme), middle, last)
            last -= size + gap
        return last

    def _draw_sync(
        self, painter: QPainter, face: _Face, mark: SyncMark, middle: float, first: float, last: float
    ) -> float:
        """Draw the outermost mark, which nothing may push out; answers where the free room ends."""
        last = self._write_beside(painter, face, mark.short, middle, first, last)
        colour = self._theme.danger if mark.token == "danger" else self._theme.muted
        self._draw_icon(painter, face, mark.icon, colour, middle, max(last, first + CalendarMeasure.MARK))
        return last - CalendarMeasure.MARK - CalendarMeasure.WORD_GAP

    def _draw_icon(
        self, painter: QPainter, face: _Face, icon: Icon, colour: QColor, middle: float, last: float
    ) -> None:
        size = CalendarMeasure.MARK
        left = face.width - last if self._is_mirrored else last - size
        picture = icons.pixmap(icon, colour, size, scale=self._scale)
        painter.drawPixmap(QPointF(self._whole(left), self._whole(middle - size / 2)), picture)

    def _write_beside(
        self, painter: QPainter, face: _Face, words: str, middle: float, first: float, last: float
    ) -> float:
        """Say what a mark means where everything else keeps its room; answers where the free room ends."""
        wanted = self._width(face.name, strong=True) + CalendarMeasure.MARK + 2 * CalendarMeasure.WORD_GAP
        if not face.times:
            wanted += self._width(face.remark, strong=False) + CalendarMeasure.WORD_GAP
        width = self._width(words, strong=False)
        if width + wanted > last - first:
            return last
        painter.setFont(self._font)
        painter.setPen(self._theme.muted)
        metrics = self._metrics[False]
        left = face.width - last if self._is_mirrored else last - width
        painter.drawText(QPointF(left, middle + (metrics.ascent() - metrics.descent()) / 2), words)
        return last - width - CalendarMeasure.WORD_GAP

    def _whole(self, value: float) -> float:
        return round(value * self._scale) / self._scale

    def _draw_ground(self, status: AppointmentStatus, confirmed: bool, width: float, height: float) -> QPixmap:
        look = status_look(status, confirmed=confirmed)
        pixmap = QPixmap(max(1, round(width * self._scale)), max(1, round(height * self._scale)))
        pixmap.setDevicePixelRatio(self._scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline, stripe = QPainterPath(), QPainterPath()
        radius = min(float(CalendarMeasure.BOX_RADIUS), height / 2)
        outline.addRoundedRect(QRectF(0, 0, width, height), radius, radius)
        left = width - Measure.STRIPE if self._is_mirrored else 0.0
        stripe.addRect(QRectF(left, 0, Measure.STRIPE, height))
        painter.fillPath(outline.subtracted(stripe), look.soft)
        painter.fillPath(outline.intersected(stripe), look.stripe)
        if status in _VOID:
            painter.setPen(QPen(look.stripe, Measure.HAIRLINE, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), radius, radius)
        painter.end()
        return pixmap

    def _width(self, text: str, *, strong: bool) -> float:
        width = self._drawn.widths.get((strong, text))
        if width is None:
            width = self._drawn.widths[strong, text] = self._metrics[strong].horizontalAdvance(text)
        return width


def draw_marks(scale: float) -> None:
    """Draw each mark once for this scale: the first box that bears it has it at hand."""
    for mark in _MARKS:
        icons.pixmap(mark, _ink_of(mark, theme.current()), CalendarMeasure.MARK, scale=scale)


def _ink_of(mark: Icon, look: Theme) -> QColor:
    return look.danger if mark is Icon.TRIANGLE_ALERT else look.muted


def _is_tall(height: float) -> bool:
    return height >= CalendarMeasure.TWO_LINES_FROM


def _marks(line: AppointmentLine, now: datetime, waiting_limit: int) -> tuple[tuple[Icon, ...], str]:
    """The icons at the far edge, the outermost first, and the alert that may stand beside its flag."""
    marks = []
    if line.is_overbooked:
        marks.append(Icon.TRIANGLE_ALERT)
    waited = waited_minutes(line, now)
    if waited is not None and waited >= waiting_limit:
        marks.append(Icon.CLOCK_ALERT)
    if line.status is AppointmentStatus.FULFILLED:
        marks.append(Icon.CHECK)
    elif line.status is AppointmentStatus.IN_ROOM:
        marks.append(Icon.DOOR_OPEN)
    elif line.status is AppointmentStatus.BOOKED and is_confirmed(line):
        marks.append(Icon.CHECK_CHECK)
    if line.series_id is not None:
        marks.append(Icon.REPEAT)
    if line.has_note:
        marks.append(Icon.FILE_TEXT)
    if line.alerts and line.status is not AppointmentStatus.FULFILLED:
        marks.append(Icon.FLAG)
        return tuple(marks), line.alerts[0]
    return tuple(marks), ""
