"""The languages in which patients are written to: how each writes days and times, and the words the program brings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from types import MappingProxyType

from .message_settings import MessageText
from .messages import Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language: its own name, its other names in lower case, and how a day and a time of the day are written.

    `day` takes {weekday}, {day} and {month}; `clock` takes {time}, which is HH:MM.
    """

    code: str
    name: str
    names: tuple[str, ...]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    day: str
    clock: str = "{time}"
    is_right_to_left: bool = False

    def day_words(self, day: date) -> str:
        """The day with its weekday, without the year: a message speaks of the days to come."""
        return self.day.format(weekday=self.weekdays[day.weekday()], day=day.day, month=self.months[day.month - 1])

    def time_words(self, moment: time) -> str:
        """The time of the day."""
        return self.clock.format(time=f"{moment:%H:%M}")


_ENGLISH = Language(
    code="en",
    name="English",
    names=("english", "englisch", "inglês", "ingles", "الإنجليزية", "eng"),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    day="{weekday}, {day} {month}",
)  # fmt: skip
_GERMAN = Language(
    code="de",
    name="Deutsch",
    names=("german", "deutsch", "alemão", "alemao", "الألمانية", "ger", "deu"),
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ),
    day="{weekday}, {day}. {month}",
    clock="{time} Uhr",
)  # fmt: skip
_PORTUGUESE = Language(
    code="pt",
    name="Português",
    names=("portuguese", "portugiesisch", "português", "portugues", "البرتغالية", "por"),
    weekdays=(
        "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo",
    ),
    months=(
        "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
        "dezembro",
    ),
    day="{weekday}, {day} de {month}",
)  # fmt: skip
_ARABIC = Language(
    code="ar",
    name="العربية",
    names=("arabic", "arabisch", "árabe", "arabe", "العربية", "عربي", "ara"),
    weekdays=("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    months=(
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
    day="{weekday} {day} {month}",
    is_right_to_left=True,
)  # fmt: skip

LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {language.code: language for language in (_ENGLISH, _GERMAN, _PORTUGUESE, _ARABIC)}
)
"""By their codes (ISO 639-1)."""

_CODES = {name: language.code for language in LANGUAGES.values() for name in (language.code, *language.names)}


def language_code(words: str) -> str:
    """The code of a language as people write it ("German", "Deutsch", "de-AT"); empty for one without words here."""
    plain = words.strip().casefold()
    return _CODES.get(plain) or _CODES.get(plain.replace("_", "-").partition("-")[0], "")


def default_text(language: str, occasion: Occasion) -> MessageText:
    """The words that the program brings; English where it has none in that language."""
    code = language if language in _WORDS else "en"
    subject, opening, short = _WORDS[code][occasion]
    return MessageText(
        language=code, occasion=occasion, subject=subject, body=_BODY[code].format(opening=opening), short=short
    )


# {{…}} stays a place-holder: only the opening is put in here.
_BODY = {
    "en": "Dear {{patient}},\n\n{opening}\n\nIf this does not suit you, please call us[ on {{phone}}].\n\n"
    "With kind regards\n{{clinic}}[\n{{address}}]",
    "de": "Guten Tag {{patient}},\n\n{opening}\n\nFalls es Ihnen nicht passt, rufen Sie uns bitte an[: {{phone}}].\n\n"
    "Freundliche Grüße\n{{clinic}}[\n{{address}}]",
    "pt": "Bom dia, {{patient}},\n\n{opening}\n\nSe não lhe for possível, por favor telefone-nos[: {{phone}}].\n\n"
    "Com os melhores cumprimentos\n{{clinic}}[\n{{address}}]",
    "ar": "السيد/السيدة {{patient}}،\n\n{opening}\n\nإذا لم يناسبكم ذلك، يرجى الاتصال بنا[: {{phone}}].\n\n"
    "مع أطيب التحيات\n{{clinic}}[\n{{address}}]",
}
_WORDS: dict[str, dict[Occasion, tuple[str, str, str]]] = {
    "en": {
        Occasion.BOOKED: (
            "Your appointment on {day} at {time}",
            "your appointment is booked for {day} at {time} with {practitioner}[, {room}].",
            "{clinic}: your appointment is booked for {day}, {time}, {practitioner}.[ Questions? {phone}]",
        ),
        Occasion.MOVED: (
            "Your appointment is now on {day} at {time}",
            "your appointment[ on {old_day} at {old_time}] is now on {day} at {time} with {practitioner}[, {room}].",
            "{clinic}: your appointment is now on {day}, {time}, {practitioner}.[ Questions? {phone}]",
        ),
        Occasion.CANCELLED: (
            "Your appointment on {day} is cancelled",
            "your appointment on {day} at {time} with {practitioner} is cancelled.",
            "{clinic}: your appointment on {day}, {time} is cancelled.[ A new one: {phone}]",
        ),
        Occasion.REMINDER: (
            "Reminder: your appointment on {day} at {time}",
            "we are expecting you on {day} at {time} with {practitioner}[, {room}].",
            "{clinic}: we are expecting you on {day}, {time}, {practitioner}.[ If you cannot come: {phone}]",
        ),
    },
    "de": {
        Occasion.BOOKED: (
            "Ihr Termin am {day} um {time}",
            "Ihr Termin ist eingetragen: {day} um {time} bei {practitioner}[, {room}].",
            "{clinic}: Ihr Termin ist am {day}, {time}, {practitioner}.[ Fragen? {phone}]",
        ),
        Occasion.MOVED: (
            "Ihr Termin ist jetzt am {day} um {time}",
            "Ihr Termin[ vom {old_day}, {old_time},] ist jetzt am {day} um {time} bei {practitioner}[, {room}].",
            "{clinic}: Ihr Termin ist jetzt am {day}, {time}, {practitioner}.[ Fragen? {phone}]",
        ),
        Occasion.CANCELLED: (
            "Ihr Termin am {day} ist abgesagt",
            "Ihr Termin am {day} um {time} bei {practitioner} ist abgesagt.",
            "{clinic}: Ihr Termin am {day}, {time} ist abgesagt.[ Neuer Termin: {phone}]",
        ),
        Occasion.REMINDER: (
            "Erinnerung: Ihr Termin am {day} um {time}",
            "wir erwarten Sie am {day} um {time} bei {practitioner}[, {room}].",
            "{clinic}: Wir erwarten Sie am {day}, {time}, {practitioner}.[ Verhindert? {phone}]",
        ),
    },
    "pt": {
        Occasion.BOOKED: (
            "A sua consulta: {day} às {time}",
            "a sua consulta está marcada para {day} às {time} com {practitioner}[, {room}].",
            "{clinic}: a sua consulta está marcada para {day}, {time}, {practitioner}.[ Tel. {phone}]",
        ),
        Occasion.MOVED: (
            "A sua consulta passou para {day} às {time}",
            "a sua consulta[ de {old_day} às {old_time}] passou para {day} às {time} com {practitioner}[, {room}].",
            "{clinic}: a sua consulta passou para {day}, {time}, {practitioner}.[ Tel. {phone}]",
        ),
        Occasion.CANCELLED: (
            "A sua consulta de {day} foi cancelada",
            "a sua consulta de {day} às {time} com {practitioner} foi cancelada.",
            "{clinic}: a sua consulta de {day}, {time} foi cancelada.[ Nova marcação: {phone}]",
        ),
        Occasion.REMINDER: (
            "Lembrete: a sua consulta é {day} às {time}",
            "esperamos por si {day} às {time} com {practitioner}[, {room}].",
            "{clinic}: esperamos por si {day}, {time}, {practitioner}.[ Se não puder vir: {phone}]",
        ),
    },
    "ar": {
        Occasion.BOOKED: (
            "موعدكم يوم {day} الساعة {time}",
            "تم حجز موعدكم يوم {day} الساعة {time} مع {practitioner}[، {room}].",
            "تم حجز موعدكم يوم {day} الساعة {time} مع {practitioner}، {clinic}.[ هاتف: {phone}]",
        ),
        Occasion.MOVED: (
            "تغيّر موعدكم إلى {day} الساعة {time}",
            "تغيّر موعدكم[ من {old_day} الساعة {old_time}] إلى {day} الساعة {time} مع {practitioner}[، {room}].",
            "تغيّر موعدكم إلى {day} الساعة {time} مع {practitioner}، {clinic}.[ هاتف: {phone}]",
        ),
        Occasion.CANCELLED: (
            "أُلغي موعدكم يوم {day}",
            "أُلغي موعدكم يوم {day} الساعة {time} مع {practitioner}.",
            "أُلغي موعدكم يوم {day} الساعة {time}، {clinic}.[ لموعد جديد: {phone}]",
        ),
        Occasion.REMINDER: (
            "تذكير: موعدكم يوم {day} الساعة {time}",
            "ننتظركم يوم {day} الساعة {time} مع {practitioner}[، {room}].",
            "ننتظركم يوم {day} الساعة {time} مع {practitioner}، {clinic}.[ لإلغاء الموعد: {phone}]",
        ),
    },
}
