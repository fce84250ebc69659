"""How a day looks in the month: its number, what is booked, a bar for the morning and one for the afternoon."""

from datetime import date

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from clinic_desktop.domain.calendar_spans import HalfDay, MonthDay
from clinic_desktop.gui import theme
from clinic_desktop.gui.calendar.month_model import MonthRole
from clinic_desktop.gui.calendar.month_words import away_words, booked_words, closed_words, free_words, half_words
from clinic_desktop.gui.calendar.sheet.flashes import Flashes
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.theme import veil
from clinic_desktop.gui.written import line_width, write_line


class MonthDelegate(QStyledItemDelegate):
    """Paints the days of one month; those of the months beside it are muted."""

    def __init__(self, today: date, flashes: Flashes, parent: QObject) -> None:
        super().__init__(parent)
        self.today = today
        self.month = today.month
        self._flashes = flashes

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        day, known = index.data(MonthRole.DAY), index.data(MonthRole.FILL)
        painter.save()
        painter.setClipRect(option.rect)
        rect = QRectF(option.rect)
        self._paint_ground(painter, rect, option, day, known)
        side = Space.M if rect.width() > _NARROW else Space.S
        inner = rect.adjusted(side, Space.S, -side, -Space.XS)
        pen = _Words(painter, inner, is_mirrored=option.direction is Qt.LayoutDirection.RightToLeft)
        self._paint_day(pen, day, known)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, day: date, known: MonthDay | None
    ) -> None:
        now = theme.current()
        is_closed = known is not None and not known.open_minutes
        painter.fillRect(rect, now.closed if is_closed else now.surface)
        if day == self.today:
            painter.fillRect(rect, now.accent_soft)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, veil(now.accent, _HOVER))
        if day in self._flashes:
            painter.fillRect(rect, veil(now.accent, self._flashes.strength_of(day)))
        painter.setPen(QPen(now.line, Measure.HAIRLINE))
        painter.drawLine(rect.bottomLeft() - QPointF(0, 0.5), rect.bottomRight() - QPointF(0, 0.5))
        x = rect.left() + 0.5 if option.direction is Qt.LayoutDirection.RightToLeft else rect.right() - 0.5
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(now.accent, Measure.RING))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_day(self, words: "_Words", day: date, known: MonthDay | None) -> None:
        now = theme.current()
        ink = now.accent if day == self.today else now.text if day.month == self.month else now.muted
        words.write(str(day.day), theme.font(TextSize.BODY, Weight.SEMIBOLD), ink)
        if known is None:
            words.go_down()
            return
        if known.booked and words.takes(booked_words(known)):
            words.write(booked_words(known), theme.font(TextSize.SECONDARY), now.muted, at_end=True)
        words.go_down()
        if known.open_minutes:
            words.bar(known.morning, half_words(morning=True))
            words.bar(known.afternoon, half_words(morning=False))
        else:
            words.write(closed_words(known), theme.font(TextSize.SECONDARY), now.muted)
            words.go_down()
        if known.away and words.has_room:
            words.write(away_words(known), theme.font(TextSize.SECONDARY), now.arrived)


class _Words:
    """Writes line below line into a cell, as long as whole lines fit."""

    def __init__(self, painter: QPainter, rect: QRectF, *, is_mirrored: bool) -> None:
        self._painter = painter
        self._rect = rect
        self._is_mirrored = is_mirrored
        self._small = theme.font(TextSize.SECONDARY)
        self._high = max(float(_LINE), QFontMetricsF(self._small).height())
        self._top = rect.top()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def has_room(self) -> bool:
        """Whether another line fits."""
        return self._top + self._high <= self._rect.bottom() + 1

    def takes(self, text: str) -> bool:
        """Whether a text has room beside the day's number."""
        return line_width(text, self._small) + _NUMBER <= self._rect.width()

    def go_down(self) -> None:
        """To the next line."""
        self._top += self._high

    def write(self, text: str, font: QFont, ink: QColor, *, at_end: bool = False) -> None:
        """A text at the line's beginning or end."""
        line = QRectF(self._rect.left(), self._top, self._rect.width(), self._high)
        self._put(line, text, font, ink, at_end=at_end)

    def bar(self, half: HalfDay, name: str) -> None:
        """A half-day: its name, how much of it is taken, and how many slots are free."""
        if not self.has_room:
            return
        now = theme.current()
        first = max(line_width(half_words(morning=one), self._small) for one in (True, False)) + Space.S
        told = free_words(half)
        last = max(line_width(words, self._small) for words in (told, free_words(_MANY))) + Space.S
        if self._rect.width() - first - last < _LEAST_TRACK:  # the bar says more than the word
            told = str(half.free)
            last = max(line_width(words, self._small) for words in (told, str(_MANY.free))) + Space.S
        line = QRectF(self._rect.left(), self._top, self._rect.width(), self._high)
        self._put(line, name, self._small, now.muted, at_end=False)
        if not half.open_minutes:
            self.go_down()
            return
        is_full = not half.free
        strong = theme.font(TextSize.SECONDARY, Weight.SEMIBOLD)
        self._put(line, told, strong if is_full else self._small, now.danger if is_full else now.muted)
        before = last if self._is_mirrored else first
        track = QRectF(line.left() + before, line.center().y() - Measure.BAR / 2, line.width() - first - last, _BAR)
        if track.width() >= Space.L:
            self._fill(track, half.taken_minutes / half.open_minutes, now.danger if is_full else now.accent)
        self.go_down()

    def _fill(self, track: QRectF, share: float, colour: QColor) -> None:
        painter, now = self._painter, theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.line)
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        if share > 0:
            length = max(track.width() * min(share, 1.0), float(_BAR))
            left = track.right() - length if self._is_mirrored else track.left()
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(left, track.top(), length, track.height()), _BAR / 2, _BAR / 2)

    def _put(self, line: QRectF, text: str, font: QFont, ink: QColor, *, at_end: bool = True) -> None:
        write_line(self._painter, line, text, font, ink, at_end=at_end)


_HOVER = 0.06
_LINE = 21
_BAR = Measure.BAR
_NARROW = 120
_NUMBER = 28
_LEAST_TRACK = 24
_MANY = HalfDay(free=99)
