"""Why two records seem to be one person's, as the desk says it: "same birth date and phone, name one letter apart"."""

from clinic_desktop.domain.birth_likeness import BirthLikeness
from clinic_desktop.domain.change_words import listed

from .likeness import ContactLikeness, Likeness
from .name_likeness import NameLikeness


def reason_of(like: Likeness) -> str:
    """What is the same first, then what is nearly so, then what speaks against it."""
    alike: list[str] = []
    nearly: list[str] = []
    names = {like.given, like.family}
    if like.is_turned and names == {NameLikeness.SAME}:
        nearly.append("given and family name swapped")
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
    return ", ".join(filter(None, (f"same {listed(alike)}" if alike else "", *nearly)))


def _of_names(like: Likeness) -> list[str]:
    parts = (("given", like.given), ("family", like.family))
    near = [(part, _NAMES[one]) for part, one in parts if one in _NAMES]
    same = [part for part, one in parts if one is NameLikeness.SAME]
    other = [part for part, one in parts if one is NameLikeness.OTHER]
    told: list[str] = []
    kinds = {like.given, like.family} & _NAMES.keys()
    if kinds == {NameLikeness.VARIANT, NameLikeness.SOUND} or len(kinds) == 1:
        told.append(f"name {_NAMES[max(kinds, key=_BY_EAR.__contains__)]}")
    else:
        told += [f"{part} name {words}" for part, words in near]
    if other:
        told.append(f"same {same[0]} name, other {other[0]} name" if same else f"other {' and '.join(other)} name")
    if like.is_turned:
        told.append("given and family name swapped")
    return told


_NAMES = {
    NameLikeness.LETTER: "one letter apart",
    NameLikeness.LETTERS: "a few letters apart",
    NameLikeness.SOUND: "one sound apart",
    NameLikeness.VARIANT: "in another form",
    NameLikeness.PART: "with one part more",
}
_BY_EAR = frozenset({NameLikeness.SOUND})
_BIRTH = {
    BirthLikeness.SWAPPED: "day and month of birth swapped",
    BirthLikeness.SLIP: "birth date one digit off",
    BirthLikeness.TURNED: "two digits of the birth date turned round",
    BirthLikeness.YEAR: "birth date one year off",
    BirthLikeness.LOOSE: "birth date two digits off",
    BirthLikeness.GENERATION: "same birthday a generation apart",
    BirthLikeness.UNKNOWN: "one birth date unknown",
    BirthLikeness.OTHER: "other birth date",
}
