"""What the desk does with a message, and the telling of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from clinic_desktop.domain.messages import Channel, Message, MessageLine, MessageState
from clinic_desktop.gui.messages.message_side import may_retry, may_withdraw
from clinic_desktop.gui.privacy import shown_name

if TYPE_CHECKING:
    from clinic_desktop.domain.appointments import Appointment
    from clinic_desktop.domain.sheets import AppointmentCard
    from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
    from clinic_desktop.gui.workplace import Workplace
    from clinic_desktop.services.clinic import Clinic


class MessageVerbs(QObject):
    """Does with the chosen message, which `chosen` names when it is asked, what buttons and keys want.

    `put_off` tells of a call that comes again later, so that the list can go on with the next one.
    """

    put_off = Signal(object)

    def __init__(
        self,
        workplace: "Workplace",
        appointments: "AppointmentVerbs",
        chosen: Callable[[], MessageLine | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._appointments = appointments
        self._chosen = chosen
        self._wants_to_move: Message | None = None
        appointments.stored.connect(self._on_appointment_stored)

    def retry(self) -> None:
        """Have the message sent, or the patient called, once more."""
        line = self._chosen()
        if line is not None and may_retry(line.message):
            self._retry(line.id, line.message.version)

    def withdraw(self) -> None:
        """Take the message back."""
        line = self._chosen()
        if line is None or not may_withdraw(line.message):
            return
        which, version = line.id, line.message.version
        words = self.tr("The message to {name} is withdrawn.").format(name=shown_name(line.patient_name))
        self._store(lambda clinic: clinic.messages.withdraw(which, version), words, may_undo=True)

    def mark_reached(self) -> None:
        """The patient was told on the telephone."""
        line = self._call()
        if line is not None:
            which, version = line.id, line.message.version
            words = self.tr("{name} was reached.").format(name=shown_name(line.patient_name))
            self._store(lambda clinic: clinic.messages.mark_reached(which, version), words, may_undo=True)

    def mark_unanswered(self) -> None:
        """Nobody answered."""
        line = self._call()
        if line is not None:
            which, version = line.id, line.message.version
            words = self.tr("No answer: {name} is called again in an hour.").format(name=shown_name(line.patient_name))
            self.put_off.emit(which)
            self._store(lambda clinic: clinic.messages.mark_unanswered(which, version), words)

    def move_appointment(self) -> None:
        """The patient wants another time: the dialog opens, and once it is moved the call is done."""
        line = self._call()
        if line is None or line.message.appointment_id is None:
            return
        appointment_id, self._wants_to_move = line.message.appointment_id, line.message
        self._workplace.run(
            lambda clinic: clinic.scheduling.open(appointment_id), done=self._on_appointment_read, owner=self
        )

    def _call(self) -> MessageLine | None:
        line = self._chosen()
        is_open = line is not None and line.message.state is MessageState.WAITING
        return line if line is not None and is_open and line.message.channel is Channel.PHONE else None

    def _store(self, work: "Callable[[Clinic], Message]", words: str, *, may_undo: bool = False) -> None:
        def done(message: Message) -> None:
            undo = (lambda: self._retry(message.id, message.version)) if may_undo else None
            self._workplace.say(words, undo=undo)

        self._workplace.run(work, done=done, owner=self)

    def _retry(self, message_id: UUID, version: int) -> None:
        words = self.tr("It waits again.")
        self._store(lambda clinic: clinic.messages.retry(message_id, version), words)

    def _on_appointment_read(self, card: "AppointmentCard") -> None:
        self._appointments.move(card.line)

    def _on_appointment_stored(self, appointment: "Appointment") -> None:
        message, self._wants_to_move = self._wants_to_move, None
        if message is None or message.appointment_id != appointment.id:
            return
        which, version = message.id, message.version
        # Where the program has withdrawn it already, because the appointment was moved, there is nothing to be done.
        self._workplace.run(
            lambda clinic: clinic.messages.mark_reached(which, version), refused=lambda _: None, owner=self
        )
