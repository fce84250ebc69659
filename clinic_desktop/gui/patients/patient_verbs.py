"""What is done with a patient's record beside changing it: into the archive and back, told with the way to undo it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from clinic_desktop.gui.undo_walk import UndoWalk

if TYPE_CHECKING:
    from clinic_desktop.domain.people import Patient
    from clinic_desktop.domain.undoing import UndoOffer
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class PatientVerbs(QObject):
    """Does it as a task; a refusal becomes a notice."""

    def __init__(self, workplace: "Workplace", walk: UndoWalk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._walk = walk

    def archive(self, patient: "Patient") -> None:
        """Take a patient out of the lists."""
        self._store(lambda clinic: clinic.patients.archive(patient.id, patient.version))

    def restore(self, patient: "Patient") -> None:
        """Show an archived patient in the lists again."""
        self._store(lambda clinic: clinic.patients.restore_from_archive(patient.id, patient.version))

    def _store(self, work: "Callable[[Clinic], object]") -> None:
        def store(clinic: "Clinic") -> "UndoOffer | None":
            work(clinic)
            return clinic.history.undoable()

        def done(offer: "UndoOffer | None") -> None:
            if offer is not None:
                self._walk.tell(offer)

        self._workplace.run(store, done=done, owner=self)
