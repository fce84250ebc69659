"""Why two records seem to be one person's, as the desk says it: "same birth date and phone, name one letter apart"."""

from collections.abc import Sequence

from clinic_desktop.domain.birth_likeness import BirthLikeness

from .likeness import ContactLikeness, Likeness
from .name_likeness import NameLikeness


def reason_of(like: Likeness) -> str:
    """What is the same first, then what is nearly so, then what speaks against it."""
    alike: list[str] = []
    nearly: list[str] = []
    names = {like.given, like.family}
    if like.is_turned and names == {NameLikeness.SAME}:
        nearly.append("given and family name in each other's place")
    elif names == {NameLikeness.SAME} or names == {NameLikeness.SAME, NameLikeness.UNKNOWN}:
        alike.append("name")
    else:
        nearly += _of_names(like)
    if like.born is BirthLikeness.SAME:
        alike.append("birth date")
    elif like.born in _BIRTH:
        nearly.append(_BIRTH[like.born])
    for words, contact in (("phone", like.phone), ("e-mail", like.email), ("address", like.address)):
        if contact is ContactLikeness.SAME:
            alike.append(words)
        elif contact is ContactLikeness.NEAR:
            nearly.append(f"{words} nearly the same" if words == "address" else f"{words} one sign apart")
    return ", ".join(filter(None, (f"same {_listed(alike)}" if alike else "", *nearly)))


def _of_names(like: Likeness) -> list[str]:
    told: list[str] = []
    same = [words for words, one in (("given", like.given), ("family", like.family)) if one is NameLikeness.SAME]
    near = [one for one in (like.given, like.family) if one in _NAMES]
    if near:
        words = _NAMES[near[0]]
        told.append("both names written otherwise" if len(near) > 1 and near[0] is not near[1] else f"name {words}")
    if NameLikeness.OTHER in (like.given, like.family):
        other = "given" if like.given is NameLikeness.OTHER else "family"
        told.append(f"same {same[0]} name, other {other} name" if same else f"other {other} name")
    if like.is_turned:
        told.append("given and family name in each other's place")
    return told


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


_NAMES = {
    NameLikeness.LETTER: "one letter apart",
    NameLikeness.LETTERS: "a few letters apart",
    NameLikeness.SOUND: "one sound apart",
    NameLikeness.VARIANT: "in another form",
    NameLikeness.PART: "with one part more",
}
_BIRTH = {
    BirthLikeness.SWAPPED: "day and month of birth swapped",
    BirthLikeness.SLIP: "birth date one digit off",
    BirthLikeness.TURNED: "two digits of the birth date turned round",
    BirthLikeness.YEAR: "birth date one year off",
    BirthLikeness.LOOSE: "birth date two digits off",
    BirthLikeness.UNKNOWN: "one birth date unknown",
    BirthLikeness.OTHER: "other birth date",
}
