"""The table of the practitioners' figures; Enter or a double-click opens a practitioner's appointments."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.overview import PractitionerFigures
from clinic_desktop.gui.overview.figures_words import NOTHING, late_words, minutes, number, percent, tr
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.widgets.row_table_view import RowTableView


class PractitionersCard(Card):
    """`opened` brings the id of a practitioner."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: RowTable[PractitionerFigures] = RowTable(
            _columns(), key=lambda one: one.practitioner_id, parent=self
        )
        self.view = RowTableView(self.table, name="practitioners")
        self.view.setAccessibleName(tr("Practitioners"))
        self.view.opened.connect(lambda: self.opened.emit(self.view.chosen_key))
        self.nothing = label(
            tr("There are no practitioners yet. Add a doctor on the page Staff."), Look.MUTED, wraps=True
        )
        self.body.addWidget(label(tr("Practitioners"), Look.HEADING))
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.view)

    def show_rows(self, rows: Sequence[PractitionerFigures]) -> None:
        """Show these."""
        self.table.set_rows(rows)
        self.nothing.setVisible(not rows)
        self.view.setVisible(bool(rows))
        self.view.fit_columns()


def _columns() -> list[Column[PractitionerFigures]]:
    return [
        Column(head=tr("Practitioner"), text=lambda one: one.name, share=4, is_strong=True),
        Column(head=tr("Department"), text=lambda one: one.department or NOTHING, share=4),
        Column(head=tr("Appointments"), text=lambda one: number(one.appointments), share=2),
        Column(
            head=tr("Booked share of time"),
            text=lambda one: percent(one.use_of_time, exact=False),
            share=3,
            bar=lambda one: one.use_of_time,
        ),
        Column(head=tr("No-shows"), text=lambda one: percent(one.no_shows.rate), share=2),
        Column(head=tr("Median wait"), text=lambda one: minutes(one.median_wait), share=2),
        Column(head=tr("Runs late"), text=lambda one: late_words(one.late), share=2),
    ]
