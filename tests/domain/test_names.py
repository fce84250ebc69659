"""Initials in a person's place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.names import initials_of


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Peter Novak", "P. N."),
        ("Åsa-Maria Lindgren Ødegård", "Å.-M. L. Ø."),
        ("  Min  Kim ", "M. K."),
        ("فاطمة الزهراء", "ف. ا."),
        ("-", ""),
        ("", ""),
        ("e\u0301lodie", "e\u0301."),
    ],
)
def test_the_first_letter_of_each_name_stands_for_it(name: str, initials: str) -> None:
    assert initials_of(name) == initials


@given(st.text(max_size=60))
def test_initials_never_tell_more_than_a_letter_of_each_name(name: str) -> None:
    import unicodedata

    letters = [
        sign for sign in initials_of(name) if sign not in ".- " and not unicodedata.category(sign).startswith("M")
    ]

    assert len(letters) <= sum(len([part for part in word.split("-") if part]) for word in name.split())
