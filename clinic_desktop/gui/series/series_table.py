"""The dates of a series as a table: what stands, what was put elsewhere, and what waits for a decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionViewItem, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.series.series_dates import DateRow
from clinic_desktop.gui.times import clock, clock_span
from clinic_desktop.gui.typed_dates import short_date, weekday_date
from clinic_desktop.gui.typography import isolated
from clinic_desktop.gui.widgets.dialog_panel import room_on
from clinic_desktop.gui.widgets.row_table import Column, Index, RowTable
from clinic_desktop.gui.widgets.row_table_view import CellDelegate, RowTableView, paint_ring


class DateColumn(StrEnum):
    """The columns in their order."""

    NUMBER = "number"
    DAY = "day"
    TIME = "time"
    VERDICT = "verdict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some words of a cell in one ink; `is_link` marks what can be clicked."""

    words: str
    ink: str = "text"
    is_strong: bool = False
    is_struck: bool = False
    is_link: bool = False


class SeriesTable(RowTableView):
    """Arrows walk the rows; Space or Del leaves a date out or takes it back, Enter and the link do what the row offers.

    `acted` and `left_out_toggled` carry the number of the date.
    """

    acted = Signal(int)
    left_out_toggled = Signal(int)

    def __init__(self, *, stays: bool, parent: QWidget | None = None) -> None:
        self.dates: RowTable[DateRow] = RowTable(
            [
                Column(head=_tr("#"), text=lambda row: str(row.number), share=5),
                Column(head=_tr("Day"), text=_day_words, share=25),
                Column(head=_tr("Time"), text=_time_words, share=19),
                Column(head="", text=lambda row: _spoken(row, stays=stays), share=51),
            ],
            key=lambda row: row.number,
        )
        super().__init__(self.dates, parent, name="series")
        self.heads.setSectionsMovable(False)  # a row is read as a sentence
        self._delegate = DateDelegate(self, stays=stays)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_tr("Dates of the series"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.opened.connect(self._act)

    def _act(self) -> None:
        row = self.dates.row_at(self.currentIndex())
        if row is not None:
            self.acted.emit(row.number)

    def minimumSizeHint(self) -> QSize:
        rows = _LEAST_ROWS if room_on(self.screen()) > _LOW else 1
        return QSize(super().minimumSizeHint().width(), self.horizontalHeader().height() + rows * Measure.ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.dates.row_at(self.currentIndex())
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Delete) and row is not None:
            self.left_out_toggled.emit(row.number)
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_link = self._link_row(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self._link_row(event.position().toPoint())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.acted.emit(row.number)

    def link_place(self, number: int) -> QRect:
        """Where the link of a date lies in the viewport; empty where it has none."""
        index = self.dates.index_of(number).siblingAtColumn(len(DateColumn) - 1)
        row = self.dates.row_at(index)
        if row is None:
            return QRect()
        return self._delegate.link_place(self.visualRect(index), row, self.layoutDirection())

    def _link_row(self, at: QPoint) -> DateRow | None:
        row = self.dates.row_at(self.indexAt(at))
        return row if row is not None and self.link_place(row.number).contains(at) else None


class DateDelegate(CellDelegate):
    """Writes each cell as runs of words: struck through what the rhythm wanted, strong what was chosen instead."""

    def __init__(self, parent: QObject, *, stays: bool) -> None:
        super().__init__(parent)
        self._stays = stays

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = index.model()
        assert isinstance(table, RowTable)
        row = table.row_at(index)
        assert isinstance(row, DateRow)
        tokens = theme.current().tokens()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        ground = "danger_soft" if row.needs_decision else "accent_soft" if is_chosen else "surface"
        painter.fillRect(option.rect, tokens[ground])
        painter.fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, tokens["line"])
        leading = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column = list(DateColumn)[index.column()]
        for run, place in self._laid(option.rect, row, column, option.direction):
            font = _font(run)
            painter.setFont(font)
            painter.setPen(tokens[run.ink])
            words = QFontMetrics(font).elidedText(run.words, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, leading | Qt.AlignmentFlag.AlignAbsolute, isolated(words))
        painter.restore()
        view = option.widget
        if isinstance(view, RowTableView) and view.hasFocus() and index.row() == view.currentIndex().row():
            paint_ring(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        table = index.model()
        row = table.row_at(index) if isinstance(table, RowTable) else None
        assert isinstance(row, DateRow)
        runs = runs_of(row, list(DateColumn)[index.column()], stays=self._stays)
        words = sum(QFontMetrics(_font(run)).horizontalAdvance(run.words) + 1 for run in runs)
        return QSize(words + (len(runs) - 1) * _GAP + 2 * _PADDING, Measure.ROW)

    def link_place(self, cell: QRect, row: DateRow, direction: Qt.LayoutDirection) -> QRect:
        """Where the link of a row lies in its last cell; empty where it has none."""
        laid = self._laid(cell, row, DateColumn.VERDICT, direction)
        return next((place for run, place in laid if run.is_link), QRect())

    def _laid(
        self, cell: QRect, row: DateRow, column: DateColumn, direction: Qt.LayoutDirection
    ) -> Iterator[tuple[Run, QRect]]:
        """The runs one after the other; where there is too little room, the link keeps its own."""
        runs = runs_of(row, column, stays=self._stays)
        room = cell.adjusted(_PADDING, 0, -_PADDING, -1)
        widths = [QFontMetrics(_font(run)).horizontalAdvance(run.words) + 1 for run in runs]
        left, right = room.left(), room.right() + 1
        kept = sum(width + _GAP for run, width in zip(runs, widths, strict=True) if run.is_link)
        for run, width in zip(runs, widths, strict=True):
            shown = min(width, right - left - (0 if run.is_link else kept))
            yield run, QStyle.visualRect(direction, room, QRect(left, room.top(), max(shown, 0), room.height()))
            left += shown + _GAP


def runs_of(row: DateRow, column: DateColumn, *, stays: bool) -> list[Run]:
    """What a cell says; `stays` tells that a date left out stays where it is booked."""
    is_struck = row.is_left_out or row.is_elsewhere
    old_ink = "faint" if is_struck else "text"
    match column:
        case DateColumn.NUMBER:
            return [Run(words=str(row.number), ink="faint" if row.is_left_out else "text")]
        case DateColumn.DAY if row.is_elsewhere and not row.is_same_day:
            return [
                Run(words=weekday_date(row.wall.date()), ink=old_ink, is_struck=True),
                Run(words=_day(row.starts), is_strong=True),
            ]
        case DateColumn.DAY:
            return [Run(words=_day(row.wall), ink="faint" if row.is_left_out else "text", is_struck=row.is_left_out)]
        case DateColumn.TIME if row.is_elsewhere:
            return [
                Run(words=clock(row.wall), ink=old_ink, is_struck=True),
                Run(words=clock_span(row.starts, row.ends), is_strong=True),
            ]
        case DateColumn.TIME:
            words = clock_span(row.starts, row.ends)
            return [Run(words=words, ink=old_ink, is_struck=row.is_left_out, is_strong=row.needs_decision)]
        case _:
            return _verdict_runs(row, stays=stays)


def _verdict_runs(row: DateRow, *, stays: bool) -> list[Run]:
    if row.is_left_out:
        left = _tr("stays where it is") if stays else _tr("left out")
        return [Run(words=left, ink="muted"), Run(words=_tr("take it back"), ink="accent", is_link=True)]
    if row.needs_decision:
        runs = [Run(words=row.words, ink="danger", is_strong=True)]
        if row.offer is None:
            return [*runs, Run(words=_tr("choose a time"), ink="accent", is_link=True)]
        offer = _tr("take %1").replace("%1", f"{weekday_date(row.offer.date())} {clock(row.offer)}")
        return [*runs, Run(words=offer, ink="accent", is_link=True)]
    if row.is_over:
        words = f"{_tr('booked over it')} · {row.words}"
        return [
            Run(words=words, ink="arrived", is_strong=True),
            Run(words=_tr("take it back"), ink="accent", is_link=True),
        ]
    if row.is_elsewhere:
        where = _tr("free the same day") if row.is_same_day else _tr("free then")
        words = f"{row.words} · {where}" if row.words else _tr("at a time of its own")
        return [Run(words=words, ink="muted"), Run(words=_tr("change"), ink="accent", is_link=True)]
    if row.remark:
        return [Run(words=row.remark, ink="arrived"), Run(words=_tr("change"), ink="accent", is_link=True)]
    return [Run(words=_tr("fits"), ink="text")]


def _day_words(row: DateRow) -> str:
    return _day(row.starts)


def _time_words(row: DateRow) -> str:
    words = clock_span(row.starts, row.ends)
    return _tr("%1 instead of %2").replace("%1", words).replace("%2", clock(row.wall)) if row.is_elsewhere else words


def _spoken(row: DateRow, *, stays: bool) -> str:
    return " · ".join(run.words for run in _verdict_runs(row, stays=stays))


def _day(wall: datetime) -> str:
    return f"{weekday_date(wall.date()).split(' ')[0]} {short_date(wall.date())}"


def _font(run: Run) -> QFont:
    font = theme.font(TextSize.BODY, Weight.SEMIBOLD if run.is_strong else Weight.REGULAR)
    font.setStrikeOut(run.is_struck)
    return font


def _tr(text: str) -> str:
    return QCoreApplication.translate("series", text)


_PADDING = Space.M - 1
_GAP = Space.S
_LEAST_ROWS = 3
_LOW = 450
"""Pixels of a screen on which the dialog has no room for so many rows."""
