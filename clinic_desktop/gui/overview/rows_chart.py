"""Bars that lie: a name, a bar as long as the figure is great, and the figure."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from clinic_desktop.gui.measures import Measure, Space, TextSize
from clinic_desktop.gui.overview.chart import Chart, Part, write
from clinic_desktop.gui.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """One row: `length` and `mark` are shares of the longest there can be; without a length nothing was measured."""

    key: Hashable
    name: str
    value: str
    words: str
    length: float | None
    mark: float | None = None


class RowsChart(Chart):
    """A part is a row. `token` colours the bars."""

    def __init__(self, name: str, nothing: str, *, token: str = "accent") -> None:
        super().__init__(name)
        self._nothing = nothing
        self._token = token
        self._rows: Sequence[Lying] = ()

    def show_rows(self, rows: Sequence[Lying], sentence: str) -> None:
        """Show these."""
        self._rows = rows
        self.tell(sentence if rows else self._nothing)

    def parts(self, area: QRectF) -> Sequence[Part]:
        return [
            Part(self.place(area, self._box(area, n)), row.key, f"{row.name}: {row.words}")
            for n, row in enumerate(self._rows)
        ]

    def wanted_height(self) -> int:
        return max(len(self._rows), _LEAST_ROWS) * _ROW + 2 * Measure.RING

    def paint_on(self, painter: QPainter, area: QRectF, now: Theme) -> None:
        if not self._rows:
            write(painter, area, self._nothing, "muted", now, to=Qt.AlignmentFlag.AlignHCenter, size=TextSize.SECONDARY)
            return
        name = min(area.width() * _NAME, _WIDEST_NAME)
        for number, row in enumerate(self._rows):
            box = self._box(area, number)
            where = self.place(area, QRectF(box.left(), box.top(), name - Space.S, box.height()))
            write(painter, where, row.name, "text", now, to=self.leading, size=TextSize.SECONDARY)
            where = self.place(area, QRectF(box.right() - _VALUE, box.top(), _VALUE, box.height()))
            write(painter, where, row.value, "text", now, to=self.trailing, size=TextSize.SECONDARY)
            lane = QRectF(
                box.left() + name, box.center().y() - _THICK / 2, box.width() - name - _VALUE - Space.S, _THICK
            )
            self._paint_bar(painter, area, lane, row, now)

    def _paint_bar(self, painter: QPainter, area: QRectF, lane: QRectF, row: Lying, now: Theme) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.line)
        painter.drawRoundedRect(self.place(area, lane), _THICK / 2, _THICK / 2)
        if row.length:
            bar = QRectF(lane.left(), lane.top(), max(lane.width() * min(row.length, 1.0), _THICK), _THICK)
            painter.setBrush(now.token(self._token))
            painter.drawRoundedRect(self.place(area, bar), _THICK / 2, _THICK / 2)
        if row.mark is not None:
            spot = QRectF(lane.left() + lane.width() * min(row.mark, 1.0), lane.top() - 2, 0, _THICK + 4)
            x = self.place(area, spot).left()
            painter.setPen(QPen(now.text, Measure.RING))
            painter.drawLine(QLineF(x, spot.top(), x, spot.bottom()))

    def _box(self, area: QRectF, number: int) -> QRectF:
        return QRectF(area.left(), area.top() + number * _ROW, area.width(), _ROW)


_ROW, _THICK, _VALUE, _LEAST_ROWS = 26, 8, 56, 3
_NAME, _WIDEST_NAME = 0.38, 150
