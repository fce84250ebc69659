"""How an appointment looks in the agenda: when, who, for what, with whom, and its status in a word."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinic_desktop.domain.clinic_time import day_of, wall_time
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui import icons, theme
from clinic_desktop.gui.appointment_words import is_confirmed, shorter_name, times_of, waited_minutes
from clinic_desktop.gui.calendar.sheet.appointment_model import AppointmentModel
from clinic_desktop.gui.calendar.sheet.flashes import Flashes
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.statuses import StatusLook, status_look
from clinic_desktop.gui.sync_mark import sync_mark
from clinic_desktop.gui.theme import veil
from clinic_desktop.gui.times import clock, long_day
from clinic_desktop.gui.typography import isolated
from clinic_desktop.gui.written import line_width, write_line

_Index = QModelIndex | QPersistentModelIndex
ROW = 40
HEAD = 40


class AgendaDelegate(QStyledItemDelegate):
    """Paints one row, and above the first of each day that day's head."""

    def __init__(self, zone: ZoneInfo, clock: Callable[[], datetime], flashes: Flashes, parent: QObject) -> None:
        super().__init__(parent)
        self._zone = zone
        self._clock = clock
        self._flashes = flashes

    def day_at(self, index: _Index) -> date:
        """The clinic's day on which the appointment of a row starts."""
        return day_of(_lines(index)[index.row()].starts_at, self._zone)

    def is_first_of_day(self, index: _Index) -> bool:
        """Whether a row has the head of its day above it."""
        lines, row = _lines(index), index.row()
        zone = self._zone
        return row == 0 or day_of(lines[row - 1].starts_at, zone) != day_of(lines[row].starts_at, zone)

    def row_rect(self, rect: QRectF, index: _Index) -> QRectF:
        """The row itself, without the head that may stand above it."""
        return rect.adjusted(0, HEAD, 0, 0) if self.is_first_of_day(index) else rect

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, ROW + HEAD if self.is_first_of_day(index) else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(option.rect)
        rect = self.row_rect(whole, index)
        is_mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        if rect.top() > whole.top():
            self._paint_head(painter, whole, self.day_at(index))
        line = _lines(index)[index.row()]
        self._paint_ground(painter, rect, option, line)
        self._paint_line(_Row(painter, rect.adjusted(Space.L, 0, -Space.L, -1), is_mirrored), line)
        painter.restore()

    def _paint_head(self, painter: QPainter, whole: QRectF, day: date) -> None:
        now = theme.current()
        head = QRectF(whole.left(), whole.top(), whole.width(), HEAD)
        painter.fillRect(head, now.background)
        today = day_of(self._clock(), self._zone)
        words = self.tr("{day} · today").format(day=long_day(day)) if day == today else long_day(day)
        painter.setFont(theme.font(TextSize.BODY, Weight.SEMIBOLD))
        painter.setPen(now.accent if day == today else now.text)
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(head.adjusted(Space.L, Space.XS, -Space.L, 0), side, isolated(words))
        painter.setPen(QPen(now.line_strong, Measure.HAIRLINE))
        painter.drawLine(head.bottomLeft(), head.bottomRight())

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, line: AppointmentLine
    ) -> None:
        now = theme.current()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, now.accent_soft if is_chosen else now.surface)
        if option.state & QStyle.StateFlag.State_MouseOver and not is_chosen:
            painter.fillRect(rect, veil(now.accent, _HOVER))
        if line.id in self._flashes:
            painter.fillRect(rect, veil(now.accent, self._flashes.strength_of(line.id)))
        painter.setPen(QPen(now.line, Measure.HAIRLINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_chosen:
            painter.setPen(QPen(now.accent, Measure.RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -2), Measure.RADIUS, Measure.RADIUS)

    def _paint_line(self, row: "_Row", line: AppointmentLine) -> None:
        now = theme.current()
        small, strong = theme.font(TextSize.SECONDARY), theme.font(TextSize.BODY, Weight.SEMIBOLD)
        look = status_look(line.status, confirmed=is_confirmed(line))
        is_narrow = row.room < _NARROW
        times = clock(wall_time(line.starts_at, self._zone)) if is_narrow else times_of(line, self._zone)
        row.put(times, small, now.text, width=_START if is_narrow else _TIMES)
        row.stripe(look.stripe)
        if is_narrow:
            self._paint_short(row, line, look)
            return
        waited = waited_minutes(line, self._clock())
        word = (
            look.word
            if waited is None
            else self.tr("{status} · {minutes} min").format(status=look.word, minutes=waited)
        )
        scale = row.painter.device().devicePixelRatioF()
        drawn = icons.pixmap(look.icon, look.ink, Measure.ICON_SMALL, scale=scale)
        row.put_at_end(word, theme.font(TextSize.SMALL, Weight.SEMIBOLD), look.ink, width=_STATUS, icon=drawn)
        mark = sync_mark(line)
        if mark is not None:
            ink = now.tokens()[mark.token]
            drawn = icons.pixmap(mark.icon, ink, Measure.ICON_SMALL, scale=scale)
            small_strong = theme.font(TextSize.SMALL, Weight.SEMIBOLD)
            row.put_at_end(mark.short, small_strong, ink, width=_MARK, icon=drawn)
        share = row.room * _DOCTOR
        row.put_at_end(line.practitioner_name, small, now.muted, width=share)
        name = shown_name(line.patient_name)
        used = min(line_width(name, strong) + Space.S, row.room * _NAME)
        row.put(name, strong, now.text, width=used)
        about = " · ".join(part for part in (line.type_name, line.reason, *line.alerts) if part)
        row.put(about, small, now.muted, width=row.room)

    def _paint_short(self, row: "_Row", line: AppointmentLine, look: StatusLook) -> None:
        """What has room in a narrow row after its time: who, with whom, and the status as its icon alone."""
        inks = {look.icon: look.ink}
        mark = sync_mark(line)
        if mark is not None:
            inks[mark.icon] = theme.current().tokens()[mark.token]
        for icon, ink in inks.items():
            drawn = icons.pixmap(icon, ink, Measure.ICON_SMALL, scale=row.painter.device().devicePixelRatioF())
            row.put_at_end("", theme.font(TextSize.SMALL), ink, width=Measure.ICON_SMALL + Space.S, icon=drawn)
        name, strong = shown_name(line.patient_name), theme.font(TextSize.BODY, Weight.SEMIBOLD)
        row.put(name, strong, theme.current().text, width=min(line_width(name, strong) + Space.S, row.room))
        if row.room > _LEAST:
            doctor = shorter_name(line.practitioner_name)
            row.put(doctor, theme.font(TextSize.SECONDARY), theme.current().muted, width=row.room)


def _lines(index: _Index) -> Sequence[AppointmentLine]:
    """The lines of the model itself: every row is asked for its height, and asking by roles takes longer."""
    model = index.model()
    assert isinstance(model, AppointmentModel)
    return model.lines()


class _Row:
    """Writes a row from both its ends towards the middle."""

    def __init__(self, painter: QPainter, rect: QRectF, is_mirrored: bool) -> None:
        self.painter = painter
        self._rect = rect
        self._is_mirrored = is_mirrored
        self._from = 0.0
        self._until = rect.width()

    @property
    def room(self) -> float:
        """How much of the row is free."""
        return max(0.0, self._until - self._from)

    def put(self, text: str, font: QFont, ink: QColor, *, width: float) -> None:
        """A text at the beginning of what is free."""
        self._write(self._part(self._from, min(width, self.room)), text, font, ink)
        self._from += width

    def stripe(self, colour: QColor) -> None:
        """The stripe of a status."""
        part = self._part(self._from, Measure.STRIPE)
        self.painter.fillRect(part.adjusted(0, Space.S, 0, -Space.S), colour)
        self._from += Measure.STRIPE + Space.M

    def put_at_end(self, text: str, font: QFont, ink: QColor, *, width: float, icon: QPixmap | None = None) -> None:
        """A text, with an icon before it, in a column at the end of what is free."""
        self._until -= width
        part = self._part(self._until, width)
        if icon is not None:
            x = part.right() - Measure.ICON_SMALL if self._is_mirrored else part.left()
            self.painter.drawPixmap(QPointF(x, part.center().y() - Measure.ICON_SMALL / 2), icon)
            used = Measure.ICON_SMALL + Space.XS
            part = part.adjusted(0, 0, -used, 0) if self._is_mirrored else part.adjusted(used, 0, 0, 0)
        self._write(part, text, font, ink)

    def _part(self, start: float, width: float) -> QRectF:
        left = self._rect.right() - start - width if self._is_mirrored else self._rect.left() + start
        return QRectF(left, self._rect.top(), width, self._rect.height())

    def _write(self, part: QRectF, text: str, font: QFont, ink: QColor) -> None:
        write_line(self.painter, part, text, font, ink, room=part.width() - Space.XS)


_HOVER = 0.06
_NARROW = 480
_TIMES = 92
_START = 52
_LEAST = 40
_STATUS = 132
_MARK = 124
_DOCTOR = 0.26
_NAME = 0.5
