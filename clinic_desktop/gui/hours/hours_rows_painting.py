"""How everybody's hours of a day are drawn: a bar for each person, what is new, what would go, and who is booked."""

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from clinic_desktop.domain.stretches import Stretch, time_of, without_all
from clinic_desktop.gui import theme
from clinic_desktop.gui.hours.hours_painting import away_words, hatch
from clinic_desktop.gui.hours.hours_scene import ROW, HoursLane, HoursScene, LanesShown
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.times import clock, clock_span, week_of
from clinic_desktop.gui.typography import isolated
from clinic_desktop.gui.widgets.kept_picture import blank


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """All that is seen of a row; `times` of those who are booked, with whether they would lose theirs."""

    name: str
    week: str
    away: str
    open_now: tuple[Stretch, ...]
    stood: tuple[Stretch, ...]
    times: tuple[tuple[Stretch, bool], ...]


class KeptRows:
    """Paints the rows that are seen, each anew only when something that is seen in it has changed.

    A stroke over forty people's hours is painted with every move of the pointer, and changes one row or two.
    """

    def __init__(self) -> None:
        self._rows: dict[int, _Row] = {}
        self._shown: LanesShown | None = None
        self._pictures: dict[int, tuple[_Row, QPixmap]] = {}
        self._look: tuple[object, ...] = ()

    def show(self, painter: QPainter, scene: HoursScene, shown: LanesShown, seen: QRectF) -> None:
        """Within the sheet's paintEvent()."""
        scale = painter.device().devicePixelRatioF()
        look = (scene.width, scene.is_mirrored, scene.first, scene.last, scale, theme.current().name)
        if look != self._look:
            self._look, self._pictures = look, {}
        if shown is not self._shown:
            self._shown, self._rows = shown, {}
        painter.fillRect(seen, theme.current().surface)
        for place, lane in enumerate(shown.lanes):
            box = scene.lane(place)
            if box.top() < seen.bottom() and box.bottom() > seen.top():
                row = self._rows.get(place) or self._rows.setdefault(place, _row_of(scene, shown, place, lane))
                painter.drawPixmap(QPointF(0, box.top()), self._picture_of(place, row, scene, scale))

    def _picture_of(self, place: int, row: _Row, scene: HoursScene, scale: float) -> QPixmap:
        kept = self._pictures.get(place)
        if kept is not None and kept[0] == row:
            return kept[1]
        picture = blank(round(scene.width), ROW, scale)
        painter = QPainter(picture)
        mirrored, straight = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(mirrored if scene.is_mirrored else straight)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -scene.lane(place).top())
        _paint_row(painter, scene, place, row)
        painter.end()
        self._pictures[place] = row, picture
        return picture


def _row_of(scene: HoursScene, shown: LanesShown, place: int, lane: HoursLane) -> _Row:
    open_now = lane.draft.open_on(lane.day)
    return _Row(
        name=lane.name,
        week=week_words(lane),
        away="" if open_now else away_words(lane),
        open_now=open_now,
        stood=lane.draft.stood_open_on(lane.day),
        times=tuple((one.stretch, one.line.id in shown.stranded) for one in scene.booked[place]),
    )


def _paint_row(painter: QPainter, scene: HoursScene, place: int, row: _Row) -> None:
    _paint_bar(painter, scene, place, row)
    _paint_name(painter, scene, place, row)
    _paint_hours(painter, scene, scene.lane(place))
    _paint_times(painter, scene, place, row)
    for stretch, is_stranded in row.times:
        _paint_booked(painter, scene, place, stretch, is_stranded=is_stranded)


def paint_clock(painter: QPainter, scene: HoursScene, height: float) -> None:
    """The hours above the rows."""
    now = theme.current()
    painter.setFont(theme.font(TextSize.SECONDARY))
    painter.setPen(now.muted)
    for minute in range(scene.first, scene.last, 60):
        x = scene.along(minute)
        room = QRectF(x - _CLOCK_ROOM if scene.is_mirrored else x, 0, _CLOCK_ROOM, height)
        side = Qt.AlignmentFlag.AlignRight if scene.is_mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | _MIDDLE | _ABSOLUTE, clock(time_of(minute)))


def _bar(scene: HoursScene, place: int, stretch: Stretch) -> QRectF:
    return scene.box(place, stretch).adjusted(0, _ABOVE, 0, -_BELOW)


def _paint_bar(painter: QPainter, scene: HoursScene, place: int, row: _Row) -> None:
    """The day from end to end, and on it what is open: as it stands, new, and what would go."""
    now = theme.current()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.closed)
    painter.drawRoundedRect(_bar(scene, place, Stretch(scene.first, scene.last)), Space.XS, Space.XS)
    open_now, stood = row.open_now, row.stood
    for stretch in without_all(stood, open_now):
        hatch(painter, _bar(scene, place, stretch))
    for stretch in open_now:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.accent)
        painter.drawRoundedRect(_bar(scene, place, stretch), Space.XS, Space.XS)
    for stretch in without_all(open_now, stood):
        painter.setPen(QPen(now.accent, Measure.RING - 0.5, Qt.PenStyle.DashLine))
        painter.setBrush(now.accent_soft)
        painter.drawRoundedRect(_bar(scene, place, stretch).adjusted(1, 1, -1, -1), Space.XS, Space.XS)


def _paint_hours(painter: QPainter, scene: HoursScene, seen: QRectF) -> None:
    line = theme.veil(theme.current().muted, _FAINT)
    for minute in range(scene.first + 60, scene.last, 60):
        x = scene.along(minute)
        painter.fillRect(QRectF(x, seen.top(), Measure.HAIRLINE, seen.height()), line)


def _paint_times(painter: QPainter, scene: HoursScene, place: int, row: _Row) -> None:
    """What is written on the bars; where a whole day is not worked, why."""
    now = theme.current()
    painter.setFont(theme.font(TextSize.SECONDARY, Weight.MEDIUM))
    for stretch in row.open_now:
        new = without_all((stretch,), row.stood)
        piece = max((*new, *without_all((stretch,), new)), key=lambda each: each.ends - each.starts)
        painter.setPen(now.accent if piece in new else now.on_accent)
        words = clock_span(time_of(stretch.starts), time_of(stretch.ends))
        _write(painter, _bar(scene, place, piece), words, is_mirrored=scene.is_mirrored)
    if row.away:
        painter.setPen(now.muted)
        whole = Stretch(scene.first, scene.last)
        _write(painter, _bar(scene, place, whole), row.away, is_mirrored=scene.is_mirrored)


def _write(painter: QPainter, box: QRectF, words: str, *, is_mirrored: bool) -> None:
    room = box.adjusted(Space.S, 0, -Space.S, 0)
    if room.width() < _LEAST:
        return
    elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
    side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, side | _MIDDLE | _ABSOLUTE, isolated(elided))


def _paint_name(painter: QPainter, scene: HoursScene, place: int, row: _Row) -> None:
    """Whose row it is, and how much the week has for them."""
    now = theme.current()
    head = scene.head(place)
    painter.fillRect(QRectF(0, head.bottom() - Measure.HAIRLINE, scene.width, Measure.HAIRLINE), now.line)
    lead, trail = (Space.M, -Space.XS) if scene.is_mirrored else (Space.XS, -Space.M)
    box = head.adjusted(lead, Space.XS, trail, -Space.XS)
    side = (Qt.AlignmentFlag.AlignRight if scene.is_mirrored else Qt.AlignmentFlag.AlignLeft) | _ABSOLUTE
    upper = QRectF(box.left(), box.top(), box.width(), box.height() / 2)
    lines = (
        (row.name, TextSize.BODY, Weight.SEMIBOLD, now.text),
        (row.week, TextSize.SECONDARY, None, now.muted),
    )
    for number, (words, size, weight, ink) in enumerate(lines):
        painter.setFont(theme.font(size) if weight is None else theme.font(size, weight))
        painter.setPen(ink)
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(upper.translated(0, number * box.height() / 2), side | _MIDDLE, isolated(elided))


def week_words(lane: HoursLane) -> str:
    """How much the week of a lane's day has: "38 h 30 this week"."""
    first = week_of(lane.day)[0]
    days = (first + timedelta(days=n) for n in range(7))
    minutes = sum(each.ends - each.starts for day in days for each in lane.draft.open_on(day))
    if not minutes:
        return QCoreApplication.translate("hours", "no hours this week")
    hours, rest = divmod(minutes, 60)
    if not rest:
        return QCoreApplication.translate("hours", "{hours} h this week").format(hours=hours)
    return QCoreApplication.translate("hours", "{hours} h {minutes} this week").format(hours=hours, minutes=rest)


def _paint_booked(painter: QPainter, scene: HoursScene, place: int, stretch: Stretch, *, is_stranded: bool) -> None:
    """Below the bar; whoever would lose their time is marked in the bar too, and told beside the rows."""
    now = theme.current()
    box = scene.box(place, stretch)
    height = _BOOKED + 1 if is_stranded else _BOOKED
    under = QRectF(box.left() + 1, box.bottom() - _BELOW + 2, max(box.width() - 2, 2), height)
    painter.fillRect(under, now.danger if is_stranded else now.booked)
    if not is_stranded:
        return
    painter.setPen(now.danger)
    painter.setFont(theme.font(TextSize.BODY, Weight.SEMIBOLD))
    at = _bar(scene, place, stretch)
    painter.drawText(at, Qt.AlignmentFlag.AlignCenter, "!")
    painter.drawLine(QPointF(at.left(), at.top()), QPointF(at.left(), at.bottom()))


_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_ABSOLUTE = Qt.AlignmentFlag.AlignAbsolute
_ABOVE, _BELOW = 7, 11
_BOOKED = 4
_CLOCK_ROOM = 60
_LEAST = 28
_FAINT = 0.16
