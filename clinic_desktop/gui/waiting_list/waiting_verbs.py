"""What can be done with the waiting list, and the doing of it: one way for the page, the cards and the keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtWidgets import QDialog

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.gui.booking.list_verbs import ListVerbs, start_with

if TYPE_CHECKING:
    from clinic_desktop.domain.people import Patient
    from clinic_desktop.domain.sheets import AppointmentLine, Slot
    from clinic_desktop.domain.waiting_list import Candidate, WaitingDraft, WaitingLine
    from clinic_desktop.gui.booking.waiting_start import WaitingStart
    from clinic_desktop.gui.waiting_list.waiting_dialog import WaitingDialog
    from clinic_desktop.services.clinic import Clinic

OpenedDialog = TypeVar("OpenedDialog", bound=QDialog)


class WaitingVerbs(ListVerbs):
    """Puts people on the list, takes them off, and books from it."""

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
        return self._open(dialog, rest=dialog.make_parts())

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
        return self._open(dialog, rest=dialog.make_parts())

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
            self._book_refused(
                error,
                lambda: self._read_patient(
                    line.entry.patient_id, lambda patient: self._open_at(line, patient, slot, error)
                ),
            )

        self.book(Candidate(line=line, slot=slot, reason=""), refused)

    def choose_time(self, line: "WaitingLine") -> None:
        """Find the first free time that suits, and open the booking dialog there."""

        def read(clinic: "Clinic") -> "tuple[Patient, Slot | None]":
            slots = clinic.waiting_list.free_for(line.entry.id, limit=1)
            return clinic.patients.open(line.entry.patient_id).patient, (slots[0] if slots else None)

        self._workplace.run(read, done=lambda found: self._open_at(line, *found), owner=self)

    def _open_at(
        self, line: "WaitingLine", patient: "Patient", slot: "Slot | None", refusal: ClinicError | None = None
    ) -> None:
        entry = line.entry
        start = start_with(patient, slot, type_id=entry.type_id, note=entry.note, refusal=refusal)
        self._open_booking(
            start, lambda clinic, request: clinic.waiting_list.book_from(entry.id, entry.version, request)
        )
