"""Which lines of the audit log are wanted: of whom, about which patient, of what kind, from when to when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.domain.sheets import AccountLine, PatientLine
from clinic_desktop.gui.audit.audit_words import kind_groups
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients.patient_search import PatientSearch
from clinic_desktop.gui.privacy import shown_name, switch
from clinic_desktop.gui.staff.choice_boxes import ChoiceBox
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.date_field import DateField
from clinic_desktop.gui.widgets.field_grid import FieldGrid
from clinic_desktop.gui.widgets.flow_layout import FlowLayout
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.searchable_box import SearchableBox

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class When(StrEnum):
    """How far back the log is read."""

    ANY = "any"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    OWN = "own"


_DAYS = {When.TODAY: 0, When.WEEK: 6, When.MONTH: 29, When.YEAR: 364}


class AuditFilterBar(QWidget):
    """Four fields in a row, and what is left out as buttons that take it in again."""

    changed = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._patient: tuple[UUID, str] | None = None
        self._record_id: UUID | None = None
        self.person = SearchableBox(self.tr("Anybody"))
        self.search = PatientSearch(workplace, may_register=False)
        self.kind = ChoiceBox()
        for group in kind_groups():
            self.kind.addItem(group.words, group.kinds)
        self.when = ChoiceBox()
        for words, when in (
            (self.tr("Any time"), When.ANY),
            (self.tr("Today"), When.TODAY),
            (self.tr("Last 7 days"), When.WEEK),
            (self.tr("Last 30 days"), When.MONTH),
            (self.tr("Last 12 months"), When.YEAR),
            (self.tr("From … to …"), When.OWN),
        ):
            self.when.addItem(words, when)
        today = workplace.today()
        self.first, self.last = DateField(today), DateField(today)
        self.patient_chip, self.record_chip = QPushButton(), QPushButton(self.tr("Only this record"))
        self._lay_out()
        self._connect()
        self.set_people(())

    @property
    def wanted(self) -> AuditFilter:
        """What is asked for now."""
        found = AuditFilter(
            actor_id=self.person.currentData(),
            kinds=tuple(self.kind.currentData()),
            patient_id=None if self._patient is None else self._patient[0],
            record_id=self._record_id,
        )
        return self._in_span(found)

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out that would otherwise be shown."""
        is_any = When(self.when.currentData()) is When.ANY and self.kind.currentIndex() == 0
        nobody = self.person.currentData() is None and self._patient is None and self._record_id is None
        return not (is_any and nobody)

    def set_people(self, people: Sequence[AccountLine]) -> None:
        """Offer these people; the one who is chosen stays so."""
        chosen = self.person.currentData()
        self.person.blockSignals(True)
        self.person.clear()
        self.person.addItem(self.tr("Anybody"), None)
        for one in people:
            self.person.addItem(one.full_name, one.id)
        self.person.setCurrentIndex(max(self.person.findData(chosen) if chosen is not None else 0, 0))
        self.person.blockSignals(False)

    def show_patient(self, patient_id: UUID, name: str) -> None:
        """Show what concerns one patient."""
        self._patient, self._record_id = (patient_id, name), None
        self.search.clear()
        self._show_chips()
        self.changed.emit()

    def show_record(self, record_id: UUID) -> None:
        """Show what happened to one record, of whatever kind, by whomever, at any time."""
        self._clear()
        self._record_id = record_id
        self._show_chips()
        self.changed.emit()

    def show_all(self) -> None:
        """Leave nothing out."""
        self._clear()
        self._show_chips()
        self.changed.emit()

    def _clear(self) -> None:
        self._patient = self._record_id = None
        self.person.setCurrentIndex(0)
        self.kind.choose(self.kind.itemData(0))
        self.when.choose(When.ANY)
        self._show_span()

    def _in_span(self, found: AuditFilter) -> AuditFilter:
        when, today = When(self.when.currentData()), self._workplace.today()
        if when is When.OWN:
            first, last = self.first.day, self.last.day
            if first is not None and last is not None and last < first:
                first, last = last, first
            return replace(found, first_day=first, last_day=last)
        return found if when is When.ANY else replace(found, first_day=today - timedelta(days=_DAYS[when]))

    def _lay_out(self) -> None:
        self._fields = FieldGrid((4, 2, 1))
        for caption, control in (
            (self.tr("Who"), self.person),
            (self.tr("Patient"), self.search),
            (self.tr("What"), self.kind),
            (self.tr("When"), self.when),
        ):
            self._fields.add(LabelledField(caption, control))
        self._span = QWidget()
        row = QHBoxLayout(self._span)
        row.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        row.setSpacing(Space.M)
        row.addWidget(LabelledField(self.tr("From"), self.first))
        row.addWidget(LabelledField(self.tr("To, this day included"), self.last))
        row.addStretch(2)
        chips = FlowLayout()
        for chip, tip in (
            (self.patient_chip, self.tr("Show all patients again")),
            (self.record_chip, self.tr("Show all records again")),
        ):
            set_look(chip, Look.CHIP)
            set_icon(chip, Icon.X)
            chip.setToolTip(tip)
            chip.hide()
            chips.addWidget(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        column.setSpacing(Space.S)
        column.addWidget(self._fields)
        column.addWidget(self._span)
        column.addLayout(chips)
        self._span.hide()

    def _connect(self) -> None:
        for box in (self.person, self.kind, self.when):
            box.activated.connect(self._on_chosen)
        for field in (self.first, self.last):
            field.day_changed.connect(lambda *_: self.changed.emit())
        self.search.patient_chosen.connect(self._on_patient)
        self.patient_chip.clicked.connect(self._on_patient_let_go)
        self.record_chip.clicked.connect(lambda *_: self.show_all())
        switch().changed.connect(self._show_chips)

    def _on_chosen(self) -> None:
        self._show_span()
        self.changed.emit()

    def _show_span(self) -> None:
        self._span.setVisible(When(self.when.currentData()) is When.OWN)

    def _on_patient(self, patient: PatientLine) -> None:
        self.show_patient(patient.id, patient.full_name)

    def _on_patient_let_go(self) -> None:
        self._patient = None
        self._show_chips()
        self.changed.emit()
        self.search.focus()

    def _show_chips(self) -> None:
        if self._patient is not None:
            self.patient_chip.setText(shown_name(self._patient[1]))
        self.patient_chip.setVisible(self._patient is not None)
        self.record_chip.setVisible(self._record_id is not None)
