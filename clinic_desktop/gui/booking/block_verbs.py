"""What is done with blocks of time: setting one, changing it, taking it away; each tells what was done, with Undo."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from clinic_desktop.domain.access import Permission, Scope
from clinic_desktop.domain.availability import AvailabilityException, Hours
from clinic_desktop.domain.errors import ClinicError, NotFound
from clinic_desktop.domain.queries import ExceptionDraft
from clinic_desktop.domain.refusals import WouldStrand
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.tasks import Lane
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from clinic_desktop.domain.sheets import Block, Slot
    from clinic_desktop.domain.undoing import UndoOffer
    from clinic_desktop.gui.booking.block_dialog import BlockDialog
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class BlockVerbs(QObject):
    """Does it as a task; where booked appointments would be stranded, it shows them and asks first."""

    def __init__(self, workplace: "Workplace", verbs: AppointmentVerbs, window: QWidget) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._verbs = verbs
        self._window = window

    def may_block(self, practitioner_id: UUID | None = None) -> bool:
        """Whether this person may block the practitioner's time, or anyone's."""
        scope = self._verbs.permissions.get(Permission.SET_EXCEPTIONS)
        own = self._workplace.account.practitioner_id
        return scope is not None and (scope is not Scope.OWN or practitioner_id in (None, own))

    def block(self, slot: "Slot | None" = None) -> "BlockDialog":
        """Open the dialog, with a span of the calendar filled in."""
        from clinic_desktop.gui.booking.block_dialog import BlockDialog

        dialog = BlockDialog(self._workplace, self._window, slot=slot)

        def store(draft: ExceptionDraft, despite: bool) -> None:
            self._store(
                lambda clinic: clinic.hours.add_exception(draft, despite_stranded=despite),
                dialog,
                again=lambda: store(draft, True),
            )

        dialog.block_requested.connect(lambda draft: store(draft, False))
        return self._open(dialog)

    def change(self, block: "Block", practitioner_id: UUID) -> None:
        """Read the block as it stands, and open the dialog with it."""

        def opened(hours: Hours) -> None:
            standing = next((one for one in hours.exceptions if one.id == block.exception_id), None)
            if standing is None:
                self._workplace.say(NotFound("block").sentence, kind=NoticeKind.PROBLEM)
            else:
                self._change(standing)

        self._workplace.run(lambda clinic: clinic.hours.of(practitioner_id), done=opened, lane=Lane.READING, owner=self)

    def take_away(self, block: "Block") -> None:
        """The time can be booked again."""
        which = block.exception_id
        self._store(lambda clinic: clinic.hours.remove_exception(which, despite_stranded=True))

    def _change(self, standing: AvailabilityException) -> None:
        from clinic_desktop.gui.booking.block_dialog import BlockDialog

        dialog = BlockDialog(self._workplace, self._window, standing=standing)

        def store(draft: ExceptionDraft, despite: bool) -> None:
            self._store(
                lambda clinic: clinic.hours.change_exception(
                    standing.id, standing.version, draft, despite_stranded=despite
                ),
                dialog,
                again=lambda: store(draft, True),
            )

        dialog.block_requested.connect(lambda draft: store(draft, False))
        self._open(dialog)

    def _open(self, dialog: "BlockDialog") -> "BlockDialog":
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_soon(dialog, self._window)
        return dialog

    def _store(
        self,
        work: "Callable[[Clinic], object]",
        dialog: "BlockDialog | None" = None,
        *,
        again: Callable[[], None] | None = None,
    ) -> None:
        may_undo = Permission.UNDO in self._verbs.permissions

        def store(clinic: "Clinic") -> "UndoOffer | None":
            work(clinic)
            return clinic.history.undoable() if may_undo else None

        def done(offer: "UndoOffer | None") -> None:
            if dialog is not None and shiboken6.isValid(dialog):
                dialog.accept()
            if offer is not None:
                self._verbs.walk.tell(offer)

        def hear(error: ClinicError) -> None:
            if dialog is None or not shiboken6.isValid(dialog):
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)
            elif isinstance(error, WouldStrand) and again is not None:
                self._ask_despite(error, dialog, again)
            else:
                dialog.refuse(error)

        self._workplace.run(store, done=done, refused=hear, owner=self)

    def _ask_despite(self, error: WouldStrand, dialog: "BlockDialog", again: Callable[[], None]) -> None:
        from clinic_desktop.gui.widgets.ask_dialog import AskDialog

        question = AskDialog(
            self.tr("Booked appointments in this time"),
            error.sentence,
            self.tr("Block it all the same"),
            is_danger=True,
            zone=self._workplace.zone,
            parent=dialog,
        )
        question.show_appointments(error.appointments)
        question.rejected.connect(dialog.release)
        question.confirmed.connect(question.accept)
        question.confirmed.connect(again)
        question.open()
