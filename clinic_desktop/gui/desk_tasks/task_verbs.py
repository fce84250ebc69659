"""What can be done about a task of the front desk, as tasks with a notice that takes it back."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop.domain.appointments import Appointment, BookingRequest
from clinic_desktop.domain.desk_tasks import TaskKind, TaskLine
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.refusals import BookingRefused
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from clinic_desktop.domain.people import Patient
    from clinic_desktop.domain.sheets import Slot
    from clinic_desktop.domain.undoing import UndoOffer
    from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
    from clinic_desktop.gui.booking.booking_dialog import BookingDialog
    from clinic_desktop.gui.sync.merge_dialog import MergeDialog
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class TaskVerbs(QObject):
    """One click moves or books; where that is refused, the usual dialog opens at that time and says why."""

    def __init__(self, workplace: "Workplace", verbs: "AppointmentVerbs", window: QWidget) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._verbs = verbs
        self._window = window

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
            self._read_patient(line, lambda patient: self._open_booking(line, patient, None))

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

        def refused(error: ClinicError) -> None:
            if isinstance(error, BookingRefused | InvalidInput):
                self._read_patient(line, lambda patient: self._open_booking(line, patient, slot, error))
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        self._store(
            lambda clinic: clinic.desk_tasks.book_from(task.id, task.version, request),
            refused=refused,
            done=self._tell_booked,
        )

    def _read_patient(self, line: TaskLine, then: "Callable[[Patient], object]") -> None:
        which = line.task.patient_id
        self._workplace.run(lambda clinic: clinic.patients.open(which).patient, done=then, owner=self)

    def _open_booking(
        self, line: TaskLine, patient: "Patient", slot: "Slot | None", refusal: ClinicError | None = None
    ) -> "BookingDialog":
        from clinic_desktop.gui.booking.booking_dialog import BookingDialog
        from clinic_desktop.gui.booking.booking_start import BookingStart
        from clinic_desktop.gui.patients.patient_model import line_of

        task = line.task
        start = BookingStart(
            patient=line_of(patient),
            slot=slot,
            find_slot=slot is None,
            type_id=task.type_id,
            note=task.reason,
            refusal=refusal,
        )
        dialog = BookingDialog(self._workplace, start, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def book(request: BookingRequest) -> None:
            self._store(
                lambda clinic: clinic.desk_tasks.book_from(task.id, task.version, request),
                dialog=dialog,
                refused=dialog.refuse,
                done=self._tell_booked,
            )

        dialog.booking_requested.connect(book)
        open_soon(dialog, self._window, lambda: self._verbs.opened.emit(dialog), rest=dialog.make_parts())
        return dialog

    def _tell_booked(self, stored: object) -> None:
        if isinstance(stored, Appointment):
            self._verbs.stored.emit(stored)

    def _store(
        self,
        work: "Callable[[Clinic], object]",
        *,
        dialog: QDialog | None = None,
        refused: Callable[[ClinicError], object] | None = None,
        done: Callable[[object], object] | None = None,
    ) -> None:
        def store(clinic: "Clinic") -> "tuple[object, UndoOffer | None]":
            # In one task, so that nothing else of this person's lies between the change and the offer to undo it.
            stored = work(clinic)
            return stored, clinic.history.undoable()

        def tell(result: "tuple[object, UndoOffer | None]") -> None:
            stored, offer = result
            if dialog is not None and shiboken6.isValid(dialog):
                dialog.accept()
            if offer is not None:
                self._verbs.walk.tell(offer)
            if done is not None:
                done(stored)

        def hear(error: ClinicError) -> None:
            if refused is not None and (dialog is None or shiboken6.isValid(dialog)):
                refused(error)
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        self._workplace.run(store, done=tell, refused=hear, owner=self)
