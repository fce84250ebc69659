"""Who an appointment is for: found by typing, then shown with everything to be minded."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clinic_desktop.domain.sheets import PatientCard, PatientLine
from clinic_desktop.gui import theme
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.patients.booking_facts import BookingFacts
from clinic_desktop.gui.patients.patient_model import facts_of
from clinic_desktop.gui.patients.patient_search import PatientSearch
from clinic_desktop.gui.privacy import shown_name, switch
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.elided_label import ElidedLabel
from clinic_desktop.gui.widgets.pill import Pill
from clinic_desktop.gui.widgets.sides import mirrored

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
        self._stack = QStackedWidget(self)
        looking = QWidget(self._stack)
        self.search = PatientSearch(workplace, looking)
        self._problem = label("", Look.DANGER, looking, wraps=True)
        words = self.tr("Type part of the name, the phone number, the date of birth or the MRN.")
        self._hint = label(words, Look.SECONDARY, looking, wraps=True)
        column = QVBoxLayout(looking)
        column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        column.setSpacing(Space.XS)
        for widget in (self.search, self._problem, self._hint):
            column.addWidget(widget)
        column.addStretch(1)
        self._problem.hide()
        self._chosen = _ChosenPatient(workplace, self._stack)
        self.change = self._chosen.change
        self._stack.addWidget(looking)
        self._stack.addWidget(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.XS)
        caption = label(self.tr("Patient"), Look.SECONDARY, self)
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
        self._chosen.show_patient(patient)
        self._stack.setCurrentWidget(self._chosen)
        self.patient_changed.emit(patient)

    @property
    def facts(self) -> str:
        """What is said of the chosen patient."""
        return self._chosen.words

    def show_card(self, card: PatientCard) -> None:
        """Say what matters of this patient while they are booked."""
        self._chosen.show_card(card)

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
    """Who it is, what must be minded, and how things stand between them and the clinic, in five quiet lines."""

    def __init__(self, workplace: "Workplace", parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._patient: PatientLine | None = None
        self._name = ElidedLabel(look=Look.STRONG, parent=self)
        self._facts = ElidedLabel(look=Look.SECONDARY, parent=self)
        self._alerts = ElidedLabel(look=Look.DANGER, parent=self)
        self._visits = ElidedLabel(look=Look.SECONDARY, parent=self)
        self._more = ElidedLabel(look=Look.SECONDARY, parent=self)
        self._no_shows = Pill(self)
        self.change = QPushButton(self.tr("Change"), self)
        self.change.setToolTip(self.tr("Choose another patient"))
        set_look(self.change, Look.LINK)
        layout = QGridLayout(self)
        layout.setContentsMargins(*mirrored(Space.M, Space.S, Space.S, Space.S))
        layout.setVerticalSpacing(Space.XS // 2)
        layout.addWidget(self._name, 0, 0)
        layout.addWidget(self._no_shows, 0, 1)
        layout.addWidget(self.change, 0, 2)
        lines = (self._facts, self._alerts, self._visits, self._more)
        for row, widget in enumerate(lines, start=1):
            layout.addWidget(widget, row, 0, 1, 3)
        layout.setColumnStretch(0, 1)
        layout.setRowStretch(len(lines) + 1, 1)
        # As tall as with everything in it: what comes when the card has been read moves nothing below.
        rows = (self._name, *lines)
        gaps = layout.verticalSpacing() * len(lines) + 2 * Space.S
        self.setMinimumHeight(sum(each.sizeHint().height() for each in rows) + gaps)
        switch().changed.connect(self._show_who)

    @property
    def words(self) -> str:
        """Everything that is said, as a screen reader tells it."""
        return self.accessibleName()

    def show_patient(self, patient: PatientLine) -> None:
        self._patient = patient
        self._no_shows.hide()
        self._visits.setText("")
        self._more.setText("")
        self._show_who()

    def show_card(self, card: PatientCard) -> None:
        facts = BookingFacts.of(card, self._workplace.zone, self._workplace.today())
        self._no_shows.show_words(facts.no_shows, token="danger", icon=Icon.USER_X)
        self._no_shows.setVisible(bool(facts.no_shows))
        self._visits.setText(facts.visits)
        self._more.setText(facts.more)
        self._alerts.setVisible(bool(card.patient.alerts))
        self._tell()

    def _show_who(self) -> None:
        if self._patient is not None:
            self._name.setText(shown_name(self._patient.full_name))
            self._facts.setText(facts_of(self._patient, self._workplace.today()))
            self._alerts.setText(" · ".join(self._patient.alerts))
            self._alerts.setVisible(bool(self._patient.alerts))
            self._tell()

    def _tell(self) -> None:
        parts = (
            self._name.text(),
            self._facts.text(),
            self._alerts.text(),
            self._no_shows_words(),
            self._visits.text(),
        )
        self.setAccessibleName(", ".join(part for part in (*parts, self._more.text()) if part))

    def _no_shows_words(self) -> str:
        return "" if self._no_shows.isHidden() else self._no_shows.text

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.line_strong))
        painter.setBrush(theme.blend(now.surface, now.accent_soft, _TINT))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), Measure.RADIUS, Measure.RADIUS)


_TINT = 0.45
