"""What a doctor does between two patients, as it is done from the window: call, complete, see again."""

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.visits import NobodyWaits, SomeoneInRoom
from clinic_desktop.gui.notices import NoticeKind
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.widgets.ask_dialog import AskDialog
from clinic_desktop.gui.widgets.dialog_opening import open_soon

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtWidgets import QDialog, QWidget

    from clinic_desktop.domain.desk_tasks import TaskWish
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.domain.sheets import AppointmentLine
    from clinic_desktop.domain.undoing import UndoOffer
    from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
    from clinic_desktop.gui.doctor.rebook_dialog import RebookDialog
    from clinic_desktop.gui.doctor.visit_panel import VisitPanel
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class VisitVerbs(QObject):
    """Does what the panel, the toolbar and the keys ask for, with the note as it stands in the panel.

    `called` carries the appointment that went into the room.
    """

    called = Signal(object)

    def __init__(
        self, workplace: "Workplace", verbs: "AppointmentVerbs", panel: "VisitPanel", window: "QWidget"
    ) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._verbs = verbs
        self._panel = panel
        self._window = window
        panel.complete_wanted.connect(self.complete)
        panel.rebook_wanted.connect(self.rebook)
        panel.call_wanted.connect(self.call_next)

    def call_next(self) -> None:
        """Whoever's turn it is goes in; with somebody in the room, it is asked what becomes of that visit."""
        self._call(lambda clinic: clinic.visits.call_next(), refused=self._on_not_called)

    def complete(self) -> None:
        """The visit that is shown is over."""
        visit = self._panel.current
        if visit is not None:
            self._complete(visit.line.id)

    def rebook(self, line: "AppointmentLine") -> "RebookDialog":
        """Open the dialog that finds a time for the patient's next visit."""
        from clinic_desktop.gui.doctor.rebook_dialog import RebookDialog

        dialog = RebookDialog(self._workplace, self._window, line)
        dialog.booking_requested.connect(
            lambda request: self._verbs.store(
                lambda clinic: clinic.scheduling.book(request),
                dialog=dialog,
                refused=dialog.refuse,
                takes_time=True,
                then=lambda _: None,
            )
        )
        dialog.desk_asked.connect(lambda wish: self._ask_the_desk(wish, dialog))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_soon(dialog, self._window)
        return dialog

    # calling

    def _call(
        self,
        work: "Callable[[Clinic], Appointment]",
        *,
        refused: "Callable[[ClinicError], object]",
        dialog: "QDialog | None" = None,
    ) -> None:
        self._verbs.store(work, dialog=dialog, refused=refused, then=self._on_called)

    def _on_called(self, appointment: Appointment) -> None:
        self._panel.show_visit(appointment.id)
        self.called.emit(appointment)

    def _on_not_called(self, error: "ClinicError") -> None:
        if isinstance(error, SomeoneInRoom):
            self._ask_about(error.standing)
        else:
            kind = NoticeKind.DONE if isinstance(error, NobodyWaits) else NoticeKind.PROBLEM
            self._workplace.say(error.sentence, kind=kind)

    def _ask_about(self, standing: "AppointmentLine") -> None:
        moment = self._panel.moment
        coming = None if moment is None else moment.next
        name = shown_name(standing.patient_name)
        heading = (
            self.tr("Call the next patient")
            if coming is None
            else self.tr("Call {name}").format(name=shown_name(coming.patient_name))
        )
        dialog = AskDialog(
            heading,
            self.tr("{name} is still in the room. Is that visit over?").format(name=name),
            self.tr("Complete it and call"),
            otherwise=self.tr("Call beside"),
            zone=self._workplace.zone,
            parent=self._window,
        )
        dialog.confirmed.connect(lambda: self._complete(standing.id, then=lambda: self._call_from(dialog), over=dialog))
        dialog.other_chosen.connect(lambda: self._call_from(dialog))
        open_soon(dialog, self._window)

    def _call_from(self, dialog: AskDialog) -> None:
        self._call(lambda clinic: clinic.visits.call_next(beside=True), refused=dialog.refuse, dialog=dialog)

    # completing

    def _complete(
        self,
        appointment_id: "UUID",
        *,
        then: "Callable[[], object] | None" = None,
        over: "AskDialog | None" = None,
    ) -> None:
        keeper = self._panel.visit.note.keeper
        if keeper.appointment_id != appointment_id:
            self._verbs.store(
                lambda clinic: _completed_as_written(clinic, appointment_id),
                refused=None if over is None else over.refuse,
                then=lambda _: None if then is None else then(),
            )
            return
        text, begun_from = keeper.hand_over()

        def done(appointment: Appointment) -> None:
            keeper.completed(appointment.id, text)
            if then is not None:
                then()

        def refused(error: "ClinicError") -> None:
            keeper.not_completed(error)
            if over is not None and shiboken6.isValid(over):
                over.refuse(error)
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        self._verbs.store(
            lambda clinic: clinic.visits.complete(appointment_id, text, begun_from=begun_from),
            refused=refused,
            then=done,
        )

    # asking the desk

    def _ask_the_desk(self, wish: "TaskWish", dialog: "RebookDialog") -> None:
        def ask(clinic: "Clinic") -> "UndoOffer | None":
            clinic.desk_tasks.ask([wish])
            return clinic.history.undoable()

        def done(offer: "UndoOffer | None") -> None:
            if shiboken6.isValid(dialog):
                dialog.accept()
            if offer is not None:
                self._verbs.walk.tell(offer)

        def refused(error: "ClinicError") -> None:
            if shiboken6.isValid(dialog):
                dialog.refuse(error)
            else:
                self._workplace.say(error.sentence, kind=NoticeKind.PROBLEM)

        self._workplace.run(ask, done=done, refused=refused, owner=self)


def _completed_as_written(clinic: "Clinic", appointment_id: "UUID") -> Appointment:
    """Complete a visit that is not shown, with what was written about it, or else what stands."""
    note = clinic.visits.open(appointment_id).note
    if note.draft is None:
        return clinic.visits.complete(appointment_id, note.text, begun_from=note.text)
    return clinic.visits.complete(appointment_id, note.draft.text, begun_from=note.draft.begun_from)
