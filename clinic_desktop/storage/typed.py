"""What somebody typed into the search of patients: words, a birth date, a phone number."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from .folding import folded

_MONTHS = (
    ("jan", "ene", "gen", "sty"), ("feb", "fev", "lut"), ("mar", "mrz"), ("apr", "avr", "abr", "kwi"),
    ("may", "mai", "mag", "maj"), ("jun", "juin", "giu", "cze"), ("jul", "juil", "lug", "lip"),
    ("aug", "aou", "ago", "sie"), ("sep", "set", "wrz"), ("oct", "okt", "out", "ott", "paz"), ("nov", "lis"),
    ("dec", "dez", "dic", "gru"),
)  # fmt: skip
"""Beginnings of the months' names, folded: English, German, French, Spanish, Italian, Portuguese, Polish."""

_DATES = (
    re.compile(r"(?<!\d)(?P<year>\d{4})[-./](?P<one>\d{1,2})[-./](?P<two>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<one>\d{1,2})\s*[-./]\s*(?P<two>\d{1,2})\s*[-./]\s*(?P<year>\d{4}|\d{2})(?!\d)"),
    re.compile(
        r"(?<!\d)(?P<one>\d{1,2})(?:\.|st|nd|rd|th)?\s*(?P<month>[^\W\d_]{3,})\.?,?\s+(?P<year>\d{4}|\d{2})(?!\d)"
    ),
    re.compile(r"(?<!\w)(?P<month>[^\W\d_]{3,})\.?\s+(?P<one>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4}|\d{2})(?!\d)"),
)
_PART_OF_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{0,4}))?")
_NUMBER = re.compile(r"[\d\s()+./-]*\d[\d\s()+./-]*")
_FEWEST_DIGITS = 3
_TRIMMED = ",;:!?\"'()[]{}*%_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One typed word: `key` in folded letters, and `text`, what must occur in a patient's search text."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed, understood.

    `birth_dates` are what a date in it may mean, `besides` the words beside that date. `digits` are there when it can
    be nothing but a number; `international` says that they begin with a country code.
    """

    words: tuple[Word, ...] = ()
    birth_dates: tuple[date, ...] = ()
    besides: tuple[Word, ...] = ()
    digits: str = ""
    international: bool = False


def understand(text: str) -> Typed:
    """Read a search as people type it."""
    text = unicodedata.normalize("NFC", text).strip()
    for pattern in _DATES:
        found = pattern.search(text)
        if found and (dates := _dates(found)):
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return Typed(words=_words(text), birth_dates=dates, besides=_words(rest))
    digits = "".join(filter(str.isdecimal, text.replace("(0)", "")))  # as in +49 (0)30
    if _NUMBER.fullmatch(text) and len(digits) >= _FEWEST_DIGITS:
        international = text.startswith(("+", "00"))
        return Typed(words=_words(text), digits=digits.removeprefix("00"), international=international)
    return Typed(words=_words(text))


def _words(text: str) -> tuple[Word, ...]:
    words = (_word(word.strip(_TRIMMED)) for word in text.split())
    return tuple(word for word in words if word.text)


def _word(word: str) -> Word:
    """Scripts without upper and lower case are looked for as they are: their folding makes many words one."""
    key = folded(word).replace(" ", "")
    if word.isdecimal():
        return Word(key=key, text=key.lstrip("0") or key)  # a phone number's zeros are not kept
    if part := _PART_OF_DATE.fullmatch(word):
        return Word(key=key, text=_dotted(*part.groups()))
    as_it_is = any(unicodedata.category(letter) == "Lo" for letter in word)
    return Word(key=key, text=word.lower() if as_it_is else key)


def _dotted(day: str, month: str, year: str | None) -> str:
    """The beginning of a date, day first, as search texts spell it: "03/12/19" is "3.12.19"."""
    return f"{int(day)}.{int(month)}" + ("" if year is None else f".{year}")


def _dates(found: re.Match[str]) -> tuple[date, ...]:
    """The days that may be meant: where nothing tells day from month, both ways; two digits of a year mean the past."""
    parts = found.groupdict()
    years = [int(parts["year"])]
    if len(parts["year"]) == len("61"):
        years = [1900 + years[0], 2000 + years[0]]
    one = int(parts["one"])
    if parts.get("month"):
        pairs = [(one, month) for month in _months(parts["month"])]
    elif found.re is _DATES[0]:
        pairs = [(int(parts["two"]), one)]
    else:
        pairs = [(one, int(parts["two"])), (int(parts["two"]), one)]
    days = dict.fromkeys(_day(year, month, day) for year in years for day, month in pairs)
    return tuple(day for day in days if day is not None)


def _months(name: str) -> list[int]:
    key = folded(name)
    exact = [n for n, names in enumerate(_MONTHS, 1) if any(key.startswith(one) for one in names if len(one) > 3)]
    return exact or [n for n, names in enumerate(_MONTHS, 1) if any(key.startswith(one) for one in names)]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
