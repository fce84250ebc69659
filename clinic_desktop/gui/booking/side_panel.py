"""The chosen appointment and its patient, beside the calendar."""

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clinic_desktop.domain.access import Permission, Scope, permissions_of
from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.errors import ClinicError, NotFound
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.series import SeriesCard
from clinic_desktop.domain.sheets import AppointmentCard, AppointmentLine, PatientCard
from clinic_desktop.domain.undoing import DiaryVerb, FileVerb
from clinic_desktop.domain.visit_notes import PatientNotes
from clinic_desktop.domain.waiting_room import Place
from clinic_desktop.gui import privacy
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.booking.panel_parts import PanelParts
from clinic_desktop.gui.booking.verb_offers import AppointmentVerb
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients.patient_model import line_of
from clinic_desktop.gui.patients.patient_verbs import PatientVerbs
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class SidePanel(QFrame):
    """Shows an appointment at once from its line, and the rest when it has been read.

    With `verbs` it does what its buttons say by itself; without, it only tells. News of what it shows makes it read
    again, in place. `appointment_neared` carries the line of one that may be wanted in a moment.
    """

    verb_wanted = Signal(object, object)
    book_wanted = Signal(object)
    change_wanted = Signal(object)
    sign_in_wanted = Signal(object)
    appointment_wanted = Signal(object)
    appointment_neared = Signal(object)
    closed = Signal()
    rest_changed = Signal()

    def __init__(
        self, workplace: "Workplace", verbs: AppointmentVerbs | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._line: AppointmentLine | None = None
        self._patient_id: UUID | None = None
        permissions = permissions_of(workplace.account.role)
        self._may_read_patients = Permission.OPEN_PATIENT in permissions
        self._may_read_notes = Permission.READ_VISIT_NOTES in permissions
        self._may_book = Permission.BOOK in permissions
        self._verbs = verbs or AppointmentVerbs(workplace, self)
        self._patient_verbs = PatientVerbs(workplace, self._verbs.walk, self)
        set_look(self, Look.PANEL)
        self._stack = QStackedWidget(self)
        self._rest: QWidget = EmptyState(
            Icon.CALENDAR_DAYS,
            self.tr("Nothing chosen"),
            self.tr("Choose an appointment in the calendar, or find a patient, and everything about them stands here."),
        )
        self._back_words = ""
        self._stack.addWidget(self._rest)
        self._stack.currentChanged.connect(lambda *_: self.rest_changed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(self._stack)
        self._minute = QTimer(self)
        self._minute.setInterval(_A_WHILE)
        self._minute.timeout.connect(self._on_minute)
        self._connect(verbs)
        self.setAccessibleName(self.tr("Chosen appointment and patient"))
        workplace.news.changed.connect(self._on_news)
        privacy.switch().changed.connect(self._on_privacy_changed)

    @cached_property
    def parts(self) -> PanelParts:
        """What it consists of; made with make_ready(), or when somebody is chosen before that."""
        area, floor = scrolling(self._stack)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Never wider than the panel, whatever is written in it.
        floor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._stack.addWidget(area)
        made = PanelParts(floor, self._workplace, back_words=self._back_words)
        made.close_button.clicked.connect(lambda *_: self._close())
        made.buttons.verb_wanted.connect(self._on_verb_wanted)
        made.book_button.clicked.connect(lambda *_: self._on_book())
        made.series.appointment_wanted.connect(self.appointment_wanted)
        made.series.appointment_neared.connect(self.appointment_neared)
        made.patient_card.appointment_wanted.connect(self.appointment_wanted)
        made.patient_card.appointment_neared.connect(self.appointment_neared)
        made.patient_card.change_wanted.connect(lambda: self.change_wanted.emit(self._patient_id))
        made.patient_card.sign_in_wanted.connect(self._on_sign_in)
        made.patient_card.archive_wanted.connect(self._on_archive)
        made.notes.lapsed.connect(self._read)
        return made

    def make_ready(self) -> None:
        """Make it now, while nobody waits for it."""
        self.parts.message.clear()

    def _connect(self, verbs: AppointmentVerbs | None) -> None:
        if verbs is not None:
            self.sign_in_wanted.connect(verbs.give_sign_in)
            self.verb_wanted.connect(verbs.run)
            self.book_wanted.connect(lambda patient: verbs.book(patient=patient))
            self.change_wanted.connect(verbs.change_patient)

    @property
    def line(self) -> AppointmentLine | None:
        """The appointment that is shown; None when only a patient is, or nothing."""
        return self._line

    @property
    def patient_id(self) -> UUID | None:
        """Whose card is shown."""
        return self._patient_id

    def rest_on(self, widget: QWidget, back_words: str) -> None:
        """Show this while nothing is chosen; `back_words` say where the button that closes leads to."""
        self._stack.removeWidget(self._rest)
        self._rest.deleteLater()
        self._rest = widget
        self._back_words = back_words
        self._stack.insertWidget(0, widget)
        if self._line is None and self._patient_id is None:
            self._stack.setCurrentIndex(0)

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is chosen."""
        return self._stack.currentWidget() is self._rest

    def show_appointment(self, line: AppointmentLine) -> None:
        """Show an appointment and its patient."""
        is_other = line.patient_id != self._patient_id
        self._show_line(line, is_other_patient=is_other)
        self._read()

    def show_patient(self, patient_id: UUID) -> None:
        """Show a patient without an appointment."""
        self._line = None
        if patient_id != self._patient_id:
            self.parts.patient_card.show_card(None)
            self.parts.notes.show_notes(None)
        self._patient_id = patient_id
        self._read()

    def clear(self) -> None:
        """Show that nothing is chosen."""
        self._line = None
        self._patient_id = None
        self._minute.stop()
        if self._stack.count() > 1:
            self.parts.patient_card.show_card(None)
            self.parts.notes.show_notes(None)
        self._stack.setCurrentIndex(0)

    def _close(self) -> None:
        self.clear()
        self.closed.emit()

    def _show_line(self, line: AppointmentLine, *, is_other_patient: bool) -> None:
        self._line = line
        self._patient_id = line.patient_id
        self.parts.message.clear()
        self.parts.head.show_known(line.patient_name, line.mrn, line.alerts)
        self.parts.facts.show_line(line)
        self.parts.facts.show()
        offers = self._verbs.offers(line)
        self.parts.buttons.show_offers(offers)
        self._show_book_button(has_main=any(offer.is_main for offer in offers), is_over=not offers)
        if is_other_patient:
            self.parts.series.forget()
            self.parts.patient_card.show_card(None)
            self.parts.notes.show_notes(None)
        self._minute.start()
        self._stack.setCurrentIndex(1)

    def _show_book_button(self, *, has_main: bool, is_over: bool) -> None:
        self.parts.book_button.setVisible(self._may_book and not has_main)
        self.parts.book_button.setText(
            self.tr("Book again…") if is_over and self._line else self.tr("New appointment…")
        )

    def _read(self) -> None:
        appointment_id, patient_id = (self._line.id if self._line else None), self._patient_id
        may_read, may_read_notes = self._may_read_patients, self._may_read_notes

        def read(clinic: "Clinic") -> _Read:
            appointment = clinic.scheduling.open(appointment_id) if appointment_id is not None else None
            patient = clinic.patients.open(patient_id) if may_read and patient_id is not None else None
            series_id = appointment.line.series_id if appointment is not None else None
            notes = clinic.disclosures.notes(patient_id) if may_read_notes and patient_id is not None else None
            return appointment, patient, clinic.series.of(series_id) if series_id is not None else None, notes

        self._workplace.run_latest(
            ("side-panel", id(self)), read, done=self._on_read, refused=self._on_refused, owner=self
        )

    def _read_place(self) -> None:
        """Ask when whoever is chosen will be called, if they wait and the line is theirs to see."""
        line = self._line
        if line is None or line.status is not AppointmentStatus.ARRIVED or not self._may_see_line(line):
            self.parts.facts.show_place(None)
            return
        self._workplace.run_latest(
            ("place", id(self)),
            lambda clinic: (line.id, clinic.waiting.place_of(line.id)),
            done=self._on_place,
            refused=lambda _: None,
            owner=self,
        )

    def _may_see_line(self, line: AppointmentLine) -> bool:
        account = self._workplace.account
        reach = permissions_of(account.role).get(Permission.RUN_WAITING_ROOM)
        return reach is Scope.ALL or (reach is Scope.OWN and line.practitioner_id == account.practitioner_id)

    def _on_place(self, found: tuple[UUID, Place | None]) -> None:
        appointment_id, place = found
        if self._line is not None and self._line.id == appointment_id:
            self.parts.facts.show_place(place)

    def _on_read(self, read: "_Read") -> None:
        appointment, card, series, notes = read
        if appointment is not None:
            self._show_line(appointment.line, is_other_patient=False)
            self.parts.facts.show_card(appointment)
            self.parts.series.show_series(series, appointment.line)
            self._read_place()
        elif self._line is None:
            self.parts.series.forget()
            self.parts.message.clear()
            self.parts.facts.hide()
            self.parts.facts.changes.hide()
            self.parts.buttons.show_offers(())
            self._show_book_button(has_main=False, is_over=False)
            self._minute.stop()
        if card is not None:
            patient = card.patient
            self.parts.head.show_patient(
                name=patient.full_name,
                mrn=patient.mrn,
                birth_date=patient.birth_date,
                sex=patient.sex,
                alerts=patient.alerts,
            )
            chosen = self._line.id if self._line else None
            self.parts.notes.show_notes(notes, name=patient.full_name, first=chosen)
            self.parts.patient_card.show_card(card, leaving_out=chosen)
        self._stack.setCurrentIndex(1)

    def _on_refused(self, error: ClinicError) -> None:
        if isinstance(error, NotFound):
            self.clear()
        self.parts.message.say(error.sentence)

    def _on_verb_wanted(self, verb: AppointmentVerb) -> None:
        if self._line is not None:
            self.verb_wanted.emit(verb, self._line)

    def _on_book(self) -> None:
        card = self.parts.patient_card.card
        if card is not None:
            self.book_wanted.emit(line_of(card.patient))

    def _on_sign_in(self) -> None:
        card = self.parts.patient_card.card
        if card is not None:
            self.sign_in_wanted.emit(card.patient)

    def _on_privacy_changed(self) -> None:
        if self._patient_id is not None:
            self._read()

    def _on_archive(self) -> None:
        card = self.parts.patient_card.card
        if card is None:
            return
        if card.patient.archived:
            self._patient_verbs.restore(card.patient)
        else:
            self._patient_verbs.archive(card.patient)

    def _on_minute(self) -> None:
        if self._line is not None:
            self.parts.facts.show_line(self._line)
            self._read_place()

    def _on_news(self, changes: Changes) -> None:
        if self._patient_id is None and self._line is None:
            return
        if self._may_read_notes and self._patient_id is not None and changes.touches("disclosure"):
            self._read()
            return
        patients = changes.touched.get("patient", frozenset())
        appointments = changes.touched.get("appointment", frozenset())
        is_ours = self._patient_id in patients or (self._line is not None and self._line.id in appointments)
        if self._line is not None and appointments:
            self._read_place()  # whoever is before them may have gone in
        # Another of the patient's appointments shows only in the card, whose ids are known.
        card = self.parts.patient_card.card
        shown = {line.id for line in (*card.upcoming, *card.past)} if card is not None else set()
        if self._patient_id is not None:
            shown |= self.parts.series.shown
        if self._patient_id is not None and (is_ours or appointments & shown or changes.verb in _MAY_ADD):
            self._read()


_A_WHILE = 15_000
_MAY_ADD = frozenset(
    {
        DiaryVerb.BOOK,
        DiaryVerb.BOOK_SERIES,
        DiaryVerb.MOVE_SERIES,
        DiaryVerb.BOOK_FROM_LIST,
        DiaryVerb.WALK_IN,
        DiaryVerb.UNDO,
        DiaryVerb.REDO,
        FileVerb.MERGE,
    }
)
"""What may bring the patient who is shown an appointment that is not shown yet."""
_Read: TypeAlias = tuple[AppointmentCard | None, PatientCard | None, SeriesCard | None, PatientNotes | None]
