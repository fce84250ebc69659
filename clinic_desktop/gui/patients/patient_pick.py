"""Who an appointment is for: found by typing, then shown with everything to be minded."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clinic_desktop.domain.sheets import PatientLine
from clinic_desktop.gui import theme
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patients.patient_model import facts_of
from clinic_desktop.gui.patients.patient_search import PatientSearch
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class PatientPick(QWidget):
    """The search field, or the patient it found; both take the same room, so that nothing below moves."""

    patient_changed = Signal(object)
    register_wanted = Signal(str)

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._patient: PatientLine | None = None
        self.search = PatientSearch(workplace)
        self._problem = label("", Look.DANGER, wraps=True)
        self._hint = label(
            self.tr("Type part of the name, the phone number, the date of birth or the MRN."), Look.SECONDARY
        )
        self._hint.setWordWrap(True)
        looking = QWidget()
        column = QVBoxLayout(looking)
        column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        column.setSpacing(Space.XS)
        for widget in (self.search, self._problem, self._hint):
            column.addWidget(widget)
        column.addStretch(1)
        self._problem.hide()
        self._chosen = _ChosenPatient()
        self.change = self._chosen.change
        self._stack = QStackedWidget()
        self._stack.addWidget(looking)
        self._stack.addWidget(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        caption = label(self.tr("Patient"), Look.SECONDARY)
        caption.setBuddy(self.search)
        layout.addWidget(caption)
        layout.addWidget(self._stack)
        self.search.patient_chosen.connect(self.choose)
        self.search.register_wanted.connect(self.register_wanted)
        self.search.field.textChanged.connect(lambda *_: self.complain(""))
        self.change.clicked.connect(self._on_change)

    @property
    def patient(self) -> PatientLine | None:
        """Who was chosen."""
        return self._patient

    def choose(self, patient: PatientLine) -> None:
        """Take this patient."""
        self._patient = patient
        self._chosen.show_patient(patient, facts_of(patient, self._workplace.today()))
        self._stack.setCurrentWidget(self._chosen)
        self.patient_changed.emit(patient)

    def show_next(self, words: str) -> None:
        """Say what this patient has before them already."""
        self._chosen.show_next(words)

    def complain(self, sentence: str) -> None:
        """Say that somebody must be chosen; an empty sentence takes it back."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self._hint.setVisible(not sentence)

    def go(self) -> None:
        """Go to where the patient is chosen."""
        if self._patient is None:
            self.search.focus()
        else:
            self.change.setFocus()

    def _on_change(self) -> None:
        self._patient = None
        self._stack.setCurrentIndex(0)
        self.search.focus()
        self.patient_changed.emit(None)


class _ChosenPatient(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._name = ElidedLabel(look=Look.STRONG)
        self._facts = ElidedLabel(look=Look.SECONDARY)
        self._last = ElidedLabel(look=Look.SECONDARY)
        self.change = QPushButton(self.tr("Change"))
        self.change.setToolTip(self.tr("Choose another patient"))
        set_look(self.change, Look.LINK)
        layout = QGridLayout(self)
        layout.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        layout.setVerticalSpacing(Space.NONE)
        layout.addWidget(self._name, 0, 0)
        layout.addWidget(self.change, 0, 1)
        layout.addWidget(self._facts, 1, 0, 1, 2)
        layout.addWidget(self._last, 2, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        self._next_words = ""
        self._alerts = ""

    def show_patient(self, patient: PatientLine, facts: str) -> None:
        self._name.setText(patient.full_name)
        self._facts.setText(facts)
        self._alerts = " · ".join(patient.alerts)
        self.setAccessibleName(", ".join(part for part in (patient.full_name, facts, self._alerts) if part))
        self.show_next("")

    def show_next(self, words: str) -> None:
        set_look(self._last, Look.DANGER if self._alerts else Look.SECONDARY)
        self._last.setText(self._alerts or words)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.line_strong))
        painter.setBrush(theme.blend(now.surface, now.accent_soft, _TINT))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), Measure.RADIUS, Measure.RADIUS)


_TINT = 0.45
