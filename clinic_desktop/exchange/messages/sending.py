"""One run of the outbox: plan, then send what is due, one message after the other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from clinic_desktop.domain.message_settings import Delivery, MessageSettings, SmsWay
from clinic_desktop.domain.messages import Channel, Message

from .transport import PATIENCE_SECONDS, NotDelivered, Outgoing, Transport

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic
    from clinic_desktop.services.outbox import Outbox

MOST_AT_ONCE = 100
"""After so many messages a run ends; what is left goes out in the next one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run did."""

    planned: int = 0
    sent: int = 0
    not_sent: int = 0


def run_outbox(
    outbox: "Outbox", *, is_wanted: Callable[[], bool] = lambda: True, patience: float = PATIENCE_SECONDS
) -> Run:
    """Plan and send what is due while `is_wanted`; nothing at all where messages are switched off.

    A channel that turns out to be down is left alone for the rest of the run.
    """
    from clinic_desktop.services.message_secrets import SecretElsewhere

    planned, sent, not_sent = outbox.plan(), 0, 0
    trouble = ""
    try:
        delivery = outbox.delivery()
    except SecretElsewhere as refusal:
        delivery, trouble = Delivery(settings=MessageSettings(id=UUID(int=0))), refusal.sentence
    if delivery is None:
        return Run(planned=planned)
    down: set[Channel] = set()
    with _Carriers.of(delivery, patience) as carriers:
        while is_wanted() and sent + not_sent < MOST_AT_ONCE and (message := outbox.take(but=down)) is not None:
            try:
                carriers.send(message.channel, _outgoing_of(message, outbox), trouble)
            except NotDelivered as refusal:
                outbox.settle(message, refusal.sentence, is_permanent=refusal.is_permanent)
                not_sent += 1
                if refusal.is_way_down:
                    down.add(message.channel)
            else:
                outbox.settle(message)
                sent += 1
    return Run(planned=planned, sent=sent, not_sent=not_sent)


def send_test(
    clinic: "Clinic",
    settings: MessageSettings,
    channel: Channel,
    recipient: str,
    *,
    subject: str,
    body: str,
    smtp_password: str | None = None,
    sms_token: str | None = None,
    patience: float = PATIENCE_SECONDS,
) -> None:
    """Send one message by settings that may not be stored yet; raises NotDelivered, InvalidInput."""
    delivery = clinic.messages.delivery(settings, smtp_password=smtp_password, sms_token=sms_token)
    with _Carriers.of(delivery, patience) as carriers:
        carriers.send(channel, Outgoing(id=uuid4(), recipient=recipient, subject=subject, body=body))


def _outgoing_of(message: Message, outbox: "Outbox") -> Outgoing:
    return Outgoing(
        id=message.id,
        recipient=message.recipient,
        subject=message.subject,
        body=message.body,
        calendar=_calendar_of(message, outbox),
    )


def _calendar_of(message: Message, outbox: "Outbox") -> bytes:
    """The appointment for the patient's calendar, with the e-mails that speak of one."""
    found = outbox.slip_of(message)
    if found is None:
        return b""
    slip, settings = found
    from clinic_desktop.exchange.calendar_file import EventWords, calendar_file

    about = (slip.line.type_name, slip.line.practitioner_name, settings.phone)
    place = (slip.line.room, " ".join(settings.address.split()))
    words = EventWords(
        title=settings.name,
        text="\n".join(part for part in about if part),
        place=", ".join(part for part in place if part),
    )
    return calendar_file(slip, words, settings, outbox.now())


class _Carriers:
    """The transport of each channel, made when its first message comes."""

    def __init__(self, delivery: Delivery, patience: float) -> None:
        self._delivery = delivery
        self._patience = patience
        self._made: dict[Channel, Transport] = {}

    @classmethod
    @contextmanager
    def of(cls, delivery: Delivery, patience: float) -> "Iterator[_Carriers]":
        carriers = cls(delivery, patience)
        try:
            yield carriers
        finally:
            for transport in carriers._made.values():
                transport.close()

    def send(self, channel: Channel, outgoing: Outgoing, trouble: str = "") -> None:
        """Hand a message over; `trouble` is a sentence about why nothing can be sent at all."""
        if trouble:
            raise NotDelivered(trouble, is_way_down=True)
        if channel not in self._made:
            self._made[channel] = transport_for(channel, self._delivery, self._patience)
        self._made[channel].send(outgoing)


def transport_for(channel: Channel, delivery: Delivery, patience: float = PATIENCE_SECONDS) -> Transport:
    """What carries messages of a channel; raises NotDelivered where nothing is set up for it."""
    settings = delivery.settings
    if channel is Channel.EMAIL and settings.smtp_host:
        from .mail import Mail

        return Mail(delivery, patience=patience)
    if channel is Channel.SMS and settings.sms_way is not SmsWay.NONE:
        from .sms import FileSms, HttpSms

        return HttpSms(delivery, patience=patience) if settings.sms_way is SmsWay.HTTP else FileSms(delivery)
    raise NotDelivered("This way of sending is not set up. An administrator can do that.", is_way_down=True)
