"""A card with a picture of figures, and the same as a table behind a key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.overview.bars import Series
from clinic_desktop.gui.overview.chart import Chart
from clinic_desktop.gui.overview.figure_tables import FigureTable
from clinic_desktop.gui.overview.figures_words import tr
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.flow_layout import FlowLayout
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.widgets.row_table_view import RowTableView


class ChartCard(Card):
    """The picture stands until the table is asked for, whose columns are kept by `name`; `opened` is the picture's."""

    opened = Signal(object)

    def __init__(
        self, name: str, title: str, chart: Chart, legend: tuple[Series, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self.chart, self.legend = chart, legend
        chart.opened.connect(self.opened)
        self.heading = label(title, Look.HEADING)
        self.as_table = QPushButton(tr("As a table"))
        self.as_table.setCheckable(True)
        self.as_table.setAccessibleName(tr("%1 as a table").replace("%1", title))
        set_look(self.as_table, Look.LINK)
        self.as_table.toggled.connect(self._on_toggled)
        self.note = label("", Look.SECONDARY, wraps=True)
        self.table: RowTable[tuple[str, ...]] = RowTable((), key=lambda row: row[0], parent=self)
        self._view: RowTableView | None = None
        self._shown: FigureTable | None = None
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self.heading, 1)
        head.addWidget(self.as_table, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        if legend:
            row = FlowLayout()
            for one in legend:
                row.addWidget(_LegendEntry(one))
            self.body.addLayout(row)
        self.body.addWidget(chart)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.note.hide()

    @property
    def view(self) -> RowTableView | None:
        """The table, once it was asked for."""
        return self._view

    def say(self, sentence: str) -> None:
        """Put a sentence below the picture."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def show_table(self, table: FigureTable) -> None:
        """Keep the same as a table, and show it where that stands."""
        self._shown = table
        if self._view is None:
            return
        if tuple(column.head for column in self.table.columns) != table.heads:
            self.table.set_columns([_column(head, place) for place, head in enumerate(table.heads)])
        self.table.set_rows(table.rows)
        self._view.fit_columns()

    def _on_toggled(self, is_table: bool) -> None:
        if self._view is None:
            self._view = RowTableView(self.table, name=self._name)
            self._view.set_height(_ROWS_SEEN * Measure.ROW)
            self._view.setAccessibleName(self.heading.text())
            self.body.insertWidget(self.body.indexOf(self.chart), self._view)
            if self._shown is not None:
                self.show_table(self._shown)
        self._view.setVisible(is_table)
        self.chart.setVisible(not is_table)
        self.as_table.setText(tr("As a picture") if is_table else tr("As a table"))


class _LegendEntry(QWidget):
    """A dot of a colour, and its words."""

    def __init__(self, series: Series) -> None:
        super().__init__()
        self._token = series.token
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.NONE)
        row.addSpacing(Measure.DOT + Space.S)  # Qt mirrors spacings, but no margins
        row.addWidget(label(series.words, Look.SECONDARY))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.switch().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().token(self._token))
        left = self.width() - Measure.DOT if self.isRightToLeft() else 0
        painter.drawEllipse(left, (self.height() - Measure.DOT) // 2, Measure.DOT, Measure.DOT)


def _column(head: str, place: int) -> Column[tuple[str, ...]]:
    return Column(head=head, text=lambda row: row[place], share=2 if place == 0 else 1, is_strong=place == 0)


_ROWS_SEEN = 8
