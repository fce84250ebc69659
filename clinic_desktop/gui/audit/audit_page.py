"""The administrator's audit log: filtered, read a page at a time, exported, and verified."""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.domain.sheets import AccountLine, AuditLine
from clinic_desktop.gui import privacy
from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.audit.audit_filter_bar import AuditFilterBar
from clinic_desktop.gui.audit.audit_words import icon_of, shown_act, who
from clinic_desktop.gui.audit.entry_card import EntryCard
from clinic_desktop.gui.audit.verify_line import VerifyLine
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.messages.message_words import moment_shown
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.turns import in_a_turn
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.divide import DividePlace, HeightDivide, list_place
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.widgets.row_table_view import RowTableView

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class AuditPage(Page):
    """Lists the latest entries first; what is new comes in above, and the chosen one stays chosen."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._is_whole = True
        self._is_reading_on = False
        self._is_new = True
        self._chosen: AuditLine | None = None
        self.set_title(self.tr("Audit log"))
        self._area, self._floor = scrolling(self)
        self.filters = AuditFilterBar(workplace, self._floor)
        self.table = RowTable(
            self._columns(), key=lambda line: line.seq, is_faint=lambda line: line.kind == "hold", parent=self
        )
        self._card = Card(self._floor)
        self.view = RowTableView(self.table, self._card, name="audit")
        self.view.setAccessibleName(self.title)
        self._list_place = list_place("audit", _LIST_SHARE, self)
        self.divide = HeightDivide(self._list_place, self, self._floor)
        self.entry = EntryCard(workplace, self._floor)
        self.verify_line = VerifyLine(workplace, self._floor)
        self.export_button = QPushButton(self.tr("Export…"))
        self.verify_button = QPushButton(self.tr("Verify the journal"))
        set_look(self.verify_button, Look.PRIMARY)
        self.empty = EmptyState(
            Icon.SCROLL_TEXT,
            self.tr("Nothing of that kind"),
            self.tr("No entry is about this. Ask for less at once, or for another time."),
            action_text=self.tr("Show everything"),
        )
        self._lay_out()
        self._connect()

    def cares(self, changes: Changes) -> bool:
        return True

    def reload(self) -> None:
        self.workplace.run_latest((self, "people"), _staff, done=self._on_people)
        self._read(max(self.table.rowCount(), _PAGE))

    def divides(self) -> Sequence[DividePlace]:
        return (self._list_place,)

    def commands(self) -> Sequence[Command]:
        place, group = MenuPlace.EDIT, "audit"
        return (
            Command(
                name="audit_patient",
                text=self.tr("All about a &patient"),
                run=self.filters.search.focus,
                shortcut="Ctrl+K",
                icon=Icon.SEARCH,
                menu=place,
                group=group,
            ),
            Command(
                name="audit_export",
                text=self.tr("&Export the log…"),
                run=self._ask_for_file,
                shortcut="Ctrl+Shift+S",
                icon=Icon.FILE_TEXT,
                menu=place,
                group=group,
            ),
            Command(
                name="audit_verify",
                text=self.tr("&Verify the journal"),
                run=self.verify,
                shortcut="Ctrl+Shift+V",
                icon=Icon.CHECK_CHECK,
                menu=place,
                group=group,
            ),
        )

    def verify(self) -> None:
        """Walk the journal, and say whether it holds together."""
        self.verify_button.setEnabled(False)
        self.verify_line.begin()

    def export(self, file: Path) -> None:
        """Write what the filter lets through as CSV."""
        wanted = self.filters.wanted

        def save(clinic: "Clinic") -> str:
            try:
                file.write_text(clinic.history.export_audit(wanted), encoding="utf-8-sig", newline="")
            except OSError:
                return self.tr("The file cannot be written there. Choose another folder.")
            return ""

        self.export_button.setEnabled(False)
        self.workplace.run(
            save,
            done=lambda problem: self._on_exported(problem, file),
            refused=lambda error: self._on_exported(error.sentence, file),
            lane=Lane.LONG,
            owner=self,
        )

    # What is shown

    def _columns(self) -> tuple[Column[AuditLine], ...]:
        return (
            Column(head=self.tr("When"), text=self._when, share=17, ink=lambda _: "muted"),
            Column(head=self.tr("Who"), text=who, share=18, is_strong=True, ink=_ink),
            Column(head=self.tr("What"), text=shown_act, share=51, icon=icon_of, ink=_ink),
            Column(head=self.tr("Station"), text=lambda line: line.station or "–", share=14, ink=lambda _: "muted"),
        )

    def _when(self, line: AuditLine) -> str:
        return moment_shown(line.at, self.workplace.zone, self.workplace.today())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(label(self.title, Look.TITLE), 1)
        head.addWidget(self.export_button)
        head.addWidget(self.verify_button)
        self.export_button.setToolTip(self.tr("Keep what is listed as a table (Ctrl+Shift+S)"))
        self.verify_button.setToolTip(self.tr("See whether anybody altered the journal (Ctrl+Shift+V)"))
        edge = Space.S - 2
        self._card.body.setContentsMargins(edge, Space.XS // 2, edge, Space.XS)
        self._card.body.addWidget(self.view)
        self._card.setSizePolicy(self.view.sizePolicy())
        self.empty.hide()
        column = QVBoxLayout(self._floor)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addLayout(head)
        column.addWidget(self.verify_line)
        column.addWidget(self.filters)
        below = QVBoxLayout()
        below.setSpacing(Space.NONE)
        for widget in (self._card, self.divide, self.empty, self.entry):
            below.addWidget(widget, 1 if widget is self.empty else 0)
        column.addLayout(below)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self._area)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filter_changed)
        self._list_place.changed.connect(self._fit)
        self.empty.action_requested.connect(self.filters.show_all)
        self.view.row_chosen.connect(self._on_row_chosen)
        self.view.end_neared.connect(self._read_on)
        self.view.opened.connect(lambda: self.entry.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.entry.record_wanted.connect(self.filters.show_record)
        self.entry.patient_wanted.connect(self.filters.show_patient)
        self.export_button.clicked.connect(lambda *_: self._ask_for_file())
        self.verify_button.clicked.connect(lambda *_: self.verify())
        self.verify_line.ended.connect(lambda: self.verify_button.setEnabled(True))
        privacy.switch().changed.connect(self._on_privacy_changed)

    def _read(self, count: int) -> None:
        wanted, most = self.filters.wanted, min(count, _MOST)
        self.workplace.run_latest(
            (self, "lines"),
            lambda clinic: clinic.history.audit(wanted, limit=most),
            done=lambda lines: self._on_read(wanted, lines, is_whole=len(lines) < most),
            owner=self,
        )

    def _read_on(self) -> None:
        if self._is_whole or self._is_reading_on or not self.table.rows:
            return
        self._is_reading_on = True
        wanted, last = self.filters.wanted, self.table.rows[-1].seq
        self.workplace.run_latest(
            (self, "more"),
            lambda clinic: clinic.history.audit(wanted, limit=_PAGE, before_seq=last),
            done=lambda lines: self._on_more(wanted, last, lines),
            owner=self,
        )

    def _on_read(self, wanted: AuditFilter, lines: Sequence[AuditLine], *, is_whole: bool) -> None:
        if wanted != self.filters.wanted:
            return
        older = [line for line in self.table.rows if lines and line.seq < lines[-1].seq] if not is_whole else []
        self._is_whole = is_whole
        self.table.set_rows([*lines, *older])
        self._card.setVisible(bool(lines))
        self.divide.setVisible(bool(lines))
        self.divide.set_of_use(is_of_use=self.view.has_more_than_least)
        self.empty.setVisible(not lines)
        if not self.view.currentIndex().isValid():
            self.view.step(1)
        if self._is_new and self.filters.isAncestorOf(self.window().focusWidget()):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)  # the first field had it while there was no list
        self._is_new = False
        if not lines:
            self._on_row_chosen(None)
        self._fit()

    def _on_more(self, wanted: AuditFilter, last: int, lines: Sequence[AuditLine]) -> None:
        self._is_reading_on = False
        rows = self.table.rows
        if wanted == self.filters.wanted and rows and rows[-1].seq == last:
            self._is_whole = len(lines) < _PAGE
            self.table.set_rows([*rows, *lines])

    def _on_filter_changed(self) -> None:
        self._is_reading_on = False
        self.table.set_rows(())
        self.entry.show_line(None)
        self._read(_PAGE)

    def _on_people(self, people: Sequence[AccountLine]) -> None:
        self.filters.set_people(people)

    def _on_row_chosen(self, key: Hashable) -> None:
        index = self.table.index_of(key) if key is not None else None
        line = None if index is None else self.table.row_at(index)
        self._chosen = line
        if line is None or self.entry.isVisible():
            self._show_chosen()
        else:
            in_a_turn(self, self._show_chosen)  # to lay the card out for the first time is as much as the list itself
        if line is not None:
            seq = line.seq
            self.workplace.run_latest(
                (self, "entry"), lambda clinic: clinic.history.entry(seq), done=self.entry.show_entry, owner=self
            )

    def _show_chosen(self) -> None:
        self.entry.show_line(self._chosen)

    def _on_privacy_changed(self) -> None:
        self.table.tell_anew()
        self.entry.tell_anew()

    def _ask_for_file(self) -> None:
        name = self.tr("Audit log {day}").format(day=self.workplace.today().isoformat())
        dialog = QFileDialog(self, self.tr("Export the log"), f"{name}.csv", self.tr("Table (*.csv)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.export(Path(chosen)))
        dialog.open()

    def _on_exported(self, problem: str, file: Path) -> None:
        self.export_button.setEnabled(True)
        if problem:
            self.workplace.say(problem, kind=NoticeKind.PROBLEM)
        else:
            self.workplace.say(self.tr("The log was exported as {name}").format(name=file.name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """The list takes what the card of the chosen line leaves, where that is much."""
        self.view.set_height((self.height() - self._card.y()) * self._list_place.value // 100)


def _staff(clinic: "Clinic") -> list[AccountLine]:
    found = [
        one for role in (Role.ADMIN, Role.DOCTOR, Role.RECEPTIONIST) for one in clinic.staff.accounts(role, limit=_MOST)
    ]
    return sorted(found, key=lambda one: one.full_name.casefold())


def _ink(line: AuditLine) -> str:
    return "text" if line.is_sealed else "danger"


_PAGE, _MOST = 100, 500
_LIST_SHARE = 55
