"""Whether two records are one person's: how the traits speak for it, and against twins, families and namesakes.

A probabilistic linkage after Fellegi and Sunter (J. Am. Stat. Assoc. 64, 1969), with the frequencies of names, and with
three other explanations instead of one: strangers by chance, two of one family, and twins.
"""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz.distance import OSA

from clinic_desktop.domain.birth_likeness import BirthLikeness, birth_likeness
from clinic_desktop.domain.people import Sex

from .name_likeness import NameCounts, NameLikeness, name_ratio
from .traits import Traits


class ContactLikeness(StrEnum):
    """What two telephone numbers or addresses have to do with each other."""

    SAME = "same"
    NEAR = "near"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class FileCounts:
    """What is known of the whole file: how often names, days and numbers occur in it."""

    names: NameCounts = field(default_factory=NameCounts)
    others: Counter[object] = field(default_factory=Counter)

    def add(self, person: Traits) -> None:
        """Count a person."""
        self.names.add(name for name in (person.given, person.family) if name)
        self.others.update((*person.phones, *filter(None, (person.born, person.email, person.address))))

    def share(self, value: object, at_least: float) -> float:
        """The part of all people who have it, the two that are compared apart."""
        return max(at_least, (self.others[value] - 2) / (self.names.people + _A_FEW))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two records are one person's (0 to 1), and what was found in comparing them."""

    probability: float
    given: NameLikeness
    family: NameLikeness
    is_turned: bool
    born: BirthLikeness
    phone: ContactLikeness
    email: ContactLikeness
    address: ContactLikeness


@dataclass(frozen=True, slots=True)
class _Explanation:
    """How two records come about: `often`, such pairs for each record; the others, how often a trait is shared."""

    often: float
    given: float
    family: float
    born: float
    phone: float
    email: float
    address: float
    same_sex: float


_SAME_PERSON = _Explanation(0.06, 0.99, 0.96, 0.998, 0.75, 0.75, 0.8, 0.985)
_FAMILY = _Explanation(2.5, 0.006, 0.75, 0.0, 0.4, 0.15, 0.6, 0.5)
_TWINS = _Explanation(0.02, 0.0003, 0.97, 1.0, 0.75, 0.35, 0.9, 0.65)
FOUND_TWICE = _SAME_PERSON.often
FOUND_AGAIN = 0.4
"""How often someone who is registered is in the file already: much oftener than two records are one person's."""


def likeness(one: Traits, other: Traits, counts: FileCounts, *, often: float = FOUND_TWICE) -> Likeness:
    """Compare two records; `often`: how many pairs of one person there are for each record."""
    born = birth_likeness(one.born, other.born)
    given, given_like, family, family_like, is_turned = _names(one, other, counts.names)
    birth = _birth_ratio(one, born, counts)
    phone, phone_like = _phone_ratio(one, other, counts)
    email, email_like = _text_ratio(one.email, other.email, counts, _EMAIL)
    address, address_like = _text_ratio(one.address, other.address, counts, _ADDRESS)
    sexes = {one.sex, other.sex}
    is_sex_known = sexes <= _TOLD

    def weight(way: _Explanation, often: float) -> float:
        result = (
            often
            * (way.given * given + 1 - way.given)
            * (way.family * family + 1 - way.family)
            * (way.born * birth + 1 - way.born)
            * (way.phone * phone + 1 - way.phone)
            * (way.email * email + 1 - way.email)
            * (way.address * address + 1 - way.address)
            * (_TURNED if is_turned else 1.0)
        )
        if is_sex_known:
            result *= 2 * (way.same_sex if len(sexes) == 1 else 1 - way.same_sex)
        return result

    people = max(counts.names.people, _A_FEW)
    same = weight(_SAME_PERSON, often)
    others = people + weight(_FAMILY, _FAMILY.often) + weight(_TWINS, _TWINS.often)
    return Likeness(
        same / (same + others), given_like, family_like, is_turned, born, phone_like, email_like, address_like
    )  # fmt: skip


def _names(
    one: Traits, other: Traits, counts: NameCounts
) -> tuple[float, NameLikeness, float, NameLikeness, bool]:  # fmt: skip
    """Given and family name, or the one in the other's place where that explains more."""
    given, given_like = name_ratio(one.given, other.given, counts)
    family, family_like = name_ratio(one.family, other.family, counts)
    if given < 1 and family < 1:
        turned, turned_like = name_ratio(one.given, other.family, counts)
        back, back_like = name_ratio(one.family, other.given, counts)
        if _TURNED * turned * back > given * family and NameLikeness.UNKNOWN not in (turned_like, back_like):
            return turned, turned_like, back, back_like, True
    return given, given_like, family, family_like, False


def _birth_ratio(one: Traits, like: BirthLikeness, counts: FileCounts) -> float:
    if like is BirthLikeness.SAME:
        return 0.93 / counts.share(one.born, _A_DAY)
    return _BIRTH[like]


def _phone_ratio(one: Traits, other: Traits, counts: FileCounts) -> tuple[float, ContactLikeness]:
    if not one.phones or not other.phones:
        return 1.0, ContactLikeness.UNKNOWN
    shared = one.phones & other.phones
    if shared:
        return 0.92 / min(counts.share(number, _BY_CHANCE) for number in shared), ContactLikeness.SAME
    if any(OSA.distance(a, b, score_cutoff=1) <= 1 for a in one.phones for b in other.phones):
        return _NEAR_PHONE, ContactLikeness.NEAR
    return _OTHER_CONTACT, ContactLikeness.OTHER


@dataclass(frozen=True, slots=True)
class _Text:
    """What is known of addresses of a kind: how many letters may differ, and what that says."""

    slips: int
    near: float


_EMAIL = _Text(1, 2_000.0)
_ADDRESS = _Text(2, 300.0)


def _text_ratio(one: str, other: str, counts: FileCounts, kind: _Text) -> tuple[float, ContactLikeness]:
    if not one or not other:
        return 1.0, ContactLikeness.UNKNOWN
    if one == other:
        return 0.9 / counts.share(one, _BY_CHANCE), ContactLikeness.SAME
    if OSA.distance(one, other, score_cutoff=kind.slips) <= kind.slips and _figures(one) == _figures(other):
        return kind.near, ContactLikeness.NEAR
    return _OTHER_CONTACT, ContactLikeness.OTHER


def _figures(text: str) -> str:
    return "".join(filter(str.isdigit, text))


_TOLD = frozenset({Sex.FEMALE, Sex.MALE})
_A_FEW = 1_000
_A_DAY = 1 / 25_000
_BY_CHANCE = 1e-5
_TURNED = 0.04
_NEAR_PHONE = 60.0
_OTHER_CONTACT = 0.05
_BIRTH = {
    BirthLikeness.SWAPPED: 250.0,
    BirthLikeness.TURNED: 40.0,
    BirthLikeness.SLIP: 25.0,
    BirthLikeness.YEAR: 20.0,
    BirthLikeness.LOOSE: 0.4,
    BirthLikeness.GENERATION: 0.05,
    BirthLikeness.OTHER: 0.005,
    BirthLikeness.UNKNOWN: 1.0,
}
