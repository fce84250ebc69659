"""How a week of somebody's hours is drawn: days side by side, what is new, what would go, and who is booked."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from clinic_desktop.domain.stretches import Stretch, time_of, without_all
from clinic_desktop.gui import theme
from clinic_desktop.gui.hours.hours_scene import AXIS, HEAD, Booked, HoursLane, HoursScene, LanesShown
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.times import clock, day_head
from clinic_desktop.gui.typography import isolated


def paint_week(painter: QPainter, scene: HoursScene, shown: LanesShown) -> None:
    """The week without what the pointer does: closed and open time, what is new, marks, and who is booked."""
    now = theme.current()
    painter.fillRect(QRectF(0, 0, scene.width, scene.height), now.surface)
    for place, lane in enumerate(shown.lanes):
        _paint_day(painter, scene, place, lane)
    _paint_axis(painter, scene)
    for place, lane in enumerate(shown.lanes):
        _paint_marks(painter, scene, place, lane)
    for place, lane in enumerate(shown.lanes):
        for booked in scene.booked[place]:
            _paint_booked(painter, scene, place, lane, booked, is_stranded=booked.line.id in shown.stranded)
    for place, lane in enumerate(shown.lanes):
        _paint_head(painter, scene, place, lane, is_today=lane.day == shown.today)


def _paint_day(painter: QPainter, scene: HoursScene, place: int, lane: HoursLane) -> None:
    now = theme.current()
    painter.fillRect(scene.lane(place), now.closed)
    open_now, stood = lane.draft.open_on(lane.day), lane.draft.stood_open_on(lane.day)
    for stretch in open_now:
        box = scene.box(place, stretch)
        painter.fillRect(box, now.surface)
        _stripe(painter, box, now.accent, is_mirrored=scene.is_mirrored)
    for stretch in _new(open_now, stood):
        painter.fillRect(scene.box(place, stretch), now.accent_soft)
        _stripe(painter, scene.box(place, stretch), now.accent, is_mirrored=scene.is_mirrored)
    for stretch in _new(stood, open_now):
        hatch(painter, scene.box(place, stretch))
    painter.setPen(now.line)
    column = scene.lane(place)
    edge = column.right() if scene.is_mirrored else column.left()
    painter.drawLine(QPointF(edge, 0), QPointF(edge, scene.height))


def _new(these: Sequence[Stretch], those: Iterable[Stretch]) -> tuple[Stretch, ...]:
    return without_all(these, those)


def hatch(painter: QPainter, box: QRectF) -> None:
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
        y = scene.along(minute)
        painter.setPen(now.line)
        left, right = (0, scene.width - AXIS) if scene.is_mirrored else (AXIS, scene.width)
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setPen(now.muted)
        place = QRectF(0, y - Space.S, AXIS - Space.S, 2 * Space.S)
        if scene.is_mirrored:
            place.moveLeft(scene.width - AXIS + Space.S)
        if minute != scene.first:
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, clock(time_of(minute)))


def _paint_head(painter: QPainter, scene: HoursScene, place: int, lane: HoursLane, *, is_today: bool) -> None:
    now = theme.current()
    lead, trail = (Space.XS, -Space.S) if scene.is_mirrored else (Space.S, -Space.XS)
    box = scene.head(place).adjusted(lead, Space.XS, trail, -Space.XS)
    below = away_words(lane) or (_tr("today") if is_today else "")
    side = (Qt.AlignmentFlag.AlignRight if scene.is_mirrored else Qt.AlignmentFlag.AlignLeft) | _ABSOLUTE
    painter.setFont(theme.font(TextSize.BODY, Weight.SEMIBOLD))
    painter.setPen(now.accent if is_today else now.text)
    upper = QRectF(box.left(), box.top(), box.width(), box.height() / 2)
    name = painter.fontMetrics().elidedText(day_head(lane.day), Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(upper, side | Qt.AlignmentFlag.AlignVCenter, name)
    painter.setFont(theme.font(TextSize.SECONDARY))
    painter.setPen(now.muted)
    words = painter.fontMetrics().elidedText(below, Qt.TextElideMode.ElideRight, int(box.width()))
    lower = upper.translated(0, box.height() / 2)
    painter.drawText(lower, side | Qt.AlignmentFlag.AlignVCenter, isolated(words))
    painter.setPen(QPen(now.line_strong))
    painter.drawLine(QPointF(scene.head(place).left(), HEAD), QPointF(scene.head(place).right(), HEAD))


def away_words(lane: HoursLane) -> str:
    """Why a whole day is not worked; empty if it is."""
    closure = lane.draft.closure_on(lane.day)
    if closure:
        return closure
    whole = (one for one in lane.draft.marks_on(lane.day) if not one.is_extra and one.exception.starts is None)
    off = next(whole, None)
    return "" if off is None else off.exception.reason or _tr("Away")


def _paint_marks(painter: QPainter, scene: HoursScene, place: int, lane: HoursLane) -> None:
    """Blocks and extra hours, each with its reason."""
    now = theme.current()
    for mark in lane.draft.marks_on(lane.day):
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


def _paint_booked(
    painter: QPainter, scene: HoursScene, place: int, lane: HoursLane, booked: Booked, *, is_stranded: bool
) -> None:
    now = theme.current()
    stretch = booked.stretch
    is_outside = bool(without_all((stretch,), lane.draft.open_on(lane.day)))
    kind = "danger" if is_stranded else "arrived" if is_outside else "booked"
    box = _inset(scene.box(place, stretch), scene, 2 * _GAP)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.token(f"{kind}_soft"))
    painter.drawRoundedRect(box, Space.XS, Space.XS)
    painter.setBrush(now.token(kind))
    lead = box.right() - 3 if scene.is_mirrored else box.left()
    painter.drawRoundedRect(QRectF(lead, box.top(), 3, box.height()), 1, 1)
    name = shown_name(booked.line.patient_name)
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


_ABSOLUTE = Qt.AlignmentFlag.AlignAbsolute
_GAP = 2
_LEAST = 11
_MARK = 0.85
_HATCH = 0.35
