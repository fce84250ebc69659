"""How one name resembles another, and how much more often one person bears both than two do."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz.distance import OSA, JaroWinkler

from clinic_desktop.domain.name_variants import are_variants

from .traits import sound_of


class NameLikeness(StrEnum):
    """What two spellings have to do with each other."""

    SAME = "same"
    LETTER = "letter"
    LETTERS = "letters"
    SOUND = "sound"
    VARIANT = "variant"
    PART = "part"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class NameCounts:
    """How often each name occurs in a file; what occurs seldom tells more. Names never seen count as rare ones."""

    people: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, names: Iterable[str]) -> None:
        """Count one person's names, whole and word by word."""
        self.people += 1
        for name in names:
            self.counts[name] += 1
            words = name.split()
            if len(words) > 1:
                self.counts.update(words)

    def share(self, name: str) -> float:
        """The part of all people who bear it, drawn towards what is usual where the file is small."""
        return (self.counts[name] + _USUAL * _DRAWN) / (self.people + _DRAWN)

    def share_of_slip(self, name: str) -> float:
        """As `share`, for a spelling that may be an error: what occurs once or twice is hardly anybody's name."""
        count = self.counts[name] or 1
        return max(_UNHEARD, min(count, _ONCE * count**3) / (self.people + _DRAWN))


def name_ratio(one: str, other: str, counts: NameCounts) -> tuple[float, NameLikeness]:
    """How often one person bears both spellings, for each time that two people chosen by lot do."""
    if not one or not other:
        return 1.0, NameLikeness.UNKNOWN
    if one == other:
        return _WRITTEN_ALIKE / counts.share(one), NameLikeness.SAME
    best = (_OTHERWISE, NameLikeness.OTHER)
    distance = OSA.distance(one, other, score_cutoff=2)
    length = max(len(one), len(other))
    if distance <= 2 and length > _SHORT:
        rarer = min(counts.share_of_slip(one), counts.share_of_slip(other))
        if distance == 1:
            is_turn = len(one) == len(other) and sorted(one) == sorted(other)
            best = max(best, ((_TURN if is_turn else _SLIP / _LETTERS) / length / rarer, NameLikeness.LETTER))
        elif length >= _LONG:
            best = max(best, (_TWO_SLIPS / length / rarer, NameLikeness.LETTERS))
    elif length >= _LONG and distance > 2 and JaroWinkler.similarity(one, other) > _CLOSE:
        rarer = min(counts.share_of_slip(one), counts.share_of_slip(other))
        best = max(best, (_THREE_SLIPS / length / rarer, NameLikeness.LETTERS))
    if sound_of(one) == sound_of(other) or _is_joined(one, other):
        best = max(best, (_HEARD / counts.share(other), NameLikeness.SOUND))
    elif are_variants(one.partition(" ")[0], other.partition(" ")[0]):
        best = max(best, (_VARIANT / max(counts.share(one), counts.share(other)), NameLikeness.VARIANT))
    return max(best, _part_ratio(one, other, counts))


def _part_ratio(one: str, other: str, counts: NameCounts) -> tuple[float, NameLikeness]:
    """One bears a name more, or an initial stands for it."""
    first, second = one.split(), other.split()
    if len(first) == len(second) == 1:
        if len(one) == 1 or len(other) == 1:
            return (_INITIAL, NameLikeness.PART) if one[0] == other[0] else (_OTHERWISE, NameLikeness.OTHER)
        return _OTHERWISE, NameLikeness.OTHER
    shared = set(first) & set(second)
    if not shared:
        pairs = ((a, b) for a in first for b in second if len(a) > _SHORT and len(b) > _SHORT)
        near = [(a, b) for a, b in pairs if OSA.distance(a, b, score_cutoff=1) <= 1]
        if not near or min(len(first), len(second)) > 1:
            return _OTHERWISE, NameLikeness.OTHER
        rarer = min(min(counts.share_of_slip(a), counts.share_of_slip(b)) for a, b in near)
        return _PART * _SLIP / _LETTERS / _LONG / rarer, NameLikeness.PART
    if len(shared) == len(first) == len(second):
        return _WRITTEN_ALIKE / counts.share(one), NameLikeness.SAME
    rarest = min(counts.share(word) for word in shared)
    whole = len(shared) == min(len(first), len(second))
    return (_PART if whole else _PART / 4) / rarest, NameLikeness.PART


def _is_joined(one: str, other: str) -> bool:
    """Written in one word here, in two there."""
    return (" " in one or " " in other) and one.replace(" ", "") == other.replace(" ", "")


_USUAL = 1 / 1_000
_DRAWN = 300.0
_UNHEARD = 2e-6
_ONCE = 0.04
_WRITTEN_ALIKE = 0.93
_SLIP = 0.04
_TURN = 0.006
_LETTERS = 55
_TWO_SLIPS = 1e-5
_THREE_SLIPS = 2e-6
_HEARD = 0.01
_VARIANT = 0.008
_PART = 0.06
_INITIAL = 2.0
_OTHERWISE = 0.004
_SHORT = 2
_LONG = 5
_CLOSE = 0.9
