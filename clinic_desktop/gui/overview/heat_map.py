"""How full the week is: an hour a field, the fuller the stronger, with its share written in it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from clinic_desktop.domain.overview import HourFill, WeekFill
from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Space, TextSize
from clinic_desktop.gui.overview.chart import Chart, Part, write
from clinic_desktop.gui.overview.figures_words import hour_words, percent, tr, week_sentence
from clinic_desktop.gui.theme import Theme
from clinic_desktop.gui.times import weekday_words


class HeatMap(Chart):
    """A part is an hour of a weekday; its key is the pair of both."""

    def __init__(self) -> None:
        super().__init__(tr("How full the week is"))
        self._hours: dict[tuple[int, int], HourFill] = {}
        self._columns: list[int] = []
        self._rows: list[int] = []

    def show_week(self, week: WeekFill) -> None:
        """Show this."""
        self._hours = {(one.weekday, one.hour): one for one in week.hours}
        hours = [one.hour for one in week.hours]
        self._columns = list(range(min(hours), max(hours) + 1)) if hours else []
        self._rows = sorted({one.weekday for one in week.hours})
        self.tell(week_sentence(week))

    def parts(self, area: QRectF) -> Sequence[Part]:
        return [
            Part(self.place(area, self._box(area, row, column)), (weekday, hour), told(self._hours[weekday, hour]))
            for row, weekday in enumerate(self._rows)
            for column, hour in enumerate(self._columns)
            if (weekday, hour) in self._hours
        ]

    def wanted_height(self) -> int:
        return _HEAD + max(len(self._rows), 1) * _ROW

    def paint_on(self, painter: QPainter, area: QRectF, now: Theme) -> None:
        if not self._hours:
            write(painter, area, tr("No open hours."), "muted", now, to=Qt.AlignmentFlag.AlignHCenter)
            return
        middle = Qt.AlignmentFlag.AlignHCenter
        for column, hour in enumerate(self._columns):
            box = self._box(area, 0, column)
            where = self.place(area, QRectF(box.left(), area.top(), box.width(), _HEAD))
            write(painter, where, hour_words(hour) if box.width() > _WIDE else str(hour), "muted", now, to=middle)
        for row, weekday in enumerate(self._rows):
            box = self._box(area, row, 0)
            where = self.place(area, QRectF(area.left(), box.top(), _SIDE - Space.S, box.height()))
            write(painter, where, weekday_words(weekday, short=True), "muted", now, to=self.trailing)
            for column, hour in enumerate(self._columns):
                one = self._hours.get((weekday, hour))
                if one is not None:
                    self._paint_hour(painter, self.place(area, self._box(area, row, column)), one, now)

    def _paint_hour(self, painter: QPainter, box: QRectF, one: HourFill, now: Theme) -> None:
        colour, ink = shade(one.share or 0, now)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, Space.XS, Space.XS)
        if box.width() > _WIDE:
            words = percent(one.share, exact=False)
            write(painter, box, words, ink, now, to=Qt.AlignmentFlag.AlignHCenter, size=TextSize.SMALL)

    def _box(self, area: QRectF, row: int, column: int) -> QRectF:
        width = (area.width() - _SIDE) / max(len(self._columns), 1)
        top = area.top() + _HEAD + row * _ROW
        return QRectF(area.left() + _SIDE + column * width, top, width, _ROW).adjusted(0, 0, -_GAP, -_GAP)


def shade(share: float, now: Theme) -> tuple[QColor, str]:
    """The colour of a share, and the token of what is written on it.

    Five steps, none of them in the middle, where neither light nor dark words could be read.
    """
    step = min(int(share * len(_STEPS)), len(_STEPS) - 1)
    return theme.blend(now.surface, now.accent, _STEPS[step]), "on_accent" if step == len(_STEPS) - 1 else "text"


def told(one: HourFill) -> str:
    """An hour in words."""
    when = f"{weekday_words(one.weekday)} {hour_words(one.hour)}–{hour_words(one.hour + 1)}"
    return tr("%1: %2 of the open time is booked").replace("%1", when).replace("%2", percent(one.share, exact=False))


_STEPS = (0.08, 0.2, 0.34, 0.5, 1.0)
_HEAD, _ROW, _SIDE, _GAP, _WIDE = 22, 28, 40, 3, 34
