"""What an administrator typed about messages, made fit to keep or refused with a sentence."""

from dataclasses import replace
from urllib.parse import urlsplit

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.message_languages import LANGUAGES, default_text
from clinic_desktop.domain.message_settings import MessageSettings, MessageText, SmsField, SmsWay, Timings
from clinic_desktop.domain.message_texts import check_text

from . import written

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_MOST_FIELDS = 20


def fit_message_settings(settings: MessageSettings) -> MessageSettings:
    """The settings, trimmed and checked; raises InvalidInput with the field that is wrong."""
    fit = replace(
        settings,
        language=settings.language if settings.language in LANGUAGES else "en",
        smtp_host=_host(settings.smtp_host),
        smtp_port=written.within(
            "smtp_port", settings.smtp_port, least=1, most=65_535, sentence="A port is a number from 1 to 65535."
        ),
        smtp_user=written.line("smtp_user", settings.smtp_user),
        smtp_ca_file=written.line("smtp_ca_file", settings.smtp_ca_file, longest=500),
        sender_name=written.line("sender_name", settings.sender_name, longest=100),
        sender_email=written.email(settings.sender_email, "sender_email"),
        reply_to=written.email(settings.reply_to, "reply_to"),
        sms_url=written.line("sms_url", settings.sms_url, longest=500),
        sms_sender=written.line("sms_sender", settings.sms_sender, longest=40),
        sms_file=written.line("sms_file", settings.sms_file, longest=500),
        sms_fields=_fit_fields(settings.sms_fields),
        timings=_fit_timings(settings.timings),
        texts=_fit_texts(settings.texts),
    )
    _check_ways(fit)
    return fit


def _host(typed: str) -> str:
    host = written.line("smtp_host", typed, longest=253)
    if any(sign.isspace() or sign in "/:@" for sign in host):
        raise InvalidInput("smtp_host", "Write the server's name only, such as mail.example.org.")
    return host


def _check_ways(settings: MessageSettings) -> None:
    """Nothing half set up is kept: it would look as if messages went out."""
    if settings.smtp_host and not settings.sender_email:
        raise InvalidInput("sender_email", "Write the address that e-mails come from.")
    if settings.sms_way is SmsWay.HTTP:
        check_url(settings.sms_url)
        said = " ".join(field.value for field in settings.sms_fields)
        if "{to}" not in said or "{text}" not in said:
            raise InvalidInput("sms_fields", "One field has to hold {to}, the number, and one {text}, the message.")
    if settings.sms_way is SmsWay.FILE and not settings.sms_file:
        raise InvalidInput("sms_file", "Choose the file that shows what would be sent.")


def check_url(url: str) -> None:
    """Raise InvalidInput unless the address is one that keeps what is sent to it private."""
    parts = urlsplit(url)
    is_local = parts.hostname in _LOCAL
    if not parts.hostname or parts.scheme not in ("https", "http"):
        raise InvalidInput("sms_url", "Write the provider's address, such as https://sms.example.org/send.")
    if parts.scheme == "http" and not is_local:
        raise InvalidInput("sms_url", "Only an address that begins with https:// keeps patients' numbers private.")


def _fit_fields(fields: tuple[SmsField, ...]) -> tuple[SmsField, ...]:
    fit = tuple(
        SmsField(
            name=written.line("sms_fields", field.name, longest=60, needed="Write the field's name before the “=”."),
            value=written.line("sms_fields", field.value, longest=500),
        )
        for field in fields
    )
    if len(fit) > _MOST_FIELDS:
        raise InvalidInput("sms_fields", f"That is too many: keep at most {_MOST_FIELDS} fields.")
    if len({field.name for field in fit}) < len(fit):
        raise InvalidInput("sms_fields", "Two fields have the same name. Keep one of them.")
    return fit


def _fit_timings(timings: Timings) -> Timings:
    sentence = "A reminder goes out from 1 to 336 hours before, or 0 for none."
    written.within("reminder_hours", timings.reminder_hours, least=0, most=336, sentence=sentence)
    written.within("second_reminder_hours", timings.second_reminder_hours, least=0, most=336, sentence=sentence)
    return timings


def _fit_texts(texts: tuple[MessageText, ...]) -> tuple[MessageText, ...]:
    """Only what differs from the program's own words, so that those can still become better."""
    kept: list[MessageText] = []
    for text in texts:
        fit = replace(
            text,
            subject=written.line("subject", text.subject, longest=150, needed="Write what the e-mail is about."),
            body=written.prose("body", text.body, longest=4_000, needed="Write what the e-mail says."),
            short=written.line("short", text.short, longest=600, needed="Write what the text message says."),
        )
        for field, words in (("subject", fit.subject), ("body", fit.body), ("short", fit.short)):
            check_text(field, words)
        if fit != default_text(fit.language, fit.occasion):
            kept.append(fit)
    return tuple(kept)
