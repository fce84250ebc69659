"""What can be done with an appointment, by whom, and the doing of it: one way for menu, panel, keys and dragging."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop.domain.access import Permission, Scope, permissions_of
from clinic_desktop.domain.appointments import Appointment, BookingRequest, CancelledBy, Confirmation, MoveRequest
from clinic_desktop.domain.clinic_time import day_of
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.refusals import BookingRefused
from clinic_desktop.domain.series import SeriesScope
from clinic_desktop.gui.booking.verb_offers import AppointmentVerb, VerbOffer, fits_day, verbs_of
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.series.series_verbs import SeriesVerbs
from clinic_desktop.gui.sync_words import pending_words
from clinic_desktop.gui.undo_walk import UndoWalk
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from clinic_desktop.domain.people import Patient
    from clinic_desktop.domain.sheets import AppointmentLine, PatientLine, Slot
    from clinic_desktop.domain.signed_in import OneTimePassword
    from clinic_desktop.domain.undoing import UndoOffer
    from clinic_desktop.gui.booking.arrive_dialog import ArriveDialog
    from clinic_desktop.gui.booking.booking_dialog import BookingDialog
    from clinic_desktop.gui.booking.cancel_dialog import CancelDialog
    from clinic_desktop.gui.booking.move_dialog import MoveDialog
    from clinic_desktop.gui.patients.register_dialog import RegisterDialog
    from clinic_desktop.gui.patients.sign_in_dialog import GiveSignInDialog
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


OpenedDialog = TypeVar("OpenedDialog", bound=QDialog)


class AppointmentVerbs(QObject):
    """Does what is asked as a task, tells the person with a notice that can take it back, and opens the dialogs.

    `stored` carries each appointment written, `opened` each dialog, `call_parked` a booking dialog that was put aside,
    `patient_taken` the line of a patient who was registered, or found to be registered already. `earlier_wanted`
    carries the line of an appointment that is too late, `waiting_wanted` a booking dialog and what of it the waiting
    list takes over.
    """

    stored = Signal(object)
    opened = Signal(object)
    call_parked = Signal(object)
    patient_taken = Signal(object)
    earlier_wanted = Signal(object)
    waiting_wanted = Signal(object, object)

    def __init__(self, workplace: "Workplace", parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._window = parent
        self.walk = UndoWalk(workplace, self)
        self.series = SeriesVerbs(workplace, parent, opening=self._open, undo=self.walk.undo_change, parent=self)
        self.series.stored.connect(self.stored)
        self._last_type_id: UUID | None = None
        self._usual_type_id: UUID | None = None

    @property
    def permissions(self) -> Mapping[Permission, Scope]:
        """What the role of the signed-in person may do."""
        return permissions_of(self._workplace.account.role)

    def offers(self, line: "AppointmentLine") -> tuple[VerbOffer, ...]:
        """What this person may do with the appointment now."""
        account = self._workplace.account
        is_own = account.practitioner_id == line.practitioner_id or account.patient_id == line.patient_id
        held = {p: scope for p, scope in self.permissions.items() if scope is not Scope.OWN or is_own}
        day, today = day_of(line.starts_at, self._workplace.zone), self._workplace.today()
        return tuple(
            offer for offer in verbs_of(line.status, line.confirmation, held) if fits_day(offer.verb, day, today)
        )

    def run(self, verb: AppointmentVerb, line: "AppointmentLine") -> None:
        """Do it, or open the dialog that asks what is missing."""
        which, version = line.id, line.version
        match verb:
            case AppointmentVerb.CHECK_IN:
                self.store(lambda clinic: clinic.waiting.check_in(which, version))
            case AppointmentVerb.SEND_TO_ROOM:
                self.store(lambda clinic: clinic.waiting.send_to_room(which, version))
            case AppointmentVerb.COMPLETE:
                self.store(lambda clinic: clinic.waiting.complete(which, version))
            case AppointmentVerb.CONFIRM:
                self.store(lambda clinic: clinic.waiting.confirm(which, version, Confirmation.CONFIRMED))
            case AppointmentVerb.NO_SHOW:
                self.store(lambda clinic: clinic.waiting.mark_no_show(which, version))
            case AppointmentVerb.ASK_TO_ARRIVE:
                self.ask_to_arrive(line)
            case AppointmentVerb.MOVE:
                self.series.with_scope(line, lambda scope: self.move(line, scope))
            case AppointmentVerb.CANCEL:
                self.series.with_scope(line, lambda scope: self.cancel(line, scope), is_cancel=True)
            case AppointmentVerb.WANT_EARLIER:
                self.earlier_wanted.emit(line)

    def book(
        self,
        *,
        patient: "PatientLine | None" = None,
        slot: "Slot | None" = None,
        type_id: UUID | None = None,
        minutes: int | None = None,
        find_slot: bool = False,
        text: str = "",
    ) -> "BookingDialog":
        """Open the booking dialog with what is known; `find_slot` starts among the free times.

        `text` is what was typed of the patient's name, `minutes` the length that was drawn.

        A desk books the same type many times in a row: the one booked last is proposed next, and at first the one that
        most appointments of the shown day are of.
        """
        from clinic_desktop.gui.booking.booking_dialog import BookingDialog
        from clinic_desktop.gui.booking.booking_start import BookingStart

        start = BookingStart(
            patient=patient,
            slot=slot,
            type_id=type_id or self.likely_type_id,
            minutes=minutes,
            find_slot=find_slot,
            text=text,
            offers_waiting_list=Permission.RUN_WAITING_LIST in self.permissions,
        )
        dialog = BookingDialog(self._workplace, start, self._window)

        def book(request: BookingRequest) -> None:
            self._last_type_id = request.type_id
            self.store(
                lambda clinic: clinic.scheduling.book(request), dialog=dialog, refused=dialog.refuse, takes_time=True
            )

        dialog.booking_requested.connect(book)
        dialog.series_wanted.connect(lambda errand: self.series.look(errand, over=dialog))
        dialog.waiting_wanted.connect(lambda start: self.waiting_wanted.emit(dialog, start))
        dialog.parked.connect(lambda: self.call_parked.emit(dialog))
        return self._open(dialog, dialog.go_on, rest=dialog.make_parts())

    @property
    def likely_type_id(self) -> UUID | None:
        """The type that is probably wanted next; None while nothing is known."""
        return self._last_type_id or self._usual_type_id

    def learn_from(self, lines: "Sequence[AppointmentLine]") -> None:
        """Take note of which type is usual on the day that is shown."""
        counts = Counter(line.type_id for line in lines)
        if counts:
            self._usual_type_id = counts.most_common(1)[0][0]

    def move(
        self,
        line: "AppointmentLine",
        scope: SeriesScope = SeriesScope.THIS,
        filled: "Callable[[MoveDialog], object] | None" = None,
    ) -> "MoveDialog":
        """Open the dialog in which another time, length or practitioner is chosen, for it or for more of its series.

        It is `filled` before it opens.
        """
        from clinic_desktop.gui.booking.move_dialog import MoveDialog

        dialog = MoveDialog(self._workplace, self._window, line)

        def move(request: MoveRequest) -> None:
            if scope is SeriesScope.THIS:
                self.store(
                    lambda clinic: clinic.scheduling.move(request),
                    dialog=dialog,
                    refused=dialog.refuse,
                    takes_time=True,
                )
            else:
                self.series.move(request, scope, over=dialog).rejected.connect(dialog.ask_again)

        def parts() -> Iterator[None]:
            yield from dialog.make_parts()
            if filled is not None:
                filled(dialog)

        dialog.move_requested.connect(move)
        return self._open(dialog, rest=parts())

    def move_to(
        self,
        line: "AppointmentLine",
        starts_at: datetime,
        practitioner_id: UUID | None = None,
        minutes: int | None = None,
    ) -> None:
        """Move it there at once, as by dragging; where that is refused, the dialog opens at that time and says why.

        Of a series it is asked first how many are meant.
        """
        request = MoveRequest(
            appointment_id=line.id,
            version=line.version,
            starts_at=starts_at,
            minutes=minutes,
            practitioner_id=practitioner_id,
        )

        def move(scope: SeriesScope) -> None:
            if scope is SeriesScope.THIS:
                self.store(lambda clinic: clinic.scheduling.move(request), refused=refused, takes_time=True)
            else:
                self.series.move(request, scope)

        def refused(error: ClinicError) -> None:
            if isinstance(error, BookingRefused):
                self.move(line, filled=lambda dialog: dialog.show_refused(request, error))
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        self.series.with_scope(line, move)

    def ask_to_arrive(self, line: "AppointmentLine") -> "ArriveDialog":
        """Open the dialog that asks from when the patient is to be here."""
        from clinic_desktop.gui.booking.arrive_dialog import ArriveDialog

        dialog = ArriveDialog(self._workplace, self._window, line)

        def ask(at: datetime | None) -> None:
            self.store(
                lambda clinic: clinic.waiting.ask_to_arrive(line.id, line.version, at),
                dialog=dialog,
                refused=dialog.refuse,
            )

        dialog.arrival_asked.connect(ask)
        return self._open(dialog)

    def cancel(self, line: "AppointmentLine", scope: SeriesScope = SeriesScope.THIS) -> "CancelDialog":
        """Open the dialog that asks who cancels, and why, for this one or more of its series."""
        from clinic_desktop.gui.booking.cancel_dialog import CancelDialog

        dialog = CancelDialog(self._workplace, self._window, line, scope=scope)

        def cancel(by: CancelledBy, reason: str) -> None:
            seen = dialog.appointment  # as the person has seen it by now
            if scope is SeriesScope.THIS:
                self.store(
                    lambda clinic: clinic.scheduling.cancel(seen.id, seen.version, by, reason),
                    dialog=dialog,
                    refused=dialog.refuse,
                )
            else:
                self.series.cancel(seen, scope, by, reason, dialog=dialog, refused=dialog.refuse)

        dialog.cancel_requested.connect(cancel)
        return self._open(dialog)

    def register(self, text: str = "") -> "RegisterDialog":
        """Open the dialog that registers a patient, what was typed taken over."""
        from clinic_desktop.gui.patients.register_dialog import RegisterDialog

        dialog = RegisterDialog(self._workplace, self._window, text=text)
        dialog.patient_taken.connect(self.patient_taken)
        return self._open(dialog)

    def change_patient(self, patient_id: UUID) -> "RegisterDialog":
        """Open the same dialog with a registered patient's details."""
        from clinic_desktop.gui.patients.register_dialog import RegisterDialog

        return self._open(RegisterDialog(self._workplace, self._window, patient_id=patient_id))

    def give_sign_in(self, patient: "Patient") -> "GiveSignInDialog":
        """Open the dialog that lets a patient sign in; what it gives is then shown once, to be handed over."""
        from clinic_desktop.gui.patients.sign_in_dialog import GiveSignInDialog
        from clinic_desktop.gui.widgets.one_time_password_dialog import OneTimePasswordDialog

        dialog = GiveSignInDialog(self._workplace, self._window, patient)

        def hand_over(password: "OneTimePassword") -> None:
            self._open(OneTimePasswordDialog(password, patient.full_name, self._window))

        dialog.given.connect(hand_over)
        return self._open(dialog)

    def _open(
        self,
        dialog: OpenedDialog,
        then: Callable[[], object] | None = None,
        *,
        rest: Iterator[None] | None = None,
    ) -> OpenedDialog:
        def tell() -> None:
            if then is not None:
                then()
            self.opened.emit(dialog)

        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_soon(dialog, dialog.parentWidget() or self._window, tell, rest=rest)
        return dialog

    def store(
        self,
        work: "Callable[[Clinic], Appointment]",
        *,
        dialog: QDialog | None = None,
        refused: Callable[[ClinicError], object] | None = None,
        takes_time: bool = False,
        then: "Callable[[Appointment], object] | None" = None,
    ) -> None:
        """Store an appointment as a task, and tell of it with the way to take it back.

        `then` is called instead of telling by `stored`, which brings the appointment before the person's eyes.
        """
        may_undo, sync = Permission.UNDO in self.permissions, self._workplace.sync

        def store(clinic: "Clinic") -> "tuple[Appointment, UndoOffer | None, bool]":
            # In one task, so that nothing else of this person's lies between the change and the offer to undo it.
            appointment = work(clinic)
            is_pending = takes_time and appointment.id in sync.latest().unsent
            return appointment, clinic.history.undoable() if may_undo else None, is_pending

        def done(result: "tuple[Appointment, UndoOffer | None, bool]") -> None:
            appointment, offer, is_pending = result
            if dialog is not None and shiboken6.isValid(dialog):
                dialog.accept()
            if offer is not None:
                self.walk.tell(offer, more=pending_words(sync.state) if is_pending else "")
            (then or self.stored.emit)(appointment)

        def hear(error: ClinicError) -> None:
            if refused is not None and (dialog is None or shiboken6.isValid(dialog)):
                refused(error)
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        self._workplace.run(store, done=done, refused=hear, owner=self)
