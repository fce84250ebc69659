"""The whole file searched for people entered twice, and what is remembered of it."""

from dataclasses import replace
from datetime import date

import pytest

from clinic_desktop.domain.merging import DuplicateList, MergeRequest
from clinic_desktop.domain.people import Patient, Sex
from tests.builders import SmallClinic, a_patient

PETER = {"birth_date": date(1961, 3, 12), "mobile": "+49 30 901820", "sex": Sex.MALE}


@pytest.fixture
def peter(clinic: SmallClinic) -> Patient:
    clinic.store(replace(clinic.novak, birth_date=date(1984, 8, 30)))  # a namesake of another age
    return clinic.store(a_patient(mrn="004182", **PETER))


@pytest.fixture
def piotr(clinic: SmallClinic, peter: Patient) -> Patient:
    return clinic.store(a_patient(mrn="020871", given_name="Piotr", family_name="Nowak", **PETER))


def found_in(result: DuplicateList | None) -> list[tuple[str, str]]:
    assert result is not None
    return [(pair.left.full_name, pair.right.full_name) for pair in result.pairs]


def test_one_person_entered_twice_is_found_with_the_reason(clinic: SmallClinic, peter: Patient, piotr: Patient) -> None:
    told: list[float] = []

    result = clinic.as_receptionist().duplicates.find(told.append)

    assert found_in(result) == [("Peter Novak", "Piotr Nowak")]
    assert result is not None
    assert result.pairs[0].reason == "same birth date and phone, name one sound apart"
    assert result.pairs[0].probability > 0.7
    assert told == sorted(told)
    assert all(0 <= part <= 1 for part in told)


def test_twins_and_a_father_and_his_son_are_left_alone(clinic: SmallClinic, peter: Patient) -> None:
    home = {"mobile": peter.mobile, "address": "Lindenstr. 14", "sex": Sex.MALE}
    for number, (given, born) in enumerate(
        (("Jan", date(1990, 5, 6)), ("Tom", date(1990, 5, 6)), ("Peter", date(1991, 3, 12)))
    ):
        clinic.store(a_patient(mrn=str(number), given_name=given, birth_date=born, **home))

    assert found_in(clinic.as_receptionist().duplicates.find()) == []


def test_nothing_is_known_before_the_first_search(clinic: SmallClinic) -> None:
    assert clinic.as_receptionist().duplicates.standing() is None


def test_a_search_that_is_stopped_leaves_what_was_found_before(
    clinic: SmallClinic, peter: Patient, piotr: Patient
) -> None:
    duplicates = clinic.as_receptionist().duplicates
    duplicates.find()
    for number in range(400):
        clinic.store(a_patient(mrn=f"7{number}", given_name=f"G{number}", family_name=f"F{number}", birth_date=None))

    assert duplicates.find(is_cancelled=lambda: True) is None
    assert found_in(duplicates.standing()) == [("Peter Novak", "Piotr Nowak")]


def test_who_was_told_apart_is_not_shown_until_that_is_taken_back(
    clinic: SmallClinic, peter: Patient, piotr: Patient
) -> None:
    duplicates = clinic.as_receptionist().duplicates
    duplicates.find()

    duplicates.not_same(piotr.id, peter.id)

    assert found_in(duplicates.standing()) == found_in(duplicates.find()) == []
    assert duplicates.of(peter.id) == []
    duplicates.perhaps_same(peter.id, piotr.id)
    assert len(found_in(duplicates.standing())) == 1


def test_what_was_found_follows_the_file(clinic: SmallClinic, peter: Patient, piotr: Patient) -> None:
    duplicates = clinic.as_receptionist().duplicates
    duplicates.find()
    clinic.store(replace(piotr, birth_date=date(1975, 8, 1), mobile=""))
    assert found_in(duplicates.standing()) == []

    clinic.store(a_patient(mrn="5", **PETER))
    assert found_in(duplicates.standing()) == [("Peter Novak", "Peter Novak")]


def test_a_merged_pair_leaves_the_list_and_comes_back(clinic: SmallClinic, peter: Patient, piotr: Patient) -> None:
    desk = clinic.as_receptionist()
    desk.duplicates.find()

    done = desk.merging.merge(MergeRequest(kept_id=peter.id, kept_version=1, merged_id=piotr.id, merged_version=1))

    assert found_in(desk.duplicates.standing()) == []
    desk.merging.take_apart(done.merge_id)
    assert found_in(desk.duplicates.standing()) == [("Peter Novak", "Piotr Nowak")]


def test_the_likely_duplicates_of_one_patient(clinic: SmallClinic, peter: Patient, piotr: Patient) -> None:
    found = clinic.as_receptionist().duplicates.of(piotr.id)

    assert [(pair.left.id, pair.right.id) for pair in found] == [(piotr.id, peter.id)]
