"""How two birth dates resemble each other: the slips that a pen, an ear or a keyboard makes."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum


class BirthLikeness(StrEnum):
    """From the same day down to days that have nothing to do with each other."""

    SAME = "same"
    SWAPPED = "swapped"
    SLIP = "slip"
    TURNED = "turned"
    YEAR = "year"
    LOOSE = "loose"
    GENERATION = "generation"
    OTHER = "other"
    UNKNOWN = "unknown"


def birth_likeness(one: date | None, other: date | None) -> BirthLikeness:
    """SWAPPED: day and month; SLIP: one digit; TURNED: two neighbouring digits; YEAR: one year off, at most.

    LOOSE: two digits. One that makes a generation of the difference (1961, 1991) is told apart: a son may be born on
    his father's birthday.
    """
    if one is None or other is None:
        return BirthLikeness.UNKNOWN
    if one == other:
        return BirthLikeness.SAME
    if one.year == other.year and one.day == other.month and one.month == other.day:
        return BirthLikeness.SWAPPED
    left, right = _digits(one), _digits(other)
    wrong = [place for place in range(_LENGTH) if left[place] != right[place]]
    if len(wrong) > _TWO:
        return BirthLikeness.YEAR if _is_next_year(one, other) else BirthLikeness.OTHER
    if abs(one.year - other.year) >= _GENERATION:
        return BirthLikeness.GENERATION
    if len(wrong) == 1:
        return BirthLikeness.SLIP
    first, second = wrong
    if second == first + 1 and left[first] == right[second] and left[second] == right[first]:
        return BirthLikeness.TURNED
    return BirthLikeness.YEAR if _is_next_year(one, other) else BirthLikeness.LOOSE


def birth_dates_like(born: date | None) -> tuple[date, ...]:
    """The date itself and every day that a slip makes of it, LOOSE and GENERATION apart."""
    if born is None:
        return ()
    return tuple(dict.fromkeys((born, *_slips(born))))


def _slips(born: date) -> Iterator[date]:
    digits = _digits(born)
    ways = [f"{digits[:4]}{digits[6:]}{digits[4:6]}"]
    for place in range(_LENGTH):
        ways += [f"{digits[:place]}{digit}{digits[place + 1 :]}" for digit in "0123456789"]
        if place:
            ways.append(f"{digits[: place - 1]}{digits[place]}{digits[place - 1]}{digits[place + 1 :]}")
    for year in (born.year - 1, born.year + 1):
        ways.append(f"{year:04}{digits[4:]}")
    for way in ways:
        try:
            day = date(int(way[:4]), int(way[4:6]), int(way[6:]))
        except ValueError:
            continue
        if birth_likeness(born, day) not in _NO_SLIP:
            yield day


def _digits(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _is_next_year(one: date, other: date) -> bool:
    return abs(one.year - other.year) == 1 and (one.month, one.day) == (other.month, other.day)


_NO_SLIP = frozenset({BirthLikeness.SAME, BirthLikeness.LOOSE, BirthLikeness.GENERATION, BirthLikeness.OTHER})
_LENGTH = 8
_TWO = 2
_GENERATION = 15
