"""Where a moment of a week lies on the sheet of hours, and how the week is drawn there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.domain.stretches import Stretch, minute_of, time_of, without_all
from clinic_desktop.gui import theme
from clinic_desktop.gui.hours.hours_draft import HoursDraft
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.times import clock, day_head
from clinic_desktop.gui.typography import isolated

STEP = 15
"""The minutes that a stroke snaps to."""

HEAD, AXIS = 48, 52


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekShown:
    """What the sheet shows: a week of a draft, and who is booked in it; `stranded` would lose their time."""

    days: tuple[date, ...]
    draft: HoursDraft
    today: date
    zone: ZoneInfo
    booked: tuple[AppointmentLine, ...] = ()
    stranded: frozenset[UUID] = frozenset()


@dataclass(slots=True, kw_only=True)
class HoursScene:
    """The geometry of the sheet: its size, and which minutes of the day it shows."""

    width: float = 0
    height: float = 0
    is_mirrored: bool = False
    first: int = 7 * 60
    last: int = 19 * 60
    columns: int = 7

    def fit(self, shown: WeekShown) -> None:
        """Show the usual hours of the day, and whatever lies beyond."""
        spans = [each for day in shown.days for each in (*shown.draft.open_on(day), *shown.draft.stood_open_on(day))]
        spans += [booked_stretch(one, shown.zone) for one in shown.booked]
        self.first = min([_USUAL.starts, *(each.starts // 60 * 60 for each in spans)])
        self.last = max([_USUAL.ends, *(-(-each.ends // 60) * 60 for each in spans)])

    def column(self, place: int) -> QRectF:
        """A day's column below its head."""
        width = (self.width - AXIS) / self.columns
        return self._turned(QRectF(AXIS + place * width, HEAD, width, self.height - HEAD))

    def head(self, place: int) -> QRectF:
        """A day's head."""
        column = self.column(place)
        return QRectF(column.left(), 0, column.width(), HEAD)

    def y(self, minute: float) -> float:
        """How far down a minute of the day lies."""
        return HEAD + (self.height - HEAD) * (minute - self.first) / (self.last - self.first)

    def box(self, place: int, stretch: Stretch) -> QRectF:
        """A stretch of a day, as far as it is shown."""
        column = self.column(place)
        top, bottom = self.y(max(stretch.starts, self.first)), self.y(min(stretch.ends, self.last))
        return QRectF(column.left(), top, column.width(), max(0.0, bottom - top))

    def place_at(self, point: QPointF) -> int | None:
        """Which day's column or head lies under a point."""
        x = self.width - point.x() if self.is_mirrored else point.x()
        if x < AXIS:
            return None
        return min(int((x - AXIS) // ((self.width - AXIS) / self.columns)), self.columns - 1)

    def minute_at(self, y: float) -> float:
        """The minute of the day at a height, within what is shown."""
        minute = self.first + (y - HEAD) / (self.height - HEAD) * (self.last - self.first)
        return min(max(minute, self.first), self.last)

    def _turned(self, box: QRectF) -> QRectF:
        if not self.is_mirrored:
            return box
        return QRectF(self.width - box.right(), box.top(), box.width(), box.height())


def booked_stretch(line: AppointmentLine, zone: ZoneInfo) -> Stretch:
    """When an appointment is, in minutes of its day."""
    starts, ends = wall_time(line.starts_at, zone), wall_time(line.ends_at, zone)
    last = minute_of(ends.time()) if ends.date() == starts.date() else 24 * 60
    return Stretch(minute_of(starts.time()), last)


def paint_week(painter: QPainter, scene: HoursScene, shown: WeekShown) -> None:
    """The week without what the pointer does: closed and open time, what is new, marks, and who is booked."""
    now = theme.current()
    painter.fillRect(QRectF(0, 0, scene.width, scene.height), now.surface)
    for place, day in enumerate(shown.days):
        _paint_day(painter, scene, shown, place, day)
    _paint_axis(painter, scene)
    for place, day in enumerate(shown.days):
        _paint_marks(painter, scene, shown, place, day)
    for line in shown.booked:
        _paint_booked(painter, scene, shown, line)
    for place, day in enumerate(shown.days):
        _paint_head(painter, scene, shown, place, day)


def _paint_day(painter: QPainter, scene: HoursScene, shown: WeekShown, place: int, day: date) -> None:
    now = theme.current()
    painter.fillRect(scene.column(place), now.closed)
    open_now, stood = shown.draft.open_on(day), shown.draft.stood_open_on(day)
    for stretch in open_now:
        box = scene.box(place, stretch)
        painter.fillRect(box, now.surface)
        _stripe(painter, box, now.accent, is_mirrored=scene.is_mirrored)
    for stretch in _new(open_now, stood):
        painter.fillRect(scene.box(place, stretch), now.accent_soft)
        _stripe(painter, scene.box(place, stretch), now.accent, is_mirrored=scene.is_mirrored)
    for stretch in _new(stood, open_now):
        _hatch(painter, scene.box(place, stretch))
    painter.setPen(now.line)
    column = scene.column(place)
    edge = column.right() if scene.is_mirrored else column.left()
    painter.drawLine(QPointF(edge, 0), QPointF(edge, scene.height))


def _new(these: Sequence[Stretch], those: Iterable[Stretch]) -> tuple[Stretch, ...]:
    return without_all(these, those)


def _hatch(painter: QPainter, box: QRectF) -> None:
    """Time that would be lost."""
    now = theme.current()
    painter.fillRect(box, now.danger_soft)
    brush = now.danger
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setOpacity(_HATCH)
    painter.setBrush(brush)
    painter.setBrush(Qt.BrushStyle.BDiagPattern)
    painter.drawRect(box)
    painter.restore()


def _stripe(painter: QPainter, box: QRectF, colour: QColor, *, is_mirrored: bool) -> None:
    left = box.right() - Measure.STRIPE if is_mirrored else box.left() + 1
    painter.fillRect(QRectF(left, box.top(), Measure.STRIPE - 1, box.height()), colour)


def _paint_axis(painter: QPainter, scene: HoursScene) -> None:
    now = theme.current()
    painter.setFont(theme.font(TextSize.SECONDARY))
    for minute in range(scene.first, scene.last, 60):
        y = scene.y(minute)
        painter.setPen(now.line)
        left, right = (0, scene.width - AXIS) if scene.is_mirrored else (AXIS, scene.width)
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setPen(now.muted)
        place = QRectF(0, y - Space.S, AXIS - Space.S, 2 * Space.S)
        if scene.is_mirrored:
            place.moveLeft(scene.width - AXIS + Space.S)
        if minute != scene.first:
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, clock(time_of(minute)))


def _paint_head(painter: QPainter, scene: HoursScene, shown: WeekShown, place: int, day: date) -> None:
    now = theme.current()
    lead, trail = (Space.XS, -Space.S) if scene.is_mirrored else (Space.S, -Space.XS)
    box = scene.head(place).adjusted(lead, Space.XS, trail, -Space.XS)
    below = _told_of(shown, day)
    side = (Qt.AlignmentFlag.AlignRight if scene.is_mirrored else Qt.AlignmentFlag.AlignLeft) | _ABSOLUTE
    painter.setFont(theme.font(TextSize.BODY, Weight.SEMIBOLD))
    painter.setPen(now.accent if day == shown.today else now.text)
    upper = QRectF(box.left(), box.top(), box.width(), box.height() / 2)
    name = painter.fontMetrics().elidedText(day_head(day), Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(upper, side | Qt.AlignmentFlag.AlignVCenter, name)
    painter.setFont(theme.font(TextSize.SECONDARY))
    painter.setPen(now.muted)
    words = painter.fontMetrics().elidedText(below, Qt.TextElideMode.ElideRight, int(box.width()))
    lower = upper.translated(0, box.height() / 2)
    painter.drawText(lower, side | Qt.AlignmentFlag.AlignVCenter, isolated(words))
    painter.setPen(QPen(now.line_strong))
    painter.drawLine(QPointF(scene.head(place).left(), HEAD), QPointF(scene.head(place).right(), HEAD))


def _told_of(shown: WeekShown, day: date) -> str:
    closure = shown.draft.closure_on(day)
    if closure:
        return closure
    off = next(
        (mark for mark in shown.draft.marks_on(day) if not mark.is_extra and mark.exception.starts is None), None
    )
    if off is not None:
        return off.exception.reason or _tr("Away")
    return _tr("today") if day == shown.today else ""


def _paint_marks(painter: QPainter, scene: HoursScene, shown: WeekShown, place: int, day: date) -> None:
    """Blocks and extra hours, each with its reason."""
    now = theme.current()
    for mark in shown.draft.marks_on(day):
        if mark.exception.starts is None and not mark.is_extra:
            continue
        box = _inset(scene.box(place, mark.stretch), scene, _GAP)
        if box.height() < _LEAST:
            continue
        painter.setPen(QPen(now.accent if mark.is_extra else now.line_strong))
        painter.setBrush(theme.veil(now.accent_soft if mark.is_extra else now.closed, _MARK))
        painter.drawRoundedRect(box, Measure.RADIUS - 1, Measure.RADIUS - 1)
        words = mark.exception.reason or (_tr("Extra hours") if mark.is_extra else _tr("Blocked"))
        _words(painter, box, words, now.accent if mark.is_extra else now.muted, is_mirrored=scene.is_mirrored)


def _paint_booked(painter: QPainter, scene: HoursScene, shown: WeekShown, line: AppointmentLine) -> None:
    day = wall_time(line.starts_at, shown.zone).date()
    if day not in shown.days:
        return
    now = theme.current()
    is_stranded = line.id in shown.stranded
    stretch = booked_stretch(line, shown.zone)
    is_outside = bool(without_all((stretch,), shown.draft.open_on(day)))
    kind = "danger" if is_stranded else "arrived" if is_outside else "booked"
    box = _inset(scene.box(shown.days.index(day), stretch), scene, 2 * _GAP)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.token(f"{kind}_soft"))
    painter.drawRoundedRect(box, Space.XS, Space.XS)
    painter.setBrush(now.token(kind))
    lead = box.right() - 3 if scene.is_mirrored else box.left()
    painter.drawRoundedRect(QRectF(lead, box.top(), 3, box.height()), 1, 1)
    name = shown_name(line.patient_name)
    words = f"! {name}" if is_outside else name
    _words(painter, box, words, now.token(kind) if is_outside else now.text, is_mirrored=scene.is_mirrored)


def _inset(box: QRectF, scene: HoursScene, edge: float) -> QRectF:
    """A box that lies beside the stripe of open time."""
    lead = edge + Measure.STRIPE
    return box.adjusted(edge, 1, -lead, -1) if scene.is_mirrored else box.adjusted(lead, 1, -edge, -1)


def _words(painter: QPainter, box: QRectF, words: str, ink: QColor, *, is_mirrored: bool) -> None:
    """One line of words at the top of a box, if it has the room."""
    if box.height() < _LEAST:
        return
    painter.setFont(theme.font(TextSize.SMALL, Weight.MEDIUM))
    painter.setPen(ink)
    height = painter.fontMetrics().height()
    begins = Space.XS if is_mirrored else Space.S
    room = QRect(round(box.left()) + begins, round(box.top()), round(box.width()) - Space.M, round(box.height()))
    room.setHeight(min(room.height(), height + 2 * _GAP + 2))
    side = (Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft) | _ABSOLUTE
    elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, isolated(elided))


def _tr(text: str) -> str:
    return QCoreApplication.translate("hours", text)


_USUAL = Stretch(7 * 60, 19 * 60)
_ABSOLUTE = Qt.AlignmentFlag.AlignAbsolute
_GAP = 2
_LEAST = 11
_MARK = 0.85
_HATCH = 0.35
