"""Putting somebody on the waiting list, or changing what they wait for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.appointments import AppointmentStatus, AppointmentType
from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.sheets import AppointmentLine, DepartmentLine, PatientCard, PatientLine, PractitionerLine
from clinic_desktop.domain.waiting_list import Urgency, WaitingDraft, WaitingLine, WaitingStatus
from clinic_desktop.gui.booking.types_to_book import types_to_book
from clinic_desktop.gui.booking.waiting_start import WaitingStart
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients.patient_model import line_of
from clinic_desktop.gui.patients.patient_pick import PatientPick
from clinic_desktop.gui.patients.patient_search import SEARCH_KEYS
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import near_day, sentence_case
from clinic_desktop.gui.waiting_list.wish_form import WhatForm, WhenForm
from clinic_desktop.gui.widgets.box_places import place_of
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, foot_of, lay_in_columns, panel_of, scrolling
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.segmented import SegmentedButtons

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    types: list[AppointmentType]
    practitioners: list[PractitionerLine]
    departments: list[DepartmentLine]
    card: PatientCard | None


class WaitingDialog(QDialog):
    """Asks for a wish; the opener stores it and calls accept(), or refuse(), and then everything stays as it is."""

    wanted = Signal(object)
    booking_wanted = Signal()
    withdrawal_wanted = Signal()

    def __init__(
        self,
        workplace: "Workplace",
        parent: QWidget | None,
        *,
        start: WaitingStart | None = None,
        entry: WaitingLine | None = None,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._entry = entry
        self._start = start or WaitingStart()
        self._is_busy = False
        account = workplace.account
        self._own_id = account.practitioner_id if account.role is Role.DOCTOR else None
        self.setWindowTitle(self._title())
        self._layout = panel_of(self)
        fit_on_screen(self, _WIDTH, _HEIGHT)

    def make_parts(self) -> Iterator[None]:
        """Make what stands in it, a part in each turn of the event loop; before that only its signals are of use."""
        ground = self._layout.parentWidget() or self
        self._area, self._body = scrolling(ground)
        self.patient = PatientPick(self._workplace, self._body)
        self.patient.change.setVisible(self._entry is None)
        yield
        self.what = WhatForm(self._body)
        yield
        self.when = WhenForm(self._workplace.today(), self._body)
        yield
        self.has_box = QComboBox(self._body)
        self.goes_back = SegmentedButtons(self._body)
        self.message = MessageLine(self._body)
        self.save_button = QPushButton(self._verb(), ground)
        self.cancel_button = QPushButton(self.tr("Cancel"), ground)
        self.book_button = QPushButton(self.tr("Choose a time…"), ground)
        self.take_off_button = QPushButton(self.tr("Take off the list"), ground)
        self._lay_out()
        self._take_over()
        self._connect()
        self._load()

    def refuse(self, error: ClinicError) -> None:
        """Say why it was refused; everything typed stays."""
        self._is_busy = False
        field = self._fields().get(error.field) if isinstance(error, InvalidInput) else None
        if field is not None:
            field.complain(error.sentence)
            field.control.setFocus()
        else:
            self.message.say(error.sentence)

    def _title(self) -> str:
        if self._entry is None:
            return self.tr("Put on the waiting list")
        if self._is_over():
            return self.tr("Take up again")
        return self.tr("Waiting list entry")

    def _verb(self) -> str:
        if self._entry is None:
            return self.tr("Put on the waiting list")
        return self.tr("Take up again") if self._is_over() else self.tr("Save changes")

    def _is_over(self) -> bool:
        return self._entry is not None and self._entry.status is not WaitingStatus.WAITING

    def _lay_out(self) -> None:
        layout, body = self._layout, self._body
        self.goes_back.add(False, self.tr("Give it back"))
        self.goes_back.add(True, self.tr("Keep it as well"))
        self.goes_back.setAccessibleName(self.tr("When an earlier time is booked"))
        self._has_field = LabelledField(self.tr("Has an appointment already"), self.has_box, body)
        self._back_field = LabelledField(self.tr("When an earlier time is booked"), self.goes_back, body)
        self._back_field.setVisible(False)
        lay_in_columns(body, (self.patient, self.what), (self._right_side(body),), widths=(_LEFT, _RIGHT))
        set_look(self.save_button, Look.PRIMARY)
        self.save_button.setDefault(True)
        layout.setSpacing(Space.M)
        layout.addWidget(label(self._title(), Look.TITLE, layout.parentWidget()))
        layout.addWidget(self._area, 1)
        layout.addWidget(line(layout.parentWidget()))
        foot = foot_of(self.cancel_button, self.save_button)
        for place, button in enumerate((self.book_button, self.take_off_button)):
            button.setVisible(self._entry is not None and not self._is_over())
            foot.insertWidget(place, button)
        set_look(self.take_off_button, Look.DANGER)
        layout.addLayout(foot)

    def _leave_for(self, signal: SignalInstance) -> None:
        self.reject()
        signal.emit()

    def _right_side(self, body: QWidget) -> QWidget:
        side = QWidget(body)
        column = QVBoxLayout(side)
        column.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        column.setSpacing(Space.M)
        for widget in (self.when, self._has_field, self._back_field, self.message):
            column.addWidget(widget)
        column.addStretch(1)
        return side

    def _connect(self) -> None:
        self.patient.patient_changed.connect(self._on_patient_changed)
        self.has_box.activated.connect(lambda *_: self._show_back())
        self.cancel_button.clicked.connect(self.reject)
        self.book_button.clicked.connect(lambda *_: self._leave_for(self.booking_wanted))
        self.take_off_button.clicked.connect(lambda *_: self._leave_for(self.withdrawal_wanted))
        self.save_button.clicked.connect(lambda *_: self._request())
        QShortcut(QKeySequence(SEARCH_KEYS), self).activated.connect(self.patient.go)

    def _take_over(self) -> None:
        start = self._start
        wish, note, urgency = start.wish, start.note, Urgency.ROUTINE
        if self._entry is not None:
            entry = self._entry.entry
            wish, note, urgency = entry.wish, entry.note, entry.urgency
            self.goes_back.set_current(entry.keeps_appointment)
        elif self._own_id is not None and not wish.practitioner_ids:
            self.what.whom.choose((self._own_id,), None)
        if wish.practitioner_ids or wish.department_id is not None:
            self.what.whom.choose(wish.practitioner_ids, wish.department_id)
        self.what.note.setText(note)
        self.what.urgency.set_current(urgency)
        self.when.show_wish(wish)
        if self._is_over() and self.when.last_day.text():
            self.when.last_day.set_day(None)  # it is over; a new one, or none, is what was opened for

    def _load(self) -> None:
        patient_id = self._entry.entry.patient_id if self._entry is not None else self._start.patient_id

        def read(clinic: "Clinic") -> _Read:
            return _Read(
                types=types_to_book(clinic),
                practitioners=clinic.staff.practitioners(limit=_MOST),
                departments=clinic.staff.departments(limit=_MOST),
                card=None if patient_id is None else clinic.patients.open(patient_id),
            )

        self._workplace.run(read, done=self._on_loaded, lane=Lane.READING, owner=self)

    def _on_loaded(self, read: _Read) -> None:
        practitioners = read.practitioners
        if self._own_id is not None:
            practitioners = [one for one in practitioners if one.practitioner.id == self._own_id]
        type_id = self._entry.entry.type_id if self._entry is not None else self._start.type_id
        self.what.offer(read.types, practitioners, read.departments, type_id=type_id)
        if read.card is None:
            self._show_upcoming(())
            self.patient.search.focus()
            return
        self.patient.blockSignals(True)
        self.patient.choose(line_of(read.card.patient))
        self.patient.blockSignals(False)
        self._show_upcoming(read.card.upcoming)
        self.when.last_day.setFocus()

    def _show_upcoming(self, upcoming: tuple[AppointmentLine, ...]) -> None:
        """Offer the patient's appointments to come; chosen is the one that is known, or none."""
        wanted = self._entry.entry.appointment_id if self._entry is not None else self._start.appointment_id
        self.has_box.clear()
        self.has_box.addItem(self.tr("None that would go back"), None)
        for one in upcoming:
            if one.status is AppointmentStatus.BOOKED:
                wall = wall_time(one.starts_at, self._workplace.zone)
                day = sentence_case(near_day(wall.date(), self._workplace.today()))
                self.has_box.addItem(f"{day} {clock(wall)} · {one.practitioner_name} · {one.type_name}", one.id)
        place = place_of(self.has_box, wanted) if wanted is not None else 0
        self.has_box.setCurrentIndex(max(0, place))
        self._show_back()

    def _show_back(self) -> None:
        self._back_field.setVisible(self.has_box.currentData() is not None)

    def _on_patient_changed(self, patient: PatientLine | None) -> None:
        self._show_upcoming(())
        if patient is None:
            return
        self._workplace.run_latest(
            ("waiting-patient", id(self)),
            lambda clinic: clinic.patients.open(patient.id),
            done=lambda card: self._show_upcoming(card.upcoming),
            owner=self,
        )
        self.what.type_box.setFocus()

    def _fields(self) -> dict[str, LabelledField]:
        return self.what.fields | self.when.fields | {"appointment_id": self._has_field}

    def _request(self) -> None:
        patient = self.patient.patient
        if self._is_busy:
            return
        for field in self._fields().values():
            field.complain("")
        self.message.clear()
        if patient is None:
            self.patient.complain(self.tr("Choose a patient."))
            self.patient.go()
            return
        try:
            draft = self._draft(patient.id)
        except InvalidInput as problem:
            self.refuse(problem)
            return
        self._is_busy = True
        self.wanted.emit(draft)

    def _draft(self, patient_id: UUID) -> WaitingDraft:
        urgency, has = self.what.urgency.current, self.has_box.currentData()
        assert isinstance(urgency, Urgency)
        appointment_id = has if isinstance(has, UUID) else None
        return WaitingDraft(
            patient_id=patient_id,
            type_id=self.what.type_id,
            wish=self.when.wish(self.what.whom.practitioner_ids, self.what.whom.department_id),
            urgency=urgency,
            note=self.what.note.text().strip(),
            appointment_id=appointment_id,
            keeps_appointment=appointment_id is not None and self.goes_back.current is True,
        )


_LEFT, _RIGHT = 400, 380
_WIDTH, _HEIGHT = 860, 560
_MOST = 500
