"""The list behind a figure: its rows, more of them as one scrolls."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.gui import privacy
from clinic_desktop.gui.overview.figures_words import number, tr
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, foot_of, panel_of
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.widgets.row_table_view import RowTableView

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic

Fetch = Callable[["Clinic", Any], Sequence[Any]]  # Any: rows of whatever the figure was counted from
PAGE = 100


class BehindDialog(QDialog):
    """Reads a page of rows after the other; `fetch` gives those after a row, None for the first.

    Its columns are kept by `name`.
    """

    def __init__(
        self,
        workplace: "Workplace",
        name: str,
        title: str,
        columns: Sequence[Column[Any]],
        key: Callable[[Any], Any],
        fetch: Fetch,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workplace = workplace
        self._fetch = fetch
        self._is_whole = False
        self._is_reading = False
        self.table: RowTable[Any] = RowTable(columns, key=key, parent=self)
        self.view = RowTableView(self.table, name=name)
        self.view.setAccessibleName(title)
        self.view.end_neared.connect(self._read)
        self.count = label(tr("Reading…"), Look.SECONDARY)
        self.close_button = QPushButton(tr("Close"))
        self.close_button.clicked.connect(lambda *_: self.close())
        body = panel_of(self)
        body.addWidget(label(title, Look.TITLE, wraps=True))
        body.addWidget(self.count)
        body.addWidget(self.view, 1)
        body.addStretch(0)
        body.addLayout(foot_of(self.close_button))
        fit_on_screen(self, *_SIZE)
        self.view.set_height(self.height() - _AROUND)
        privacy.switch().changed.connect(self.table.tell_anew)
        self._read()

    def _read(self) -> None:
        if self._is_whole or self._is_reading:
            return
        self._is_reading = True
        last = self.table.rows[-1] if self.table.rows else None
        self._workplace.run_latest(
            (self, "rows"),
            lambda clinic: self._fetch(clinic, last),
            done=self._on_rows,
            refused=self._on_refused,
            owner=self,
        )

    def _on_rows(self, rows: Sequence[Any]) -> None:
        self._is_reading = False
        self._is_whole = len(rows) < PAGE
        is_first = not self.table.rows
        self.table.set_rows([*self.table.rows, *rows])
        self.view.fit_columns()
        if is_first:
            self.view.setFocus()
        shown = number(len(self.table.rows))
        words = tr("%1 in all") if self._is_whole else tr("the first %1; more come as you scroll down")
        self.count.setText(
            words.replace("%1", shown) if self.table.rows else tr("There is nothing behind this figure.")
        )

    def _on_refused(self, error: ClinicError) -> None:
        self._is_reading = False
        self.count.setText(error.sentence)


_SIZE = (980, 620)
_AROUND = 170
