"""Who in the file is probably the person in question: asked while somebody is registered, and after each change."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from clinic_desktop.domain.merging import DuplicatePair, pair_of
from clinic_desktop.domain.people import PatientDetails
from clinic_desktop.domain.sheets import PatientLine
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.likeness import (
    KnownPerson,
    pairs_told_apart,
    people_called,
    people_in_file,
    people_like,
    people_of,
    perhaps_the_same,
)
from clinic_desktop.storage.reading.people import patient_lines

from .blocking import are_worth_comparing
from .likeness import FOUND_AGAIN, FOUND_TWICE, FileCounts, Likeness, likeness
from .likeness_words import reason_of
from .name_likeness import NameCounts
from .traits import Traits, traits_of, traits_of_known

LIKELY = 0.7
"""From this probability on, two records are said to be one person's."""
WORTH_A_LOOK = 0.3
"""From this one on, somebody who registers is shown beside whom they may be."""
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A patient who may be the person in question, how likely, and why."""

    patient_id: UUID
    probability: float
    reason: str


def likely_same(reading: Reading, details: PatientDetails, region: str) -> list[PatientLine]:
    """Patients who are probably the person who is being typed, likeliest first; `reason` says why."""
    newcomer = traits_of(details, region)
    candidates = perhaps_the_same(reading, details, region)
    found = _alike(reading, newcomer, candidates, often=FOUND_AGAIN, least=WORTH_A_LOOK)[:_MOST_SHOWN]
    lines = patient_lines(reading, [one.patient_id for one in found])
    return [replace(lines[one.patient_id], reason=one.reason) for one in found]


def likely_duplicates(reading: Reading, person: KnownPerson, *, least: float = LIKELY) -> list[Found]:
    """Other records that are probably this patient's too, likeliest first."""
    numbers = [number for number in person.digits if number]
    candidates = people_like(reading, person.given_name, person.family_name, person.birth_date, numbers)
    others = [other for other in candidates if other.id != person.id]
    return _alike(reading, traits_of_known(person), others, often=FOUND_TWICE, least=least)


def not_told_apart(reading: Reading, patient_id: UUID, *, least: float = LIKELY) -> list[Found]:
    """As `likely_duplicates`, of a patient by id, without those who were told apart from them."""
    apart = pairs_told_apart(reading)
    return [
        one
        for person in people_of(reading, [patient_id])
        for one in likely_duplicates(reading, person, least=least)
        if pair_of(patient_id, one.patient_id) not in apart
    ]


def pairs_with(reading: Reading, patient_id: UUID, *, least: float = LIKELY) -> list[DuplicatePair]:
    """The patient, left, beside everybody who is probably the same person, likeliest first."""
    found = not_told_apart(reading, patient_id, least=least)
    lines = patient_lines(reading, [patient_id, *(one.patient_id for one in found)]) if found else {}
    return [
        DuplicatePair(
            left=lines[patient_id], right=lines[one.patient_id], probability=one.probability, reason=one.reason
        )
        for one in found
    ]


def _alike(
    reading: Reading, person: Traits, candidates: Sequence[KnownPerson], *, often: float, least: float
) -> list[Found]:
    others = [(other, traits_of_known(other)) for other in candidates]
    counts = _counts_for(reading, [person, *(traits for _, traits in others)])
    found: list[tuple[Likeness, int, UUID]] = []
    for other, traits in others:
        if are_worth_comparing(person, traits):
            like = likeness(person, traits, counts, often=often)
            if like.probability >= least:
                found.append((like, other.row, other.id))
    found.sort(key=lambda one: (-one[0].probability, one[1]))
    return [Found(patient_id, like.probability, reason_of(like)) for like, _, patient_id in found]


class _CountedWhenAsked(Counter[str]):
    """How many patients bear a name, asked of the file when it is first wanted."""

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading

    def __missing__(self, name: str) -> int:
        self[name] = count = people_called(self._reading, name)
        return count


def _counts_for(reading: Reading, people: Iterable[Traits]) -> FileCounts:
    """How common the names are in the whole file, and the numbers and days among these people."""
    counts = FileCounts(NameCounts(people_in_file(reading), _CountedWhenAsked(reading)))
    for person in people:
        counts.others.update((*person.phones, *filter(None, (person.born, person.email, person.address))))
    return counts


def reason_for_pair(reading: Reading, one_id: UUID, other_id: UUID) -> str:
    """What two records have in common, whatever comes of it; empty where one does not stand by itself."""
    people = people_of(reading, (one_id, other_id))
    if len(people) != len((one_id, other_id)):
        return ""
    one, other = map(traits_of_known, people)
    return reason_of(likeness(one, other, _counts_for(reading, (one, other))))
