"""What can be done about a task of the front desk, as tasks with a notice that takes it back."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.appointments import BookingRequest
from clinic_desktop.domain.desk_tasks import TaskKind, TaskLine
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.gui.booking.list_verbs import ListVerbs, start_with
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from clinic_desktop.domain.people import Patient
    from clinic_desktop.domain.sheets import Slot
    from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
    from clinic_desktop.gui.sync.merge_dialog import MergeDialog
    from clinic_desktop.gui.workplace import Workplace


class TaskVerbs(ListVerbs):
    """One click moves or books; where that is refused, the usual dialog opens at that time and says why."""

    def __init__(self, workplace: "Workplace", verbs: "AppointmentVerbs", window: QWidget) -> None:
        super().__init__(workplace, verbs, window)
        self.opened.connect(verbs.opened)
        self.booked.connect(verbs.stored)

    def take(self, line: TaskLine, slot: "Slot") -> None:
        """Move or book it there."""
        if line.task.kind is TaskKind.MOVE and line.appointment is not None:
            self._verbs.move_to(line.appointment, slot.starts_at, slot.practitioner_id)
        else:
            self._book_at(line, slot)

    def choose_time(self, line: TaskLine) -> None:
        """Open the dialog in which any other time is chosen."""
        if line.task.kind is TaskKind.MOVE and line.appointment is not None:
            self._verbs.move(line.appointment)
        else:
            self._open_at(line, None)

    def settle(self, line: TaskLine) -> None:
        """It is done, whatever way."""
        self._store(lambda clinic: clinic.desk_tasks.settle(line.task.id, line.task.version))

    def withdraw(self, line: TaskLine) -> None:
        """It need not be done."""
        self._store(lambda clinic: clinic.desk_tasks.withdraw(line.task.id, line.task.version))

    def compare(self, line: TaskLine, other_id: UUID) -> "MergeDialog":
        """Open the two records beside each other, to be merged or told apart."""
        from clinic_desktop.gui.sync.merge_dialog import MergeDialog

        dialog = MergeDialog(self._workplace, other_id, line.task.patient_id, self._window)
        open_soon(dialog, self._window)
        return dialog

    def two_people(self, line: TaskLine, other_id: UUID) -> None:
        """They are not the same person."""
        self._store(lambda clinic: clinic.duplicates.not_same(line.task.patient_id, other_id))

    def _book_at(self, line: TaskLine, slot: "Slot") -> None:
        task = line.task
        assert task.type_id is not None
        request = BookingRequest(
            patient_id=task.patient_id,
            practitioner_id=slot.practitioner_id,
            type_id=task.type_id,
            starts_at=slot.starts_at,
            reason=task.reason,
        )

        self._store(
            lambda clinic: clinic.desk_tasks.book_from(task.id, task.version, request),
            refused=lambda error: self._book_refused(error, lambda: self._open_at(line, slot, error)),
            done=self._tell_booked,
        )

    def _open_at(self, line: TaskLine, slot: "Slot | None", refusal: ClinicError | None = None) -> None:
        task = line.task

        def open_dialog(patient: "Patient") -> None:
            start = start_with(patient, slot, type_id=task.type_id, note=task.reason, refusal=refusal)
            self._open_booking(
                start, lambda clinic, request: clinic.desk_tasks.book_from(task.id, task.version, request)
            )

        self._read_patient(task.patient_id, open_dialog)
