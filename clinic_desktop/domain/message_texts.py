"""The words of messages: place-holders, optional parts, and their rendering for one appointment."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from .clinic import ClinicSettings
from .clinic_time import wall_time
from .errors import InvalidInput
from .message_languages import LANGUAGES, Language, default_text, language_code
from .message_settings import MessageSettings, MessageText
from .messages import Channel, Occasion
from .people import Patient, Practitioner

PLACE_HOLDERS = (
    "patient", "day", "time", "old_day", "old_time", "practitioner", "room", "clinic", "phone", "address",
)  # fmt: skip
"""What may stand in braces. In square brackets stands what is left out when a place-holder in it is empty."""

_TOKEN = re.compile(r"\{([^{}\[\]]*)\}|([\[\]{}])|([^\[\]{}]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A message's words, ready to be sent; the subject is empty where there is none."""

    language: str
    subject: str
    body: str


def check_text(field: str, text: str) -> None:
    """Raise InvalidInput, for that field, unless every place-holder is known and every bracket closed."""
    list(_pieces(field, text))


def rendered(text: str, values: Mapping[str, str], field: str = "body") -> str:
    """The text with its place-holders filled; what is filled in is never read as a place-holder itself."""
    written: list[str] = []
    optional: list[str] | None = None
    is_wanted = True
    for kind, words in _pieces(field, text):
        if kind == "[":
            optional, is_wanted = [], True
        elif kind == "]":
            written += optional if optional is not None and is_wanted else []
            optional = None
        else:
            value = values.get(words, "") if kind == "{" else words
            is_wanted = is_wanted and bool(value)
            (written if optional is None else optional).append(value)
    return "".join(written)


def _pieces(field: str, text: str) -> Iterator[tuple[str, str]]:
    """Place-holders as ("{", name), brackets as themselves, words as ("", words)."""
    is_optional = False
    for found in _TOKEN.finditer(text):
        name, sign, words = found.groups()
        if name is not None:
            if name not in PLACE_HOLDERS:
                known = ", ".join(f"{{{each}}}" for each in PLACE_HOLDERS)
                raise InvalidInput(field, f"There is no place-holder {{{name}}}. Use one of these: {known}.")
            yield "{", name
        elif sign is None:
            yield "", words
        elif sign in "{}" or (sign == "[") == is_optional:
            raise InvalidInput(field, f"A “{sign}” stands alone here. Close it, or take it out.")
        else:
            is_optional = sign == "["
            yield sign, ""
    if is_optional:
        raise InvalidInput(field, "A “[” is not closed. Write the “]” after the words that may be left out.")


def text_of(settings: MessageSettings, language: str, occasion: Occasion) -> MessageText:
    """The clinic's own words for that, or those that the program brings."""
    for text in settings.texts:
        if text.language == language and text.occasion == occasion:
            return text
    return default_text(language, occasion)


def language_for(patient: Patient, settings: MessageSettings) -> str:
    """The patient's language where there are words in it, else the clinic's, else English."""
    spoken = language_code(patient.language)
    return spoken or (settings.language if settings.language in LANGUAGES else "en")


def values_for(
    language: Language,
    zone: ZoneInfo,
    *,
    starts_at: datetime,
    was_at: datetime | None,
    patient_name: str,
    practitioner_name: str,
    room: str,
    clinic: ClinicSettings,
) -> dict[str, str]:
    """Every place-holder's value; days and times on the clinic's clock, as the language writes them."""
    wall = wall_time(starts_at, zone)
    was = None if was_at is None else wall_time(was_at, zone)
    return {
        "patient": patient_name,
        "day": language.day_words(wall.date()),
        "time": language.time_words(wall.time()),
        "old_day": "" if was is None else language.day_words(was.date()),
        "old_time": "" if was is None else language.time_words(was.time()),
        "practitioner": practitioner_name,
        "room": room,
        "clinic": clinic.name,
        "phone": _whole(clinic.phone) if language.is_right_to_left else clinic.phone,
        "address": ", ".join(clinic.address.splitlines()),
    }


def _whole(number: str) -> str:
    """A telephone number that text from right to left does not turn round, sign by sign or group by group (UAX 9).

    Not in other languages: these signs are none of those that text messages hold 160 of.
    """
    return number and "\u200e" + number.replace(" ", "\u00a0")


def composed(text: MessageText, channel: Channel, values: Mapping[str, str]) -> Composed:
    """A text as it goes out on a channel: the short one where there is no subject."""
    if channel is not Channel.EMAIL:
        return Composed(language=text.language, subject="", body=rendered(text.short, values, "short"))
    subject = " ".join(rendered(text.subject, values, "subject").split())
    return Composed(language=text.language, subject=subject, body=rendered(text.body, values, "body"))


def compose(
    occasion: Occasion,
    channel: Channel,
    *,
    starts_at: datetime,
    was_at: datetime | None,
    room: str,
    patient: Patient,
    practitioner: Practitioner,
    clinic: ClinicSettings,
    settings: MessageSettings,
) -> Composed:
    """What a patient is told of an appointment, in their language."""
    code = language_for(patient, settings)
    values = values_for(
        LANGUAGES[code],
        clinic.zone_info,
        starts_at=starts_at,
        was_at=was_at,
        patient_name=patient.full_name,
        practitioner_name=practitioner.display_name,
        room=room or practitioner.room,
        clinic=clinic,
    )
    return composed(text_of(settings, code, occasion), channel, values)
