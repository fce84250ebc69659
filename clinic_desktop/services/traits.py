"""What a person is compared by, brought to one form: names, the birth date, and how they are reached."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from clinic_desktop.domain.people import PatientDetails, Sex
from clinic_desktop.storage.folding import folded
from clinic_desktop.storage.reading.likeness import KnownPerson
from clinic_desktop.storage.spelling import phone_digits


@dataclass(frozen=True, slots=True)
class Traits:
    """A person as the comparison sees them; names in plain letters, numbers as international digits."""

    given: str
    family: str
    born: date | None
    sex: Sex
    phones: frozenset[str]
    email: str
    address: str


def traits_of(person: PatientDetails, region: str) -> Traits:
    """The traits of somebody who is being typed; phone numbers without a country code belong to `region`."""
    numbers = (phone_digits(text, region) for text in (person.mobile, person.phone) if text)
    return _traits(
        person.given_name, person.family_name, person.birth_date, person.sex, numbers, person.email, person.address
    )  # fmt: skip


def traits_of_known(person: KnownPerson) -> Traits:
    """The traits of somebody in the file, whose numbers are kept as digits too."""
    return _traits(
        person.given_name,
        person.family_name,
        person.birth_date,
        person.sex,
        person.digits,
        person.email,
        person.address,
    )


def _traits(
    given: str, family: str, born: date | None, sex: Sex, digits: Iterable[str | None], email: str, address: str
) -> Traits:
    return Traits(
        plain_name(given),
        plain_name(family),
        born,
        sex,
        frozenset(number for number in digits if number and len(number) >= _FEWEST_DIGITS),
        email.strip().lower(),
        plain_address(address),
    )


@lru_cache(maxsize=16_384)  # names come again
def plain_name(name: str) -> str:
    """A name in small Latin letters, the German spellings of an umlaut as one: Müller and Mueller are "muller"."""
    words = _WORD.findall(folded(name).replace("'", "").replace("’", ""))
    whole = " ".join(words)
    for digraph, vowel in _UMLAUTS:
        whole = whole.replace(digraph, vowel)
    return whole


def plain_address(address: str) -> str:
    """An address in plain words: "Lindenstraße 14, 10969 Berlin" and "Linden Str. 14 10969 Berlin" are one."""
    if not address:
        return ""
    words = _WORD.findall(folded(address).replace("strasse", "str").replace("street", "st"))
    return "".join(words)


@lru_cache(maxsize=32_768)
def sound_of(word: str) -> str:
    """What is left of a plain name when ears write it: "meier", "mayer" and "maier" are one."""
    for spelled, heard in _HEARD:
        word = word.replace(spelled, heard)
    word = word.translate(_LETTERS)
    return _DOUBLE.sub(r"\1", word[:1] + word[1:].replace("h", ""))


@lru_cache(maxsize=32_768)
def skeleton_of(word: str) -> str:
    """The consonants of its sound, four at most: what a typing error in a vowel leaves alone."""
    sound = sound_of(word)
    return sound[:1] + _VOWELS.sub("", sound[1:])[:3]


_FEWEST_DIGITS = 5
_WORD = re.compile(r"[a-z0-9]+")
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_HEARD = (
    ("tsch", "s"), ("sch", "s"), ("tch", "s"), ("sh", "s"), ("cz", "s"), ("ch", "k"), ("ck", "k"), ("ph", "f"),
    ("th", "t"), ("dt", "t"), ("tz", "s"), ("ts", "s"), ("kh", "h"), ("ou", "u"), ("ei", "ai"), ("ey", "ai"),
    ("ay", "ai"), ("ie", "i"), ("x", "ks"),
)  # fmt: skip
_LETTERS = str.maketrans("wyjcqz", "viikks")
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiou]")
