"""A small clinic that writes to its patients: what the tests of the outbox share."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from clinic_desktop.domain.appointments import Appointment, BookingRequest, CancelledBy, MoveRequest
from clinic_desktop.domain.message_settings import MessageSettings, MessageSetUp, SmsWay, Timings
from clinic_desktop.domain.messages import Message, MessageState
from clinic_desktop.domain.people import Patient
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.outbox import Outbox
from tests.builders import SmallClinic

ALL_DAY = Timings(quiet_from=time(0), quiet_until=time(0))


@dataclass(kw_only=True)
class Mailroom:
    """The small clinic with Peter Novak's addresses known; messages are switched on with `switch_on`."""

    clinic: SmallClinic

    def __post_init__(self) -> None:
        self.outbox = Outbox(self.clinic.database)
        self._desk = self.clinic.as_receptionist()
        self.change_novak(email="p.novak@example.org", mobile="+49 30 901820")

    @property
    def desk(self) -> Clinic:
        """The receptionist's clinic, with tokens that are good now."""
        self._desk.renew()
        return self._desk

    def change_novak(self, **fields: object) -> None:
        self.change(self.clinic.novak, **fields)

    def change(self, patient: Patient, **fields: object) -> None:
        """Other details of a patient."""
        standing = self.clinic.stored(patient)
        self.clinic.store(replace(standing, **fields))  # type: ignore[arg-type] # the test says what is other

    def switch_on(self, **fields: object) -> MessageSetUp:
        """As the admin does; the e-mail server is one that nobody calls unless the test says so."""
        admin = self.clinic.as_admin()
        usual = {
            "switched_on": True,
            "smtp_host": "mail.invalid",
            "sender_email": "desk@example.org",
            "sms_way": SmsWay.FILE,
            "sms_file": str(self.clinic.database.folder / "sms.txt"),
            "timings": ALL_DAY,
        }
        return admin.messages.change_settings(replace(self.settings(), **(usual | fields)))  # type: ignore[arg-type]

    def settings(self) -> MessageSettings:
        return self.desk.messages.set_up().settings

    def book(self, *, hours: float = 26) -> Appointment:
        """Peter Novak at Dr Okafor's, tomorrow unless said otherwise."""
        return self.desk.scheduling.book(
            BookingRequest(
                patient_id=self.clinic.novak.id,
                practitioner_id=self.clinic.okafor.id,
                type_id=self.clinic.consultation.id,
                starts_at=self.clinic.clock.now.replace(minute=0) + timedelta(hours=hours),
            )
        )

    def long_booked(self, *, hours: float = 30) -> Appointment:
        """An appointment of Peter Novak's that was booked a week ago."""
        now = self.clinic.clock.now
        return self.clinic.store(
            self.clinic.an_appointment(now + timedelta(hours=hours), booked_at=now - timedelta(days=7))
        )

    def move(self, appointment: Appointment, starts_at: datetime) -> Appointment:
        return self.desk.scheduling.move(
            MoveRequest(appointment_id=appointment.id, version=appointment.version, starts_at=starts_at)
        )

    def cancel(self, appointment: Appointment, by: CancelledBy = CancelledBy.PATIENT) -> Appointment:
        return self.desk.scheduling.cancel(appointment.id, appointment.version, by, "Ill")

    def messages(self, *states: MessageState) -> list[Message]:
        """In the order of their making; of any state unless some are named."""
        with self.clinic.database.reading() as reading:
            found = reading.where(Message, order=("id",))
        return [one for one in found if not states or one.state in states]

    def waiting(self) -> list[Message]:
        self.outbox.plan()
        return self.messages(MessageState.WAITING)

    def send_all(self) -> list[Message]:
        """Have every message that is due leave, without anybody to carry it; gives those that left."""
        self.outbox.plan()
        sent = []
        while (message := self.outbox.take()) is not None:
            sent.append(self.outbox.settle(message))
        return sent
