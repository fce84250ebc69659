"""What the desk does in the waiting room beside the steps: walk-ins, taking a step back, and closing the day."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from clinic_desktop.domain.appointments import Appointment
    from clinic_desktop.domain.sheets import AppointmentLine, PatientLine
    from clinic_desktop.domain.undoing import UndoOffer
    from clinic_desktop.domain.waiting_room import DayClosed, Seen, WalkIn
    from clinic_desktop.gui.waiting_room.close_day_dialog import CloseDayDialog
    from clinic_desktop.gui.waiting_room.walk_in_dialog import WalkInDialog
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic

OpenedDialog = TypeVar("OpenedDialog", bound=QDialog)
Result = TypeVar("Result")


class RoomVerbs(QObject):
    """Does it as a task, tells of it with a notice that can take it back, and opens the dialogs.

    `taken_in` carries the appointment of a walk-in.
    """

    taken_in = Signal(object)

    def __init__(self, workplace: "Workplace", verbs: AppointmentVerbs, window: QWidget) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._verbs = verbs
        self._window = window
        self._last_type_id: UUID | None = None
        self._usual_type_id: UUID | None = None

    @property
    def may_run(self) -> bool:
        """Whether the signed-in person runs a waiting room at all."""
        return Permission.RUN_WAITING_ROOM in self._verbs.permissions

    def learn_from(self, lines: "Sequence[AppointmentLine]") -> None:
        """Take note of which type is usual on the day that is shown: the likeliest for a walk-in too."""
        counts = Counter(line.type_id for line in lines)
        if counts:
            self._usual_type_id = counts.most_common(1)[0][0]

    def walk_in(self, patient: "PatientLine | None" = None) -> "WalkInDialog":
        """Open the dialog for someone without an appointment."""
        from clinic_desktop.gui.waiting_room.walk_in_dialog import WalkInDialog

        likely = self._last_type_id or self._usual_type_id
        dialog = WalkInDialog(self._workplace, self._window, patient=patient, type_id=likely)

        def take_in(request: "WalkIn") -> None:
            self._last_type_id = request.type_id

            def work(clinic: "Clinic") -> "tuple[Appointment, UndoOffer | None]":
                return clinic.waiting.walk_in(request), clinic.history.undoable()

            def done(result: "tuple[Appointment, UndoOffer | None]") -> None:
                appointment, offer = result
                _accept(dialog)
                self._offer_undo(offer)
                self.taken_in.emit(appointment)

            self._run(work, done, dialog.refuse, dialog)

        dialog.walk_in_requested.connect(take_in)
        return self._open(dialog)

    def close_day(self) -> "CloseDayDialog":
        """Open the dialog that lists what the day left open."""
        from clinic_desktop.gui.waiting_room.close_day_dialog import CloseDayDialog

        dialog = CloseDayDialog(self._workplace, self._window)

        def close(no_shows: "tuple[Seen, ...]", completed: "tuple[Seen, ...]") -> None:
            def work(clinic: "Clinic") -> "tuple[DayClosed, UndoOffer | None]":
                closed = clinic.waiting.close_day(no_shows=no_shows, completed=completed)
                return closed, clinic.history.undoable()

            def done(result: "tuple[DayClosed, UndoOffer | None]") -> None:
                closed, offer = result
                if shiboken6.isValid(dialog):
                    dialog.show_done(closed)
                if closed.no_shows or closed.completed:
                    self._say_closed(closed, offer)

            self._run(work, done, dialog.refuse, dialog)

        dialog.close_requested.connect(close)
        return self._open(dialog)

    def step_back(self, line: "AppointmentLine") -> None:
        """Take back the last step of an appointment, its clock restored; of a colleague's step, say whose it was."""
        self._workplace.run(
            lambda clinic: clinic.waiting.step_to_take_back(line.id), done=self._verbs.walk.undo_change, owner=self
        )

    def _say_closed(self, closed: "DayClosed", offer: "UndoOffer | None") -> None:
        parts = []
        if closed.no_shows:
            parts.append(self.tr("marked {count} as no-show").format(count=closed.no_shows))
        if closed.completed:
            parts.append(self.tr("completed {count}").format(count=closed.completed))
        words = self.tr("Closed the day: {what}").format(what=", ".join(parts))
        self._workplace.say(
            words, undo=None if offer is None else lambda: self._verbs.walk.undo_change(offer.change_id)
        )

    def _offer_undo(self, offer: "UndoOffer | None") -> None:
        if offer is not None:
            self._verbs.walk.tell(offer)

    def _run(
        self,
        work: "Callable[[Clinic], Result]",
        done: "Callable[[Result], object]",
        refuse: Callable[[ClinicError], object],
        dialog: QDialog,
    ) -> None:
        def hear(error: ClinicError) -> None:
            if shiboken6.isValid(dialog):
                refuse(error)
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        self._workplace.run(work, done=done, refused=hear, owner=self)

    def _open(self, dialog: OpenedDialog) -> OpenedDialog:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_soon(dialog, self._window, lambda: self._verbs.opened.emit(dialog))
        return dialog


def _accept(dialog: QDialog) -> None:
    if shiboken6.isValid(dialog):
        dialog.accept()
