"""The backups that are there: when each was made and why, what is in it, and whether it was found whole."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from clinic_desktop.domain.backups import Backup
from clinic_desktop.gui.backups.backup_words import check_words, count_words, reason_words, size_words, when_words
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.flow_layout import FlowLayout
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.widgets.row_table_view import RowTableView

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class BackupsCard(Card):
    """Lists them, the latest first; each signal brings the one that is chosen."""

    restore_wanted = Signal(object)
    check_wanted = Signal(object)
    remove_wanted = Signal(object)
    file_wanted = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._is_working = False
        self.table = RowTable(self._columns(), key=lambda row: row.backup_id, parent=self)
        self.view = RowTableView(self.table, name="backups")
        self.view.set_height(_ROWS_SEEN * Measure.ROW)
        self.view.setAccessibleName(self.tr("Backups"))
        self.nothing = label(
            self.tr("There is no backup yet. The first is made a few minutes after backups are switched on."),
            Look.MUTED,
            wraps=True,
        )
        self.file_button = QPushButton(self.tr("Restore from a file…"))
        self.restore_button = QPushButton(self.tr("Look into it, and restore…"))
        self.check_button = QPushButton(self.tr("Check again"))
        self.remove_button = QPushButton(self.tr("Remove…"))
        set_look(self.remove_button, Look.DANGER)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(label(self.tr("Backups"), Look.HEADING), 1)
        head.addWidget(self.file_button)
        foot = FlowLayout()
        for button, wanted in (
            (self.restore_button, self.restore_wanted),
            (self.check_button, self.check_wanted),
            (self.remove_button, self.remove_wanted),
        ):
            button.clicked.connect(lambda *_, wanted=wanted: self._on_wanted(wanted.emit))
            foot.addWidget(button)
        self.body.addLayout(head)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.view)
        self.body.addLayout(foot)
        self.file_button.clicked.connect(lambda *_: self.file_wanted.emit())
        self.view.row_chosen.connect(lambda *_: self._offer())
        self.view.opened.connect(lambda: self._on_wanted(self.restore_wanted.emit))
        self._offer()

    @property
    def chosen(self) -> Backup | None:
        """The backup that is chosen."""
        return self.table.row_at(self.view.currentIndex())

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """Show these; the chosen one stays chosen."""
        chosen = self.view.chosen_key
        self.table.set_rows(backups)
        if chosen is None or not self.view.choose(chosen):
            self.view.step(1)
        self._offer()

    def show_working(self, *, working: bool) -> None:
        """Let nothing long begin while something is under way."""
        self._is_working = working
        self._offer()

    def _columns(self) -> Sequence[Column[Backup]]:
        return (
            Column(head=self.tr("Made"), text=self._made, share=20, is_strong=True),
            Column(head=self.tr("Why"), text=lambda row: reason_words(row.reason), share=18),
            Column(head=self.tr("Station"), text=lambda row: row.station, share=16),
            Column(head=self.tr("Patients"), text=lambda row: count_words(row.facts.patients), share=11),
            Column(head=self.tr("Appointments"), text=lambda row: count_words(row.facts.appointments), share=13),
            Column(head=self.tr("Size"), text=lambda row: size_words(row.size), share=10),
            Column(
                head=self.tr("State"),
                text=check_words,
                share=18,
                ink=lambda row: "accent" if row.checked_at is not None else "muted",
                icon=lambda row: Icon.CIRCLE_CHECK if row.checked_at is not None else Icon.CLOCK,
            ),
        )

    def _made(self, row: Backup) -> str:
        return when_words(row.made_at, self._workplace.zone, self._workplace.today())

    def _on_wanted(self, wanted: Callable[[Backup], object]) -> None:
        if self.chosen is not None:
            wanted(self.chosen)

    def _offer(self) -> None:
        is_there = bool(self.table.rows)
        self.nothing.setVisible(not is_there)
        self.view.setVisible(is_there)
        for button in (self.restore_button, self.check_button, self.remove_button):
            button.setVisible(is_there)
            button.setEnabled(self.chosen is not None and not self._is_working)
        self.file_button.setEnabled(not self._is_working)


_ROWS_SEEN = 12
