"""What an administrator sets about messages: whether they are sent, how, when, and in which words."""

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from uuid import UUID

from .messages import Channel, Occasion
from .records import Record


class Security(StrEnum):
    """How the way to the e-mail server is kept private; NONE is for a server in the same house only."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class SmsWay(StrEnum):
    """Who carries text messages: nobody, a provider with an HTTP interface, or a file that shows what would be sent."""

    NONE = "none"
    HTTP = "http"
    FILE = "file"


class SmsForm(StrEnum):
    """How the HTTP provider takes its fields."""

    JSON = "json"
    FORM = "form"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsField:
    """One field of the request to the provider; {to}, {text} and {sender} stand for what they say."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageText:
    """The words of one occasion in one language: an e-mail's subject and body, and the short text for SMS and calls."""

    language: str
    occasion: Occasion
    subject: str
    body: str
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """When what is sent; nothing leaves between `quiet_from` and `quiet_until` of the clinic's clock.

    A reminder goes out that many hours before the appointment; 0 hours means none.
    """

    reminder_hours: int = 24
    second_reminder_hours: int = 0
    on_booking: bool = True
    on_moving: bool = True
    on_cancelling: bool = True
    quiet_from: time = time(20)
    quiet_until: time = time(8)

    def wants(self, occasion: Occasion) -> bool:
        """Whether the clinic writes on that occasion at all."""
        return {
            Occasion.BOOKED: self.on_booking,
            Occasion.MOVED: self.on_moving,
            Occasion.CANCELLED: self.on_cancelling,
            Occasion.REMINDER: bool(self.leads),
        }[occasion]

    @property
    def leads(self) -> tuple[int, ...]:
        """How many hours before an appointment one is reminded, the earliest reminder first."""
        return tuple(sorted({self.reminder_hours, self.second_reminder_hours} - {0}, reverse=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSettings(Record):
    """The one record of them. `station_id` is the station that sends; the secrets are sealed, empty where none is set.

    `texts` holds only what differs from the words that the program brings. `first_channel` is the way to patients who
    have said nothing about it.
    """

    switched_on: bool = False
    station_id: UUID | None = None
    language: str = "en"
    first_channel: Channel = Channel.EMAIL
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: Security = Security.STARTTLS
    smtp_user: str = ""
    smtp_secret: str = field(default="", repr=False)
    smtp_ca_file: str = ""
    sender_name: str = ""
    sender_email: str = ""
    reply_to: str = ""
    sms_way: SmsWay = SmsWay.NONE
    sms_url: str = ""
    sms_form: SmsForm = SmsForm.JSON
    sms_fields: tuple[SmsField, ...] = (
        SmsField(name="to", value="{to}"),
        SmsField(name="from", value="{sender}"),
        SmsField(name="text", value="{text}"),
    )
    sms_secret: str = field(default="", repr=False)
    sms_sender: str = ""
    sms_file: str = ""
    timings: Timings = Timings()
    texts: tuple[MessageText, ...] = ()

    @property
    def ways(self) -> tuple[Channel, ...]:
        """The ways that lead anywhere as it is set, the first one to be tried first; a call always can be made."""
        open_ways = {
            Channel.EMAIL: bool(self.smtp_host and self.sender_email),
            Channel.SMS: self.sms_way is not SmsWay.NONE,
        }
        wanted = sorted(open_ways, key=lambda channel: channel is not self.first_channel)
        return tuple(channel for channel in wanted if open_ways[channel])


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The settings with their secrets opened, for the length of one sending."""

    settings: MessageSettings
    smtp_password: str = field(default="", repr=False)
    sms_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSetUp:
    """The settings as the panel shows them: of the secrets it says only whether they are set."""

    settings: MessageSettings
    has_smtp_password: bool = False
    has_sms_token: bool = False
    sends_here: bool = False
