"""E-mail over the clinic's own server (RFC 5321, RFC 5322)."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from clinic_desktop.domain.message_settings import Delivery, MessageSettings, Security

from .transport import PATIENCE_SECONDS, NotDelivered, Outgoing, shortened


class Mail:
    """Sends e-mails over one connection, which is made for the first of them."""

    def __init__(self, delivery: Delivery, *, patience: float = PATIENCE_SECONDS) -> None:
        self._settings = delivery.settings
        self._password = delivery.smtp_password
        self._patience = patience
        self._server: smtplib.SMTP | None = None

    def send(self, outgoing: Outgoing) -> None:
        written = _mime(self._settings, outgoing)
        with _plainly(self._settings.smtp_host):
            server = self._connected()
            try:
                server.send_message(written)
            except BaseException:
                self.close()  # whatever state it was left in
                raise

    def close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            server = self._opened()
            try:
                self._greet(server)
            except BaseException:
                server.close()
                raise
            self._server = server
        return self._server

    def _opened(self) -> smtplib.SMTP:
        at = self._settings
        if at.smtp_security is Security.TLS:
            trusted = _trusted(at.smtp_ca_file)
            return smtplib.SMTP_SSL(
                at.smtp_host, at.smtp_port, local_hostname=_OWN_NAME, timeout=self._patience, context=trusted
            )
        return smtplib.SMTP(at.smtp_host, at.smtp_port, local_hostname=_OWN_NAME, timeout=self._patience)

    def _greet(self, server: smtplib.SMTP) -> None:
        if self._settings.smtp_security is Security.STARTTLS:
            server.starttls(context=_trusted(self._settings.smtp_ca_file))
        if self._settings.smtp_user:
            server.login(self._settings.smtp_user, self._password)


def _trusted(ca_file: str) -> ssl.SSLContext:
    """Whom to trust: the system's authorities, and the clinic's own where it names one."""
    context = ssl.create_default_context()
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError) as error:
            words = f"The certificate file {ca_file} cannot be read. Choose another, or leave it empty."
            raise NotDelivered(words, is_way_down=True) from error
    return context


def _mime(settings: MessageSettings, outgoing: Outgoing) -> EmailMessage:
    """The e-mail as it travels. One tried again bears the same Message-ID, so that a mailbox may know it."""
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = Address(settings.sender_name, addr_spec=settings.sender_email)
        message["To"] = Address(addr_spec=outgoing.recipient)
        if settings.reply_to:
            message["Reply-To"] = Address(addr_spec=settings.reply_to)
        message["Subject"] = outgoing.subject
    except (ValueError, IndexError) as error:  # what the library makes of an address that is none
        words = f"“{outgoing.recipient}” is no address that e-mail can be sent to. Correct it with the patient."
        raise NotDelivered(words, is_permanent=True) from error
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<{outgoing.id.hex}@{settings.sender_email.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message.set_content(outgoing.body)
    if outgoing.calendar:
        message.add_attachment(outgoing.calendar, maintype="text", subtype="calendar", filename="appointment.ics")
    return message


@contextmanager
def _plainly(host: str) -> Iterator[None]:
    """What can go wrong with a server, in words for a person."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _answered("The e-mail server refused the address", code, said) from error
    except smtplib.SMTPAuthenticationError as error:
        words = "The e-mail server refused the user name or password. An administrator can correct them."
        raise NotDelivered(words, is_way_down=True) from error
    except smtplib.SMTPSenderRefused as error:
        raise _answered("The e-mail server refused the sender's address", error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPConnectError as error:
        words = f"The e-mail server {host} does not accept connections now."
        raise NotDelivered(words, is_way_down=True) from error
    except smtplib.SMTPResponseException as error:
        raise _answered("The e-mail server refused the message", error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        words = "The e-mail server cannot do what is asked of it (encryption, sign-in, or an address in other letters)."
        raise NotDelivered(words, is_way_down=True) from error
    except ssl.SSLCertVerificationError as error:
        words = f"The certificate of {host} is not trusted, so nothing was sent. Name its authority in the settings."
        raise NotDelivered(words, is_way_down=True) from error
    except (smtplib.SMTPException, OSError) as error:
        is_late = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
        words = (
            f"The e-mail server {host} does not answer." if is_late else f"The e-mail server {host} cannot be reached."
        )
        raise NotDelivered(words, is_way_down=True) from error


def _answered(what: str, code: int, said: bytes | str) -> NotDelivered:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return NotDelivered(f"{what}: {shortened(words)}", is_permanent=code >= _PERMANENT)


_PERMANENT = 500
_OWN_NAME = "[127.0.0.1]"
"""What the library itself says where a PC has no name in the world; to ask for one may take seconds."""
