"""What the clinic writes to its patients: messages in the outbox, and how they are sent."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from .records import Record


class Channel(StrEnum):
    """Which way a message goes (FHIR R4 ContactPointSystem); PHONE is the list of people to be called."""

    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"


class Occasion(StrEnum):
    """Why a message is written."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMINDER = "reminder"


class MessageState(StrEnum):
    """Where a message stands; SENDING is one that a station has in its hands, WITHDRAWN one that nobody needs."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


UNTOLD = frozenset({MessageState.WAITING, MessageState.FAILED})
"""States of a message that has not reached the patient and does not try to just now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Record):
    """One message to one patient. It is sent from `due_at` (UTC) on, and tried again from `next_try_at`.

    It speaks of an appointment at `appointment_at` with `practitioner_id`, and of one that was moved also of what it
    `was`. `lead_hours` tells two reminders of one appointment apart. `withdrawn_by` is the person who withdrew it; None
    when the program did, because the appointment changed.
    """

    patient_id: UUID
    appointment_id: UUID | None
    occasion: Occasion
    channel: Channel
    language: str
    recipient: str
    subject: str
    body: str
    made_at: datetime
    due_at: datetime
    state: MessageState = MessageState.WAITING
    tries: int = 0
    next_try_at: datetime | None = None
    settled_at: datetime | None = None
    last_error: str = ""
    appointment_at: datetime | None = None
    practitioner_id: UUID | None = None
    was_at: datetime | None = None
    was_practitioner_id: UUID | None = None
    lead_hours: int = 0
    withdrawn_by: UUID | None = None


class OutboxPart(StrEnum):
    """The parts of the outbox, as one looks at them."""

    WAITING = "waiting"
    FAILED = "failed"
    TO_CALL = "to-call"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLine:
    """A message as the outbox lists it; the appointment's times are those that stand now."""

    message: Message
    patient_name: str
    practitioner_name: str
    type_name: str

    @property
    def id(self) -> UUID:
        """The message's own."""
        return self.message.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Which way a patient is written to, and where."""

    channel: Channel
    recipient: str
