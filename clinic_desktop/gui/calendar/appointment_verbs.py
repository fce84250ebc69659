"""What can be done with an appointment, by whom, and the doing of it: one way for menu, panel, keys and dragging."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

import shiboken6
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop.domain.access import Permission, Scope, permissions_of
from clinic_desktop.domain.appointments import (
    Appointment,
    AppointmentStatus,
    BookingRequest,
    CancelledBy,
    Confirmation,
    MoveRequest,
    may_step,
)
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.refusals import BookingRefused
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.widgets.backdrop import Backdrop

if TYPE_CHECKING:
    from clinic_desktop.domain.sheets import AppointmentLine, PatientLine, Slot
    from clinic_desktop.domain.undoing import UndoDone, UndoOffer
    from clinic_desktop.gui.calendar.booking_dialog import BookingDialog
    from clinic_desktop.gui.calendar.cancel_dialog import CancelDialog
    from clinic_desktop.gui.calendar.move_dialog import MoveDialog
    from clinic_desktop.gui.patients.register_dialog import RegisterDialog
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


OpenedDialog = TypeVar("OpenedDialog", bound=QDialog)


class AppointmentVerb(StrEnum):
    """What the desk does with a booked appointment, in the order of a menu."""

    CHECK_IN = "check-in"
    SEND_TO_ROOM = "send-to-room"
    COMPLETE = "complete"
    CONFIRM = "confirm"
    MOVE = "move"
    CANCEL = "cancel"
    NO_SHOW = "no-show"

    @property
    def command(self) -> str:
        """The name of the window's command that does it with the chosen appointment."""
        return f"verb_{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbOffer:
    """One thing that can be done now; `is_main` marks the one that most likely comes next."""

    verb: AppointmentVerb
    text: str
    icon: Icon
    is_main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meaning:
    words: object  # what QT_TRANSLATE_NOOP gives back to the type checker; it is the text
    icon: Icon
    permission: Permission
    step: AppointmentStatus | None = None


_MEANINGS: Mapping[AppointmentVerb, _Meaning] = {
    AppointmentVerb.CHECK_IN: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Check in"), icon=Icon.USER_CHECK,
        permission=Permission.CHECK_IN, step=AppointmentStatus.ARRIVED,
    ),
    AppointmentVerb.SEND_TO_ROOM: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Send to room"), icon=Icon.DOOR_OPEN,
        permission=Permission.RUN_WAITING_ROOM, step=AppointmentStatus.IN_ROOM,
    ),
    AppointmentVerb.COMPLETE: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Complete"), icon=Icon.CHECK,
        permission=Permission.RUN_WAITING_ROOM, step=AppointmentStatus.FULFILLED,
    ),
    AppointmentVerb.CONFIRM: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Mark as confirmed"), icon=Icon.CHECK_CHECK,
        permission=Permission.RUN_WAITING_ROOM,
    ),
    AppointmentVerb.MOVE: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Move…"), icon=Icon.CALENDAR_CLOCK, permission=Permission.MOVE
    ),
    AppointmentVerb.CANCEL: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "Cancel…"), icon=Icon.BAN,
        permission=Permission.CANCEL, step=AppointmentStatus.CANCELLED,
    ),
    AppointmentVerb.NO_SHOW: _Meaning(
        words=QT_TRANSLATE_NOOP("verbs", "No-show"), icon=Icon.USER_X,
        permission=Permission.RUN_WAITING_ROOM, step=AppointmentStatus.NOSHOW,
    ),
}  # fmt: skip
_MAIN = (AppointmentVerb.CHECK_IN, AppointmentVerb.SEND_TO_ROOM, AppointmentVerb.COMPLETE)
_MOVABLE = frozenset({AppointmentStatus.BOOKED, AppointmentStatus.ARRIVED})


def verbs_of(
    status: AppointmentStatus, confirmation: Confirmation, permissions: Mapping[Permission, object]
) -> tuple[VerbOffer, ...]:
    """What the status allows and the permissions hold, in the order of a menu."""
    return tuple(
        VerbOffer(
            verb=verb,
            text=QCoreApplication.translate("verbs", str(meaning.words)),
            icon=meaning.icon,
            is_main=verb in _MAIN,
        )
        for verb, meaning in _MEANINGS.items()
        if meaning.permission in permissions and _fits(verb, meaning, status, confirmation)
    )


def _fits(verb: AppointmentVerb, meaning: _Meaning, status: AppointmentStatus, confirmation: Confirmation) -> bool:
    if verb is AppointmentVerb.MOVE:
        return status in _MOVABLE
    if verb is AppointmentVerb.CONFIRM:
        return status is AppointmentStatus.BOOKED and confirmation is not Confirmation.CONFIRMED
    return meaning.step is not None and may_step(status, meaning.step)


class AppointmentVerbs(QObject):
    """Does what is asked as a task, tells the person with a notice that can take it back, and opens the dialogs.

    `stored` carries each appointment written, `opened` each dialog, `patient_taken` the line of a patient who was
    registered, or found to be registered already.
    """

    stored = Signal(object)
    opened = Signal(object)
    patient_taken = Signal(object)

    def __init__(self, workplace: "Workplace", parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._window = parent

    @property
    def permissions(self) -> Mapping[Permission, Scope]:
        """What the role of the signed-in person may do."""
        return permissions_of(self._workplace.clinic.session.account.role)

    def offers(self, line: "AppointmentLine") -> tuple[VerbOffer, ...]:
        """What this person may do with the appointment now."""
        account = self._workplace.clinic.session.account
        is_own = account.practitioner_id == line.practitioner_id or account.patient_id == line.patient_id
        held = {p: scope for p, scope in self.permissions.items() if scope is not Scope.OWN or is_own}
        return verbs_of(line.status, line.confirmation, held)

    def run(self, verb: AppointmentVerb, line: "AppointmentLine") -> None:
        """Do it, or open the dialog that asks what is missing."""
        which, version = line.id, line.version
        match verb:
            case AppointmentVerb.CHECK_IN:
                self._store(lambda clinic: clinic.waiting.check_in(which, version))
            case AppointmentVerb.SEND_TO_ROOM:
                self._store(lambda clinic: clinic.waiting.send_to_room(which, version))
            case AppointmentVerb.COMPLETE:
                self._store(lambda clinic: clinic.waiting.complete(which, version))
            case AppointmentVerb.CONFIRM:
                self._store(lambda clinic: clinic.waiting.confirm(which, version, Confirmation.CONFIRMED))
            case AppointmentVerb.NO_SHOW:
                self._store(lambda clinic: clinic.waiting.mark_no_show(which, version))
            case AppointmentVerb.MOVE:
                self.move(line)
            case AppointmentVerb.CANCEL:
                self.cancel(line)

    def book(
        self, *, patient: "PatientLine | None" = None, slot: "Slot | None" = None, find_slot: bool = False
    ) -> "BookingDialog":
        """Open the booking dialog with what is known; `find_slot` starts among the free times."""
        from clinic_desktop.gui.calendar.booking_dialog import BookingDialog

        dialog = BookingDialog(self._workplace, self._window, patient=patient, slot=slot, find_slot=find_slot)

        def book(request: BookingRequest) -> None:
            self._store(lambda clinic: clinic.scheduling.book(request), dialog=dialog, refused=dialog.refuse)

        dialog.booking_requested.connect(book)
        return self._open(dialog)

    def move(self, line: "AppointmentLine") -> "MoveDialog":
        """Open the dialog in which another time, length or practitioner is chosen."""
        from clinic_desktop.gui.calendar.move_dialog import MoveDialog

        dialog = MoveDialog(self._workplace, self._window, line)

        def move(request: MoveRequest) -> None:
            self._store(lambda clinic: clinic.scheduling.move(request), dialog=dialog, refused=dialog.refuse)

        dialog.move_requested.connect(move)
        return self._open(dialog)

    def move_to(
        self,
        line: "AppointmentLine",
        starts_at: datetime,
        practitioner_id: UUID | None = None,
        minutes: int | None = None,
    ) -> None:
        """Move it there at once, as by dragging; where that is refused, the dialog opens at that time and says why."""
        request = MoveRequest(
            appointment_id=line.id,
            version=line.version,
            starts_at=starts_at,
            minutes=minutes,
            practitioner_id=practitioner_id,
        )

        def refused(error: ClinicError) -> None:
            if isinstance(error, BookingRefused):
                dialog = self.move(line)
                dialog.take(request)
                dialog.refuse(error)
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        self._store(lambda clinic: clinic.scheduling.move(request), refused=refused)

    def cancel(self, line: "AppointmentLine") -> "CancelDialog":
        """Open the dialog that asks who cancels, and why."""
        from clinic_desktop.gui.calendar.cancel_dialog import CancelDialog

        dialog = CancelDialog(self._workplace, self._window, line)

        def cancel(by: CancelledBy, reason: str) -> None:
            self._store(
                lambda clinic: clinic.scheduling.cancel(line.id, line.version, by, reason),
                dialog=dialog,
                refused=dialog.refuse,
            )

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

    def undo_last(self) -> None:
        """Take back the last thing this person did, and say what that was."""
        self._workplace.run(lambda clinic: clinic.history.undo_last(), done=self._on_undone, owner=self)

    def _open(self, dialog: OpenedDialog) -> OpenedDialog:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        Backdrop(dialog, self._window.window())
        dialog.open()
        self.opened.emit(dialog)
        return dialog

    def _store(
        self,
        work: "Callable[[Clinic], Appointment]",
        *,
        dialog: QDialog | None = None,
        refused: Callable[[ClinicError], object] | None = None,
    ) -> None:
        may_undo = Permission.UNDO in self.permissions

        def store(clinic: "Clinic") -> "tuple[Appointment, UndoOffer | None]":
            # In one task, so that nothing else of this person's lies between the change and the offer to undo it.
            appointment = work(clinic)
            return appointment, clinic.history.undoable() if may_undo else None

        def done(result: "tuple[Appointment, UndoOffer | None]") -> None:
            appointment, offer = result
            if dialog is not None and shiboken6.isValid(dialog):
                dialog.accept()
            if offer is not None:
                self._workplace.say(offer.words, undo=lambda: self._undo(offer.change_id))
            self.stored.emit(appointment)

        def hear(error: ClinicError) -> None:
            if refused is not None and (dialog is None or shiboken6.isValid(dialog)):
                refused(error)
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        self._workplace.run(store, done=done, refused=hear, owner=self)

    def _undo(self, change_id: UUID) -> None:
        self._workplace.run(lambda clinic: clinic.history.undo(change_id), done=self._on_undone, owner=self)

    def _on_undone(self, done: "UndoDone") -> None:
        self._workplace.say(done.words)
