"""How a patient is written down to be found: names in both orders and scripts, number, phones, birth date."""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

from clinic_desktop.domain.people import Patient

from .folding import folded

_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"}
_INTERNATIONAL = re.compile(r"\+[0-9][0-9 ().-]*")
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def phone_digits(number: str, region: str) -> str | None:
    """A phone number as the digits of its international form: "0171 234-5678" in DE is "491712345678"."""
    if not number:
        return None
    import phonenumbers  # its tables are large

    written = "+" + number.strip()[2:] if number.strip().startswith("00") else number
    if _INTERNATIONAL.fullmatch(written) and (digits := _as_written(written)):
        return digits
    try:
        parsed = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return "".join(filter(str.isdigit, number)) or None
    return f"{parsed.country_code}{phonenumbers.national_significant_number(parsed)}"


def _as_written(international: str) -> str | None:
    """Its digits, unless something stands after the country code that is dialled only within the country.

    What `phonenumbers.parse` finds too, in a tenth of the time.
    """
    digits = "".join(filter(str.isdigit, international))
    for length in (1, 2, 3):
        trunk = _trunk(digits[:length])
        if trunk is not None:
            return None if trunk.match(digits[length:]) else digits
    return None


@lru_cache(maxsize=1024)
def _trunk(code: str) -> re.Pattern[str] | None:
    """What is dialled before numbers within the country of that code, as the first 0 is; None for no such code."""
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(int(code))
    found = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(int(code), region)
    return None if found is None else re.compile(found.national_prefix_for_parsing or "(?!)")


@lru_cache(maxsize=64)
def country_code(region: str) -> str:
    """The digits that international numbers of a region begin with, empty where there is no such region."""
    import phonenumbers

    return str(phonenumbers.country_code_for_region(region) or "")


def name_key(patient: Patient) -> str:
    """What lists of patients are ordered by: family name, then given name."""
    return f"{folded(patient.family_name)} {folded(patient.given_name)}".strip()


def given_key(patient: Patient) -> str:
    """The name as it is spoken, for finding by the given name."""
    return f"{folded(patient.given_name)} {folded(patient.family_name)}".strip()


def search_text(patient: Patient, digits: tuple[str | None, ...]) -> str:
    """All that a patient is found by, each word with a space before it so that beginnings can be told from middles.

    A date stands in two spellings, a phone number without what comes before the country code: `typed` brings what is
    typed to that.
    """
    names = unicodedata.normalize("NFC", f"{patient.family_name} {patient.given_name}").split()
    if not "".join(names).isascii():
        names.append("".join(names))  # scripts without spaces are typed in one piece
    ways = chain(chain.from_iterable(map(_spellings_of_name, names)), _spellings(patient.mrn))
    parts = [*dict.fromkeys(ways)]
    if patient.birth_date is not None:
        born = patient.birth_date
        parts += [born.isoformat(), f"{born.day}.{born.month}.{born.year}"]
    return " " + " ".join([*parts, *filter(None, digits)])


def _spellings(word: str) -> tuple[str, ...]:
    """The ways one word may be typed."""
    plain = folded(word)
    ways = [plain]
    if not word.isascii():
        lower = word.lower()
        german = "".join(_UMLAUTS.get(letter, letter) for letter in lower)
        ways += [lower, folded(german)]
    for digraph, vowel in _DIGRAPHS:
        if digraph in plain:
            ways.append(plain.replace(digraph, vowel))
    if not plain.isalpha():
        ways.append("".join(filter(str.isalnum, plain)))
    return tuple(ways)


_spellings_of_name = lru_cache(maxsize=8192)(_spellings)
"""Names come again, and numbers do not: these would only drive the names out."""
