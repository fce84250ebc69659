"""The dialog that registers a patient, or changes one."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.sheets import PatientLine
from clinic_desktop.gui.patients.patient_model import line_of
from clinic_desktop.gui.patients.register_page import RegisterPage
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, panel_of

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class RegisterDialog(QDialog):
    """Registers whoever was typed into a search or, given a `patient_id`, changes that patient.

    `registered` and `changed` carry the patient stored; `patient_taken` the line of a record found to be theirs
    already, and of a newly registered patient too, for whoever only wants to go on with somebody.
    """

    registered = Signal(object)
    changed = Signal(object)
    patient_taken = Signal(object)

    def __init__(
        self,
        workplace: "Workplace",
        parent: QWidget | None = None,
        *,
        text: str = "",
        patient_id: UUID | None = None,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        panel = panel_of(self)
        self.page = RegisterPage(workplace, panel.parentWidget())
        self.page.back_button.setText(self.tr("Cancel"))
        panel.addWidget(self.page)
        self.page.left.connect(self.reject)
        self.page.registered.connect(self._on_registered)
        self.page.changed.connect(self._on_changed)
        self.page.patient_taken.connect(self._on_taken)
        if patient_id is None:
            self.setWindowTitle(self.tr("Register a patient"))
            self.page.begin(text)
        else:
            self.setWindowTitle(self.tr("Change a patient"))
            self.page.begin_change(patient_id)
        fit_on_screen(self, _WIDTH, _HEIGHT)

    def _on_registered(self, patient: Patient) -> None:
        words = self.tr("Registered {name}, MRN {number}.")
        self._workplace.say(words.format(name=patient.full_name, number=patient.mrn))
        self.registered.emit(patient)
        self.patient_taken.emit(line_of(patient))
        self.accept()

    def _on_changed(self, patient: Patient) -> None:
        self._workplace.say(self.tr("Saved what changed about {name}.").format(name=patient.full_name))
        self.changed.emit(patient)
        self.accept()

    def _on_taken(self, line: PatientLine) -> None:
        self.patient_taken.emit(line)
        self.accept()


_WIDTH, _HEIGHT = 720, 640
