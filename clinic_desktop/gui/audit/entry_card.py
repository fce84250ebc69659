"""The chosen line of the audit log: the whole sentence, where and when, and what stood before and after."""

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.sheets import AuditEntry, AuditLine, FieldChange
from clinic_desktop.gui.audit.audit_words import shown_sentence
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.privacy import shown_detail, shown_name
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import short_day
from clinic_desktop.gui.widgets.card import Card, label
from clinic_desktop.gui.widgets.flow_layout import FlowLayout
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.widgets.row_table_view import RowTableView

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class _Row(NamedTuple):
    """A changed field and its place among the others."""

    number: int
    change: FieldChange


class EntryCard(Card):
    """Tells of one entry. Its links ask for the record's own history, or for all that concerns the patient."""

    record_wanted = Signal(object)
    patient_wanted = Signal(object, str)

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._line: AuditLine | None = None
        self._entry: AuditEntry | None = None
        self.sentence = label("", Look.HEADING, wraps=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts = label("", Look.SECONDARY, wraps=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.warning = MessageLine()
        self.table = RowTable(self._columns(), key=lambda row: row.number, parent=self)
        self.view = RowTableView(self.table, name="audit-entry")
        self.view.setAccessibleName(self.tr("Before and after"))
        self.view.set_height(_ROWS_SEEN * Measure.ROW)
        self.record_button = QPushButton(self.tr("History of this record"))
        self.patient_button = QPushButton()
        set_look(self.record_button, Look.LINK)
        set_look(self.patient_button, Look.LINK)
        links = FlowLayout()
        links.setSpacing(Space.L)
        links.addWidget(self.record_button)
        links.addWidget(self.patient_button)
        self.body.setSpacing(Space.S)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.warning)
        self.body.addWidget(self.view)
        self.body.addLayout(links)
        self.record_button.clicked.connect(self._on_record)
        self.patient_button.clicked.connect(self._on_patient)
        self.show_line(None)

    @property
    def line(self) -> AuditLine | None:
        """The line that is told of."""
        return self._line

    def show_line(self, line: AuditLine | None) -> None:
        """Tell of a line; what it changed comes with `show_entry`."""
        if self._entry is not None and (line is None or line.seq != self._entry.line.seq):
            self._entry = None
            self.table.set_rows(())
        self._line = line
        self.setVisible(line is not None)
        if line is None:
            return
        self.sentence.setText(shown_sentence(line))
        self._show_facts()
        unsealed = self.tr("No program of the clinic sealed this entry: something else changed the records.")
        self.warning.say("" if line.is_sealed else unsealed, aloud=False)
        self.record_button.setVisible(line.record_id != UUID(int=0) and line.kind != "record_access")
        self.patient_button.setVisible(line.patient_id is not None and bool(line.subject))
        self.patient_button.setText(self.tr("All about {name}").format(name=shown_name(line.subject)))
        self.view.setVisible(bool(self.table.rows))

    def show_entry(self, entry: AuditEntry) -> None:
        """Tell what it changed, if it is still the one that is looked at."""
        if self._line is None or entry.line.seq != self._line.seq:
            return
        self._entry = entry
        self.table.set_rows([_Row(number, change) for number, change in enumerate(entry.changes)])
        self.table.tell_anew()
        self.view.setVisible(bool(entry.changes))
        self._show_facts()

    def tell_anew(self) -> None:
        """The privacy key was pressed."""
        self.show_line(self._line)
        self.table.tell_anew()

    def _show_facts(self) -> None:
        line, entry = self._line, self._entry
        if line is None:
            return
        wall = wall_time(line.at, self._workplace.zone)
        at = f"{short_day(wall.date())} {wall:%H:%M:%S}"
        parts = [at, line.station or self.tr("station unknown"), self.tr("entry {number}").format(number=line.seq)]
        parts.append(self.tr("sealed") if line.is_sealed else self.tr("not sealed"))
        if entry is not None and entry.reason and entry.reason not in line.did:
            parts.append(self.tr("reason: {words}").format(words=entry.reason))
        self.facts.setText(" · ".join(parts))

    def _columns(self) -> tuple[Column[_Row], ...]:
        return (
            Column(head=self.tr("Field"), text=lambda row: row.change.label, share=24, ink=lambda _: "muted"),
            Column(head=self.tr("Before"), text=lambda row: self._value(row.change.before), share=38),
            Column(head=self.tr("After"), text=lambda row: self._value(row.change.after), share=38, is_strong=True),
        )

    def _value(self, words: str) -> str:
        """What stood in a field; of a patient's record nobody reads it over a shoulder."""
        is_of_patient = self._line is not None and self._line.is_about_patient
        return (shown_detail(words) if is_of_patient else words) or "–"

    def _on_record(self) -> None:
        if self._line is not None:
            self.record_wanted.emit(self._line.record_id)

    def _on_patient(self) -> None:
        if self._line is not None and self._line.patient_id is not None:
            self.patient_wanted.emit(self._line.patient_id, self._line.subject)


_ROWS_SEEN = 8
