"""Registering a new patient within another dialog, on a page of its own behind the dialog's first."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from clinic_desktop.gui.patients.patient_model import line_of
from clinic_desktop.gui.patients.register_page import RegisterPage
from clinic_desktop.gui.widgets.turns import Turns

if TYPE_CHECKING:
    from clinic_desktop.domain.people import Patient
    from clinic_desktop.domain.sheets import PatientLine
    from clinic_desktop.gui.workplace import Workplace


class RegisterInPlace(QObject):
    """Turns a dialog's pages to the form and back; what was typed on the first page stays.

    `left` tells that the first page is shown again, `patient_taken` then who was registered, or found to be already.
    """

    patient_taken = Signal(object)
    left = Signal()

    def __init__(self, workplace: "Workplace", pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._workplace = workplace
        self._pages = pages

    def foresee(self) -> None:
        """Make the form once the dialog has been open for a moment: with it, or at the key, it would be felt."""
        Turns(self).take(self._make_ready(), after=_MOMENT)

    @cached_property
    def page(self) -> RegisterPage:
        """The form; made when it is first wanted, unless it was foreseen."""
        made = RegisterPage(self._workplace, self._pages)
        self._pages.addWidget(made)
        made.registered.connect(self._on_registered)
        made.patient_taken.connect(self._on_taken)
        made.left.connect(self._on_left)
        return made

    def _make_ready(self) -> Iterator[None]:
        page = self.page
        yield
        page.ensurePolished()  # with all that is in it, as Qt would do when it is shown

    def begin(self, text: str) -> None:
        """Show the form, what was typed taken over."""
        self.page.begin(text)
        self._pages.setCurrentWidget(self.page)

    def _on_registered(self, patient: "Patient") -> None:
        self._on_taken(line_of(patient))

    def _on_taken(self, patient: "PatientLine") -> None:
        self._on_left()
        self.patient_taken.emit(patient)

    def _on_left(self) -> None:
        self._pages.setCurrentIndex(0)
        self.left.emit()


_MOMENT = 400
"""Milliseconds."""
