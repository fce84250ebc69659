"""Someone without an appointment: who, what for, and with whom."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.people import Patient, Role
from clinic_desktop.domain.refusals import BookingRefused
from clinic_desktop.domain.sheets import PatientLine, PractitionerLine
from clinic_desktop.domain.waiting_room import WalkIn
from clinic_desktop.gui.booking.types_to_book import Choices, choices
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients.patient_model import line_of
from clinic_desktop.gui.patients.patient_pick import PatientPick
from clinic_desktop.gui.patients.patient_search import SEARCH_KEYS
from clinic_desktop.gui.patients.register_page import RegisterPage
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.turns import in_a_turn
from clinic_desktop.gui.widgets.box_places import place_of
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, foot_of, panel_of, scrolling
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class WalkInDialog(QDialog):
    """Asks for a walk-in; the opener takes them in and calls accept(), or refuse(), and then everything stays."""

    walk_in_requested = Signal(object)

    def __init__(
        self,
        workplace: "Workplace",
        parent: QWidget | None = None,
        *,
        patient: PatientLine | None = None,
        type_id: UUID | None = None,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._type_id = type_id
        self._is_busy = False
        self._is_despite = False
        self._types: dict[UUID, AppointmentType] = {}
        self._practitioners: list[PractitionerLine] = []
        account = workplace.account
        self._only_practitioner = account.practitioner_id if account.role is Role.DOCTOR else None
        self.setWindowTitle(self.tr("Walk-in"))
        panel = panel_of(self)
        self._pages = QStackedWidget(panel.parentWidget())
        panel.addWidget(self._pages)
        self._register_page: RegisterPage | None = None
        self._make_page()
        fit_on_screen(self, _WIDTH, _HEIGHT)
        self.take_in_button.setDefault(True)
        self._connect()
        if patient is not None:
            self.patient.choose(patient)
        self._workplace.run(choices, done=self._on_loaded, lane=Lane.READING, owner=self)

    def _make_page(self) -> None:
        page = QWidget(self._pages)
        self._pages.addWidget(page)
        self._area, body = scrolling(page)
        self.patient = PatientPick(self._workplace, body)
        self.practitioner_box = QComboBox()
        self.type_box = QComboBox()
        self.reason = QLineEdit()
        self.despite = QLineEdit()
        for field in (self.reason, self.despite):
            field.setMaxLength(_LONGEST_WORDS)
        self.practitioner_field = LabelledField(self.tr("Practitioner"), self.practitioner_box)
        self.reason_field = LabelledField(self.tr("Reason for visit"), self.reason)
        self.despite_field = LabelledField(self.tr("Why they come in all the same"), self.despite)
        self.despite_field.hide()
        self.message = MessageLine(body)
        self.take_in_button = QPushButton(self.tr("Take in now"), page)
        self.cancel_button = QPushButton(self.tr("Cancel"), page)
        set_look(self.take_in_button, Look.PRIMARY)
        # Never wider than the dialog, however long a name in a box is.
        body.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        fields = QVBoxLayout(body)
        fields.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        fields.setSpacing(Space.M)
        fields.addWidget(self.patient)
        fields.addWidget(LabelledField(self.tr("Appointment type"), self.type_box))
        fields.addWidget(self.practitioner_field)
        fields.addWidget(self.reason_field)
        fields.addWidget(self.message)
        fields.addWidget(self.despite_field)
        fields.addStretch(1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.M)
        layout.addWidget(label(self.tr("Walk-in"), Look.TITLE, page))
        layout.addWidget(self._area, 1)
        layout.addWidget(line(page))
        layout.addLayout(foot_of(self.cancel_button, self.take_in_button))

    @property
    def register_page(self) -> RegisterPage:
        """The page on which a new patient is registered; made when it is first wanted."""
        if self._register_page is None:
            self._register_page = page = RegisterPage(self._workplace, self._pages)
            self._pages.addWidget(page)
            page.registered.connect(self._on_registered)
            page.patient_taken.connect(self._on_patient_taken)
            page.left.connect(self._on_register_left)
        return self._register_page

    def _connect(self) -> None:
        self.patient.patient_changed.connect(self._on_patient_changed)
        self.patient.register_wanted.connect(self._on_register_wanted)
        self.practitioner_box.activated.connect(lambda *_: self._take_back_refusal())
        self.type_box.activated.connect(lambda *_: self._on_type_chosen())
        self.take_in_button.clicked.connect(lambda *_: self._request())
        self.cancel_button.clicked.connect(self.reject)
        QShortcut(QKeySequence(SEARCH_KEYS), self).activated.connect(self.patient.go)

    def refuse(self, error: ClinicError) -> None:
        """Say why it was refused; where a reason would do, ask for it."""
        self._is_busy = False
        if isinstance(error, BookingRefused) and error.may_overbook:
            self._is_despite = True
            self.message.say(error.sentence, MessageKind.WARNING)
            self.despite_field.show()
            self.take_in_button.setText(self.tr("Take in all the same"))
            self.despite.setFocus()
            return
        self.message.say(error.sentence, MessageKind.ERROR)
        in_a_turn(self.message, lambda: self._area.ensureWidgetVisible(self.message))  # once it has its room

    def _on_loaded(self, read: Choices) -> None:
        types, self._practitioners = read
        self._types = {kind.id: kind for kind in types}
        for kind in types:
            words = self.tr("{name} · {minutes} min").format(name=kind.name, minutes=kind.minutes)
            self.type_box.addItem(words, kind.id)
        ordinary = next((kind.id for kind in types if kind.patients_may_book), None)
        offered = {kind.id for kind in types}
        likely = self._type_id if self._type_id in offered else ordinary
        if likely is not None:
            self.type_box.setCurrentIndex(place_of(self.type_box, likely))
        self._offer_practitioners()
        if self.patient.patient is None:
            self.patient.search.focus()
        else:
            self.reason.setFocus()

    def _offer_practitioners(self) -> None:
        """List who offers the type; whoever is chosen stays chosen where they do."""
        kind, chosen = self._types.get(self.type_box.currentData()), self.practitioner_box.currentData()
        self.practitioner_box.clear()
        if self._only_practitioner is None:
            self.practitioner_box.addItem(self.tr("Whoever is free first"), None)
        for each in self._practitioners:
            practitioner_id = each.practitioner.id
            is_wanted = self._only_practitioner in (None, practitioner_id)
            if is_wanted and (kind is None or kind.is_offered_by(practitioner_id)):
                parts = (each.practitioner.display_name, each.department_name)
                self.practitioner_box.addItem(" · ".join(part for part in parts if part), practitioner_id)
        if (place := place_of(self.practitioner_box, chosen)) >= 0:
            self.practitioner_box.setCurrentIndex(place)

    def _request(self) -> None:
        patient, type_id = self.patient.patient, self.type_box.currentData()
        if self._is_busy or not isinstance(type_id, UUID):
            return
        if patient is None:
            self.patient.complain(self.tr("Choose a patient, or register a new one."))
            self.patient.go()
            return
        despite = self.despite.text().strip() if self._is_despite else ""
        if self._is_despite and not despite:
            self.despite_field.complain(self.tr("Type the reason; it is kept with the appointment."))
            self.despite.setFocus()
            return
        practitioner_id = self.practitioner_box.currentData()
        self._is_busy = True
        self.walk_in_requested.emit(
            WalkIn(
                patient_id=patient.id,
                type_id=type_id,
                practitioner_id=practitioner_id if isinstance(practitioner_id, UUID) else None,
                reason=self.reason.text().strip(),
                despite=despite,
            )
        )

    def _on_type_chosen(self) -> None:
        self._offer_practitioners()
        self._take_back_refusal()

    def _take_back_refusal(self) -> None:
        self._is_despite = False
        self.message.clear()
        self.despite_field.hide()
        self.despite_field.complain("")
        self.take_in_button.setText(self.tr("Take in now"))

    def _on_patient_changed(self, patient: PatientLine | None) -> None:
        self._take_back_refusal()
        if patient is not None:
            self.reason.setFocus()

    def _on_register_wanted(self, text: str) -> None:
        self.register_page.begin(text)
        self._pages.setCurrentWidget(self.register_page)
        self.setWindowTitle(self.tr("Register a patient"))

    def _on_registered(self, patient: Patient) -> None:
        self._on_patient_taken(line_of(patient))

    def _on_patient_taken(self, patient: PatientLine) -> None:
        self._on_register_left()
        self.patient.choose(patient)

    def _on_register_left(self) -> None:
        self._pages.setCurrentIndex(0)
        self.setWindowTitle(self.tr("Walk-in"))
        self.take_in_button.setDefault(True)
        self.patient.go()


_WIDTH, _HEIGHT = 520, 540
_LONGEST_WORDS = 200
