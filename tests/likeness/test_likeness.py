"""How well one person entered twice is told from two: pair by pair, and on files of other names than tuned on."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.birth_likeness import BirthLikeness, birth_dates_like, birth_likeness
from clinic_desktop.domain.people import PatientDetails, Sex
from clinic_desktop.services.likely_same import LIKELY
from clinic_desktop.services.likeness import FileCounts, Likeness, likeness
from clinic_desktop.services.likeness_words import reason_of
from clinic_desktop.services.traits import traits_of

from .measuring import quality
from .name_lists import ENGLISH, GERMAN, MIXED, NameList
from .people_lot import ErrorMix, Lot

FILE = [traits_of(person, "DE") for person in Lot(3, GERMAN, ErrorMix()).file(3_000).people]
PETRA = PatientDetails(
    given_name="Petra",
    family_name="Lindqvist",
    birth_date=date(1971, 3, 12),
    sex=Sex.FEMALE,
    mobile="+49 171 5550199",
    email="petra@example.org",
    address="Torstr. 8, Berlin",
)
HASTY = ErrorMix(given_typo=0.25, family_typo=0.25, birth_digit=0.08, new_phone=0.25, no_phone=0.25, no_birth=0.02)


def compared(one: PatientDetails, other: PatientDetails) -> Likeness:
    """In a file of 3,000 others."""
    counts = FileCounts()
    mine, theirs = traits_of(one, "DE"), traits_of(other, "DE")
    for person in (*FILE, mine, theirs):
        counts.add(person)
    return likeness(mine, theirs, counts)


@pytest.mark.parametrize(
    ("entered", "reason"),
    [
        ({}, "same name, birth date, phone, e-mail and address"),
        ({"family_name": "Lindqvits"}, "same birth date, phone, e-mail and address, name one letter apart"),
        ({"family_name": "Lindkvist"}, "same birth date, phone, e-mail and address, name one sound apart"),
        (
            {"given_name": "Lindqvist", "family_name": "Petra", "email": "", "address": ""},
            "same birth date and phone, given and family name swapped",
        ),
        (
            {"given_name": "Petra Maria", "email": "", "mobile": ""},
            "same birth date and address, name with one part more",
        ),
        (
            {"birth_date": date(1971, 12, 3), "mobile": "", "email": ""},
            "same name and address, day and month of birth swapped",
        ),
        (
            {"birth_date": date(1971, 3, 17), "address": "", "email": ""},
            "same name and phone, birth date one digit off",
        ),
        (
            {"family_name": "Schmidt", "address": "Kantstr. 1, Berlin", "email": ""},
            "same birth date and phone, same given name, other family name",
        ),
        (
            {"mobile": "0171 5550198", "email": "", "address": ""},
            "same name and birth date, phone one sign apart",
        ),
    ],
)
def test_one_person_entered_twice_is_known_and_the_reason_told(entered: dict[str, object], reason: str) -> None:
    like = compared(PETRA, replace(PETRA, **entered))  # type: ignore[arg-type] # the test says what is other

    assert like.probability >= LIKELY
    assert reason_of(like) == reason


@pytest.mark.parametrize(
    "entered",
    [
        {"given_name": "Anna"},
        {"given_name": "Klaus", "sex": Sex.MALE},
        {"birth_date": date(2001, 3, 12)},
        {"birth_date": date(1999, 8, 1)},
        {"given_name": "Anna", "family_name": "Schmidt", "address": "", "email": ""},
        {"given_name": "Anna", "family_name": "Schmidt", "birth_date": None},
    ],
    ids=["twin", "twin brother", "daughter on her birthday", "daughter", "same day and phone", "same household"],
)
def test_families_and_chance_make_nobody_the_same(entered: dict[str, object]) -> None:
    assert compared(PETRA, replace(PETRA, **entered)).probability < LIKELY  # type: ignore[arg-type] # as above


def test_a_rare_name_tells_more_than_a_common_one() -> None:
    def a_namesake(given_name: str, family_name: str) -> float:
        one = PatientDetails(given_name=given_name, family_name=family_name, birth_date=date(1971, 3, 12))
        return compared(one, replace(one, birth_date=date(1971, 3, 17))).probability

    assert a_namesake("Petra", "Lindqvist") > 0.9 > a_namesake("Anna", "Müller")


@pytest.mark.parametrize(
    ("written", "otherwise"),
    [("Müller", "Mueller"), ("Meier", "Mayr"), ("Шевченко", "Shevchenko"), ("Łukasz", "Lukas"), ("O’Neill", "Oneil")],
)
def test_a_name_in_another_spelling_is_the_same(written: str, otherwise: str) -> None:
    one = replace(PETRA, family_name=written, email="", address="")

    assert compared(one, replace(one, family_name=otherwise)).probability >= LIKELY


def test_on_names_never_seen_nearly_all_is_found_and_nearly_nothing_wrong() -> None:
    files = [
        (ENGLISH, 11, ErrorMix()),
        (MIXED, 12, ErrorMix()),
        (ENGLISH, 13, HASTY),
        (MIXED, 14, HASTY),
    ]

    measured = [quality(Lot(seed, names, mix).file(2_500), least=LIKELY) for names, seed, mix in files]

    right = sum(one.right for one in measured)
    wrong = sum(len(one.wrong) for one in measured)
    missed = sum(len(one.missed) for one in measured)
    assert right / (right + wrong) >= 0.99
    assert right / (right + missed) >= 0.93


@pytest.mark.slow
@pytest.mark.parametrize("names", [GERMAN, ENGLISH, MIXED], ids=["German", "English", "mixed"])
def test_twins_families_and_namesakes_are_hardly_ever_mistaken(names: NameList) -> None:
    labelled = Lot(21, names, ErrorMix()).file(20_000)

    measured = quality(labelled, least=LIKELY)

    for kind, most in (("twins", 0.03), ("father and son", 0.03), ("siblings", 0.002), ("namesake", 0.03)):
        of_kind = sum(one == kind for one in labelled.kinds.values())
        assert measured.mistaken_for[kind] <= most * of_kind + 1, kind
    assert len(measured.unblocked) <= 0.005 * len(labelled.same)
    assert (measured.precision, measured.recall) >= (0.99, 0)
    assert measured.recall >= 0.93


days = st.dates(date(1900, 1, 1), date(2026, 12, 31))


@given(days, days)
def test_the_likeness_of_birth_dates_is_the_same_both_ways(one: date, other: date) -> None:
    assert birth_likeness(one, other) is birth_likeness(other, one)


@given(days)
def test_every_slip_of_a_birth_date_is_recognised(born: date) -> None:
    first, *slips = birth_dates_like(born)

    assert first == born
    assert len(slips) == len(set(slips)) < 60
    assert {birth_likeness(born, day) for day in slips} <= {
        BirthLikeness.SWAPPED, BirthLikeness.SLIP, BirthLikeness.TURNED, BirthLikeness.YEAR,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        (date(1961, 3, 12), date(1961, 12, 3), BirthLikeness.SWAPPED),
        (date(1961, 3, 12), date(1962, 3, 12), BirthLikeness.SLIP),
        (date(1961, 3, 12), date(1961, 3, 21), BirthLikeness.TURNED),
        (date(1999, 3, 12), date(2000, 3, 12), BirthLikeness.YEAR),
        (date(1961, 3, 12), date(1963, 3, 15), BirthLikeness.LOOSE),
        (date(1961, 3, 12), date(1991, 3, 12), BirthLikeness.GENERATION),
        (date(1961, 3, 12), date(1975, 8, 30), BirthLikeness.OTHER),
        (date(1961, 3, 12), None, BirthLikeness.UNKNOWN),
    ],
)
def test_slips_have_names(one: date, other: date | None, like: BirthLikeness) -> None:
    assert birth_likeness(one, other) is like
