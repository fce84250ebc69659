"""Stacked bars: the appointments of each day, week or month by what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from clinic_desktop.domain.overview import Bar, Days, Step
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.overview.chart import Chart, Part, write
from clinic_desktop.gui.overview.figures_words import number, tr
from clinic_desktop.gui.theme import Theme
from clinic_desktop.gui.times import days_words, month_words, short_day, short_month


class Series(NamedTuple):
    """What a colour of the bars stands for."""

    token: str
    words: str


def series() -> tuple[Series, ...]:
    """From the bottom up."""
    return (
        Series("done", tr("completed")),
        Series("booked", tr("booked or here")),
        Series("danger", tr("no-show or cancelled")),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    bar: Bar
    column: QRectF
    stack: QRectF


class AppointmentBars(Chart):
    """A part is one bar; its key are the days it stands for."""

    def __init__(self) -> None:
        super().__init__(tr("Appointments per day"))
        self._bars: Sequence[Bar] = ()
        self._step = Step.DAY

    def show_bars(self, bars: Sequence[Bar], step: Step) -> None:
        """Show these."""
        self._bars, self._step = bars, step
        self.tell(self._sentence())

    def parts(self, area: QRectF) -> Sequence[Part]:
        return [
            Part(
                self.place(area, one.column), one.bar.days, f"{bar_name(one.bar.days, self._step)}: {counted(one.bar)}"
            )
            for one in self._places(area)
        ]

    def wanted_height(self) -> int:
        return _HEIGHT

    def paint_on(self, painter: QPainter, area: QRectF, now: Theme) -> None:
        if not self._bars:
            write(painter, area, tr("No appointments in these days."), "muted", now, to=Qt.AlignmentFlag.AlignHCenter)
            return
        self._paint_ground(painter, area, now)
        places = self._places(area)
        every = max(1, round(_LABEL / max(places[0].column.width(), 1)))
        for number_of_bar, one in enumerate(places):
            bottom = one.stack.bottom()
            for counted_here, look in zip((one.bar.completed, one.bar.booked, one.bar.lost), series(), strict=True):
                height = one.stack.height() * counted_here / max(one.bar.total, 1)
                box = self.place(area, QRectF(one.stack.left(), bottom - height, one.stack.width(), height))
                painter.fillRect(box, now.token(look.token))
                bottom -= height
            if number_of_bar % every == 0:
                wide = one.column.adjusted(-_LABEL, 0, _LABEL, 0)
                where = self.place(area, QRectF(wide.left(), area.bottom() - _FOOT, wide.width(), _FOOT))
                write(painter, where, self._label(one.bar), "muted", now, to=Qt.AlignmentFlag.AlignHCenter)

    def _paint_ground(self, painter: QPainter, area: QRectF, now: Theme) -> None:
        plot, most = self._plot(area), self._most()
        for share in (0, 1, 2):
            y = plot.bottom() - plot.height() * share / 2
            painter.setPen(QPen(now.line, Measure.HAIRLINE))
            painter.drawLine(QLineF(area.left() + _SCALE, y, area.right(), y) if not self.isRightToLeft()
                             else QLineF(area.left(), y, area.right() - _SCALE, y))  # fmt: skip
            where = self.place(area, QRectF(area.left(), y - _FOOT / 2, _SCALE - Space.S, _FOOT))
            write(painter, where, number(most * share // 2), "faint", now, to=self.trailing)

    def _places(self, area: QRectF) -> list[_Place]:
        plot, most = self._plot(area), self._most()
        width = plot.width() / max(len(self._bars), 1)
        places = []
        for place, bar in enumerate(self._bars):
            column = QRectF(plot.left() + place * width, plot.top(), width, plot.height())
            thick = min(width * _THICK, _WIDEST)
            height = plot.height() * bar.total / most
            stack = QRectF(column.center().x() - thick / 2, plot.bottom() - height, thick, height)
            places.append(_Place(bar, column, stack))
        return places

    def _plot(self, area: QRectF) -> QRectF:
        return area.adjusted(_SCALE, Space.S, 0, -_FOOT - Space.XS)

    def _most(self) -> int:
        """A round number that no bar is above, and that can be halved."""
        highest = max((bar.total for bar in self._bars), default=0)
        unit = int(10 ** max(len(str(highest)) - 2, 0))
        return max(2, -(-highest // (2 * unit)) * 2 * unit)

    def _label(self, bar: Bar) -> str:
        if self._step is Step.MONTH:
            return short_month(bar.days.first).split()[0]
        return f"{bar.days.first.day}." if self._step is Step.WEEK else str(bar.days.first.day)

    def _sentence(self) -> str:
        if not self._bars:
            return tr("No appointments in these days.")
        most = max(self._bars, key=lambda bar: bar.total)
        return (
            tr("%1 bars; the highest is %2 with %3.")
            .replace("%1", number(len(self._bars)))
            .replace("%2", bar_name(most.days, self._step))
            .replace("%3", number(most.total))
        )


def bar_name(days: Days, step: Step) -> str:
    """What a bar is called."""
    if step is Step.DAY:
        return short_day(days.first)
    return month_words(days.first) if step is Step.MONTH else days_words(days.first, days.last, short=True)


def counted(bar: Bar) -> str:
    """What a bar says."""
    told = zip((bar.completed, bar.booked, bar.lost), series(), strict=True)
    return ", ".join(f"{number(count)} {look.words}" for count, look in told)


_HEIGHT, _FOOT, _SCALE, _LABEL = 216, 18, 40, 30
_THICK, _WIDEST = 0.62, 34
