"""How well the comparison does on a labelled file: precision, recall, and what was mistaken for what."""

from collections import Counter
from dataclasses import dataclass

from clinic_desktop.services.blocking import Blocks, are_worth_comparing
from clinic_desktop.services.likeness import FileCounts, Likeness, likeness
from clinic_desktop.services.traits import traits_of

from .people_lot import Labelled


@dataclass(frozen=True, slots=True)
class Quality:
    """Of the pairs said to be one person: how many are (precision); of those that are: how many were said (recall)."""

    found: dict[tuple[int, int], Likeness]
    right: int
    wrong: dict[tuple[int, int], Likeness]
    missed: set[tuple[int, int]]
    unblocked: set[tuple[int, int]]
    mistaken_for: Counter[str]

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missed))


def quality(labelled: Labelled, *, least: float) -> Quality:
    """Compare the whole file; pairs from `least` on are said to be one person."""
    people = [traits_of(person, "DE") for person in labelled.people]
    counts = FileCounts()
    for person in people:
        counts.add(person)
    blocks = Blocks()
    seen: set[tuple[int, int]] = set()
    found: dict[tuple[int, int], Likeness] = {}
    for number, person in enumerate(people):
        for earlier in blocks.take(number, person):
            pair = (earlier, number)
            if pair in labelled.same:
                seen.add(pair)
            if not are_worth_comparing(people[earlier], person):
                continue
            like = likeness(people[earlier], person, counts)
            if like.probability >= least:
                found[pair] = like
    wrong = {pair: like for pair, like in found.items() if pair not in labelled.same}
    return Quality(
        found=found,
        right=len(found) - len(wrong),
        wrong=wrong,
        missed=labelled.same - found.keys(),
        unblocked=labelled.same - seen,
        mistaken_for=Counter(labelled.kinds.get(pair, "strangers") for pair in wrong),
    )
