"""What lists from which people are booked have in common: storing with a notice, and the dialog where it is refused."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import Appointment, BookingRequest
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.refusals import BookingRefused
from clinic_desktop.gui.booking.booking_start import BookingStart
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from clinic_desktop.domain.people import Patient
    from clinic_desktop.domain.sheets import Slot
    from clinic_desktop.domain.undoing import UndoOffer
    from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
    from clinic_desktop.gui.booking.booking_dialog import BookingDialog
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic

    Booking = Callable[[Clinic, BookingRequest], object]

OpenedDialog = TypeVar("OpenedDialog", bound=QDialog)


class ListVerbs(QObject):
    """Does what is asked as a task, and tells the person with a notice that can take all of it back.

    `opened` carries a dialog once it is shown, `booked` the appointment that was made.
    """

    opened = Signal(object)
    booked = Signal(object)

    def __init__(self, workplace: "Workplace", verbs: "AppointmentVerbs", window: QWidget) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._verbs = verbs
        self._window = window

    def _read_patient(self, patient_id: UUID, then: "Callable[[Patient], object]") -> None:
        self._workplace.run(lambda clinic: clinic.patients.open(patient_id).patient, done=then, owner=self)

    def _book_refused(self, error: ClinicError, open_dialog: Callable[[], object]) -> None:
        """What cannot be booked so is gone on with in the dialog; anything else is said."""
        if isinstance(error, BookingRefused | InvalidInput):
            open_dialog()
        else:
            self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

    def _open_booking(self, start: BookingStart, booking: "Booking") -> "BookingDialog":
        """Open the booking dialog; it closes once `booking` is stored."""
        from clinic_desktop.gui.booking.booking_dialog import BookingDialog

        dialog = BookingDialog(self._workplace, start, self._window)

        def book(request: BookingRequest) -> None:
            self._store(
                lambda clinic: booking(clinic, request), dialog=dialog, refused=dialog.refuse, done=self._tell_booked
            )

        dialog.booking_requested.connect(book)
        return self._open(dialog, rest=dialog.make_parts())

    def _open(self, dialog: OpenedDialog, *, rest: Iterator[None] | None = None) -> OpenedDialog:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_soon(dialog, dialog.parentWidget() or self._window, lambda: self.opened.emit(dialog), rest=rest)
        return dialog

    def _tell_booked(self, stored: object) -> None:
        if isinstance(stored, Appointment):
            self.booked.emit(stored)

    def _store(
        self,
        work: "Callable[[Clinic], object]",
        *,
        dialog: QDialog | None = None,
        refused: Callable[[ClinicError], object] | None = None,
        done: Callable[[object], object] | None = None,
    ) -> None:
        may_undo = Permission.UNDO in self._verbs.permissions

        def store(clinic: "Clinic") -> "tuple[object, UndoOffer | None]":
            # In one task, so that nothing else of this person's lies between the change and the offer to undo it.
            stored = work(clinic)
            return stored, clinic.history.undoable() if may_undo else None

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


def start_with(
    patient: "Patient", slot: "Slot | None", *, type_id: UUID | None, note: str, refusal: ClinicError | None
) -> BookingStart:
    """What the dialog opens with for somebody on a list; without a time it begins among the free ones."""
    from clinic_desktop.gui.patients.patient_model import line_of

    return BookingStart(
        patient=line_of(patient), slot=slot, find_slot=slot is None, type_id=type_id, note=note, refusal=refusal
    )
