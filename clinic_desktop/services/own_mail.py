"""An appointment sent to its patient's own e-mail address, because they asked for it at the desk."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.message_rules import addressee, standing_of
from clinic_desktop.domain.messages import Channel, Message, MessageState, Occasion
from clinic_desktop.domain.people import Patient
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.messages import settings_of_messages, untold_of
from clinic_desktop.storage.transaction import Transaction

from .message_planning import draft


def address_of(reading: Reading, patient_id: UUID) -> str:
    """Where a patient's e-mails go; empty where the clinic writes none, or not to them."""
    settings = settings_of_messages(reading)
    to = addressee(reading.get(Patient, patient_id), settings) if settings.switched_on else None
    return to.recipient if to is not None and to.channel is Channel.EMAIL else ""


def sent_on_request(transaction: Transaction, appointment: Appointment) -> Message:
    """The message that tells of it: one that waits leaves at once, one that left just now is not sent again.

    It is not news: the patient stands before the appointment, and knows how it is.
    """
    now = transaction.now
    if appointment.status is not AppointmentStatus.BOOKED or not address_of(transaction, appointment.patient_id):
        raise InvalidInput("email", "This cannot be sent by e-mail. Ask the front desk for a slip.")
    for waiting in untold_of(transaction, appointment.id):
        if waiting.occasion is not Occasion.REMINDER and waiting.state is MessageState.WAITING:
            return transaction.replace(replace(waiting, due_at=min(waiting.due_at, now), next_try_at=now))
    told = transaction.where(Message, appointment_id=appointment.id, occasion=Occasion.BOOKED)
    for message in told:
        if _left_just_now(message, now) and message.appointment_at == appointment.starts_at:
            return message
    knows = standing_of(appointment)
    wanted = Message(
        id=transaction.new_id(),
        patient_id=appointment.patient_id,
        appointment_id=appointment.id,
        occasion=Occasion.BOOKED,
        channel=Channel.EMAIL,
        language="",
        recipient="",
        subject="",
        body="",
        made_at=now,
        due_at=now,
        appointment_at=knows.starts_at,
        practitioner_id=knows.practitioner_id,
        was_at=knows.starts_at,
        was_practitioner_id=knows.practitioner_id,
    )
    written = draft(transaction, settings_of_messages(transaction), wanted, appointment, transaction.clinic())
    if written is None:
        raise InvalidInput("email", "This cannot be sent by e-mail. Ask the front desk for a slip.")
    return transaction.add(written)


def _left_just_now(message: Message, now: datetime) -> bool:
    if message.state is MessageState.SENDING:
        return True
    return message.state is MessageState.SENT and message.settled_at is not None and now - message.settled_at < _AGAIN


_AGAIN = timedelta(minutes=15)
"""How soon a person may have the same thing sent once more."""
