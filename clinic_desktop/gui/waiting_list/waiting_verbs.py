"""What can be done with the waiting list, and the doing of it: one way for the page, the cards and the keys."""

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
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from clinic_desktop.domain.people import Patient
    from clinic_desktop.domain.sheets import AppointmentLine, Slot
    from clinic_desktop.domain.undoing import UndoOffer
    from clinic_desktop.domain.waiting_list import Candidate, WaitingDraft, WaitingLine
    from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
    from clinic_desktop.gui.booking.booking_dialog import BookingDialog
    from clinic_desktop.gui.booking.waiting_start import WaitingStart
    from clinic_desktop.gui.waiting_list.waiting_dialog import WaitingDialog
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic

OpenedDialog = TypeVar("OpenedDialog", bound=QDialog)


class WaitingVerbs(QObject):
    """Does what is asked as a task, and tells the person with a notice that can take all of it back."""

    opened = Signal(object)
    booked = Signal(object)

    def __init__(self, workplace: "Workplace", verbs: "AppointmentVerbs", window: QWidget) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._verbs = verbs
        self._window = window

    @property
    def may_run(self) -> bool:
        """Whether this person works with the list."""
        return Permission.RUN_WAITING_LIST in self._verbs.permissions

    def put_on_list(self, start: "WaitingStart | None" = None, *, instead_of: QDialog | None = None) -> "WaitingDialog":
        """Open the dialog with what is known; once stored, the dialog that it was wanted in closes too."""
        from clinic_desktop.gui.waiting_list.waiting_dialog import WaitingDialog

        dialog = WaitingDialog(self._workplace, instead_of or self._window, start=start)

        def add(draft: "WaitingDraft") -> None:
            self._store(
                lambda clinic: clinic.waiting_list.add(draft),
                dialog=dialog,
                refused=dialog.refuse,
                done=lambda _: (
                    instead_of.reject() if instead_of is not None and shiboken6.isValid(instead_of) else None
                ),
            )

        dialog.wanted.connect(add)
        return self._open(dialog)

    def want_earlier(self, appointment: "AppointmentLine") -> "WaitingDialog":
        """Open the dialog for somebody whose appointment is too late for them."""
        from clinic_desktop.domain.waiting_list import Wish
        from clinic_desktop.gui.booking.waiting_start import WaitingStart

        start = WaitingStart(
            patient_id=appointment.patient_id,
            type_id=appointment.type_id,
            wish=Wish(practitioner_ids=(appointment.practitioner_id,)),
            appointment_id=appointment.id,
        )
        return self.put_on_list(start)

    def change(self, line: "WaitingLine") -> "WaitingDialog":
        """Open the dialog with what somebody waits for; what is over is taken up again by it."""
        from clinic_desktop.gui.waiting_list.waiting_dialog import WaitingDialog

        dialog = WaitingDialog(self._workplace, self._window, entry=line)
        entry_id, version = line.entry.id, line.entry.version

        def change(draft: "WaitingDraft") -> None:
            self._store(
                lambda clinic: clinic.waiting_list.change(entry_id, version, draft),
                dialog=dialog,
                refused=dialog.refuse,
            )

        dialog.wanted.connect(change)
        dialog.booking_wanted.connect(lambda: self.choose_time(line))
        dialog.withdrawal_wanted.connect(lambda: self.withdraw(line))
        return self._open(dialog)

    def withdraw(self, line: "WaitingLine") -> None:
        """Take somebody off the list; Undo puts them back."""
        self._store(lambda clinic: clinic.waiting_list.withdraw(line.entry.id, line.entry.version))

    def book(self, candidate: "Candidate", refused: Callable[[ClinicError], object] | None = None) -> None:
        """Book at once what was found; what is refused is said."""
        entry = candidate.line.entry
        self._store(
            lambda clinic: clinic.waiting_list.book_from(entry.id, entry.version, candidate.request),
            refused=refused,
            done=self._tell_booked,
        )

    def book_at(self, line: "WaitingLine", slot: "Slot") -> None:
        """Book somebody there at once, as by dragging; where that is refused, the dialog opens there and says why."""
        from clinic_desktop.domain.waiting_list import Candidate

        def refused(error: ClinicError) -> None:
            if isinstance(error, BookingRefused | InvalidInput):
                self._read_patient(line, lambda patient: self._open_booking(line, patient, slot, error))
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        self.book(Candidate(line=line, slot=slot, reason=""), refused)

    def _read_patient(self, line: "WaitingLine", then: "Callable[[Patient], object]") -> None:
        self._workplace.run(lambda clinic: clinic.patients.open(line.entry.patient_id).patient, done=then, owner=self)

    def choose_time(self, line: "WaitingLine") -> None:
        """Find the first free time that suits, and open the booking dialog there."""

        def read(clinic: "Clinic") -> "tuple[Patient, Slot | None]":
            slots = clinic.waiting_list.free_for(line.entry.id, limit=1)
            return clinic.patients.open(line.entry.patient_id).patient, (slots[0] if slots else None)

        self._workplace.run(read, done=lambda found: self._open_booking(line, *found), owner=self)

    def _open_booking(
        self, line: "WaitingLine", patient: "Patient", slot: "Slot | None", refusal: ClinicError | None = None
    ) -> "BookingDialog":
        from clinic_desktop.gui.booking.booking_dialog import BookingDialog
        from clinic_desktop.gui.booking.booking_start import BookingStart
        from clinic_desktop.gui.patients.patient_model import line_of

        entry = line.entry
        start = BookingStart(
            patient=line_of(patient),
            slot=slot,
            find_slot=slot is None,
            type_id=entry.type_id,
            note=entry.note,
            refusal=refusal,
        )
        dialog = BookingDialog(self._workplace, start, self._window)

        def book(request: BookingRequest) -> None:
            self._store(
                lambda clinic: clinic.waiting_list.book_from(entry.id, entry.version, request),
                dialog=dialog,
                refused=dialog.refuse,
                done=self._tell_booked,
            )

        dialog.booking_requested.connect(book)
        return self._open(dialog, rest=dialog.make_parts())

    def _tell_booked(self, stored: object) -> None:
        if isinstance(stored, Appointment):
            self.booked.emit(stored)

    def _open(self, dialog: OpenedDialog, *, rest: Iterator[None] | None = None) -> OpenedDialog:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_soon(dialog, dialog.parentWidget() or self._window, lambda: self.opened.emit(dialog), rest=rest)
        return dialog

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
                words = offer.words.replace(offer.name, shown_name(offer.name)) if offer.name else offer.words
                self._workplace.say(words, undo=lambda: self._undo(offer.change_id))
            if done is not None:
                done(stored)

        def hear(error: ClinicError) -> None:
            if refused is not None and (dialog is None or shiboken6.isValid(dialog)):
                refused(error)
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        self._workplace.run(store, done=tell, refused=hear, owner=self)

    def _undo(self, change_id: UUID) -> None:
        self._verbs.walk.undo_change(change_id)
