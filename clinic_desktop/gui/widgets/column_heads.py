"""The heads of a table's columns, whose widths and order are everybody's own."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFontMetrics, QMouseEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space, TextSize, Weight
from clinic_desktop.gui.widgets.column_widths import NARROWEST, Hold, KeptColumn, column_widths, dragged, kept_widths
from clinic_desktop.gui.widgets.kept_columns import KeepsColumns, KeptColumns
from clinic_desktop.gui.widgets.row_table import RowTable


class ColumnHeads(QHeaderView):
    """Divides the table's width: in shares, with room for what is not to be cut, until somebody drags a border.

    From then on that column is as wide as it was made, and the others share the rest; the table is always filled. A
    double-click on a border fits the column to what is in it, heads are dragged to other places, and a menu puts all
    back. A table with a `name` is found so again in a window that keeps columns. `menu_wanted` brings the menu before
    it opens. `original_wanted` tells that all is put back, for whoever `shows_others` than the first day's columns.
    """

    menu_wanted = Signal(object)
    original_wanted = Signal()

    def __init__(self, name: str, table: RowTable, view: QTableView) -> None:  # type: ignore[type-arg]  # of any rows
        super().__init__(Qt.Orientation.Horizontal, view)
        self.shows_others = False
        self._name = name
        self._table = table
        self._view = view
        self._needs: dict[int, int] = {}
        self._own: list[KeptColumn] | None = None
        self._grasped: list[KeptColumn] | None = None
        self._was_changed = False
        self._is_laying = False
        self._is_found = False
        self._kept: KeptColumns | None = None

    def begin(self) -> None:
        """Divide the table from now on: the view shows these heads above its rows."""
        self.setSectionsClickable(False)
        self.setStretchLastSection(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumSectionSize(NARROWEST)
        self.setSectionsMovable(True)
        self.setResizeContentsPrecision(_ROWS_MEASURED)
        self.sectionResized.connect(self._on_resized)
        self.sectionMoved.connect(self._on_moved)
        self._table.rowsInserted.connect(lambda _, first, last: self._measure(first, last))
        self._table.dataChanged.connect(lambda first, last, *_: self._measure(first.row(), last.row()))
        self._table.modelReset.connect(self._on_other_columns)
        self._measure_all()

    def fit(self) -> None:
        """Give each column its width."""
        room, own = self._view.viewport().width(), self._own
        self._is_laying = True
        if own is None:
            order = list(range(len(self._table.columns)))
            widths = column_widths(room, [column.share for column in self._table.columns], self._needs)
        else:
            numbers = {key: number for number, key in enumerate(self._keys())}
            order = [numbers[column.key] for column in own]
            widths = kept_widths(room, own, self._needs_in(order))
        for place, (number, width) in enumerate(zip(order, widths, strict=True)):
            self.moveSection(self.visualIndex(number), place)
            # Nothing is drawn out of the table: its end is no border.
            modes = QHeaderView.ResizeMode
            mode = modes.Fixed if place == len(order) - 1 else modes.Interactive
            if self.sectionResizeMode(number) is not mode:
                self.setSectionResizeMode(number, mode)
            self.resizeSection(number, width)
        self._is_laying = False

    def put_back(self) -> None:
        """Have the columns stand as on the first day."""
        self._own = None
        self.fit()
        self._keep()
        self.original_wanted.emit()

    def add_put_back(self, menu: QMenu) -> None:
        """Offer in a menu to put all back, if there is anything to be put back."""
        action = menu.addAction(self.tr("Original columns"), self.put_back)
        action.setEnabled(self._own is not None or self.shows_others)

    def _keys(self) -> list[str]:
        """What tells the columns apart: their heads, and of like ones which it is."""
        heads = [column.head for column in self._table.columns]
        return [f"{head}{heads[:number].count(head) or ''}" for number, head in enumerate(heads)]

    def _needs_in(self, order: Sequence[int]) -> dict[int, int]:
        return {place: self._needs[number] for place, number in enumerate(order) if number in self._needs}

    def _order(self) -> list[int]:
        return [self.logicalIndex(place) for place in range(self.count())]

    def _standing(self) -> list[KeptColumn]:
        """The columns as they are seen now."""
        holds = {column.key: column.hold for column in self._own or ()}
        keys = self._keys()
        return [
            KeptColumn(keys[number], self.sectionSize(number), holds.get(keys[number], Hold.FREE))
            for number in self._order()
        ]

    def _keep(self) -> None:
        if self._kept is not None and self._name:
            self._kept.keep(self._name, self._own)

    # what happens

    def _on_resized(self, number: int, before: int, width: int) -> None:
        if self._is_laying:
            return
        place, columns = self.visualIndex(number), self._grasped
        if columns is None:  # fitted to what is in it
            columns = self._standing()
            columns[place] = columns[place]._replace(width=before)
        self._own = dragged(columns, self._needs_in(self._order()), place, width)
        self.fit()
        self._tell_changed()

    def _on_moved(self, *_: int) -> None:
        if self._is_laying:
            return
        self._own = self._standing()
        self.fit()
        self._tell_changed()

    def _tell_changed(self) -> None:
        """Keep it when the mouse is let go."""
        self._was_changed = True
        if self._grasped is None:
            self._was_changed = False
            self._keep()

    def _on_other_columns(self) -> None:
        """Columns were taken in or left out: the others keep what they have, as far as there is room."""
        own, keys = self._own, self._keys()
        self._own = None
        self._measure_all()
        self.fit()
        stays = [column for column in own or () if column.key in keys]
        if not stays:
            return
        came = {column.key: column for column in self._standing()}
        for number, key in enumerate(keys):
            if key not in {column.key for column in stays}:
                before = keys[number - 1] if number else None
                place = next((at for at, column in enumerate(stays, 1) if column.key == before), 0)
                stays.insert(place, came[key])
        self._own = stays
        self.fit()
        self._keep()

    # how wide what is in them is

    def _measure_all(self) -> None:
        heads = self.fontMetrics()
        self._needs = {
            number: heads.horizontalAdvance(column.head) + 2 * _PADDING
            for number, column in enumerate(self._table.columns)
            if column.is_whole
        }
        self._measure(0, self._table.rowCount() - 1)
        begins_with_name = any(column.is_strong for column in self._table.columns[:1])
        self.setFirstSectionMovable(not begins_with_name)  # it stands before what is said of it

    def _measure(self, first: int, last: int) -> None:
        """Have the columns that are not to be cut wide enough for these rows; none becomes narrower for what goes."""
        if not self._needs:
            return
        before, rows = dict(self._needs), self._table.rows[first : last + 1]
        strong, usual = (
            QFontMetrics(theme.font(TextSize.BODY, weight)) for weight in (Weight.SEMIBOLD, Weight.REGULAR)
        )
        for number in before:
            column = self._table.columns[number]
            words = strong if column.is_strong else usual
            widest = max((words.horizontalAdvance(column.text(row)) for row in rows), default=0)
            self._needs[number] = max(self._needs[number], widest + _A_HAIR + 2 * _PADDING)
        if self._needs != before:
            self.fit()

    # as Qt has it

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grasped = self._standing()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._grasped = None
        if self._was_changed:
            self._tell_changed()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        number = self.logicalIndexAt(event.pos())
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if number >= 0 and self.count() > 1:
            menu.addAction(self.tr("Fit to what is in it"), lambda: self._view.resizeColumnToContents(number))
        self.add_put_back(menu)
        self.menu_wanted.emit(menu)
        menu.popup(event.globalPos())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_found:
            self._is_found = True
            self._kept = _kept_around(self)
            if self._kept is not None and self._name:
                self._own = self._kept.of(self._name, self._keys())
            self.fit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, number: int) -> None:
        super().paintSection(painter, rect, number)
        if self.underMouse() and self.visualIndex(number) < self.count() - 1:
            end = rect.left() if self.isRightToLeft() else rect.right()
            border = QRect(end, rect.top() + Space.S, Measure.HAIRLINE, rect.height() - 2 * Space.S)
            painter.fillRect(border, theme.current().line_strong)


def _kept_around(widget: QWidget) -> KeptColumns | None:
    """What keeps the columns in the window that a widget is in, be it in a dialog of it."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, KeepsColumns):
            return around.kept_columns
        around = around.parentWidget()
    return None


_PADDING = Space.M - 1
_ROWS_MEASURED = 200
_A_HAIR = 1
"""Qt says how wide words are without what is less than half a pixel, and cuts them for want of it."""
