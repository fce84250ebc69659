"""Messages to be carried, and how one is set up to carry them, for the tests of sending."""

from uuid import UUID

import pytest

from clinic_desktop.domain.message_settings import Delivery, MessageSettings, Security
from clinic_desktop.exchange.messages.mail import Mail
from clinic_desktop.exchange.messages.sms import HttpSms
from clinic_desktop.exchange.messages.transport import NotDelivered, Outgoing

HERE = "127.0.0.1"
SAYS = Outgoing(id=UUID(int=7), recipient="p.novak@example.org", subject="Ihr Termin · 15:30", body="Grüße\nمرحبا\n")
TEXT = Outgoing(id=UUID(int=8), recipient="+49 30 901820", subject="", body="Termin {to} & früh=gut")


def delivery(password: str = "", **fields: object) -> Delivery:
    usual = {
        "id": UUID(int=1), "smtp_host": HERE, "smtp_security": Security.NONE, "sender_email": "desk@example.org",
        "sender_name": "Praxis Müller, “Lindenhof”",
    }  # fmt: skip
    return Delivery(settings=MessageSettings(**(usual | fields)), smtp_password=password, sms_token="t0ken")  # type: ignore[arg-type]


def send(mail: Mail | HttpSms, outgoing: Outgoing) -> None:
    try:
        mail.send(outgoing)
    finally:
        mail.close()


def refusal_of(mail: Mail | HttpSms, outgoing: Outgoing) -> NotDelivered:
    with pytest.raises(NotDelivered) as refusal:
        send(mail, outgoing)
    return refusal.value
