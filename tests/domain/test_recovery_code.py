"""The recovery code: what is typed is what was meant, and a slip is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.recovery_code import DRAWN, LENGTH, LETTERS, code_of, heard, in_groups, is_whole

codes = st.lists(st.integers(0, len(LETTERS) - 1), min_size=DRAWN, max_size=DRAWN).map(code_of)
places = st.integers(0, LENGTH - 1)


def test_a_code_is_seven_groups_of_four_without_letters_that_look_alike() -> None:
    code = code_of([number % len(LETTERS) for number in range(DRAWN)])

    assert [len(group) for group in code.split("-")] == [4] * 7
    assert not set("0OQ1IL5SBZUVG") & set(LETTERS)


@given(codes)
def test_a_code_is_understood_however_it_is_typed(code: str) -> None:
    assert is_whole(code)
    assert is_whole(f"  {code.lower().replace('-', ' ')}\n")
    assert is_whole(code.replace("8", "B").replace("2", "z").replace("6", "G"))
    assert in_groups(heard(code)) == code


@given(codes, places, st.sampled_from(LETTERS))
def test_any_one_wrong_letter_is_found(code: str, place: int, letter: str) -> None:
    letters = heard(code)
    slipped = letters[:place] + letter + letters[place + 1 :]

    assert is_whole(slipped) is (slipped == letters)


@given(codes, st.integers(0, DRAWN - 2))
def test_two_neighbours_that_changed_places_are_found(code: str, place: int) -> None:
    letters = heard(code)
    swapped = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]

    assert is_whole(swapped) is (swapped == letters)


@pytest.mark.parametrize("typed", ["", "ABCD", "0000-0000-0000-0000-0000-0000-0000"])
def test_half_a_code_is_none(typed: str) -> None:
    assert not is_whole(typed)
