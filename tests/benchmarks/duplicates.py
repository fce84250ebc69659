"""The whole file searched for people entered twice: how long it takes, how well, and a question while typing."""

import random
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from clinic_desktop.domain.merging import pair_of
from clinic_desktop.domain.people import Patient
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.storage.actor import PROGRAM
from tests.builders import a_small_clinic
from tests.likeness.name_lists import ENGLISH, GERMAN, MIXED, NameList
from tests.likeness.people_lot import ErrorMix, Labelled, Lot

from .figures import Figure, timed

_SMALL, _LARGE = 5_000, 100_000
_FOUR_LANGUAGES = NameList(
    women=GERMAN.women + ENGLISH.women + MIXED.women,
    men=GERMAN.men + ENGLISH.men + MIXED.men,
    families=GERMAN.families + ENGLISH.families + MIXED.families,
    streets=GERMAN.streets + ENGLISH.streets + MIXED.streets,
    syllables=GERMAN.syllables + ENGLISH.syllables + MIXED.syllables,
    variants=GERMAN.variants | ENGLISH.variants | MIXED.variants,
)
_QUESTIONS = 200


def duplicates() -> list[Figure]:
    """Through the service, from an encrypted file to the list of pairs; on other names and seeds than were tuned on."""
    figures = []
    for count, names, most in ((_SMALL, ENGLISH, 10), (_LARGE, _FOUR_LANGUAGES, 180)):
        labelled = Lot(2026, names, ErrorMix()).file(count)
        with _filled(labelled) as (clinic, ids):
            seconds = timed(clinic.duplicates.find) / 1000
            figures.append(_of_time(count, seconds, most))
            figures += _of_quality(clinic, labelled, ids, count)
            if count == _LARGE:
                figures.append(_of_questions(clinic, labelled))
    return figures


@contextmanager
def _filled(labelled: Labelled) -> Iterator[tuple[Clinic, list[UUID]]]:
    with tempfile.TemporaryDirectory() as folder, a_small_clinic(Path(folder) / "clinic") as small:
        ids = []
        with small.database.batch(PROGRAM, "fill") as batch:
            for number, person in enumerate(labelled.people):
                ids.append(small.database.new_id())
                batch.add(Patient(id=ids[-1], mrn=f"{number + 200_000}", **asdict(person)))
        yield small.as_receptionist(), ids


def _of_time(count: int, seconds: float, most: int) -> Figure:
    return Figure(
        name=f"duplicates of {count:,} patients", unit="s", figure=seconds, bare=None, goal=f"≤ {most} s",
        met=seconds <= most,
    )  # fmt: skip


def _of_quality(clinic: Clinic, labelled: Labelled, ids: list[UUID], count: int) -> Iterator[Figure]:
    listed = clinic.duplicates.standing(limit=1_000)
    assert listed is not None
    found = set(listed.every_pair)
    same = {pair_of(ids[one], ids[other]) for one, other in labelled.same}
    right = len(found & same)
    for words, share, least in (("precision", right / len(found), 0.99), ("recall", right / len(same), 0.93)):
        yield Figure(
            name=f"{words} of {len(same):,} pairs ({count:,})", unit="%", figure=100 * share, bare=None,
            goal=f"≥ {least:.0%}", met=share >= least,
        )  # fmt: skip


def _of_questions(clinic: Clinic, labelled: Labelled) -> Figure:
    lot = random.Random(1)
    people = lot.sample(labelled.people, _QUESTIONS)
    took = [timed(lambda person=person: clinic.patients.likely_same(person)) for person in people]  # type: ignore[misc]
    tenth = statistics.quantiles(took, n=10)[-1]
    return Figure(
        name=f"likely the same, a question ({_LARGE:,} patients)", unit="ms", figure=tenth, bare=None,
        goal="≤ 20 ms at the 90th percentile", met=tenth <= 20,
    )  # fmt: skip
