"""Which box lies where: computed once when rows or sizes change, then only looked up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPixmap

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.calendar.sheet.calendar_measures import CalendarMeasure
from clinic_desktop.gui.calendar.sheet.columns import DAY_MINUTES, CalendarColumn
from clinic_desktop.gui.calendar.sheet.grid import Grid
from clinic_desktop.gui.calendar.sheet.lanes import Lane, Minutes, Stop, lanes_of, stops_of
from clinic_desktop.gui.unconfirmed import unconfirmed


@dataclass(slots=True, kw_only=True, eq=False)
class Box:
    """One appointment's place; `face` is its picture, made when it is first seen."""

    row: int
    line: AppointmentLine
    column: int
    span: Minutes
    rect: QRectF
    corner: QPointF
    top: float
    bottom: float
    face: QPixmap | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Which of the model's rows lie in which column, ordered as the columns are; whatever the grid."""

    rows: Sequence[Sequence[tuple[int, AppointmentLine]]]
    column_of: Mapping[int, int]


def placed(columns: Sequence[CalendarColumn], lines: Iterable[tuple[int, AppointmentLine]]) -> Placed:
    """Find the columns of appointments, which are given with their rows."""
    rows: list[list[tuple[int, AppointmentLine]]] = [[] for _ in columns]
    column_of: dict[int, int] = {}
    at: dict[object, list[int]] = {}
    for number, column in enumerate(columns):
        for place in column.places:
            # By its number: a UUID is hashed by Python code, and a week has a thousand look-ups.
            at.setdefault(place.int if isinstance(place, UUID) else place, []).append(number)
    spans = [(column.span.starts_at, column.span.ends_at, column.room is None) for column in columns]
    for row, line in lines:
        perhaps = at.get(line.practitioner_id.int, ())
        for number in {*perhaps, *at[line.room]} if line.room in at else perhaps:
            begins, ends, has_no_room = spans[number]
            if line.starts_at < ends and begins < line.ends_at and (has_no_room or columns[number].shows(line)):
                rows[number].append((row, line))
                column_of[row] = number
    return Placed(rows=rows, column_of=column_of)


@dataclass(slots=True)
class _Lying:
    """What lies in one column: its rows at once, their boxes as soon as they are asked for."""

    rows: Sequence[tuple[int, AppointmentLine]]
    boxes: list[Box] | None = None
    buffers: list[QRectF] | None = None
    stops: list[Stop] | None = None


class BoxesByRow:
    """The boxes by the model's rows, of those rows that are shown."""

    def __init__(self, layout: "CalendarLayout", column_of: Mapping[int, int]) -> None:
        self._layout = layout
        self._column_of = column_of

    def __contains__(self, row: object) -> bool:
        return row in self._column_of

    def __getitem__(self, row: int) -> Box:
        return next(box for box in self._layout.boxes_in(self._column_of[row]) if box.row == row)

    def get(self, row: int) -> Box | None:
        """The box of a row; None if it is not shown."""
        return self[row] if row in self._column_of else None


class CalendarLayout:
    """The boxes of a calendar on its grid, and the stops that the keyboard walks.

    A column is laid out when it is first asked for: of the week of many practitioners only some are ever seen.
    """

    def __init__(self, grid: Grid, columns: Sequence[CalendarColumn], placed: Placed, *, step: int) -> None:
        self.grid = grid
        self.columns = columns
        self.placed = placed
        self.step = step
        self.by_row = BoxesByRow(self, placed.column_of)
        self._generation = unconfirmed().generation
        self._lying = [_Lying(rows) for rows in placed.rows]
        self._heights: dict[Minutes, tuple[float, float]] = {}

    def first_minute(self) -> int | None:
        """The minute at which the first appointment of any column begins; no box is laid out for it."""
        begins = (
            column.minute_of(min(line.starts_at for _, line in lying.rows))
            for column, lying in zip(self.columns, self._lying, strict=True)
            if lying.rows
        )
        return min(begins, default=None)

    @property
    def boxes(self) -> list[Box]:
        """Every box, column by column."""
        return [box for number in range(len(self.columns)) for box in self.boxes_in(number)]

    def box_at(self, x: float, y: float) -> Box | None:
        """The box at a place of the sheet."""
        column = self.grid.column_at(x)
        if column is None:
            return None
        return next((box for box in self.boxes_in(column) if box.rect.contains(x, y)), None)

    def stop_under(self, x: float, y: float) -> tuple[int, Stop] | None:
        """The column and the stop at a place of the sheet; none beside a box that shares its time with no free slot."""
        column = self.grid.column_at(x)
        if column is None:
            return None
        box = self.box_at(x, y)
        minute = self.grid.minute_at(y)
        for stop in self.stops_in(column):
            if stop.row == (None if box is None else box.row) and (box or stop.starts <= minute < stop.ends):
                return column, stop
        return None

    def boxes_in(self, column: int) -> Sequence[Box]:
        """The boxes of a column, ordered by start."""
        lying = self._lying[column]
        if lying.boxes is None:
            head = self.columns[column]
            spans = [head.minutes_of(line.starts_at, line.ends_at) for _, line in lying.rows]
            lanes = lanes_of(spans)
            sides = {lane: self._sides_of(column, lane) for lane in {*lanes}}
            lying.boxes = [
                self._box(row, line, column, span, sides[lane])
                for (row, line), span, lane in zip(lying.rows, spans, lanes, strict=True)
            ]
        return lying.boxes

    def stops_in(self, column: int) -> Sequence[Stop]:
        """Where the keyboard halts in a column; a stop's row is the model's."""
        lying = self._lying[column]
        if lying.stops is None:
            boxes = self.boxes_in(column)
            stops = stops_of([box.span for box in boxes], last=DAY_MINUTES, step=self.step)
            lying.stops = [
                stop if stop.row is None else Stop(stop.starts, stop.ends, boxes[stop.row].row) for stop in stops
            ]
        return lying.stops

    def stop_rect(self, column: int, stop: Stop) -> QRectF:
        """Where a stop is drawn."""
        if stop.row is not None:
            return self.by_row[stop.row].rect
        return self._rect(column, (stop.starts, stop.ends), Lane(0, 1))

    def buffers_in(self, column: int) -> Sequence[QRectF]:
        """The time kept free before and after the appointments of a column."""
        lying = self._lying[column]
        if lying.buffers is None:
            lying.buffers = [rect for box in self.boxes_in(column) for rect in self._buffers(box)]
        return lying.buffers

    def lay_out(self) -> Iterator[None]:
        """Lay every column out, some at a time, where nobody waits for it."""
        for number in range(len(self.columns)):
            self.buffers_in(number)
            if number % _AT_ONCE == _AT_ONCE - 1:
                yield

    def blank(self, status: AppointmentStatus) -> None:
        """Have the boxes in that status drawn anew when they are seen."""
        for lying in self._lying:
            for box in lying.boxes or ():
                if box.line.status is status:
                    box.face = None

    def blank_marked(self, changed: AbstractSet[UUID] | None = None) -> list[QRectF]:
        """Have the boxes drawn anew whose marks of the sync have `changed`; answers where they lie.

        A layout that was not shown meanwhile does not know which: all that were drawn before are.
        """
        generation, self._generation = self._generation, unconfirmed().generation
        if generation == self._generation:
            return []
        if generation + 1 != self._generation:
            changed = None
        found = [
            box
            for lying in self._lying
            for box in lying.boxes or ()
            if box.face is not None and (changed is None or box.line.id in changed)
        ]
        for box in found:
            box.face = None
        return [box.rect for box in found]

    def _buffers(self, box: Box) -> list[QRectF]:
        grid, (starts, ends) = self.grid, box.span
        rects = []
        if box.line.status.holds_time and box.line.buffer_before:
            top = grid.y(max(0, starts - box.line.buffer_before))
            rects.append(QRectF(box.rect.left(), top, box.rect.width(), grid.y(starts) - top))
        if box.line.status.holds_time and box.line.buffer_after:
            bottom = grid.y(min(DAY_MINUTES, ends + box.line.buffer_after))
            rects.append(QRectF(box.rect.left(), grid.y(ends), box.rect.width(), bottom - grid.y(ends)))
        return rects

    def _box(self, row: int, line: AppointmentLine, column: int, span: Minutes, sides: tuple[float, float]) -> Box:
        (left, width), (top, height) = sides, self._heights_of(span)
        return Box(
            row=row,
            line=line,
            column=column,
            span=span,
            rect=QRectF(left, top, width, height),
            corner=QPointF(left, top),
            top=top,
            bottom=top + height,
        )

    def _rect(self, column: int, span: Minutes, lane: Lane) -> QRectF:
        (left, width), (top, height) = self._sides_of(column, lane), self._heights_of(span)
        return QRectF(left, top, width, height)

    def _sides_of(self, column: int, lane: Lane) -> tuple[float, float]:
        """The left edge of a lane's boxes, and how wide they are."""
        grid, measure = self.grid, CalendarMeasure
        lead, trail = measure.BOX_LEAD, measure.BOX_TRAIL
        usable = grid.column_width - lead - trail
        first, last = lane.index / lane.count, (lane.index + lane.breadth) / lane.count
        if grid.is_mirrored:
            first, last, lead = 1 - last, 1 - first, trail
        gap = 0 if last > 1 - 1e-9 else measure.BOX_GAP
        base = grid.x(column)
        left = base + self._whole(lead + first * usable)
        right = base + self._whole(lead + last * usable - gap)
        return left, max(right - left, 1.0)

    def _heights_of(self, span: Minutes) -> tuple[float, float]:
        """The upper edge of a box over a span, and how high it is; most appointments of a day share theirs."""
        found = self._heights.get(span)
        if found is None:
            top, bottom = self.grid.y(span[0]) + 1, self.grid.y(span[1]) - 1
            found = self._heights[span] = top, max(bottom - top, float(CalendarMeasure.LEAST_BOX_HEIGHT))
        return found

    def _whole(self, value: float) -> float:
        return round(value * self.grid.scale) / self.grid.scale


_AT_ONCE = 10
"""Columns; they take a few milliseconds."""
