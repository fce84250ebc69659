"""Registering a patient, or changing one: the form, who may be the same person, and what others changed meanwhile."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError, InvalidInput
from clinic_desktop.domain.people import Patient, PatientDetails
from clinic_desktop.domain.refusals import LikelyDuplicate
from clinic_desktop.domain.sheets import PatientCard, PatientLine
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.patients.likely_same import LikelySame
from clinic_desktop.gui.patients.register_form import RegisterForm
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.typed_dates import short_date
from clinic_desktop.gui.widgets.both_versions import BothVersions, Difference
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import foot_of, scrolling
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.sides import mirrored

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class RegisterPage(QWidget):
    """Stores the patient itself and tells who came of it; refused, everything typed stays."""

    registered = Signal(object)
    changed = Signal(object)
    patient_taken = Signal(object)
    left = Signal()

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._is_busy = False
        self._standing: Patient | None = None
        self._theirs: Patient | None = None
        self._title = label(self.tr("Register a patient"), Look.TITLE, self)
        self._scroll, body = scrolling(self)
        self.form = RegisterForm(workplace.today(), body)
        self.message = MessageLine(body)
        self.likely_same = LikelySame(workplace.today(), self)
        self.both_versions = BothVersions(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(*mirrored(Space.NONE, Space.NONE, Space.S, Space.NONE))
        column.setSpacing(Space.M)
        for widget in (self.form, self.message, self.both_versions):
            column.addWidget(widget)
        column.addStretch(1)
        self.back_button = QPushButton(self.tr("Back"), self)
        self.save_button = QPushButton(self.tr("Register"), self)
        set_look(self.save_button, Look.PRIMARY)
        foot = foot_of(self.back_button, self.save_button)
        foot.insertWidget(0, self.likely_same.anyway)
        self.likely_same.anyway.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.M)
        layout.addWidget(self._title)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.likely_same)  # below the fields: it takes room without moving them
        layout.addWidget(line(self))
        layout.addLayout(foot)
        self.back_button.clicked.connect(self.left)
        self.save_button.clicked.connect(lambda *_: self._save())
        self.form.edited.connect(self._on_edited)
        self.likely_same.taken.connect(self.patient_taken)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask_who_it_may_be)
        self.likely_same.register_anyway_wanted.connect(lambda: self._register(despite_duplicates=True))
        self.both_versions.mine_wanted.connect(self._on_mine_wanted)
        self.both_versions.theirs_wanted.connect(self._on_theirs_wanted)

    def begin(self, text: str = "") -> None:
        """Begin a new patient with what was typed into a search."""
        self._standing = None
        self._clear()
        self.form.take_over(text)
        self._title.setText(self.tr("Register a patient"))
        self.save_button.setText(self.tr("Register"))
        self.save_button.setDefault(True)
        self.form.begin()

    def begin_change(self, patient_id: UUID) -> None:
        """Read a patient and let them be changed."""
        self._clear()
        self.form.setEnabled(False)
        self.save_button.setText(self.tr("Save"))
        self.save_button.setEnabled(False)
        self._workplace.run(
            lambda clinic: clinic.patients.open(patient_id),
            done=self._on_read,
            refused=self._on_refused,
            lane=Lane.READING,
            owner=self,
        )

    def _on_read(self, card: PatientCard) -> None:
        self._show_standing(card.patient)
        self.form.setEnabled(True)
        self.save_button.setEnabled(True)
        self.save_button.setDefault(True)
        self.form.given_name.setFocus()

    def _show_standing(self, patient: Patient) -> None:
        self._standing = patient
        self._title.setText(self.tr("{name} · MRN {number}").format(name=patient.full_name, number=patient.mrn))
        self.form.show_details(patient)

    def _clear(self) -> None:
        self._theirs = None
        self._pause.stop()
        self.message.clear()
        self.likely_same.clear()
        self.likely_same.anyway.hide()
        self.both_versions.clear()

    def _save(self) -> None:
        if self._is_busy:
            return
        if not self.form.check():
            self.form.go_to_first_problem()
        elif self._standing is None:
            self._register(despite_duplicates=False)
        else:
            self._change(self._standing.id, self._standing.version)

    def _register(self, *, despite_duplicates: bool) -> None:
        details = self.form.details()
        self._is_busy = True
        self._workplace.run(
            lambda clinic: clinic.patients.register(details, despite_duplicates=despite_duplicates),
            done=self._on_registered,
            refused=self._on_refused,
            owner=self,
        )

    def _change(self, patient_id: UUID, version: int) -> None:
        details = self.form.details()
        self._is_busy = True
        self._workplace.run(
            lambda clinic: clinic.patients.change(patient_id, version, details),
            done=self._on_changed,
            refused=self._on_refused,
            owner=self,
        )

    def _on_registered(self, patient: Patient) -> None:
        self._is_busy = False
        self._clear()
        self.registered.emit(patient)

    def _on_changed(self, patient: Patient) -> None:
        self._is_busy = False
        self._clear()
        self.changed.emit(patient)

    def _on_refused(self, error: ClinicError) -> None:
        self._is_busy = False
        if isinstance(error, LikelyDuplicate):
            self._pause.stop()
            self.likely_same.show_candidates(error.sentence, error.candidates)
            self.likely_same.anyway.show()
            self.likely_same.go_to_first()
        elif isinstance(error, ChangedMeanwhile) and isinstance(error.theirs, Patient):
            self._theirs = error.theirs
            self.both_versions.show_differences(error.sentence, self._differences(error.theirs))
            self._reveal(self.both_versions)
        elif not (isinstance(error, InvalidInput) and self.form.point_at(error)):
            self.message.say(error.sentence)
            self._reveal(self.message)

    def _reveal(self, widget: QWidget) -> None:
        # The area learns of the new height only once its layout has run.
        QTimer.singleShot(0, widget, lambda: self._scroll.ensureWidgetVisible(widget))

    def _on_edited(self) -> None:
        self.message.clear()
        self.likely_same.anyway.hide()
        if self._standing is None:
            self._pause.start()

    def _ask_who_it_may_be(self) -> None:
        """Look who in the file may be the one that is being typed."""
        details = self.form.details()
        self._workplace.run_latest(
            (self, "likely"),
            lambda clinic: clinic.patients.likely_same(details),
            done=self._on_likely_same,
            refused=lambda _: self.likely_same.clear(),
            owner=self,
        )

    def _on_likely_same(self, candidates: Sequence[PatientLine]) -> None:
        if self._standing is not None or self.likely_same.anyway.isVisible():
            return
        if candidates:
            self.likely_same.show_candidates(self.tr("Take the record, or go on if it is somebody else."), candidates)
        else:
            self.likely_same.clear()

    def _on_mine_wanted(self) -> None:
        if self._theirs is not None:
            self.both_versions.clear()
            self._change(self._theirs.id, self._theirs.version)

    def _on_theirs_wanted(self) -> None:
        if self._theirs is not None:
            self._show_standing(self._theirs)
            self._clear()

    def _differences(self, theirs: Patient) -> list[Difference]:
        mine = self.form.details()
        return [
            Difference(
                caption=self.form.caption_of(field.name),
                mine=_words(getattr(mine, field.name)),
                theirs=_words(getattr(theirs, field.name)),
            )
            for field in fields(PatientDetails)
            if getattr(mine, field.name) != getattr(theirs, field.name)
        ]


def _words(value: object) -> str:
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value or "")


_PAUSE = 150
