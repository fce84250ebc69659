"""Whether someone who is about to be registered is in the file already, under another spelling perhaps."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from clinic_desktop.domain.people import PatientDetails
from clinic_desktop.domain.sheets import PatientLine
from clinic_desktop.storage.folding import folded, key_of
from clinic_desktop.storage.reading.people import birth_dates_like
from clinic_desktop.storage.spelling import phone_digits

SAME_SPELLING = 0.84
_LIKELY = 4


def likely_same(details: PatientDetails, candidates: Iterable[PatientLine], region: str) -> list[PatientLine]:
    """Those of the candidates who are probably the same person, likeliest first.

    A name alone makes nobody the same, nor does a telephone that a family shares: it takes two of name, birth date
    and contact, or the same full name where a birth date is not known.
    """
    scored = [(_likeness(details, candidate, region), candidate) for candidate in candidates]
    likely = [pair for pair in scored if pair[0] >= _LIKELY]
    return [candidate for _, candidate in sorted(likely, key=lambda pair: (-pair[0], pair[1].mrn))]


def _likeness(details: PatientDetails, other: PatientLine, region: str) -> int:
    name = _name_likeness(f"{details.given_name} {details.family_name}", f"{other.given_name} {other.family_name}")
    birth = _birth_likeness(details, other)
    contact = 2 * bool(_numbers(details, region) & _numbers(other, region)) + 2 * _same_email(details, other)
    if birth is None:
        return name + contact if name == 4 or contact else 0
    if birth == 0:
        return name + contact if name >= 3 and contact else 0
    return name + birth + contact if name or contact else 0


def _name_likeness(one: str, other: str) -> int:
    """4 for the same names in any order, 3 for a spelling close to it or a middle name more, otherwise 0."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0
    if first == second:
        return 4
    few, many = sorted((set(first), set(second)), key=len)
    if len(few) >= 2 and few < many:
        return 3
    return 3 if SequenceMatcher(None, " ".join(first), " ".join(second)).ratio() >= SAME_SPELLING else 0


def _birth_likeness(details: PatientDetails, other: PatientLine) -> int | None:
    """3 for the same day, 2 with day and month swapped, 0 for another, None where one is not known."""
    if details.birth_date is None or other.birth_date is None:
        return None
    if details.birth_date == other.birth_date:
        return 3
    return 2 if other.birth_date in birth_dates_like(details.birth_date) else 0


def _numbers(person: PatientDetails | PatientLine, region: str) -> set[str]:
    return {digits for text in (person.mobile, person.phone) if (digits := phone_digits(text, region))}


def _same_email(details: PatientDetails, other: PatientLine) -> bool:
    return bool(details.email) and key_of(details.email) == key_of(other.email)


def _words(name: str) -> list[str]:
    return sorted(re.findall(r"[a-z0-9]+", folded(name)))
