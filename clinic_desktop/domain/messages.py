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
    """Where a message stands; WITHDRAWN is one that nobody needs any more."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Record):
    """One message to one patient. It is sent from `due_at` (UTC) on, and tried again from `next_try_at`."""

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
